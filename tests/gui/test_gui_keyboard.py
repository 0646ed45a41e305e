"""Everything without a mouse: Enter presses buttons, Tab stops only where it can be seen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.enter_presses import EnterPresses
from bsclient.gui.widgets.scrolling import scrolled


@pytest.fixture
def window(qtbot):
    made = EnterPresses()
    qtbot.addWidget(made)
    inside = QWidget()
    made.column = QVBoxLayout(inside)
    made.setCentralWidget(inside)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
def test_enter_presses_the_button_with_the_focus(window, qtbot, kind, key):
    told, button = [], kind()
    button.clicked.connect(lambda: told.append(kind))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.column.addWidget(button)
    window.show()
    button.setFocus()
    QTest.keyClick(button, key)
    QTest.keyClick(button, key, Qt.KeyboardModifier.ControlModifier)
    assert told == [kind]
    button.setEnabled(False)
    QTest.keyClick(window, key)
    assert told == [kind]


def test_enter_opens_the_menu_of_a_button(window, qtbot):
    button, menu = QToolButton(), QMenu()
    qtbot.addWidget(menu)
    menu.addAction("One")
    menu.aboutToShow.connect(menu.clear)  # nothing to show: it does not wait for an answer
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.column.addWidget(button)
    window.show()
    button.setFocus()
    with qtbot.waitSignal(menu.aboutToShow, timeout=10000):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_enter_in_a_field_presses_nothing(window):
    told, button, field = [], QPushButton("Do"), QLineEdit()
    button.clicked.connect(lambda: told.append("done"))
    window.column.addWidget(field)
    window.column.addWidget(button)
    window.show()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == []


def test_tab_goes_through_an_area_to_its_fields_and_stops_at_one_to_read(window):
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(field := QLineEdit())
    first, asked, told = QLineEdit(), scrolled(inside), scrolled(QLabel("Long words"))
    for each in (first, asked, told):
        window.column.addWidget(each)
    window.show()
    first.setFocus()
    for wanted in (field, told):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is wanted


def test_enter_in_a_dialog_is_that_of_the_button_with_the_focus_else_of_the_primary(qtbot):
    told, dialog = [], Dialog(None, "Send?")
    qtbot.addWidget(dialog)
    field = QLineEdit()
    dialog.content.addWidget(field)
    dialog.add_button("Send now", lambda: told.append("send"), primary=True)
    queue = dialog.add_button("Only queue", lambda: told.append("queue"))
    dialog.show()
    queue.setFocus()
    QTest.keyClick(queue, Qt.Key.Key_Return)
    assert told == ["queue"]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["queue", "send"]
