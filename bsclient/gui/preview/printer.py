"""Sends pages to a printer, one at a time between events, so that the window stays alive and can stop it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from bsclient.errors import BsError, StorageFailed
from bsclient.printing.canvas import Page, paint_printer


class PrintJob(QObject):
    """`progressed(done, total)`, then `done()` or `failed(BsError)`; `cancel` stops before the next page."""

    progressed = Signal(int, int)
    done = Signal()
    failed = Signal(object)

    def __init__(self, printer: QPrinter, pages: Sequence[Page], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._pages = pages
        self._order = order(printer, len(pages))
        self._next = 0
        self._painter: QPainter | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin; `failed` comes at once when the printer does not answer."""
        self._printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(self._printer):
            self.failed.emit(_refused(0))
            return
        self._painter = painter
        self._timer.start()

    def cancel(self) -> None:
        """Stop; what was sent stays sent."""
        self._timer.stop()
        if self._painter is not None:
            self._printer.abort()
            self._painter.end()
            self._painter = None
        self.done.emit()

    def _step(self) -> None:
        painter = self._painter
        if painter is None:
            return
        if self._next and self._next < len(self._order) and not self._printer.newPage():
            self._end()
            self.failed.emit(_refused(self._next))
            return
        if self._next >= len(self._order):
            self._end()
            self.done.emit()
            return
        paint_printer(painter, self._printer.resolution(), self._pages[self._order[self._next]])
        self._next += 1
        self.progressed.emit(self._next, len(self._order))

    def _end(self) -> None:
        self._timer.stop()
        if self._painter is not None:
            self._painter.end()
            self._painter = None


def order(printer: QPrinter, count: int) -> list[int]:
    """Return the pages to print in their order: the range, copies and direction that the dialog gave."""
    numbers = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        first, last = max(1, printer.fromPage()), printer.toPage() or count
        numbers = numbers[first - 1 : last]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _copy in range(copies)]


def _refused(page: int) -> BsError:
    return StorageFailed("print_failed", value=str(page + 1))
