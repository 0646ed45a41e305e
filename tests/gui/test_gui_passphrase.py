"""The field for a passphrase: its characters stand in one buffer alone, and all that people do to a line works."""

import pytest
from fake_desk import told
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from bsclient.crypto.secret import Secret
from bsclient.gui.widgets.passphrase import PassphraseField, wiping
from bsclient.gui.widgets.secret_line import CAPACITY, PLACEHOLDER, wipe_all

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def field(qtbot):
    made = PassphraseField()
    qtbot.addWidget(made)
    made.show()
    return made


def content(field):
    return told(field.secret())


def press(field, typed, modifiers=NONE, key=Qt.Key.Key_A):
    field._line.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers, typed))


def keys(field, *presses):
    for each in presses:
        QTest.keyClick(field._line, each)


def test_typed_taken_and_gone(field, qtbot):
    qtbot.keyClicks(field._line, "secret")
    assert field._line.text() == PLACEHOLDER * 6
    assert "secret" not in field._line.displayText()
    assert field.filled()
    assert field.length() == 6
    assert told(field.take()) == "secret"
    assert not field.filled()
    assert not any(field._line._octets)


def test_letters_of_any_alphabet(field):
    for letter in "Жё𝔘ß":
        press(field, letter)
    assert content(field) == "Жё𝔘ß"
    assert field.length() == 4
    keys(field, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)
    assert content(field) == "Жё"


def test_cursor_selection_and_deleting(field, qtbot):
    qtbot.keyClicks(field._line, "passphrase")
    keys(field, Qt.Key.Key_Home, Qt.Key.Key_Delete)
    assert content(field) == "assphrase"
    QTest.keyClick(field._line, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClicks(field._line, "XY")
    assert content(field) == "XYssphrase"
    QTest.keyClick(field._line, Qt.Key.Key_A, CONTROL)
    qtbot.keyClicks(field._line, "b")
    assert content(field) == "b"
    qtbot.keyClicks(field._line, "cdef")
    QTest.keyClick(field._line, Qt.Key.Key_Backspace, CONTROL)
    assert content(field) == ""
    assert not any(field._line._octets)


def test_nothing_gets_out_and_nothing_comes_back(field, qtbot):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    qtbot.keyClicks(field._line, "secret")
    field._line.selectAll()
    for standard in (
        QKeySequence.StandardKey.Copy,
        QKeySequence.StandardKey.Cut,
        QKeySequence.StandardKey.Undo,
    ):
        QTest.keySequence(field._line, QKeySequence(standard))
    assert clipboard.text() == "before"
    assert content(field) == "secret"
    keys(field, Qt.Key.Key_Delete)
    QTest.keySequence(field._line, QKeySequence(QKeySequence.StandardKey.Undo))
    QTest.keySequence(field._line, QKeySequence(QKeySequence.StandardKey.Redo))
    assert content(field) == ""
    assert field._line.text() == ""
    assert not field._line.acceptDrops()


@pytest.mark.parametrize("form", ["text/plain", "text/plain;charset=utf-8"])
def test_paste_takes_the_first_line(field, qtbot, form):
    data = QMimeData()
    data.setData(form, "пять слов\r\nи ещё".encode())
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClicks(field._line, "<>")
    keys(field, Qt.Key.Key_Left)
    QTest.keySequence(field._line, QKeySequence(QKeySequence.StandardKey.Paste))
    assert content(field) == "<пять слов>"
    assert field.length() == 11
    QGuiApplication.clipboard().clear()
    QTest.keySequence(field._line, QKeySequence(QKeySequence.StandardKey.Paste))
    assert content(field) == "<пять слов>"


def test_menu_of_the_right_button(field, qtbot):
    QGuiApplication.clipboard().setText("word")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), QPoint(2, 2))
    field._line.contextMenuEvent(event)
    (menu,) = field._line.findChildren(QMenu)
    paste, everything, delete = menu.actions()
    paste.trigger()
    assert content(field) == "word"
    everything.trigger()
    assert field._line.selectedText() == PLACEHOLDER * 4
    delete.trigger()
    assert content(field) == ""
    menu.close()


def test_dead_keys_and_input_methods(field):
    proposed = QInputMethodEvent("´", [])
    field._line.inputMethodEvent(proposed)
    assert content(field) == ""
    made = QInputMethodEvent()
    made.setCommitString("é")
    field._line.inputMethodEvent(made)
    assert content(field) == "é"


def test_keys_of_shortcuts_are_not_typed(field):
    press(field, "\x13", CONTROL, Qt.Key.Key_S)
    press(field, "s", CONTROL, Qt.Key.Key_S)
    press(field, "\t", NONE, Qt.Key.Key_Tab)
    assert content(field) == ""
    press(field, "@", CONTROL | Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Q)
    assert content(field) == "@"


def test_more_than_fits_is_refused_whole(field):
    field.put("x" * CAPACITY)
    press(field, "y")
    assert content(field) == "x" * CAPACITY
    field.put("ж" * CAPACITY)
    assert content(field) == "ж" * (CAPACITY // 2)


def test_text_that_a_tool_sets_is_taken(field):
    field._line.setText("spoken")
    assert content(field) == "spoken"
    assert field._line.text() == PLACEHOLDER * 6
    field._line.clear()
    assert content(field) == ""


def test_the_eye_shows_while_it_is_pressed(field, qtbot):
    qtbot.keyClicks(field._line, "WWWWW")
    hidden = picture(field)
    (eye,) = field._line.findChildren(QToolButton)
    qtbot.mousePress(eye, Qt.MouseButton.LeftButton)
    assert field._line.shown()
    shown = picture(field)
    qtbot.mouseRelease(eye, Qt.MouseButton.LeftButton)
    assert shown != hidden
    assert not field._line.shown()
    assert field._line.displayText() != "WWWWW"
    qtbot.mousePress(eye, Qt.MouseButton.LeftButton)
    field.take().wipe()
    assert not field._line.shown()
    qtbot.mouseRelease(eye, Qt.MouseButton.LeftButton)


def picture(field):
    image = QPixmap(field._line.size())
    field._line.render(image)
    return image.toImage()


def test_two_fields_are_compared(field, qtbot):
    other = PassphraseField()
    qtbot.addWidget(other)
    assert field.matches(other)
    field.put("one")
    other.put("two")
    assert not field.matches(other)
    other.put("one")
    assert field.matches(other)


def test_errors_are_said_and_forgotten_with_the_next_letter(field, qtbot):
    heard = []
    field.changed.connect(lambda: heard.append(field.length()))
    field.set_error("Wrong")
    assert field._line.accessibleDescription() == "Wrong"
    assert field._line.accessibleName()
    qtbot.keyClicks(field._line, "ab")
    assert field.error() == ""
    assert heard == [1, 2]


def test_caps_lock_is_noticed_by_what_keys_give(field, qtbot):
    qtbot.keyClick(field._line, "a")
    assert field._caps.isHidden()
    press(field, "A")
    assert not field._caps.isHidden()
    press(field, "A", SHIFT)
    assert field._caps.isHidden()
    press(field, "a", SHIFT)
    assert not field._caps.isHidden()


def test_all_fields_are_emptied_at_once_also_hidden_ones(field, qtbot):
    other = PassphraseField()
    qtbot.addWidget(other)
    for each in (field, other):
        each.put("typed and not used")
    wipe_all()
    assert not field.filled()
    assert not any(other._line._octets)


def test_work_with_a_passphrase_wipes_it_however_it_ends():
    good, bad = Secret.of("good"), Secret.of("bad")
    assert wiping(good, lambda: told(good))() == "good"
    with pytest.raises(ZeroDivisionError):
        wiping(bad, lambda: 1 / 0)()
    assert good.wiped
    assert bad.wiped


ACTS = st.lists(
    st.one_of(
        st.sampled_from("aZ9 -éßЖя€中"),
        st.sampled_from([
            (Qt.Key.Key_Backspace, NONE), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_Left, NONE), (Qt.Key.Key_Home, NONE),
            (Qt.Key.Key_End, SHIFT), (Qt.Key.Key_Left, SHIFT), (Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_A, CONTROL),
        ]),
    ),
    max_size=30,
)  # fmt: skip


@given(acts=ACTS)
def test_the_buffer_follows_the_line(qapp, acts):
    """The same acts on a plain line of Qt's give the same characters."""
    from PySide6.QtWidgets import QLineEdit

    field, plain = PassphraseField(), QLineEdit()
    plain.setEchoMode(QLineEdit.EchoMode.Password)
    for act in acts:
        for line in (field._line, plain):
            if isinstance(act, str):
                line.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, 0, NONE, act))
            else:
                line.keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, *act, ""))
    assert content(field) == plain.text()
    assert (
        field._line.cursorPosition() == len(plain.text()[: plain.cursorPosition()].encode("utf-32-le")) // 4
    )
    field.deleteLater()
    plain.deleteLater()
