"""A fingerprint as people compare it: 16 groups of 4 with their numbers, four rows of four, two of eight where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

_GAP: Final = 6
_FEW, _MANY = 4, 8
_LARGER: Final = 1.2


class Groups(QWidget):
    """Shows groups; screen readers hear them one by one. A click on the whole copies nothing: they are for comparing."""

    def __init__(self, groups: Sequence[str] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._cells: list[QWidget] = []
        self._columns = 0
        self.shown: tuple[str, ...] = ()
        self.show_groups(groups)

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show other groups; none hides the widget."""
        for old in self._cells:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.shown = tuple(groups)
        self._cells = [_cell(number, group) for number, group in enumerate(groups, 1)]
        self._columns = 0
        self._place()
        self.setAccessibleName(tr("Fingerprint"))
        self.setAccessibleDescription(" ".join(groups))
        self.setVisible(bool(groups))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Room for the narrow shape is enough."""
        size = super().minimumSizeHint()
        return QSize(self._width(_FEW), size.height())

    def _width(self, columns: int) -> int:
        widest = max((cell.sizeHint().width() for cell in self._cells), default=0)
        return columns * widest + (columns - 1) * _GAP

    def _place(self) -> None:
        columns = _MANY if self.width() >= self._width(_MANY) else _FEW
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
        for column in range(_MANY):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(columns, 1)


def _cell(number: int, group: str) -> QWidget:
    cell = QFrame()
    cell.setProperty("card", True)
    row = QHBoxLayout(cell)
    row.setContentsMargins(6, 3, 8, 3)
    row.setSpacing(6)
    place = text.hint(str(number), wrap=False)
    place.setMinimumWidth(place.fontMetrics().horizontalAdvance("00"))
    place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(place.font().pointSizeF() * _LARGER)
    font.setBold(True)
    words = text.label(group, selectable=True)
    words.setFont(font)
    words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    row.addWidget(place)
    row.addWidget(words)
    return cell
