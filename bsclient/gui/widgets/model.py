"""The model of long lists: rows come in pages of 128 from a `View`; a row is put into words when it is first shown.

A `View` is what services give: `count` and `page(start, n)`. Nothing here walks over all rows, so a million of them
open, scroll and select at once. Columns are declared as data.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bsclient.gui.tips import tip

PAGE: Final = 128
_PAGES_KEPT: Final = 64
R = TypeVar("R")
Row_co = TypeVar("Row_co", covariant=True)
Index = QModelIndex | QPersistentModelIndex


class View(Protocol[Row_co]):
    """Rows in an order, read by place."""

    @property
    def count(self) -> int:
        """Number of rows."""
        ...

    def page(self, start: int, count: int, /) -> Sequence[Row_co]:
        """Rows from a place on; may be fewer than asked for at the end."""
        ...


class ListView(Generic[R]):
    """A view over rows that are in memory anyway."""

    def __init__(self, rows: Sequence[R] = ()) -> None:
        self.rows = rows

    @property
    def count(self) -> int:
        return len(self.rows)

    def page(self, start: int, count: int, /) -> Sequence[R]:
        return self.rows[start : start + count]


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of a list.

    `text(row)` is shown, copied and read aloud; `icon(row)` names an icon, `colour(row)` a colour of the theme
    ("" for the usual ones). `sort` is the key of ordering ("" if the list can't be ordered by it).
    """

    key: str
    title: str
    text: Callable[[R], str]
    width: int = 120
    right: bool = False
    icon: Callable[[R], str] | None = None
    colour: Callable[[R], str] | None = None
    sort: str = ""
    hidden: bool = False
    stretch: bool = False


class Cell(NamedTuple):
    """What is painted in one cell; a tuple, for each page has a thousand of them."""

    text: str
    icon: str = ""
    colour: str = ""


class PagedModel(QAbstractTableModel, Generic[R]):
    """A table model over a `View` with a cache of pages of cells."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._view: View[R] = ListView()
        self._count = 0
        self._pages: OrderedDict[int, tuple[Sequence[R], dict[int, tuple[Cell, ...]]]] = OrderedDict()

    def set_view(self, view: View[R]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._view = view
        self._count = view.count
        self._pages.clear()
        self.endResetModel()

    def forget(self) -> None:
        """Put rows into words again: what is said of them has changed, the rows themselves are the same."""
        self._pages.clear()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self.columns) - 1))

    def row(self, place: int) -> R | None:
        """Return the row at a place; None outside."""
        rows, _worded = self._page(place)
        inside = place % PAGE
        return rows[inside] if 0 <= place < self._count and inside < len(rows) else None

    def cell(self, place: int, column: int) -> Cell:
        """Return what is shown in a cell."""
        rows, worded = self._page(place)
        inside = place % PAGE
        cells = worded.get(inside)
        if cells is None:
            if inside >= len(rows):
                return _EMPTY
            cells = worded[inside] = self._cells(rows[inside])
        return cells[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in _TEXTS:
            shown = self.cell(index.row(), index.column()).text
            return shown if role == Qt.ItemDataRole.DisplayRole else tip(shown)
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[index.column()].right:
            return _RIGHT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[index.column()].title}: {self.cell(index.row(), index.column()).text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role in _TEXTS:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.columns[section].right else _LEFT
        elif role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return None

    def flags(self, _index: Index) -> Qt.ItemFlag:
        return _FLAGS

    def _page(self, place: int) -> tuple[Sequence[R], dict[int, tuple[Cell, ...]]]:
        number = place // PAGE
        found = self._pages.get(number)
        if found is None:
            rows = self._view.page(number * PAGE, PAGE)
            found = (rows, {})
            self._pages[number] = found
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return found

    def _cells(self, row: R) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                column.text(row),
                column.icon(row) if column.icon else "",
                column.colour(row) if column.colour else "",
            )
            for column in self.columns
        )


def tsv(model: PagedModel[R], ranges: Sequence[tuple[int, int]], columns: Sequence[int]) -> str:
    """Write rows as tab-separated text with a heading line, for spreadsheets."""
    lines = ["\t".join(model.columns[column].title for column in columns)]
    for first, last in ranges:
        lines.extend(
            "\t".join(_flat(model.cell(place, column).text) for column in columns)
            for place in range(first, last + 1)
        )
    return "\n".join(lines) + "\n"


def _flat(content: str) -> str:
    return " ".join(content.split())


_EMPTY: Final = Cell("")
_TEXTS: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FLAGS: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
