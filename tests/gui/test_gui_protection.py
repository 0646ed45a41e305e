"""Data at rest, as the user meets it: a colleague lets one in at the log-in, Settings encrypt the base and open it again."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialogs,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    window_fixture,
)
from PySide6.QtTest import QTest
from real_desk import PASSPHRASE

from bsclient.gui import seating, tasks
from bsclient.gui.login.admit import AdmitDialog
from bsclient.gui.login.window import Door, LoginWindow
from bsclient.gui.preferences.protection import ProtectionDialog
from bsclient.services.keys import unlocking, vaults
from bsclient.services.profiles import ENCRYPTED, OPEN, protection
from bsclient.storage import encryption


@pytest.fixture
def entrance(qtbot, office):
    """The log-in window over real services, with the accountant chosen, who has no vault."""
    unlocking.vault_file(office.profile, office.profile.user("acc")).unlink()
    made = LoginWindow(Door(lambda: [office.profile], seating.enter, seating.pause))
    qtbot.addWidget(made)
    made.show()
    made.load()
    assert tasks.wait_idle(60)
    made._user.setCurrentIndex(1)
    assert tasks.wait_idle(60)
    return made


def typed(field, words):
    QTest.keyClicks(field._line, words)


def log_in(window):
    typed(window._field, PASSPHRASE)
    window._try()
    assert tasks.wait_idle(60)
    settle()


def admitting():
    found = [each for each in dialogs() if isinstance(each, AdmitDialog)]
    assert len(found) == 1
    return found[0]


def test_a_colleague_lets_a_user_in_at_the_log_in(entrance, office):
    entered = []
    entrance.entered.connect(entered.append)
    log_in(entrance)
    assert entered == []
    assert "encrypted" in entrance._field.error()
    dialog = admitting()
    assert [dialog.colleague.itemText(at) for at in range(dialog.colleague.count())] == [
        "Орлов Игорь Владимирович"
    ]
    assert not dialog.go.isEnabled()
    typed(dialog.own, PASSPHRASE)
    typed(dialog.his, "something else")
    dialog.go.click()
    assert tasks.wait_idle(60)
    assert "wrong" in dialog.his.error()
    assert dialog.own.error() == ""
    (office.profile.folder / "dir.attempts").unlink()  # or one would have to wait
    typed(dialog.own, PASSPHRASE)
    typed(dialog.his, PASSPHRASE)
    dialog.go.click()
    assert tasks.wait_idle(60)
    assert vaults.has(office.profile, office.profile.user("acc"))
    assert "let in" in entrance._state.text()
    log_in(entrance)
    assert len(entered) == 1
    assert entered[0].desk.place.store.encrypted
    entered[0].desk.close()


def protection_of(window):
    window.shell.open_page("settings")
    settle()
    return window._host.page._protection


def answer(words):
    (dialog,) = [each for each in dialogs() if isinstance(each, ProtectionDialog)]
    typed(dialog.passphrase, words)
    dialog.go.click()
    assert tasks.wait_idle(60)
    settle()
    return dialog


def test_the_base_is_opened_and_encrypted_again_on_request(office, desk, window):
    ids = office.payments(desk, 2)
    part = protection_of(window)
    assert part.state.text() == "encrypted"
    part._change()
    dialog = answer("something else")
    assert "wrong" in dialog.passphrase.error()
    assert desk.place.store.encrypted
    (office.profile.folder / "dir.attempts").unlink()
    answer(PASSPHRASE)
    assert part.state.text() == "open"
    assert encryption.is_plain(office.profile.database)
    assert protection(office.profile) == OPEN
    assert not vaults.any_in(office.profile)
    assert [desk.drafts.get(each).id for each in ids] == ids
    part._change()
    answer(PASSPHRASE)
    assert part.state.text() == "encrypted"
    assert not encryption.is_plain(office.profile.database)
    assert protection(office.profile) == ENCRYPTED
    assert [each.id for each in vaults.holders(office.profile)] == ["dir"]
    assert [desk.drafts.get(each).id for each in ids] == ids
    assert desk.audit.check().ok
    acts = [row.action for row in desk.audit.page(0, 10)]
    assert acts[:2] == ["base_encrypted", "base_decrypted"]


def test_enter_alone_never_takes_protection_away(desk, window):
    part = protection_of(window)
    part._change()
    (dialog,) = [each for each in dialogs() if isinstance(each, ProtectionDialog)]
    typed(dialog.passphrase, PASSPHRASE)
    dialog.passphrase.entered.emit()
    assert tasks.wait_idle(60)
    assert desk.place.store.encrypted
    assert dialog.isVisible()
