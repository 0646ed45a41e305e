"""A clear A4 form for any document, made from its declaration: whose it is, title, groups of values, tables, hands.

Values stand in two columns, long ones across the sheet; tables go on over pages and repeat their heads; the signatures
stay together with the bank's mark. Russian, for it is made for a Russian bank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Final

from bsclient.domain.content import Column, Group, Line, Table
from bsclient.domain.kinds import KindName
from bsclient.printing.canvas import CENTER, LEFT, MIDDLE, TOP, Box, Canvas, Page, Style, measured
from bsclient.printing.flow import Block, paginate
from bsclient.printing.grid import Grid, fit
from bsclient.printing.paper import Paper
from bsclient.printing.stamps import paint_bank, paint_signature
from bsclient.printing.words import russian

X: Final = 20.0
WIDTH: Final = 180.0
_HALF: Final = WIDTH / 2
_GREY: Final = "#555555"
_RULE: Final = "#888888"
_LABEL: Final = Style(7, align=LEFT | TOP, color=_GREY)
_VALUE: Final = Style(9.5, align=LEFT | TOP)
_STRONG: Final = Style(10.5, bold=True, align=LEFT | TOP)
_GROUP: Final = Style(9, bold=True, align=LEFT | MIDDLE)
_TITLE: Final = Style(13, bold=True, align=CENTER | TOP)
_HEAD: Final = Style(9, align=LEFT | TOP)
_SMALL: Final = Style(7, align=CENTER | TOP, color=_GREY)
_PAD: Final = 1.2
_LONG: Final = 46
"""A value of more characters goes across the sheet."""
_STAMP: Final = (86.0, 17.5)
_CODE: Final = 4
"""Choice codes of at most so many signs are shown before their meaning, if they are figures."""
_PIECE: Final = 2000
"""Signs of a text that stand in one cell, and its lines at most."""
_PIECE_LINES: Final = 30


def pages(paper: Paper) -> list[Page]:
    """Return the pages of a document."""
    return measured(lambda canvas: paginate(list(_blocks(paper, canvas)), foot(paper), paper.marks.watermark))


def _blocks(paper: Paper, measure: Canvas) -> Iterator[Block]:
    yield from above(paper, measure)
    for table in paper.content.tables:
        yield from _table(table, measure)
    yield hands(paper)


def above(paper: Paper, measure: Canvas) -> Iterator[Block]:
    """Yield all that stands above the tables: whose it is, the title, the groups of values."""
    yield opening(paper, measure)
    yield title(paper, measure)
    for group in paper.content.groups:
        lines = [line for line in group.lines if not _in_title(line, paper)]
        if lines:
            yield from _group(Group(group.title, tuple(lines)), measure)


def _in_title(line: Line, paper: Paper) -> bool:
    """Whether the title says this already."""
    return (line.name, line.value) in {("number", paper.content.number), ("date", paper.content.day)}


def foot(paper: Paper) -> str:
    number = f" № {paper.content.number}" if paper.content.number else ""
    return f"{russian(paper.content.title)}{number}    {paper.id}"


def opening(paper: Paper, measure: Canvas) -> Block:
    owner = paper.owner
    ours = "\n".join(filter(None, (owner.name, _codes(owner.inn, owner.kpp))))
    theirs = "\n".join(filter(None, (owner.bank, f"БИК {owner.bic}" if owner.bic else "")))
    left, right = (ours, theirs) if not paper.by_bank else (theirs, ours)
    height = max(measure.needed(_HALF - 4, left, _HEAD), measure.needed(_HALF - 4, right, _HEAD)) + 3

    def paint(canvas: Canvas, y: float) -> None:
        canvas.text(Box(X, y, _HALF - 4, height), left, _HEAD)
        canvas.text(Box(X + _HALF + 4, y, _HALF - 4, height), right, _HEAD)

    return Block(height + 4, paint)


def _codes(inn: str, kpp: str) -> str:
    return "   ".join(f"{name} {value}" for name, value in (("ИНН", inn), ("КПП", kpp)) if value)


def title(paper: Paper, measure: Canvas) -> Block:
    told = paper.content
    words = " ".join(
        filter(None, (f"№ {told.number}" if told.number else "", f"от {told.day}" if told.day else ""))
    )
    text = "\n".join(filter(None, (russian(told.title).upper(), words)))
    height = measure.needed(WIDTH, text, _TITLE) + 2

    def paint(canvas: Canvas, y: float) -> None:
        canvas.text(Box(X, y, WIDTH, height), text, _TITLE)

    return Block(height + 3, paint)


# groups -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    """A labelled value with the width it takes."""

    label: str
    value: str
    wide: bool
    strong: bool

    def height(self, measure: Canvas) -> float:
        width = (WIDTH if self.wide else _HALF) - 2 * _PAD
        return 3.6 + measure.needed(width, self.value, self.style) + 1.2

    @property
    def style(self) -> Style:
        return _STRONG if self.strong else _VALUE

    def paint(self, canvas: Canvas, box: Box) -> None:
        canvas.frame(box, 0.12, _RULE)
        inner = box.width - 2 * _PAD
        canvas.text(Box(box.x + _PAD, box.y + 0.5, inner, 3.2), self.label, _LABEL)
        canvas.text(Box(box.x + _PAD, box.y + 3.6, inner, box.height - 3.8), self.value, self.style)


def _group(group: Group, measure: Canvas) -> Iterator[Block]:
    rows = list(_paired([cell for line in group.lines for cell in _cells_of(line)]))
    for index, row in enumerate(rows):
        block = _row(row, measure)
        yield _under(russian(group.title), block) if index == 0 and group.title else block
    yield Block(2.5)


def _cells_of(line: Line) -> Iterator[_Cell]:
    """Yield the cell of a value; a text longer than a part of a sheet goes on in further cells."""
    value = _meaning(line)
    wide = len(value) > _LONG or "\n" in value or line.kind is KindName.LINES
    label = russian(line.label) + (f" ({line.form})" if line.form else "")
    for index, piece in enumerate(_pieces(value)):
        yield _Cell(f"{label} (продолжение)" if index else label, piece, wide, line.kind is KindName.MONEY)


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in parts that surely fit on a sheet, cut between words."""
    lines = [part for line in text.split("\n") for part in (wrap(line, _PIECE) or [""])]
    part: list[str] = []
    for line in lines:
        if part and (len(part) >= _PIECE_LINES or sum(map(len, part)) + len(line) > _PIECE):
            yield "\n".join(part)
            part = []
        part.append(line)
    yield "\n".join(part)


def _meaning(line: Line) -> str:
    """Return a value for paper: codes of figures with their meaning, inner words by their meaning alone."""
    if line.kind is KindName.FLAG:
        return "да"
    word = russian(line.word)
    if not word:
        return line.value
    figures = len(line.text) <= _CODE and line.text.isascii() and line.text.isdecimal()
    return f"{line.value} – {word}" if figures else word


def _paired(cells: Sequence[_Cell]) -> Iterator[tuple[_Cell, ...]]:
    """Yield rows of one wide cell, or of two narrow ones that follow each other."""
    waiting: list[_Cell] = []
    for cell in cells:
        if cell.wide:
            yield from ((replace(one, wide=True),) for one in waiting)
            waiting = []
            yield (cell,)
        elif waiting:
            yield (waiting.pop(), cell)
        else:
            waiting = [cell]
    yield from ((replace(one, wide=True),) for one in waiting)


def _row(cells: tuple[_Cell, ...], measure: Canvas) -> Block:
    height = max(cell.height(measure) for cell in cells)

    def paint(canvas: Canvas, y: float) -> None:
        x = X
        for cell in cells:
            width = WIDTH if cell.wide else _HALF
            cell.paint(canvas, Box(x, y, width, height))
            x += width

    return Block(height, paint)


def _under(title: str, block: Block) -> Block:
    """Put a title over a block, which stays with it."""

    def paint(canvas: Canvas, y: float) -> None:
        _heading(canvas, y, title)
        block.paint(canvas, y + 6)

    return Block(block.height + 6, paint)


def _heading(canvas: Canvas, y: float, title: str) -> None:
    canvas.fill(Box(X, y, WIDTH, 5.4), "#eef1f6")
    canvas.text(Box(X + _PAD, y, WIDTH - 2 * _PAD, 5.4), title, _GROUP)


# tables -------------------------------------------------------------------------------------------------------


def _table(table: Table, measure: Canvas) -> Iterator[Block]:
    columns = (
        table.columns[:1] if table.files else table.columns
    )  # a hash is for machines; the paper names the file
    heads = ("№", *(russian(column.label) for column in columns))
    rows = [
        (str(number), *(shown(column, cell) for column, cell in zip(columns, cells, strict=False)))
        for number, cells in enumerate(table.rows, start=1)
    ]
    grid = fit(heads, rows, (True, *(column.numeric for column in columns)), WIDTH)
    head = head_row(grid, heads, measure)
    for index, row in enumerate(rows):
        block = replace(table_row(grid, row, measure), repeat=head)
        yield _headed(russian(table.title), head, block) if index == 0 else block
    yield Block(2.5)


def shown(column: Column, cell: str) -> str:
    if column.kind is KindName.FLAG:
        return "да" if cell else ""
    return russian(column.words[cell]) if column.words.get(cell) else cell


def head_row(grid: Grid, heads: Sequence[str], measure: Canvas) -> Block:
    height = (
        max(measure.needed(w - 2, text, grid.head) for w, text in zip(grid.widths, heads, strict=True)) + 1.6
    )

    def paint(canvas: Canvas, y: float) -> None:
        canvas.fill(Box(X, y, WIDTH, height), "#f2f2f2")
        _cells(canvas, (y, height), grid, heads, lambda _: grid.head)

    return Block(height, paint)


def _headed(title: str, head: Block, row: Block) -> Block:
    """Put title and head over the first row of a table."""

    def paint(canvas: Canvas, y: float) -> None:
        _heading(canvas, y, title)
        head.paint(canvas, y + 6)
        row.paint(canvas, y + 6 + head.height)

    return Block(6 + head.height + row.height, paint)


def table_row(grid: Grid, row: Sequence[str], measure: Canvas) -> Block:
    height = (
        max(measure.needed(w - 2, text, grid.cell) for w, text in zip(grid.widths, row, strict=True)) + 1.2
    )

    def paint(canvas: Canvas, y: float) -> None:
        _cells(
            canvas, (y, height), grid, row, lambda place: grid.number if grid.numeric[place] else grid.cell
        )

    return Block(height, paint)


def _cells(
    canvas: Canvas,
    place: tuple[float, float],
    grid: Grid,
    texts: Sequence[str],
    style: Callable[[int], Style],
) -> None:
    x, (y, height) = X, place
    for index, (width, text) in enumerate(zip(grid.widths, texts, strict=True)):
        canvas.frame(Box(x, y, width, height), 0.12, _RULE)
        canvas.text(Box(x + 1, y + 0.5, width - 2, height - 0.7), text, style(index))
        x += width


# signatures ---------------------------------------------------------------------------------------------------


def hands(paper: Paper) -> Block:
    """The signatures and the bank's mark; empty lines for hands while nobody signed."""
    marks = paper.marks
    stamps = marks.signatures
    lines = (len(stamps) + 1) // 2
    height = 8 + max(lines * (_STAMP[1] + 1.5), 0 if stamps or paper.by_bank else 30)
    bank_y = height
    if marks.bank is not None:
        height += 27

    def paint(canvas: Canvas, y: float) -> None:
        canvas.text(Box(X, y + 2, WIDTH, 5), "Подписи", _GROUP)
        for index, mark in enumerate(stamps):
            x = X + (index % 2) * (_HALF + 2)
            paint_signature(canvas, Box(x, y + 8 + index // 2 * (_STAMP[1] + 1.5), *_STAMP), mark)
        if not stamps and not paper.by_bank:
            _empty_hands(canvas, y + 8)
        if marks.bank is not None:
            paint_bank(canvas, Box(X, y + bank_y + 2, 60, 24), marks.bank)

    return Block(height, paint)


def _empty_hands(canvas: Canvas, y: float) -> None:
    for place in (0, 1):
        line = y + 10 + place * 12
        canvas.line(X, line, X + 70, line)
        canvas.line(X + 80, line, X + 120, line)
        canvas.line(X + 130, line, X + WIDTH, line)
        for x, width, words in (
            (X, 70, "должность"),
            (X + 80, 40, "подпись"),
            (X + 130, 50, "расшифровка подписи"),
        ):
            canvas.text(Box(x, line + 0.5, width, 4), words, _SMALL)
    canvas.text(Box(X, y + 26, 20, 5), "М.П.", _SMALL)
