"""What stays on the screen when a list is read anew: chosen documents, the current one, the first visible line.

They are found again by their ids; of very many chosen ones only the places are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from bsclient.gui.documents.journal_reading import Reading, places_of
from bsclient.gui.widgets.table import DataTable
from bsclient.services.documents.listing import Row

_KEPT: Final = 100
"""So many chosen documents are found again by their ids."""
Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class Kept:
    """What was on the screen: ids (first line, current, chosen ones), ranges of places, scroll, number of rows."""

    ids: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]
    scroll: int
    count: int


def ids(table: DataTable[Row]) -> tuple[str, ...]:
    """Return the ids of the first line on the screen, the current one and the chosen ones if they are few."""
    if not table.paged.rowCount():
        return ()
    top = table.paged.row(table.rowAt(1))
    chosen = table.selected_rows() if table.selected_count() <= _KEPT else []
    return tuple(row.id if row is not None else "" for row in (top, table.current_row(), *chosen))


def remember(table: DataTable[Row]) -> Kept:
    """Return what is on the screen now."""
    scroll = table.verticalScrollBar().value()
    return Kept(ids(table), tuple(table.ranges()), scroll, table.paged.rowCount())


def restore(table: DataTable[Row], kept: Kept, reading: Reading) -> None:
    """Choose and show what was chosen and shown before, as far as the new list has it."""
    later = (one for one in kept.ids if one and one not in reading.wish.kept)
    places = {**reading.places, **places_of(reading.view, later)}
    top, current, *chosen = kept.ids or ("", "")
    if kept.count > _KEPT and kept.ranges == ((0, kept.count - 1),):
        table.selectAll()
    elif chosen:
        found = sorted(places[one] for one in chosen if one in places)
        choose(table, found, places.get(current, found[0] if found else -1))
    elif kept.ranges and kept.count == reading.view.count:
        _select(table, kept.ranges)
    if top in places:
        table.verticalScrollBar().setValue(places[top] if kept.scroll else 0)


def choose(table: DataTable[Row], places: Sequence[int], current: int) -> None:
    """Choose rows by their places and put the cursor on one of them."""
    _select(table, [(place, place) for place in places])
    if current >= 0:
        index = table.paged.index(current, table.shown_columns()[0])
        table.selectionModel().setCurrentIndex(index, Flag.NoUpdate)


def _select(table: DataTable[Row], ranges: Sequence[tuple[int, int]]) -> None:
    model, last = table.paged, table.paged.columnCount() - 1
    selection = QItemSelection()
    for first, end in ranges:
        selection.select(model.index(first, 0), model.index(end, last))
    table.selectionModel().select(selection, Flag.ClearAndSelect | Flag.Rows)
