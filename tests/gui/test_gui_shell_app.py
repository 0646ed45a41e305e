"""The whole desktop over a real profile: login, work, lock, log out, one program per folder."""

import threading

import pytest
from fake_desk import told
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from real_desk import PASSPHRASE, Office
from two_offices import two_offices

from bsclient import app as desktop_module
from bsclient import settings
from bsclient.app import Desktop
from bsclient.crypto.secret import Secret
from bsclient.gui import tasks, tr
from bsclient.gui.login.window import LoginWindow
from bsclient.gui.main_window import MainWindow
from bsclient.gui.single_instance import SingleInstance
from bsclient.gui.widgets import dialogs
from bsclient.settings import Settings


@pytest.fixture
def home(tmp_path):
    Office(tmp_path)
    return tmp_path


@pytest.fixture
def desktop(qtbot, home, monkeypatch):
    monkeypatch.setattr("bsclient.gui.syncing.WAIT_SECONDS", 0)
    made = Desktop(QApplication.instance(), home, Settings(home), PASSPHRASE)
    yield made
    made.close()
    if made.window is not None:
        made.window.hide()
        made.window.deleteLater()
    QApplication.instance().setQuitOnLastWindowClosed(True)


def log_in(desktop, qtbot, passphrase=PASSPHRASE):
    window = desktop.window
    qtbot.waitUntil(lambda: window.chosen() is not None)
    assert tasks.wait_idle(30)
    qtbot.waitUntil(window._enter.isEnabled, timeout=20_000)
    qtbot.keyClicks(window._field._line, passphrase)
    qtbot.keyClick(window._field._line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window is not window or bool(window._field.error()), timeout=30_000)


def test_login_opens_the_desk_and_log_out_closes_it(desktop, qtbot, home):
    desktop.show_login()
    assert isinstance(desktop.window, LoginWindow)
    log_in(desktop, qtbot)
    assert isinstance(desktop.window, MainWindow)
    assert Settings(home).get(settings.LAST_PROFILE) == "romashka"
    desk = desktop.window.shell.desk
    assert desk.user.id == "dir"
    desktop.window.lock()
    with pytest.raises(desktop_module.BsError):
        desktop.window._lock._unlock(Secret.of("wrong"))
    desktop.window.log_out()
    assert isinstance(desktop.window, LoginWindow)
    log_in(desktop, qtbot)
    assert isinstance(desktop.window, MainWindow)
    assert desktop.window.shell.desk is not desk


def test_wrong_passphrase_stays_at_the_login(desktop, qtbot):
    desktop.show_login()
    log_in(desktop, qtbot, "not this one")
    assert isinstance(desktop.window, LoginWindow)
    assert "wrong" in desktop.window._field.error()


def test_language_is_changed_at_the_login_and_kept(desktop, qtbot, home):
    desktop.show_login()
    desktop.window.language_chosen.emit("ru")
    assert tr.language() == "ru"
    assert Settings(home).get(settings.LANGUAGE) == "ru"
    assert isinstance(desktop.window, LoginWindow)
    assert tasks.wait_idle()


@pytest.mark.parametrize("early", [False, True])
def test_another_language_keeps_who_logs_in_and_what_is_typed(qtbot, tmp_path_factory, early):
    home = two_offices(tmp_path_factory, "АО «Василёк»")
    desktop = Desktop(QApplication.instance(), home, Settings(home), PASSPHRASE)
    window = desktop.show_login("romashka")
    assert tasks.wait_idle(30)
    window._profile.setCurrentIndex(window._profile.findData("vasilek"))
    window._user.setCurrentIndex(1)
    who = [each.id for each in window.chosen()]
    qtbot.keyClicks(window._field._line, "half a pass")
    window.language_chosen.emit("ru")
    if not early:
        assert tasks.wait_idle(30)
        assert [each.id for each in desktop.window.chosen()] == who
    desktop.window.language_chosen.emit("en")
    assert tasks.wait_idle(30)
    assert desktop.window is not window
    assert who[0] == "vasilek"
    assert [each.id for each in desktop.window.chosen()] == who
    assert told(desktop.window._field.secret()) == "half a pass"
    assert desktop.window.geometry().size() == window.geometry().size()
    desktop.close()
    desktop.window.hide()
    desktop.window.deleteLater()
    QApplication.instance().setQuitOnLastWindowClosed(True)


def test_errors_nobody_asked_for_come_as_dialogs(desktop, qtbot):
    desktop.show_login()
    assert tasks.wait_idle()
    tasks.Hooks.failed(desktop_module.BsError("settings_not_kept", reason="full"))
    tasks.Hooks.unexpected(ZeroDivisionError("x"))
    shown = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, dialogs.Dialog) and each.isVisible()
    ]
    assert len(shown) == 2
    for each in shown:
        each.close()


def test_second_start_raises_the_first(qtbot, tmp_path):
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    heard = []
    first.raise_asked.connect(lambda: heard.append(True))
    assert first.first()
    answers = []
    thread = threading.Thread(target=lambda: answers.append(SingleInstance(tmp_path).first()))
    thread.start()
    qtbot.waitUntil(lambda: heard == [True])
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert answers == [False]
    first.close()
    assert second.first()
    second.close()


def test_programs_of_other_folders_do_not_meet(qtbot, tmp_path):
    one, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.first()
    assert other.first()
    one.close()
    other.close()


def test_scale_is_given_to_qt_unless_the_user_gave_one(tmp_path, monkeypatch):
    kept = Settings(tmp_path)
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    desktop_module._scale(kept)
    assert "QT_SCALE_FACTOR" not in desktop_module.os.environ
    kept.set(settings.SCALE, 150)
    monkeypatch.setenv("QT_SCALE_FACTOR", "3")
    desktop_module._scale(kept)
    assert desktop_module.os.environ["QT_SCALE_FACTOR"] == "3"
    monkeypatch.delenv("QT_SCALE_FACTOR")
    desktop_module._scale(kept)
    assert desktop_module.os.environ["QT_SCALE_FACTOR"] == "1.50"
    monkeypatch.delenv("QT_SCALE_FACTOR")
