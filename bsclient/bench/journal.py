"""The journal of a million documents: opening, jumping, searching while typing, choosing all.

Raw: a bare table over a model of constants, pages of 128 rows and the newest 2,000 hits by `sqlite3` alone, on the same base,
with the same columns, sizes and scroll positions. Both sides paint at once, without a screen.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bsclient.bench import (
    OPEN_COPY,
    plain,  # says before Qt is loaded that there is no screen
)
from bsclient.bench.entrance import enter
from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.stock import stocked

from PySide6.QtWidgets import QApplication, QTableView  # isort: skip

from bsclient import settings
from bsclient.gui import application as program
from bsclient.gui.documents.journal_columns import columns
from bsclient.gui.widgets.table import DataTable
from bsclient.services.desk import Desk, warm
from bsclient.services.documents.listing import Filter, Row

_SHORT: Final = 21_000
"""Enough that a list is read by days and pages, as one of a million is."""
_TYPE: Final = "payment_order"
_WORDS: Final = (
    "канцелярские", "связи", "аренду", "материалы", "Поставщик", "9731", "7770000", "договору", "1234", "перевозку",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ours:
    application: QApplication
    desk: Desk

    def table(self, *, shown: bool = True) -> DataTable[Row]:
        table: DataTable[Row] = DataTable("bench", columns(_TYPE))
        if shown:
            self.fill(table)
            plain.show(table, table)
        return table

    def fill(self, table: DataTable[Row], text: str = "") -> None:
        table.set_view(self.desk.listing.view(Filter(type=_TYPE, text=text)))


@dataclass(frozen=True, slots=True)
class _Raw:
    application: QApplication
    base: plain.Base
    model: plain.Constants

    def table(self) -> QTableView:
        self.model.show(self.base.count())
        table = plain.table(self.model)
        plain.show(table, table)
        return table


def _folder(load: Load) -> Path:
    return stocked(load.shared, load.size(1_000_000, _SHORT))


def _ours(load: Load) -> _Ours:
    folder = _folder(load)
    application = QApplication(["bench"])
    program.prepare(application, settings.Settings(load.folder))
    warm(threading.Event())  # the program has been open for a while
    return _Ours(application, enter(folder))


def _raw(load: Load) -> _Raw:
    folder = _folder(load)
    application = QApplication(["bench"])
    return _Raw(application, plain.Base(folder / OPEN_COPY), plain.Constants())


def _places(load: Load, count: int) -> list[int]:
    chance = random.Random(868)  # noqa: S311 -- the same places for both sides
    return [chance.randrange(count) for _ in range(load.size(100, 10))]


def _typed(load: Load) -> Iterator[str]:
    for word in _WORDS[: load.size(10, 2)]:
        for length in range(1, len(word) + 1):
            yield word[:length]


def _open_ours(load: Load) -> Span:
    side = _ours(load)
    with Span() as span:
        table = side.table()
    _check(table, load)
    side.desk.close()
    return span


def _open_raw(load: Load) -> Span:
    side = _raw(load)
    with Span() as span:
        side.model.show(side.base.count())
        side.base.page(0, plain.PAGE)
        table = plain.table(side.model)
        plain.show(table, table)
    _check(table, load)
    return span


def _jump_ours(load: Load) -> Span:
    side = _ours(load)
    table = side.table()
    with Span() as span:
        for place in _places(load, table.paged.rowCount()):
            table.verticalScrollBar().setValue(place)
            table.viewport().repaint()
    side.desk.close()
    return span


def _jump_raw(load: Load) -> Span:
    side = _raw(load)
    table = side.table()
    with Span() as span:
        for place in _places(load, side.model.rowCount()):
            table.verticalScrollBar().setValue(place)
            side.base.page(place, plain.PAGE)
            table.viewport().repaint()
    return span


def _filter_ours(load: Load) -> Span:
    side = _ours(load)
    table = side.table()
    found = 0
    with Span() as span:
        for text in _typed(load):
            side.fill(table, text)
            table.viewport().repaint()
            found += table.paged.rowCount()
    _found(found)
    side.desk.close()
    return span


def _filter_raw(load: Load) -> Span:
    side = _raw(load)
    table = side.table()
    found = 0
    with Span() as span:
        for text in _typed(load):
            rows = side.base.search(text)
            side.base.rows(rows[: plain.PAGE])
            side.model.show(len(rows))
            table.viewport().repaint()
            found += len(rows)
    _found(found)
    return span


def _all_ours(load: Load) -> Span:
    side = _ours(load)
    table = side.table()
    with Span() as span:
        table.selectAll()
        table.viewport().repaint()
        chosen = table.selected_count()
    if chosen != table.paged.rowCount():
        raise RuntimeError("not all documents were chosen")
    side.desk.close()
    return span


def _all_raw(load: Load) -> Span:
    side = _raw(load)
    table = side.table()
    with Span() as span:
        table.selectAll()
        table.viewport().repaint()
    if not table.selectionModel().hasSelection():
        raise RuntimeError("nothing was chosen")
    return span


def _check(table: QTableView, load: Load) -> None:
    if table.model().rowCount() != load.size(1_000_000, _SHORT):
        raise RuntimeError("not all documents are shown")


def _found(count: int) -> None:
    if not count:
        raise RuntimeError("nothing was found")


OURS: dict[str, Measure] = {
    "open": _open_ours, "jump": _jump_ours, "filter": _filter_ours, "select_all": _all_ours,
}  # fmt: skip
RAW: dict[str, Measure] = {
    "open": _open_raw, "jump": _jump_raw, "filter": _filter_raw, "select_all": _all_raw,
}  # fmt: skip
