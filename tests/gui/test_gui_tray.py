"""The icon in the tray: its menu, and the one list of notices it leads to."""

from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    keyring_fixture,
    office_fixture,
    settle,
    window_fixture,
)
from PySide6.QtWidgets import QSystemTrayIcon

from bsclient.gui.automation.notice_list import NoticesDialog
from bsclient.gui.automation.tray import Tray


def agent_of(window, qtbot):
    qtbot.waitUntil(lambda: hasattr(window, "_agent"), timeout=10000)  # it begins a second after the window
    settle()
    return window._agent


def lists(window):
    return [each for each in window.findChildren(NoticesDialog) if each.isVisible()]


def test_answering_the_tray_again_and_again_opens_one_list(window, qtbot):
    tray = agent_of(window, qtbot).tray
    for _ in range(3):
        tray._clicked()
        settle()
    assert len(lists(window)) == 1


def test_the_window_comes_back_as_large_as_it_was(window, qtbot):
    tray = agent_of(window, qtbot).tray
    window.showMaximized()
    window.showMinimized()
    tray._come()
    settle()
    assert not window.isMinimized()
    assert window.isMaximized()


def test_the_menu_shows_the_window_the_notices_and_the_way_out(window, qtbot):
    told = []
    tray = Tray(window, lambda: told.append("list"), lambda: told.append("window"))
    icon = tray.made()
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert told == []  # the menu comes by itself
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    show, notices, _line, leave = icon.contextMenu().actions()
    show.trigger()
    notices.trigger()
    assert told == ["list", "window", "list"]
    with qtbot.waitSignal(window.left, timeout=10000):
        leave.trigger()
