"""Login: who, with what passphrase, and what follows a wrong one."""

import pytest
from fake_desk import profile, told
from PySide6.QtCore import Qt

from bsclient.errors import BadInput, NotAllowed, WrongPassphrase
from bsclient.gui import tasks
from bsclient.gui.login.window import Door, LoginWindow


class Gate:
    """The services behind the login: lets in with one passphrase."""

    def __init__(self, *profiles):
        self.given = profiles
        self.tries = []
        self.wait = 0
        self.error = None

    def door(self):
        return Door(lambda: self.given, self.enter, lambda _profile, _user: self.wait, "demo phrase")

    def enter(self, chosen, user, passphrase):
        words = told(passphrase)
        self.tries.append((chosen.id, user.id, words))
        if self.error:
            raise self.error
        if words != "right":
            raise WrongPassphrase("wrong_passphrase", seconds="2")
        return "desk"


@pytest.fixture
def gate():
    return Gate(profile())


@pytest.fixture
def window(qtbot, gate):
    made = LoginWindow(gate.door())
    qtbot.addWidget(made)
    made.show()
    made.load()
    assert tasks.wait_idle()
    return made


def give(window, qtbot, words, key=Qt.Key.Key_Return):
    qtbot.keyClicks(window._field._line, words)
    qtbot.keyClick(window._field._line, key)
    assert tasks.wait_idle()


def test_enter_logs_in(window, gate, qtbot):
    entered = []
    window.entered.connect(entered.append)
    give(window, qtbot, "right")
    assert entered == ["desk"]
    assert gate.tries == [("romashka", "glavbuh", "right")]
    assert not window._field.filled()


def test_wrong_passphrase_is_said_and_must_wait(window, gate, qtbot):
    give(window, qtbot, "wrong")
    assert window._field.error() == "The passphrase is wrong."
    assert not window._enter.isEnabled()
    assert window._enter.text().startswith("Try again in 2")
    give(window, qtbot, "right")
    assert len(gate.tries) == 1
    window._countdown._tick()
    window._countdown._tick()
    assert window._enter.isEnabled()
    assert window._enter.text() == "Log in"


def test_pause_of_earlier_tries_is_remembered_per_user(window, gate):
    gate.wait = 30
    window._user.setCurrentIndex(1)
    assert tasks.wait_idle()
    assert not window._enter.isEnabled()
    gate.wait = 0
    window._user.setCurrentIndex(0)
    assert tasks.wait_idle()
    assert window._enter.isEnabled()


def test_enter_on_a_link_is_the_link_s_own(window, gate, qtbot):
    pressed = []
    window.block_link.clicked.disconnect()
    window.block_link.clicked.connect(lambda: pressed.append("block"))
    qtbot.keyClicks(window._field._line, "half a passphra")
    window.block_link.show()
    window.block_link.setFocus()
    qtbot.keyClick(window.block_link, Qt.Key.Key_Return)
    assert tasks.wait_idle()
    assert gate.tries == []
    assert pressed == ["block"]


def test_other_user_is_chosen(window, gate, qtbot):
    window._user.setCurrentIndex(1)
    assert tasks.wait_idle()
    give(window, qtbot, "right")
    assert gate.tries[0][1] == "dir"


def test_empty_passphrase_asks_for_one(window, gate, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert window._field.error() == "Type the passphrase"
    assert gate.tries == []


def test_other_errors_say_what_to_do(window, gate, qtbot):
    gate.error = NotAllowed("profile_open", value="x")
    give(window, qtbot, "right")
    assert window._field.error()
    assert window._enter.isEnabled()


def test_demo_passphrase_is_told_for_demo_profiles_only(qtbot):
    for demo in (True, False):
        made = LoginWindow(Gate(profile(demo=demo)).door())
        qtbot.addWidget(made)
        made.load()
        assert tasks.wait_idle()
        assert made._demo.isVisibleTo(made) is demo
        assert ("demo phrase" in made._demo.text()) is demo


def test_last_profile_is_chosen(qtbot):
    first, second = profile(), profile()
    object.__setattr__(first, "id", "other")
    made = LoginWindow(Gate(first, second).door(), "romashka")
    qtbot.addWidget(made)
    made.load()
    assert tasks.wait_idle()
    assert made.chosen()[0].id == "romashka"


def test_without_profiles_it_says_where_they_come_from(qtbot):
    made = LoginWindow(Gate().door())
    qtbot.addWidget(made)
    made.load()
    assert tasks.wait_idle()
    assert "no profile" in made._state.text()
    assert made.chosen() is None
    assert not made._enter.isEnabled()


def test_unreadable_profiles_are_said(qtbot):
    def broken():
        raise BadInput("profile_damaged", value="romashka")

    made = LoginWindow(Door(broken, lambda *_: None, lambda *_: 0))
    qtbot.addWidget(made)
    made.load()
    assert tasks.wait_idle()
    assert "romashka" in made._state.text()


def test_language_is_chosen_once(window):
    heard = []
    window.language_chosen.connect(heard.append)
    window._choose_language("en")
    window._choose_language("ru")
    assert heard == ["ru"]
