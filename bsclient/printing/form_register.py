"""Registers of people on paper: the general head, the rows, a total under each sheet and one under all, the hands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.domain import money
from bsclient.domain.checks import amount_in_words
from bsclient.domain.content import Column, Table, shown_amount
from bsclient.printing import generic
from bsclient.printing.canvas import HEIGHT, LEFT, MIDDLE, RIGHT, Box, Canvas, Page, Style, measured
from bsclient.printing.flow import BOTTOM_EDGE, TOP_EDGE, Block, paint_sheet
from bsclient.printing.generic import WIDTH, X, above, foot, hands, head_row, shown, table_row
from bsclient.printing.grid import Grid, fit
from bsclient.printing.paper import Paper
from bsclient.printing.words import russian

TYPES: Final = (
    "salary_register",
    "salary_results",
    "self_employed_register",
    "self_employed_results",
    "card_issue_request",
    "dismissal_list",
    "employee_results",
)
_NUMBER: Final = "number"
_AMOUNT: Final = "amount"
_ROWS: Final = "rows"
_TOTAL: Final = 6.0
_WORDS: Final = 11.0
_GAP: Final = 3.0
_EDGE: Final = HEIGHT - BOTTOM_EDGE
_BOLD: Final = Style(8, bold=True, align=LEFT | MIDDLE)
_SUM: Final = Style(8, bold=True, align=RIGHT | MIDDLE)
_SAID: Final = Style(9, align=LEFT | MIDDLE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the register as a block, with its amount."""

    block: Block
    amount: Decimal


def pages(paper: Paper) -> list[Page]:
    """Return the sheets of a register."""
    return measured(lambda canvas: _sheets(paper, canvas))


def _sheets(paper: Paper, measure: Canvas) -> list[Page]:
    if not any(table.name == _ROWS for table in paper.content.tables):  # a draft without rows yet
        return generic.pages(paper)
    grid, head, lines = _table(paper, measure)
    sheets: list[list[Block]] = [list(above(paper, measure))]
    y = TOP_EDGE + sum(block.height for block in sheets[0])
    part: list[_Line] = []

    def close() -> None:
        sheets[-1] += [head, *(line.block for line in part)]
        sheets[-1].append(_total("Итого на листе", part, grid, sums=_has_sums(paper)))

    y += head.height
    for line in lines:
        if part and y + line.block.height + _TOTAL > _EDGE:
            close()
            sheets.append([])
            part = []
            y = TOP_EDGE + head.height
        part.append(line)
        y += line.block.height
    if len(sheets) > 1:
        close()
        y += _TOTAL
    else:
        sheets[-1] += [head, *(line.block for line in part)]
    for block in _closing(paper, lines, grid):
        if y + block.height > _EDGE:
            sheets.append([])
            y = TOP_EDGE
        sheets[-1].append(block)
        y += block.height
    marks = paper.marks.watermark
    return [paint_sheet(sheet, (at, len(sheets)), foot(paper), marks) for at, sheet in enumerate(sheets, 1)]


def _table(paper: Paper, measure: Canvas) -> tuple[Grid, Block, list[_Line]]:
    table = next(table for table in paper.content.tables if table.name == _ROWS)
    columns = _columns(table)
    heads = tuple("№" if column.name == _NUMBER else russian(column.label) for column in columns)
    texts = [_cells(table, columns, row) for row in table.rows]
    grid = fit(heads, texts, tuple(column.numeric for column in columns), WIDTH)
    amounts = [_amount(row.get(_AMOUNT, "")) for row in paper.rows(_ROWS)]
    lines = [
        _Line(table_row(grid, row, measure), amount) for row, amount in zip(texts, amounts, strict=False)
    ]
    return grid, head_row(grid, heads, measure), lines


def _columns(table: Table) -> list[Column]:
    """Return the columns, the row's number first."""
    return sorted(table.columns, key=lambda column: column.name != _NUMBER)


def _cells(table: Table, columns: Sequence[Column], row: Sequence[str]) -> tuple[str, ...]:
    by_name = {column.name: cell for column, cell in zip(table.columns, row, strict=True)}
    return tuple(shown(column, by_name[column.name]) for column in columns)


def _amount(text: str) -> Decimal:
    """Return an amount; nothing for what a draft says instead."""
    try:
        return money.parse_amount(text)
    except ValueError:
        return Decimal(0)


def _has_sums(paper: Paper) -> bool:
    return any(_AMOUNT in row for row in paper.rows(_ROWS))


def _total(words: str, part: Sequence[_Line], grid: Grid, *, sums: bool) -> Block:
    """Return the line under the rows of a sheet, or of all sheets; the sum stands at the right edge."""
    whole = sum((line.amount for line in part), Decimal("0.00"))
    told = f"{words}: строк {len(part)}"

    def paint(canvas: Canvas, y: float) -> None:
        canvas.fill(Box(X, y, WIDTH, _TOTAL), "#f2f2f2")
        canvas.frame(Box(X, y, sum(grid.widths), _TOTAL), 0.12, "#888888")
        canvas.text(Box(X + 1.2, y, WIDTH / 2, _TOTAL), told, _BOLD)
        if sums:
            text = f"сумма {shown_amount(f'{whole:.2f}')}"
            canvas.text(Box(X + WIDTH / 2, y, WIDTH / 2 - 1.2, _TOTAL), text, _SUM)

    return Block(_TOTAL, paint)


def _closing(paper: Paper, lines: Sequence[_Line], grid: Grid) -> Iterator[Block]:
    sums = _has_sums(paper)
    yield _total("Всего по документу", lines, grid, sums=sums)
    if sums and not paper.by_bank:
        whole = sum((line.amount for line in lines), Decimal(0))
        words = f"Сумма прописью: {amount_in_words(whole, 'RUB')}"
        yield Block(_WORDS, lambda canvas, y: canvas.text(Box(X, y + 1, WIDTH, _WORDS - 2), words, _SAID))
    yield Block(_GAP)
    yield hands(paper)
