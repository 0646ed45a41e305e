"""Several organisations and users in one window: chosen by a menu, opened by their own passphrase, closed to each other."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from real_desk import ACCOUNT, PASSPHRASE
from two_offices import open_desktop, two_offices

from bsclient.gui import tasks
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.gui.switching import HEAD
from bsclient.gui.widgets import dialogs
from bsclient.services.profiles import load_profile, save_profile


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return two_offices(tmp_path_factory, "ООО «Василёк & Ко»")


@pytest.fixture
def home(made, tmp_path):
    return shutil.copytree(made, tmp_path / "home")


@pytest.fixture
def desktop(qtbot, home, monkeypatch):
    monkeypatch.setattr("bsclient.gui.syncing.WAIT_SECONDS", 0)
    with open_desktop(home) as made:
        yield made


def menu_of(window, qtbot):
    """Ask for the menu with its key and wait until it is filled."""
    qtbot.keyClick(
        window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    menu = window.switching.menu
    qtbot.waitUntil(menu.isVisible, timeout=20_000)
    return menu


def lines(menu):
    return [
        (action.text(), action.isEnabled())
        for action in menu.actions()
        if action.text() and action.objectName() != HEAD
    ]


def choose(window, qtbot, profile, user):
    """Choose a seat in the menu."""
    menu = menu_of(window, qtbot)
    seats = window.switching._turnstile.seats()
    seat = next(seat for seat in seats if (seat.profile.id, seat.user.id) == (profile, user))
    action = next(a for a in menu.actions() if a.isEnabled() and a.text().startswith(seat.name.replace("&", "&&"))
                  and a.toolTip() and seat.profile.title in a.toolTip().replace("&amp;", "&"))  # fmt: skip
    menu.close()
    action.trigger()


def give(window, qtbot, passphrase=PASSPHRASE):
    """Type a passphrase into the screen."""
    screen = window.switching.screen
    QTest.qWait(300)  # the pause of wrong tries has been read
    qtbot.waitUntil(screen._open.isEnabled, timeout=20_000)
    qtbot.keyClicks(screen._field._line, passphrase)
    qtbot.keyClick(screen._field._line, Qt.Key.Key_Return)


def switch(desktop, qtbot, profile, user):
    before = desktop.window
    choose(before, qtbot, profile, user)
    give(before, qtbot)
    qtbot.waitUntil(lambda: desktop.window is not before, timeout=60_000)
    assert tasks.wait_idle(30)
    return desktop.window


def test_the_menu_says_who_is_here_and_reads_nothing_of_the_others(desktop, qtbot, home):
    told = lines(menu_of(desktop.window, qtbot))
    heads = [
        action.text() for action in desktop.window.switching.menu.actions() if action.objectName() == HEAD
    ]
    assert any(text.startswith("ООО «Василёк && Ко»") for text in heads)
    here = [text for text, enabled in told if not enabled and "Орлов" in text]
    assert len(here) == 1
    assert sum(enabled for _, enabled in told) == 3
    assert not (home / "vasilek" / "client.db").exists()  # nothing of it was opened
    desktop.window.switching.menu.close()


def test_another_organisation_takes_its_place_in_the_same_window(desktop, qtbot):
    before = desktop.window
    place, desk = before.geometry(), before.shell.desk
    window = switch(desktop, qtbot, "vasilek", "acc")
    assert isinstance(window, MainWindow)
    assert (window.shell.desk.profile.id, window.shell.desk.user.id) == ("vasilek", "acc")
    assert window.geometry() == place
    assert "Василёк" in window._header._name
    assert "Смирнова" in window._header._name
    assert desk.place.store.suspended or _closed(desk)
    back = switch(desktop, qtbot, "romashka", "dir")
    assert back.shell.desk.profile.id == "romashka"


def _closed(desk):
    """Whether the base of a desk is out of reach."""
    from bsclient.errors import BsError

    try:
        desk.home.overview()
    except BsError:
        return True
    return False


def test_another_user_of_the_same_organisation_sits_down_at_the_same_base(desktop, qtbot):
    window = switch(desktop, qtbot, "romashka", "acc")
    assert (window.shell.desk.profile.id, window.shell.desk.user.id) == ("romashka", "acc")


def test_a_wrong_passphrase_lets_nobody_in_and_one_may_stay(desktop, qtbot):
    window = desktop.window
    choose(window, qtbot, "vasilek", "dir")
    screen = window.switching.screen
    assert window._layers.currentWidget() is screen
    assert not window._status.isVisible()
    give(window, qtbot, "not the passphrase")
    qtbot.waitUntil(lambda: bool(screen._field.error()), timeout=30_000)
    assert desktop.window is window
    screen._back.click()
    assert window._layers.currentIndex() == 0
    assert window.shell.desk.home.overview() is not None
    assert window._status.isVisible()


def test_unsaved_work_is_asked_about(desktop, qtbot, monkeypatch):
    window = desktop.window
    window.shell.open_page("payments.edit")
    assert tasks.wait_idle(30)
    monkeypatch.setattr(type(window._host.page), "unsaved", lambda _page: "The payment is not saved")
    choose(window, qtbot, "vasilek", "dir")
    (dialog,) = [each for each in window.findChildren(dialogs.Dialog) if each.isVisible()]
    assert window._layers.currentIndex() == 0
    dialog.reject()
    assert window._layers.currentIndex() == 0
    choose(window, qtbot, "vasilek", "dir")
    (dialog,) = [each for each in window.findChildren(dialogs.Dialog) if each.isVisible()]
    next(b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == "Leave").click()
    assert window._layers.currentWidget() is window.switching.screen


def test_from_the_lock_screen_one_gets_to_others_but_not_back(desktop, qtbot):
    window = desktop.window
    window.lock()
    assert tasks.wait_idle(30)
    window.switching.ask()
    qtbot.waitUntil(window.switching.menu.isVisible, timeout=20_000)
    window.switching.menu.close()
    seats = window.switching._turnstile.seats()
    window.switching.choose(next(seat for seat in seats if seat.profile.id == "vasilek"))
    assert window._layers.currentWidget() is window.switching.screen
    window.switching.screen._back.click()
    assert window.locked()
    assert _closed(window.shell.desk)


def test_a_synchronisation_rests_before_the_other_desk_opens(desktop, qtbot, monkeypatch):
    window, stopped = desktop.window, []

    def endless(_progress, stop):
        stopped.append(stop.wait(30))
        raise_ended()

    monkeypatch.setattr(window.shell.desk.delivery, "synchronise", endless)
    window.shell.synchronise()
    qtbot.waitUntil(window._syncer.busy)
    changed = switch(desktop, qtbot, "vasilek", "dir")
    assert stopped == [True]
    assert changed.shell.desk.profile.id == "vasilek"


def raise_ended():
    from bsclient.errors import Unreachable

    raise Unreachable("bank_silent")


def test_what_windows_remember_is_each_organisations_own(tmp_path):
    whole = Memory(tmp_path)
    whole.set("columns.old", [1])
    one, two = whole.of("romashka"), whole.of("vasilek")
    one.set("journal.filter", {"account": ACCOUNT})
    one.set("columns.list", [3])
    assert two.get("journal.filter") is None
    assert two.get("columns.list") is None
    assert two.get("columns.old") == [1]
    one.flush()
    again = Memory(tmp_path).of("romashka")
    assert again.get("journal.filter") == {"account": ACCOUNT}


def test_a_user_without_a_certificate_cannot_be_chosen(desktop, qtbot, home):
    profile = load_profile(home / "vasilek")
    from dataclasses import replace

    users = tuple(replace(user, certificate_pem="") if user.id == "acc" else user for user in profile.users)
    save_profile(replace(profile, users=users))
    menu = menu_of(desktop.window, qtbot)
    assert sum(enabled for _, enabled in lines(menu)) == 2
    menu.close()
