"""What the bare windows are made of: a model of constants, pages by `sqlite3` alone, waiting for a paint event."""

from __future__ import annotations

import os
import sqlite3
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the application is made

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QEventLoop,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

WIDTHS: Final = (172, 62, 92, 124, 168, 214, 230, 104, 186, 84, 186)
SIZE: Final = (1280, 760)
PAGE: Final = 128
LIMIT_MS: Final = 60_000
_HIT_LIMIT: Final = 2000
_COLUMNS: Final = (
    "d.row, d.id, d.type, d.state, d.number, d.day, d.amount, d.currency, d.account, d.counterparty,"
    " d.counterparty_account, d.counterparty_inn, d.purpose, d.signatures, d.status_code, d.status_note, d.problems"
)
_DAYS: Final = (
    "SELECT day, sum(count) FROM day_count WHERE type = 'payment_order' AND state <> 'deleted'"
    " GROUP BY day ORDER BY day DESC"
)
_STRETCH: Final = (
    f"SELECT {_COLUMNS} FROM (SELECT row FROM document INDEXED BY document_order WHERE type = 'payment_order'"  # noqa: S608 -- fixed text
    " AND state <> 'deleted' AND day BETWEEN ? AND ? ORDER BY day DESC, number_value DESC, row DESC"
    " LIMIT ? OFFSET ?) f JOIN document d ON d.row = f.row"
)
_HITS: Final = "SELECT rowid FROM document_text WHERE document_text MATCH ? ORDER BY rowid DESC LIMIT ?"
_BY_ROW: Final = f"SELECT {_COLUMNS} FROM document d WHERE d.row = ?"  # noqa: S608 -- fixed text
Index = QModelIndex | QPersistentModelIndex


class Base:
    """The stocked base by `sqlite3` alone: the days with their counts, and pages."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA cache_size=-32768")
        self._days: list[str] = []
        self._starts: list[int] = [0]

    def count(self) -> int:
        """Read the days and return the number of documents."""
        days = self._base.execute(_DAYS).fetchall()
        self._days = [day for day, _ in days]
        self._starts = [0, *accumulate(count for _, count in days)]
        return self._starts[-1]

    def page(self, start: int, count: int) -> list[Any]:
        """Return rows by their place in the newest-first order; `count()` comes before."""
        newest = bisect_right(self._starts, start) - 1
        oldest = bisect_right(self._starts, min(start + count, self._starts[-1]) - 1) - 1
        stretch = (self._days[oldest], self._days[newest], count, start - self._starts[newest])
        return self._base.execute(_STRETCH, stretch).fetchall()

    def search(self, word: str) -> list[int]:
        """Return the documents entered last that have a word with such a beginning."""
        return [row for (row,) in self._base.execute(_HITS, (f'"{word}"*', _HIT_LIMIT))]

    def rows(self, rows: list[int]) -> list[Any]:
        """Return documents by their row numbers."""
        return [self._base.execute(_BY_ROW, (row,)).fetchone() for row in rows]


class Constants(QAbstractTableModel):
    """So many rows of the same words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0

    def show(self, count: int) -> None:
        """Show so many rows."""
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 -- Qt's own signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 -- Qt's own signature
        return 0 if parent.isValid() else len(WIDTHS)

    def data(self, _index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return "Оплата по счету" if role == Qt.ItemDataRole.DisplayRole else None


def table(model: QAbstractTableModel) -> QTableView:
    """Return a bare table with the columns and heights of the journal."""
    made = QTableView()
    made.setModel(model)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setShowGrid(False)
    made.setWordWrap(False)
    rows, header = made.verticalHeader(), made.horizontalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(made.fontMetrics().height() + 10)
    for place, width in enumerate(WIDTHS):
        made.setColumnWidth(place, width)
    rows.setSelectionModel(QItemSelectionModel(model, rows))
    header.setSelectionModel(QItemSelectionModel(model, header))
    return made


class Painted(QObject):
    """Notes that a widget was painted while it was ready: a table, while it had rows."""

    def __init__(self, watched: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__(watched)
        self.seen = False
        self._ready = ready
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's own name
        self.seen = self.seen or (event.type() == QEvent.Type.Paint and self._ready())
        return False


def show(window: QWidget, watched: QTableView) -> None:
    """Show a window and come back when the rows of its table are painted; TimeoutError when they are not."""
    painted = Painted(watched.viewport(), lambda: watched.model().rowCount() > 0)
    window.resize(*SIZE)
    window.show()
    until(lambda: painted.seen)


def until(reached: Callable[[], bool]) -> None:
    """Deal with events until something is reached; TimeoutError when it takes longer than a start may."""
    late: list[bool] = []
    QTimer.singleShot(LIMIT_MS, lambda: late.append(True))
    while not reached():
        if late:
            raise TimeoutError(f"the window was not painted in {LIMIT_MS // 1000} s")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
