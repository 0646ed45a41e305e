"""Locking of the main window, by hand and after idle time."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from shiboken6 import isValid
from window_kit import desk_fixture, dialogs_open, page, window_fixture  # noqa: F401 -- fixtures

from bsclient.gui import tasks
from bsclient.gui.locking import IdleWatch
from bsclient.gui.widgets import dialogs
from bsclient.gui.widgets.dialogs import Dialog


def test_lock_hides_everything_and_the_passphrase_opens(window, qtbot):
    window.shell.open_page("payments")
    dialog = Dialog(window, "A payment")
    dialog.open()
    window.lock()
    assert window.locked()
    assert not dialog.isVisible()
    assert not page(window).isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Insert)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert page(window).made == []
    assert window._host.name == "payments"
    assert not window._syncer.busy()
    field = window._lock._field
    qtbot.keyClicks(field._line, "wrong")
    qtbot.keyClick(field._line, Qt.Key.Key_Return)
    assert tasks.wait_idle()
    assert window.locked()
    assert field.error()
    assert not window._lock._open.isEnabled()
    window._lock._countdown.stop()
    qtbot.keyClicks(field._line, "open sesame")
    qtbot.keyClick(field._line, Qt.Key.Key_Return)
    assert tasks.wait_idle()
    assert not window.locked()
    assert dialog.isVisible()
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Insert)
    assert page(window).made == ["new"]


def test_lock_key_and_log_out_from_the_lock(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.locked()
    left = []
    window.left.connect(left.append)
    window._lock.log_out_asked.emit()
    assert left == [True]


def test_dialog_that_opens_while_locked_stays_hidden(window):
    window.lock()
    dialog = Dialog(window, "Late news")
    dialog.open()
    QApplication.processEvents()
    assert not dialog.isVisible()
    window._unlock()
    assert dialog.isVisible()
    dialog.close()


def test_idle_time_is_counted_by_the_clock_and_by_acts(qtbot):
    now = [datetime(2026, 11, 20, 9, 0, tzinfo=UTC)]
    minutes = [15]
    idle = []
    line = QLineEdit()
    qtbot.addWidget(line)
    watch = IdleWatch(QApplication.instance(), lambda: minutes[0], lambda: now[0])
    watch.idle.connect(lambda: idle.append(now[0]))
    now[0] += timedelta(minutes=14)
    qtbot.keyClick(line, Qt.Key.Key_A)
    now[0] += timedelta(minutes=14)
    watch.look()
    assert idle == []
    now[0] += timedelta(minutes=1)
    watch.look()
    assert len(idle) == 1
    minutes[0] = 0
    now[0] += timedelta(days=3)
    watch.look()
    assert len(idle) == 1
    watch.close()


def test_dialogs_of_a_window_that_is_closed_go_with_it(window, qtbot):
    first = dialogs.inform(window, "One", "…")
    second = dialogs.inform(first, "Two", "…")
    stranger = QDialog()
    qtbot.addWidget(stranger)
    stranger.show()
    stubborn = Stubborn(window)
    stubborn.open()
    window.close()
    assert stranger.isVisible()
    assert [each for each in dialogs_open() if each is not stranger] == []
    assert all(not isValid(each) or not each.isVisible() for each in (first, second, stubborn))


class Stubborn(QDialog):
    """Will not be closed while it works."""

    def closeEvent(self, event):
        event.ignore()
