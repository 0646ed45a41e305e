"""Tables on paper: lists, statements, registers. Columns in millimetres, rows as high as their text, heads repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bsclient.printing.canvas import (
    CENTER,
    HEIGHT,
    LEFT,
    MIDDLE,
    RIGHT,
    TOP,
    WIDTH,
    Box,
    Canvas,
    Page,
    Style,
    measured,
)
from bsclient.printing.stamps import BankMark, paint_bank

MARGIN = 12.0
_HEAD = Style(7.5, bold=True, align=CENTER | MIDDLE, smallest=5)
_CELL = Style(7.5, align=LEFT | TOP, smallest=5)
_NUMBER = Style(7.5, align=RIGHT | TOP, smallest=5)
_TITLE = Style(13, bold=True, align=LEFT | TOP)
_NOTE = Style(8.5, align=LEFT | TOP)
_FOOT = Style(7, align=RIGHT | MIDDLE, color="#555555")
_PAD = 0.9
_LINE = 4.2
_STAMP = (56.0, 24.0)
_FIGURE = 1.9
_FIGURES = frozenset("0123456789.,-\u2212\u00a0")
"""Signs of amounts and days, none of them wider than `_FIGURE` millimetres in a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, width in millimetres, and whether it holds numbers."""

    title: str
    width: float
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A titled table with lines of text above and below it; `foot` stands at the end of each page.

    `stamp` is the bank's mark below all that: only what the bank has signed carries one.
    """

    title: str
    above: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    below: tuple[str, ...] = ()
    foot: str = ""
    stamp: BankMark | None = None

    @property
    def widths(self) -> tuple[float, ...]:
        """Column widths stretched to the sheet."""
        room = WIDTH - 2 * MARGIN
        total = sum(column.width for column in self.columns)
        return tuple(column.width * room / total for column in self.columns)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its height."""

    cells: tuple[str, ...]
    height: float


def pages(report: Report, measure: Canvas) -> list[Page]:
    """Lay a report out; `measure` is any canvas, asked for the heights of texts only."""
    heights: dict[tuple[float, str], float] = {}
    rows = [_Row(cells, _height(report, cells, measure, heights)) for cells in report.rows]
    sheets: list[list[_Row]] = [[]]
    room = _room(report, first=True)
    for row in rows:
        if row.height > room and sheets[-1]:
            sheets.append([])
            room = _room(report, first=False)
        sheets[-1].append(row)
        room -= row.height
    if room < 6 * len(report.below) + (_STAMP[1] + 3 if report.stamp else 0):
        sheets.append([])
    return [_page(report, sheet, (number, len(sheets))) for number, sheet in enumerate(sheets, start=1)]


def _room(report: Report, *, first: bool) -> float:
    head = 10 + 5 * len(report.above) if first else 0
    return HEIGHT - 2 * MARGIN - head - 8 - 6


def _height(
    report: Report, cells: tuple[str, ...], measure: Canvas, known: dict[tuple[float, str], float]
) -> float:
    """Return the height of a row; a text is measured once, and short figures not at all: statements are long."""
    tallest = 0.0
    for width, text in zip(report.widths, cells, strict=True):
        if not text or (len(text) * _FIGURE < width and _FIGURES.issuperset(text)):
            continue
        if (width, text) not in known:
            known[width, text] = measure.needed(width - 2 * _PAD, text, _CELL)
        tallest = max(tallest, known[width, text])
    return max(_LINE, tallest + 1.0)


def _page(report: Report, rows: list[_Row], number: tuple[int, int]) -> Page:
    def paint(canvas: Canvas) -> None:
        y = MARGIN
        if number[0] == 1:
            y = _opening(report, canvas)
        if rows:
            _cells(report, canvas, tuple(column.title for column in report.columns), (y, 8.0), head=True)
            y += 8
        for row in rows:
            _cells(report, canvas, row.cells, (y, row.height), head=False)
            y += row.height
        if number[0] == number[1]:
            for line in report.below:
                y += 1.5
                canvas.text(Box(MARGIN, y, WIDTH - 2 * MARGIN, 5), line, _NOTE)
                y += 4.5
            if report.stamp is not None:
                width, height = _STAMP
                paint_bank(canvas, Box(WIDTH - MARGIN - width, y + 2, width, height), report.stamp)
        place = Box(MARGIN, HEIGHT - MARGIN - 4, WIDTH - 2 * MARGIN, 4)
        canvas.text(place, f"{report.foot}   {number[0]} / {number[1]}".strip(), _FOOT)

    return paint


def _opening(report: Report, canvas: Canvas) -> float:
    y = MARGIN
    canvas.text(Box(MARGIN, y, WIDTH - 2 * MARGIN, 8), report.title, _TITLE)
    y += 9
    for line in report.above:
        canvas.text(Box(MARGIN, y, WIDTH - 2 * MARGIN, 5), line, _NOTE)
        y += 5
    return y + 1


def _cells(
    report: Report, canvas: Canvas, cells: tuple[str, ...], place: tuple[float, float], *, head: bool
) -> None:
    x = MARGIN
    y, height = place
    for column, width, text in zip(report.columns, report.widths, cells, strict=True):
        box = Box(x, y, width, height)
        if head:
            canvas.fill(box, "#eeeeee")
        canvas.frame(box, 0.12, "#777777")
        inner = Box(x + _PAD, y + 0.5, width - 2 * _PAD, height - 0.6)
        canvas.text(inner, text, _HEAD if head else _NUMBER if column.numeric else _CELL)
        x += width


def lay_out(report: Report) -> list[Page]:
    """Lay a report out without a sheet at hand."""
    return measured(lambda canvas: pages(report, canvas))
