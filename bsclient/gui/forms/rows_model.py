"""The model of a table of rows that are typed: rows are texts of the draft, replaced as a whole when a cell changes.

So a copy of the list is a step of undoing, and ten thousand rows cost no more than a list of their addresses. Below
the rows stands an empty line that becomes a row when something is typed into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bsclient import clock
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.problems import Problem, Severity
from bsclient.gui import icons
from bsclient.gui.forms import cell_text
from bsclient.gui.forms.cell_text import NUMBERS, Row
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets.problem_line import COLOURS, ICONS, say

_STEPS: Final = 100
Index = QModelIndex | QPersistentModelIndex
Mark = tuple[Severity, tuple[Problem, ...]]


def _today() -> date:
    return clock.business_day(clock.now())


class RowsModel(QAbstractTableModel):
    """`rows_changed` says that the draft is another; `today` completes short forms of days."""

    rows_changed = Signal()

    def __init__(self, fields: Sequence[Field], longest: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self.longest = longest
        self.today: Callable[[], date] = _today
        self.locked = False
        self.offers: dict[str, Mapping[str, str]] = {}
        """What there is to choose from in a column beside the choices of its field, e.g. own accounts."""
        self._rows: list[Row] = []
        self._past: list[list[Row]] = []
        self._future: list[list[Row]] = []
        self._marks: dict[tuple[int, str], Mark] = {}
        self._worst: dict[int, Severity] = {}
        self._blank: Row = {field.name: field.default for field in self.fields}

    # rows ---------------------------------------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        """Return the rows as they stand; they are never changed in place."""
        return list(self._rows)

    def load(self, rows: Iterable[Row]) -> None:
        """Show other rows and forget the steps of undoing."""
        self._past.clear()
        self._future.clear()
        self._marks = {}
        self._worst = {}
        self._reset([dict(row) for row in rows])

    def is_blank_line(self, place: int) -> bool:
        """Whether a line is the empty one below the rows."""
        return place >= len(self._rows)

    def column(self, name: str) -> int:
        """Return the place of a field's column; -1 when it has none."""
        return next((at for at, field in enumerate(self.fields) if field.name == name), -1)

    def text(self, place: int, name: str) -> str:
        """Return the text of the draft in a cell."""
        return self._rows[place].get(name, "") if place < len(self._rows) else ""

    def put(self, place: int, texts: Mapping[str, str]) -> None:
        """Change some cells of a row, or begin a new one in the empty line; one step of undoing."""
        if self.locked or place > len(self._rows):
            return
        before = self._rows[place] if place < len(self._rows) else self._blank
        after = {**before, **texts}
        if place == len(self._rows):
            if any(texts.values()) and place < self.longest:
                self._step()
                self._insert(place, [after])
        elif after != before:
            self._step()
            self._rows[place] = after
            self._tell(place, place)

    def put_many(self, changes: Mapping[int, Mapping[str, str]], *, undoable: bool) -> None:
        """Change cells of many rows at once; what merely follows from what was typed is no step of undoing."""
        known = {place: texts for place, texts in changes.items() if 0 <= place < len(self._rows)}
        if not known or self.locked:
            return
        if undoable:
            self._step()
        for place, texts in known.items():
            self._rows[place] = {**self._rows[place], **texts}
        self._tell(min(known), max(known))

    def put_block(self, place: int, column: int, table: Sequence[Sequence[str]]) -> int:
        """Put a pasted block of texts from a cell on; rows that are missing are added. Returns how many rows came in."""
        if self.locked or not table:
            return 0
        self._step()
        fields = self.fields[column:]
        table = table[: self.longest - place]
        old = len(self._rows)
        block = [
            {
                **(self._rows[place + at] if place + at < old else self._blank),
                **{
                    field.name: cell_text.taken(field, cell, self.today)
                    for field, cell in zip(fields, line, strict=False)
                    if not field.derived
                },
            }
            for at, line in enumerate(table)
        ]
        kept = block[: max(0, old - place)]
        self._rows[place : place + len(kept)] = kept
        if kept:
            self._tell(place, place + len(kept) - 1)
        if len(block) > len(kept):
            self._insert(old, block[len(kept) :])
        return len(block)

    def insert_blank(self, place: int) -> None:
        """Insert an empty row."""
        if not self.locked and len(self._rows) < self.longest:
            self._step()
            self._insert(min(place, len(self._rows)), [dict(self._blank)])

    def duplicate(self, places: Sequence[int]) -> None:
        """Insert copies of rows below the last of them."""
        found = [self._rows[place] for place in sorted(places) if place < len(self._rows)]
        found = found[: max(0, self.longest - len(self._rows))]
        if found and not self.locked:
            self._step()
            self._insert(min(max(places), len(self._rows) - 1) + 1, found)

    def remove(self, places: Iterable[int]) -> None:
        """Take rows out."""
        gone = {place for place in places if place < len(self._rows)}
        if gone and not self.locked:
            self._step()
            self._reset([row for place, row in enumerate(self._rows) if place not in gone])
            self.rows_changed.emit()

    def clear_cells(self, cells: Iterable[tuple[int, int]]) -> None:
        """Empty some cells; one step of undoing."""
        changes: dict[int, dict[str, str]] = {}
        for place, column in cells:
            if place < len(self._rows) and not self.fields[column].derived:
                changes.setdefault(place, {})[self.fields[column].name] = ""
        if changes and not self.locked:
            self._step()
            for place, texts in changes.items():
                self._rows[place] = {**self._rows[place], **texts}
            self._tell(min(changes), max(changes))

    def undo(self) -> None:
        """Take the last change back."""
        self._swap(self._past, self._future)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._swap(self._future, self._past)

    # findings -----------------------------------------------------------------------------------------------------

    def show_problems(self, found: Iterable[tuple[int, str, Problem]]) -> None:
        """Mark cells with what is wrong with them."""
        marks: dict[tuple[int, str], Mark] = {}
        worst: dict[int, Severity] = {}
        for place, name, problem in found:
            severity, before = problem.severity, marks.get((place, name))
            marks[place, name] = (
                (severity, (problem,))
                if before is None
                else (_worse(before[0], severity), (*before[1], problem))
            )
            worst[place] = _worse(worst.get(place, severity), severity)
        if marks != self._marks:
            self._marks, self._worst = marks, worst
            last = max(0, self.rowCount() - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(last, len(self.fields) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last)

    def mark(self, place: int, column: int) -> Mark | None:
        """Return what is wrong with a cell."""
        return self._marks.get((place, self.fields[column].name))

    # Qt -----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        if parent.isValid():
            return 0
        return len(self._rows) + (not self.locked and len(self._rows) < self.longest)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        field, place = self.fields[index.column()], index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text.shown(field, self.text(place, field.name))
        if role == Qt.ItemDataRole.EditRole:
            return self.text(place, field.name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._said(field, place) or cell_text.shown(field, self.text(place, field.name)))
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return self._spoken(field, place, role)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            field = self.fields[section]
            if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
                return tr(field.label)
            return _alignment(field) if role == Qt.ItemDataRole.TextAlignmentRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return "+" if self.is_blank_line(section) else str(section + 1)
        worst = self._worst.get(section)
        if role == Qt.ItemDataRole.DecorationRole and worst is not None:
            return icons.icon(ICONS[worst], COLOURS[worst])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        field, place = self.fields[index.column()], index.row()
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        row = self._rows[place] if place < len(self._rows) else self._blank
        if not self.locked and not field.derived and field.asked(row):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        field = self.fields[index.column()]
        self.put(index.row(), {field.name: cell_text.taken(field, str(value), self.today)})
        return True

    # inside -------------------------------------------------------------------------------------------------------

    def _spoken(self, field: Field, place: int, role: int) -> str:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tr(field.label)}: {cell_text.shown(field, self.text(place, field.name))}"
        return self._said(field, place)

    def _said(self, field: Field, place: int) -> str:
        """Say what is wrong with a cell; only now, for there may be very many of them."""
        mark = self._marks.get((place, field.name))
        return "\n".join(say(each, field).whole for each in mark[1]) if mark else ""

    def _step(self) -> None:
        self._past.append(list(self._rows))
        del self._past[:-_STEPS]
        self._future.clear()

    def _swap(self, source: list[list[Row]], other: list[list[Row]]) -> None:
        if source and not self.locked:
            other.append(list(self._rows))
            self._reset(source.pop())
            self.rows_changed.emit()

    def _reset(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _insert(self, place: int, rows: Sequence[Row]) -> None:
        """Insert rows. At the end the empty line becomes a row and another one comes below it, so the cursor stays.

        The empty line goes away when there are as many rows as there may be.
        """
        if len(self._rows) + len(rows) >= self.longest:
            self._reset([*self._rows[:place], *rows, *self._rows[place:]])
        else:
            first = place + (place == len(self._rows))
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows[place:place] = rows
            self.endInsertRows()
            last = self.index(place, len(self.fields) - 1)
            self.dataChanged.emit(self.index(place, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, place, place)
        self.rows_changed.emit()

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.fields) - 1))
        self.rows_changed.emit()


def _worse(one: Severity, other: Severity) -> Severity:
    return one if one.rank <= other.rank else other


def _alignment(field: Field) -> Qt.AlignmentFlag:
    vertical = Qt.AlignmentFlag.AlignVCenter
    if field.kind.name is KindName.FLAG:
        return Qt.AlignmentFlag.AlignHCenter | vertical
    return vertical | (
        Qt.AlignmentFlag.AlignRight if field.kind.name in NUMBERS else Qt.AlignmentFlag.AlignLeft
    )
