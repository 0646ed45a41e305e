"""The page of keys over a real desk with real keys: states, dates, passphrase, export and restoring, reminders, the log-in window."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_desk import PASSPHRASE, Office
from render_form import settle

from bsclient.crypto.secret import Secret
from bsclient.errors import BadSignature, NotAllowed, WrongPassphrase
from bsclient.gui import tasks
from bsclient.gui.keys_page import reminder, words
from bsclient.gui.keys_page.block import BlockDialog
from bsclient.gui.keys_page.export import ExportDialog
from bsclient.gui.keys_page.passphrase import PassphraseDialog
from bsclient.gui.keys_page.renew import RenewDialog
from bsclient.gui.keys_page.restore import RestoreDialog
from bsclient.gui.login.window import Door, LoginWindow
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.gui.widgets.dialogs import Message
from bsclient.services import profiles
from bsclient.services.keys import moving as key_moving
from bsclient.services.keys import unlocking
from bsclient.services.keys.certificates import KeyState, KeyStatus
from bsclient.services.keys.life import Pending
from bsclient.settings import Settings

OTHER = "vessel submit such reject warm"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def desk(office):
    opened = office.desk()
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def today(office):
    """Each test begins on the same day."""
    before = office.now
    yield
    office.now = before


@pytest.fixture
def window(qtbot, desk, tmp_path):
    made = MainWindow(desk, Settings(tmp_path), Memory(), lambda _passphrase: None)
    made.resize(1280, 720)
    made.show()
    settle()
    yield made
    made.close()
    qtbot.addWidget(made)


def page_of(window):
    window.shell.open_page("keys")
    settle()
    return window._host.page


def status(state, **facts):
    return KeyStatus("dir", "Орлов", KeyState(state), "1a", **facts)


def messages(window):
    return [one for one in window.findChildren(Message) if one.isVisible()]


def test_the_page_shows_the_key_and_those_of_colleagues(window, desk, office):
    page = page_of(window)
    certificate = desk.user.certificate
    assert "".join(page.own._groups.shown) == certificate.spki_sha256.hex()
    assert page.own.headline.text().startswith("Your key is valid for 30")
    assert page.own.buttons["renew"].isVisible()
    assert not page.own.buttons["give_up"].isVisible()
    assert page.own.buttons["block"].isVisible()
    assert [line.split(",")[0] for line in page.everyone.lines()] == [
        user.name for user in desk.profile.users
    ]
    assert all("Valid" in line for line in page.everyone.lines())
    assert len(page.calendar.lines()) == 4, "each key can be renewed and expires"
    assert "not been fetched" in page.ended.text()


def test_an_expired_key_says_how_a_new_one_is_got(window, office):
    office.now += timedelta(days=400)
    page = page_of(window)
    assert "nothing can be signed" in page.own.headline.text()
    assert "activation code" in page.own.advice.text()
    assert not page.own.buttons["renew"].isVisible()
    assert not page.own.buttons["block"].isVisible()


def test_every_state_has_words_an_icon_and_a_headline():
    for state in KeyState:
        said, icon, role = words.state(state.value)
        assert said
        assert icon
        assert role
        assert words.headline(status(state.value, days_left=3))
    assert words.reason("key_lost")
    assert words.reason("unheard_of") == ""


def test_the_act_is_printed_with_the_whole_key(window):
    page = page_of(window)
    page.print_act()
    settle()
    from bsclient.gui.preview.window import PreviewWindow

    shown = window.findChild(PreviewWindow)
    assert shown.view.count == 1
    shown.close()


def test_nothing_blocks_a_key_before_the_word_is_typed(window):
    page = page_of(window)
    page.block()
    dialog = window.findChild(BlockDialog)
    dialog.passphrase.put(PASSPHRASE)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.confirmation, "blok")
    assert not dialog.go.isEnabled()
    dialog.confirmation.clear()
    QTest.keyClicks(dialog.confirmation, " block ")
    assert dialog.go.isEnabled()
    assert not dialog.go.isDefault()
    dialog.by_word.setChecked(True)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.word, "DU3A-4SPG")
    assert dialog.go.isEnabled()
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert tasks.wait_idle(20)
    assert "cannot be reached" in dialog.trouble.words()
    assert dialog.isVisible()
    dialog.reject()


def test_a_renewal_that_cannot_be_sent_stays_to_be_sent(window, desk):
    page = page_of(window)
    page.renew()
    dialog = window.findChild(RenewDialog)
    dialog.passphrase.put("wrong")
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert tasks.wait_idle(20)
    assert dialog.passphrase.error() == "The passphrase is wrong."
    dialog.reject()


def test_the_passphrase_is_changed_and_the_old_one_opens_no_more(window, desk, qtbot):
    page = page_of(window)
    page.own.passphrase.emit()
    dialog = window.findChild(PassphraseDialog)
    dialog.old.put(PASSPHRASE)
    dialog.new.first.put(OTHER)
    dialog.new.again.put(OTHER)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20000)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert tasks.wait_idle(20)
    profile, user = desk.profile, desk.user
    with pytest.raises(WrongPassphrase):
        unlocking.check(profile, user, PASSPHRASE)
    (profile.folder / f"{user.id}.attempts").unlink()  # no pause for what comes now
    unlocking.change_passphrase(profile, user, OTHER, PASSPHRASE)


def test_a_key_goes_into_a_file_and_comes_back(window, desk, tmp_path, qtbot):
    page = page_of(window)
    page.own.export.emit()
    dialog = window.findChild(ExportDialog)
    dialog.passphrase.put(PASSPHRASE)
    qtbot.waitUntil(dialog.proposal.filled, timeout=20000)
    assert not dialog.go.isEnabled()
    dialog.written.setChecked(True)
    assert dialog.go.isEnabled()
    new = dialog.proposal.secret()
    path = tmp_path / "key.p12"
    dialog.save(path)
    assert tasks.wait_idle(20)
    profile, user = desk.profile, desk.user
    profile.key_file(user).unlink()

    back = RestoreDialog(window, profile, user)
    back.open()
    back.read(path)
    for password, passphrase, wrong in (
        ("not it", PASSPHRASE, back.password),
        (new, OTHER, back.known),  # the data of this user opens by another passphrase
        (new, PASSPHRASE, None),
    ):
        back.password.put(password)
        back.known.put(passphrase)
        QTest.mouseClick(back.go, Qt.MouseButton.LeftButton)
        assert tasks.wait_idle(20)
        assert wrong is None or wrong.error()
    unlocking.check(profile, user, PASSPHRASE)
    settle()


def test_the_key_of_another_certificate_is_not_taken(desk, office):
    profile, user = desk.profile, desk.user
    other = profile.user("acc")
    blob = key_moving.export(profile, other, Secret.of(PASSPHRASE), Secret.of(OTHER))
    with pytest.raises(BadSignature, match="certificate_of_other_key"):
        key_moving.restore(profile, user, blob, Secret.of(OTHER), Secret.of(PASSPHRASE))
    from dataclasses import replace

    with pytest.raises(NotAllowed, match="export_of_token"):
        key_moving.export(profile, replace(user, key_kind="token"), Secret.of("1"), Secret.of(OTHER))


@pytest.mark.parametrize(
    ("days", "due"),
    [(200, 0), (31, 0), (30, 30), (15, 30), (14, 14), (8, 14), (7, 7), (2, 7), (1, 1), (0, 1)],
)
def test_reminders_come_at_their_days(days, due):
    assert reminder.step(days) == due


def test_a_reminder_is_shown_once_for_each_day_of_its_kind(window, office):
    shell = window.shell
    near = status("renew_soon", days_left=29)
    assert reminder.remind(shell, status("active", days_left=200)) is None
    first = reminder.remind(shell, near)
    assert first is not None
    first.reject()
    assert reminder.remind(shell, near) is None
    later = reminder.remind(shell, status("renew_soon", days_left=13))
    assert later is not None
    later.reject()


def test_home_reminds_and_leads_to_the_renewal(window, office):
    office.now += timedelta(days=290)
    window.shell.open_page("home")
    window._host.page.open()
    settle()
    (message,) = messages(window)
    QTest.keyClick(message, Qt.Key.Key_Return)
    settle()
    assert window.findChild(RenewDialog) is not None
    window.findChild(RenewDialog).reject()


@pytest.fixture
def login(qtbot, office):
    home = office.profile.folder.parent
    made = LoginWindow(Door(lambda: profiles.list_profiles(home), lambda *_: None, lambda *_: 0, "", home))
    qtbot.addWidget(made)
    made.show()
    made.load()
    settle()
    return made


def test_the_log_in_window_says_how_a_key_stands(login, office):
    profile, user = login.chosen()
    assert login.connect_link.isVisible()
    assert login.aside.words() == ""
    assert login.block_link.isVisible()
    for state, word in (
        ("expired", "paper act"),
        ("revoked", "blocked"),
        ("other_key", "copy"),
        ("none", "no key"),
    ):
        login.aside.show_status(profile, user, status(state))
        login._allow_passphrase()
        assert word in login.aside.words()
        assert login._field.isVisible() is (state != "none")


def test_a_waiting_user_has_no_passphrase_to_type(login, office):
    profile, user = login.chosen()
    pending = Pending("1", "ab12 " * 16, office.now, "DU3A-4SPG", "paper")
    login.aside.show_status(profile, user, status("waiting", waiting=pending))
    login._allow_passphrase()
    assert not login._enter.isVisible()
    panel = login.aside.panel
    assert "DU3A-4SPG" in panel._word.text()
    assert "Print the act" in panel.words()[1]
    settle()
    assert panel.trouble()


def test_a_missing_key_is_restored_from_the_log_in_window(login, office):
    profile, user = login.chosen()
    aside = profile.key_file(user).rename(office.profile.folder / "aside.key")
    login._show_user()
    settle()
    assert login.aside.status.state is KeyState.OTHER_KEY
    assert login.aside._restore.isVisible()
    login.aside._restore.click()
    dialog = login.findChild(RestoreDialog)
    assert dialog is not None
    dialog.reject()
    aside.rename(profile.key_file(user))
