"""The demo's organisations in one window over the real bank: each shows its own accounts, and only after its passphrase."""

from __future__ import annotations

import os

import prepared
import pytest
from bank_server import start_bank

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bsclient.app import Desktop
from bsclient.crypto.secret import Secret
from bsclient.gui import tasks
from bsclient.gui.seating import enter
from bsclient.services.profiles import load_profile
from bsclient.settings import Settings
from bsclient.tour import stage

pytestmark = pytest.mark.scenario


@pytest.fixture
def desktop(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("bsclient.gui.syncing.WAIT_SECONDS", 0)
    prepared.everyone(tmp_path)
    running = start_bank(tmp_path)
    home = tmp_path / "profiles"
    stage.make_profiles(stage.DemoBank(running.process, running.url, running.folder), home, lambda _: None)
    made = Desktop(QApplication.instance(), home, Settings(home), stage.PASSPHRASE)
    profile = load_profile(home / "romashka")
    made.enter(enter(profile, profile.user("romashka-1"), Secret.of(stage.PASSPHRASE)))
    yield made
    made.close()
    made.window.hide()
    made.window.deleteLater()
    QApplication.instance().setQuitOnLastWindowClosed(True)
    running.stop()


def synchronised(desktop, qtbot):
    """Synchronise and return the numbers of the accounts that the desk has."""
    reported = []
    desktop.window._syncer.reported.connect(reported.append)
    desktop.window.shell.synchronise()
    qtbot.waitUntil(lambda: bool(reported), timeout=120_000)
    assert reported[0].ok, reported[0].problems
    return {account.number for account in desktop.window.shell.desk.statements.accounts()}


def test_two_organisations_by_quick_switch(desktop, qtbot):
    QTest.qWait(300)
    first = synchronised(desktop, qtbot)
    before = desktop.window
    qtbot.keyClick(
        before, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    menu = before.switching.menu
    qtbot.waitUntil(menu.isVisible, timeout=30_000)
    told = "\n".join(action.text() for action in menu.actions())
    assert all(name in told for name in ("Ромашка", "Василёк", "Иванов"))
    assert not any(number in told for number in first)
    menu.close()
    next(action for action in menu.actions() if action.isEnabled() and "Лебедева" in action.text()).trigger()
    screen = before.switching.screen
    assert stage.PASSPHRASE in screen._demo.text()
    QTest.qWait(300)
    qtbot.keyClicks(screen._field._line, stage.PASSPHRASE)
    qtbot.keyClick(screen._field._line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window is not before, timeout=60_000)
    second = synchronised(desktop, qtbot)
    assert desktop.window.shell.desk.user.id == "vasilek-1"
    assert second
    assert not first & second
    assert tasks.wait_idle(30)
