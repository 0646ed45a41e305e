"""A line for a passphrase whose characters never stand together in one text.

Qt's own line keeps what is typed in a `QString`, and Python would get it as a `str`: neither can be wiped. This one shows
a placeholder for each character and keeps the characters as UTF-8 in one buffer of fixed size and place. Keys come one by
one; a paste is copied from the clipboard's octets. What is shown while the eye is pressed is painted letter by letter.
Left to Qt: cursor, selection, deleting; the buffer follows what Qt did to the placeholders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton

from bsclient.crypto.secret import Secret
from bsclient.gui.tr import tr

CAPACITY: Final = 1024
"""Octets that fit; a passphrase of 256 letters of any alphabet."""
PLACEHOLDER: Final = "\ue000"
"""A character for private use: nobody types it."""
_ASCII: Final = 0x80
_CONTINUED: Final = 0xC0
_UTF8: Final = "text/plain;charset=utf-8"
_PLAIN: Final = "text/plain"
_BLOCKED: Final = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
)
_GAP: Final = 2


class SecretLine(QLineEdit):
    """`edited` after each change by the user; `caps(bool)` when Caps Lock shows by what keys give."""

    edited = Signal()
    caps = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._octets = bytearray(CAPACITY)
        self._used = 0
        self._following = False
        self._shown = False
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAcceptDrops(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.textChanged.connect(self._follow_foreign)

    # the secret ---------------------------------------------------------------------------------------------------

    def length(self) -> int:
        """Return how many characters there are."""
        return len(self.text())

    def secret(self) -> Secret:
        """Return a copy of what was typed."""
        made = bytearray(self._used)
        with memoryview(self._octets) as view:
            made[:] = view[: self._used]
        return Secret(made)

    def wipe(self) -> None:
        """Empty the line and overwrite what was in it."""
        self._octets[:] = bytes(CAPACITY)
        self._used = 0
        self._put_placeholders(0, 0)

    def put(self, secret: Secret) -> None:
        """Hold a copy of a secret in place of what was typed; one that does not fit is cut off."""
        self.wipe()
        with secret.reading() as view:
            self._insert(view[: _whole(view, CAPACITY)])

    def set_shown(self, *, shown: bool) -> None:
        """Paint the letters instead of bullets."""
        self._shown = shown
        self.update()

    def shown(self) -> bool:
        """Whether the letters are painted."""
        return self._shown

    # what the user does -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._look_for_caps(event)
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QClipboard.Mode.Clipboard)
        elif any(event.matches(each) for each in _BLOCKED):
            event.accept()
        elif _types(event):
            self._type(event.text())
        else:
            self._delete_by(lambda: super(SecretLine, self).keyPressEvent(event))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method or a dead key has made; what it only proposes is not shown."""
        if event.commitString():
            self._type(event.commitString())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            if QGuiApplication.clipboard().supportsSelection():
                self._paste(QClipboard.Mode.Selection)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Paste"), lambda: self._paste(QClipboard.Mode.Clipboard))
        menu.addAction(tr("Select all"), self.selectAll)
        menu.addAction(tr("Delete all"), self._delete_all)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.caps.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._shown or not self._used:
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import (  # many enumerations, and the eye is seldom pressed
            QStyle,
            QStyleOptionFrame,
        )

        option = QStyleOptionFrame()
        self.initStyleOption(option)
        with QPainter(self) as painter:
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
            room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
            for button in self.findChildren(QToolButton):
                room.setRight(min(room.right(), button.x() - _GAP))
            self._paint_letters(painter, room.marginsRemoved(self.textMargins()))

    # changes of the buffer ----------------------------------------------------------------------------------------

    def _type(self, text: str) -> None:
        octets = bytearray(text, "utf-8", "ignore")
        self._insert(octets)
        octets[:] = bytes(len(octets))
        self.edited.emit()

    def _paste(self, mode: QClipboard.Mode) -> None:
        octets = _octets(QGuiApplication.clipboard().mimeData(mode))
        with memoryview(octets) as view:
            self._insert(view[: _first_line(octets)])
        octets[:] = bytes(len(octets))
        self.edited.emit()

    def _insert(self, octets: bytearray | memoryview) -> None:
        """Put characters in place of the selection, or where the cursor is."""
        start, chosen = self._place()
        first, last = self._offset(start), self._offset(start + chosen)
        count, used = len(octets), self._used - (last - first)
        if used + count > CAPACITY:
            QApplication.beep()
            return
        self._move(last, first + count)
        self._octets[first : first + count] = octets
        self._clean(used + count)
        added = sum(1 for octet in octets if octet & _CONTINUED != _ASCII)
        self._put_placeholders(self.length() - chosen + added, start + added)

    def _delete_by(self, act: Callable[[], object]) -> None:
        """Let Qt do something that may delete characters, and delete the same ones."""
        start, chosen = self._place()
        before = self.length()
        self._following = True
        try:
            act()
        finally:
            self._following = False
        gone = before - self.length()
        if gone <= 0:
            return
        begin = start if chosen else self.cursorPosition()
        first, last = self._offset(begin), self._offset(begin + gone)
        self._move(last, first)
        self._clean(self._used - (last - first))
        self.edited.emit()

    def _delete_all(self) -> None:
        self.wipe()
        self.edited.emit()

    def _move(self, source: int, target: int) -> None:
        """Move the octets from `source` to the end so that they begin at `target`; a slice would leave a copy behind."""
        octets, count = self._octets, self._used - source
        order = range(count) if target < source else range(count - 1, -1, -1)
        for at in order:
            octets[target + at] = octets[source + at]

    def _clean(self, used: int) -> None:
        """Overwrite what lies behind the last character."""
        self._used = used
        self._octets[used:] = bytes(CAPACITY - used)

    def _put_placeholders(self, count: int, cursor: int) -> None:
        self._following = True
        try:
            self.setText(PLACEHOLDER * count)
            self.setCursorPosition(cursor)
        finally:
            self._following = False
        self.update()

    def _follow_foreign(self, text: str) -> None:
        """Take a text that was set from outside: by a tool for accessibility, or by a test."""
        if self._following:
            return
        self._octets[:] = bytes(CAPACITY)
        self._used = 0
        self._put_placeholders(0, 0)
        self._type(text.replace(PLACEHOLDER, ""))

    # reading the buffer -------------------------------------------------------------------------------------------

    def _place(self) -> tuple[int, int]:
        """Return where characters go, and how many of them are selected."""
        if self.hasSelectedText():
            return self.selectionStart(), self.selectionLength()
        return self.cursorPosition(), 0

    def _offset(self, character: int) -> int:
        """Return where the octets of a character begin."""
        seen = -1
        for at in range(self._used):
            seen += self._octets[at] & _CONTINUED != _ASCII
            if seen == character:
                return at
        return self._used

    def _letters(self) -> Iterator[str]:
        start = 0
        for at in range(1, self._used + 1):
            if at == self._used or self._octets[at] & _CONTINUED != _ASCII:
                yield self._octets[start:at].decode("utf-8", "replace")
                start = at

    def _paint_letters(self, painter: QPainter, room: QRect) -> None:
        """Paint one letter after the other; what does not fit goes out of sight on the left, as while typing."""
        metrics = self.fontMetrics()
        width = sum(metrics.horizontalAdvance(letter) for letter in self._letters())
        at = room.left() + _GAP + min(0, room.width() - 2 * _GAP - width)
        base = room.center().y() + (metrics.ascent() - metrics.descent()) // 2 + 1
        painter.setClipRect(room)
        painter.setPen(self.palette().text().color())
        cursor = self.cursorPosition() if self.hasFocus() else -1
        for number, letter in enumerate(self._letters()):
            painter.drawText(at, base, letter)
            if number == cursor:
                painter.drawLine(at, base - metrics.ascent(), at, base + metrics.descent())
            at += metrics.horizontalAdvance(letter)
        if cursor == self.length():
            painter.drawLine(at, base - metrics.ascent(), at, base + metrics.descent())

    def _look_for_caps(self, event: QKeyEvent) -> None:
        """A capital without Shift, or a small letter with it, means Caps Lock."""
        typed = event.text()
        if typed.isalpha() and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(typed.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)


def wipe_all() -> None:
    """Empty every line of this kind in the program, also in windows that are hidden: the window is being locked."""
    for each in QApplication.allWidgets():
        if isinstance(each, SecretLine):
            each.wipe()


def _types(event: QKeyEvent) -> bool:
    """Whether a key gives characters; the rule of Qt's own line."""
    control = Qt.KeyboardModifier.ControlModifier
    alone = event.modifiers() in {control, control | Qt.KeyboardModifier.ShiftModifier}
    return bool(event.text()) and event.text().isprintable() and not alone


def _octets(data: QMimeData | None) -> bytearray:
    """Return the text on the clipboard as UTF-8, without making a text of it; Qt's own copy is overwritten."""
    if data is None:
        return bytearray()
    form = _UTF8 if data.hasFormat(_UTF8) else _PLAIN
    held: Any = data.data(form)
    with memoryview(held) as view:
        found = bytearray(view)
        if not view.readonly:
            view[:] = bytes(len(view))
    return found


def _first_line(octets: bytearray) -> int:
    """Return where the first line ends."""
    ends = (at for at in (octets.find(b"\n"), octets.find(b"\r")) if at >= 0)
    return min(ends, default=len(octets))


def _whole(view: memoryview, most: int) -> int:
    """Return how many octets fit without cutting a character."""
    end = min(len(view), most)
    while 0 < end < len(view) and view[end] & _CONTINUED == _ASCII:
        end -= 1
    return end
