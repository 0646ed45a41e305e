"""A text from outside as it stands, selectable, as high as it is long, with the words of a search marked in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from bsclient.gui import theme
from bsclient.services.letters import search as letter_search


class FoundText(QTextEdit):
    """Plain text only: markup in it is shown as it is. `mark(words)` marks what was searched for."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._sought: Sequence[str] = ()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setPlainText(words)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setProperty("letter", True)
        self.document().setDocumentMargin(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def text(self) -> str:
        """Return what is shown."""
        return self._words

    def marked(self) -> list[str]:
        """Return the marked parts, for tests."""
        return [
            self._words[at : at + length] for at, length in letter_search.spans(self._words, self._sought)
        ]

    def mark(self, sought: Sequence[str]) -> None:
        """Mark the words of a search; nothing for none."""
        self._sought = tuple(sought)
        look = QTextCharFormat()
        look.setBackground(theme.colour("warning_ground"))
        look.setForeground(theme.colour("text"))
        look.setFontUnderline(True)
        places = []
        for start, length in letter_search.spans(self._words, self._sought):
            place = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_utf16(self._words, start))
            cursor.setPosition(_utf16(self._words, start + length), QTextCursor.MoveMode.KeepAnchor)
            place.cursor, place.format = cursor, look
            places.append(place)
        self.setExtraSelections(places)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self._height():
            self.setFixedHeight(self._height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the conversation scrolls, not one letter in it

    def _height(self) -> int:
        document = self.document()
        document.setTextWidth(max(self.viewport().width(), 40))
        return int(document.size().height()) + 2


def _utf16(words: str, place: int) -> int:
    """Return a place as Qt counts: signs beyond the first plane are two."""
    return place + sum(sign > "\uffff" for sign in words[:place])
