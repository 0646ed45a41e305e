"""Two texts one over the other with the characters that differ marked: for accounts and INNs that were changed."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from bsclient.gui import theme
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

_PADDING: Final = 2


def differing(first: str, second: str) -> tuple[set[int], set[int]]:
    """Return the places in either text that are not in the other; texts of one length are compared place by place."""
    if len(first) == len(second):
        places = {place for place, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]}
        return places, set(places)
    left, right = set(range(len(first))), set(range(len(second)))
    for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        left -= set(range(block.a, block.a + block.size))
        right -= set(range(block.b, block.b + block.size))
    return left, right


_ACCOUNT: Final = (5, 3, 1, 4, 7)
_BIC: Final = (2, 2, 2, 3)
_FOUR: Final = 4
_SHORTEST_IBAN: Final = 15


def spaced(words: str, marked: set[int]) -> tuple[str, set[int]]:
    """Part an account, a BIC or an IBAN into groups as people read them out; the marks move with their characters."""
    sizes = _groups(words)
    if not sizes:
        return words, marked
    ends = set(accumulate(sizes[:-1]))
    letters: list[str] = []
    moved: set[int] = set()
    for place, letter in enumerate(words):
        if place in ends:
            letters.append(" ")
        if place in marked:
            moved.add(len(letters))
        letters.append(letter)
    return "".join(letters), moved


def _groups(words: str) -> tuple[int, ...]:
    digits = words.isascii() and words.isdecimal()
    if digits and len(words) == sum(_ACCOUNT):
        return _ACCOUNT
    if digits and len(words) == sum(_BIC):
        return _BIC
    if words.isascii() and words.isalnum() and len(words) >= _SHORTEST_IBAN and words[:2].isalpha():
        whole, rest = divmod(len(words), _FOUR)
        return (_FOUR,) * whole + ((rest,) if rest else ())
    return ()


class MarkedText(QWidget):
    """A text in letters of one width, wrapped anywhere; marked places have a ground and a line, not a colour alone."""

    def __init__(self, words: str, marked: set[int], role: str, ground: str) -> None:
        super().__init__()
        self._words, self._marked = spaced(words, marked)
        self._role, self._ground = role, ground
        self._font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._font.setPointSizeF(self.font().pointSizeF())
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        lines = max(1, -(-len(self._words) // columns))
        return lines * self._line() + 2 * _PADDING

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font)
        return QSize(
            metrics.horizontalAdvance("0") * min(max(len(self._words), 1), 28), self.heightForWidth(240)
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self._font).horizontalAdvance("0") * 25, self._line() + 2 * _PADDING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        columns, step, line = self._columns(self.width()), self._step(), self._line()
        bold = QFont(self._font)
        bold.setBold(True)
        for place, letter in enumerate(self._words):
            left, top = place % columns * step, place // columns * line + _PADDING
            cell = QRect(left, top, step, line)
            if place in self._marked:
                painter.fillRect(cell, theme.colour(self._ground))
                painter.setPen(theme.colour(self._role))
                painter.drawLine(cell.bottomLeft(), cell.bottomRight())
            else:
                painter.setPen(theme.colour("text"))
            painter.setFont(bold if place in self._marked else self._font)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, letter)

    def _columns(self, width: int) -> int:
        return max(1, width // self._step())

    def _step(self) -> int:
        return QFontMetrics(self._font).horizontalAdvance("0")

    def _line(self) -> int:
        return QFontMetrics(self._font).lineSpacing() + _PADDING


class Compared(QFrame):
    """What the book knows and what the file says, field by field."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compared")
        self.setProperty("bar", "error")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 8, 10, 8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._row = 0

    def add(self, title: str, known: str, given: str) -> None:
        """Add a field: as it was paid before, and as it is now."""
        left, right = differing(known, given)
        head = text.heading(title, 3)
        self._grid.addWidget(head, self._row, 0, 1, 2)
        rows = ((tr("was"), known, left, "done", "ok_ground"), (tr("now"), given, right, "rejected", "base"))
        for place, (caption, words, marked, role, ground) in enumerate(rows, start=1):
            label = text.hint(caption, wrap=False)
            label.setContentsMargins(0, _PADDING + 1, 0, 0)
            self._grid.addWidget(label, self._row + place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(MarkedText(words, marked, role, ground), self._row + place, 1)
        self._row += 3
