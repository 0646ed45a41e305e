"""The first rows of a table file as a model: titles bold, what is above them quiet, bad cells marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont

from bsclient.formats.books import lettered
from bsclient.gui import theme
from bsclient.gui.tips import tip

SHOWN: Final = 50
_LONGEST: Final = 200
Index = QModelIndex | QPersistentModelIndex
_NONE: Final = QModelIndex()


class GridModel(QAbstractTableModel):
    """Rows and columns counted from 0; `heads` are the rows of titles."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Sequence[str]] = ()
        self._width = 0
        self._heads = range(0)
        self._used: frozenset[int] = frozenset()
        self._bad: Mapping[tuple[int, int], str] = {}

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows[:SHOWN]
        self._width = max((len(row) for row in self._rows), default=0)
        self._bad = {}
        self.endResetModel()

    def show_meaning(self, heads: range, used: frozenset[int], bad: Mapping[tuple[int, int], str]) -> None:
        """Mark the titles, the columns that are used, and the cells with problems by their words."""
        self._heads, self._used, self._bad = heads, used, bad
        if self._rows and self._width:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self._width - 1))

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else self._width

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return lettered(section) if orientation == Qt.Orientation.Horizontal else section + 1
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, place = index.row(), index.column()
        cells = self._rows[row]
        cell = cells[place] if place < len(cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell[:_LONGEST].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            bad = self._bad.get((row, place))
            return tip(bad or cell[: 4 * _LONGEST])
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._bad.get((row, place), "")
        return self._look(row, place, role)

    def _look(self, row: int, place: int, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole and row in self._heads:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.BackgroundRole:
            if (row, place) in self._bad:
                return QBrush(theme.colour("error_ground"))
            if row in self._heads:
                return QBrush(theme.colour("panel"))
        if role == Qt.ItemDataRole.ForegroundRole:
            if (row, place) in self._bad:
                return QBrush(theme.colour("rejected"))
            if row < self._heads.start or place not in self._used:
                return QBrush(theme.colour("muted"))
        return None
