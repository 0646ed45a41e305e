"""The sign window: one types the passphrase at once; hashes of files are shown as a whole, codes with what they mean."""

from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    keyring_fixture,
    office_fixture,
    settle,
    window_fixture,
)

from bsclient.gui.documents import fields_view
from bsclient.gui.documents.sign_dialog import open_sign


def test_the_passphrase_has_the_focus_when_the_sheet_is_there(office, desk, window, qtbot):
    dialog = open_sign(desk, window.shell, office.payments(desk, 1))
    qtbot.waitUntil(lambda: dialog.consent is not None)
    settle()
    assert dialog.focusWidget() is dialog.passphrase.focusProxy()
    dialog.reject()


def test_a_hash_of_a_file_wraps():
    rows = [{"name": "a.pdf", "sha256": "0123456789abcdef" * 4, "size": "9"}]
    ((_name, value),) = [
        one for one in fields_view.lines("letter", {"attachments": rows}) if "a.pdf" in one[1]
    ]
    assert value == f"a.pdf, {' '.join(['0123456789abcdef'] * 4)}, 9"


def test_a_code_is_shown_with_its_meaning():
    told = dict(fields_view.lines("reference_request", {"kind": "balance", "delivery": "new_one"}))
    assert "balance — Balance of the account on a day" in told.values()
    assert "new_one" in told.values(), "a code that this program does not know stays as it is"
