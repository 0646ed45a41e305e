"""Keys that are held down, windows that are locked, pages that are left: nothing is done that the user did not mean."""

import threading
from datetime import date

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialog,
    dialogs,
    keyring_fixture,
    office_fixture,
    settle,
    window_fixture,
)
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QStackedWidget, QWidget
from real_desk import PASSPHRASE

from bsclient.gui import tasks
from bsclient.gui.automation.exports import ExportsDialog
from bsclient.gui.automation.tray import Tray
from bsclient.gui.go_to import GoTo
from bsclient.gui.preferences.protection import ProtectionDialog
from bsclient.gui.widgets import dialogs as asking
from bsclient.gui.widgets.dialogs import Dialog, Question
from bsclient.gui.widgets.enter_presses import EnterPresses
from bsclient.gui.widgets.floating import FloatingNotice
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.passphrase import PassphraseField
from bsclient.gui.widgets.table import DataTable
from bsclient.services.exports.running import Job


def held(widget):
    """Enter that goes on being pressed."""
    kind, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_Return, none, "\r", autorep=True))


@pytest.mark.parametrize("on_button", [True, False])
def test_enter_held_down_since_another_window_answers_no_question(qtbot, on_button):
    told = []
    shown = Dialog(None, "Signed")
    qtbot.addWidget(shown)
    field = QLineEdit()
    shown.content.addWidget(field)
    button = shown.add_button("Send now", lambda: told.append("sent"), primary=True)
    shown.open()
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    (button if on_button else field).setFocus()
    held(button if on_button else field)
    assert told == []
    QTest.keyClick(button if on_button else field, Qt.Key.Key_Return)
    assert told == ["sent"]


def test_enter_presses_no_button_of_a_page_that_is_covered(qtbot):
    told, window, layers = [], EnterPresses(), QStackedWidget()
    qtbot.addWidget(window)
    button = QPushButton("Delete")
    button.clicked.connect(lambda: told.append("deleted"))
    window.setCentralWidget(layers)
    layers.addWidget(button)
    layers.addWidget(QWidget())
    window.show()
    button.setFocus()
    layers.setCurrentIndex(1)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert told == []


def test_the_go_to_box_does_nothing_of_a_page_that_is_no_longer_shown(office, desk, window):
    window.shell.open_page("payments")
    office.payment(desk)
    settle()
    page = window._host.page
    page.table.select_place(0)
    settle()
    told = []
    page.actions_of.by_id["copy"].triggered.connect(lambda: told.append("copied"))
    window._menus.go_to.trigger()
    box = dialog(GoTo)
    QTest.keyClicks(box.field, "copy")
    window.shell.open_page("payees")
    settle()
    if dialogs():
        QTest.keyClick(box.field, Qt.Key.Key_Return)
    settle()
    assert told == []
    assert window._host.name == "payees"


def test_a_window_of_exports_asks_nothing_of_a_base_that_is_closed(window, qtbot):
    listed = ExportsDialog(window.shell)
    listed.open()
    settle()
    window.lock()
    settle()
    for _ in range(3):
        listed._again.timeout.emit()
        settle()
    assert window.findChildren(asking.Message) == []
    assert listed._again.isActive(), "it goes on after the lock"


def test_a_run_that_goes_on_is_not_begun_once_more(window, desk, tmp_path, monkeypatch):
    desk.folder_exports.save(Job(name="1C", folder=str(tmp_path), format="csv", since=date(2026, 11, 1)))
    listed = ExportsDialog(window.shell)
    listed.open()
    settle()
    begun, goes_on, run = [], threading.Event(), desk.folder_exports.run

    def slow(job):
        begun.append(job)
        assert goes_on.wait(60)
        return run(job)

    monkeypatch.setattr(desk.folder_exports, "run", slow)
    listed.run.click()
    listed._kept = None
    listed._read()
    tasks.wait_idle(1)
    listed.run.click()
    goes_on.set()
    settle()
    assert len(begun) == 1
    assert listed.run.isEnabled()


def test_the_tray_closes_no_program_whose_question_waits(window, qtbot):
    left = []
    window.left.connect(left.append)
    icon = Tray(window, lambda: None, lambda: None).made()
    asked = asking.confirm(window, Question("Delete?", "It is gone then.", dangerous=True), lambda: None)
    assert QTest.qWaitForWindowExposed(asked)
    icon.contextMenu().actions()[-1].trigger()
    settle()
    assert left == []
    assert asked.isVisible()


def test_a_field_of_several_lines_is_not_covered_by_a_notice(qtbot):
    page = QWidget()
    page.resize(800, 600)
    qtbot.addWidget(page)
    purpose = QPlainTextEdit(page)
    purpose.setGeometry(0, 520, 800, 80)
    notice = FloatingNotice(page)
    page.show()
    notice.tell("Saved. Errors forbid signing", "warning")
    assert not notice.geometry().intersects(purpose.geometry())


def test_enter_in_a_field_that_leads_on_to_a_button_does_not_press_it(qtbot):
    told = []
    shown = Dialog(None, "Keep the data open")
    qtbot.addWidget(shown)
    field = PassphraseField()
    shown.content.addWidget(field)
    button = shown.add_button("Keep open", lambda: told.append("open"))
    field.entered.connect(button.setFocus)
    shown.open()
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    field.setFocus()
    QTest.keyClick(field._line, Qt.Key.Key_Return)
    assert shown.focusWidget() is button
    assert told == []
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert told == ["open"], "the key is the button's own now"


def test_enter_in_a_field_that_falls_asleep_presses_no_button_that_gets_the_focus(qtbot):
    told = []
    shown = Dialog(None, "To sign")
    qtbot.addWidget(shown)
    field = PassphraseField()
    shown.content.addWidget(field)
    shown.add_button("Not this one", lambda: told.append("other"))
    field.entered.connect(lambda: field.setEnabled(False))
    shown.open()
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    field.setFocus()
    QTest.keyClick(field._line, Qt.Key.Key_Return)
    assert not field.isEnabled()
    assert told == []


def test_one_enter_after_the_passphrase_does_not_open_the_base(desk, window):
    window.shell.open_page("settings")
    settle()
    window._host.page._protection._change()
    shown = dialog(ProtectionDialog)
    shown.activateWindow()
    assert QTest.qWaitForWindowActive(shown)
    QTest.keyClicks(shown.passphrase._line, PASSPHRASE)
    QTest.keyClick(shown.passphrase._line, Qt.Key.Key_Return)
    settle()
    assert desk.place.store.encrypted


def test_what_was_taken_out_of_the_selection_is_not_what_is_chosen(qtbot):
    table = DataTable("rows", [Column("a", "A", str)])
    qtbot.addWidget(table)
    table.set_view(ListView(["a", "b", "c"]))
    table.selectAll()
    place = table.paged.index(2, 0)
    flags = QItemSelectionModel.SelectionFlag.Deselect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(place, flags)
    assert (table.current_row(), table.selected_rows()) == ("c", ["a", "b"])
    assert table.chosen_row() == "a"
    table.clearSelection()
    assert table.chosen_row() == "c", "nothing is selected: the cursor's"
