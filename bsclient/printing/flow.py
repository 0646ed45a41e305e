"""Blocks one under another over as many sheets as they need; a table's head is repeated where a sheet begins inside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.printing.canvas import HEIGHT, LEFT, MIDDLE, RIGHT, Box, Canvas, Page, Style

TOP_EDGE: Final = 14.0
BOTTOM_EDGE: Final = 20.0
_LEFT: Final = 20.0
_WIDTH: Final = 180.0
_FOOT: Final = Style(6.5, align=LEFT | MIDDLE, color="#555555", smallest=4)
_NUMBER: Final = Style(7, align=RIGHT | MIDDLE, color="#555555")

Paint = Callable[[Canvas, float], None]
"""Paints a block whose upper edge is so many millimetres from the top of the sheet."""


def _nothing(_canvas: Canvas, _y: float) -> None:
    """A gap."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece that is never cut. `repeat` is painted before it when it begins a sheet."""

    height: float
    paint: Paint = _nothing
    repeat: Block | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    block: Block
    y: float


def paginate(blocks: Sequence[Block], foot: str, watermark: str = "") -> list[Page]:
    """Return the pages of blocks; `foot` stands at the end of each, with its number if there are several."""
    sheets: list[list[_Placed]] = [[]]
    y, edge = TOP_EDGE, HEIGHT - BOTTOM_EDGE
    for block in blocks:
        if y + block.height > edge and sheets[-1]:
            sheets.append([])
            y = TOP_EDGE
            if block.paint is _nothing:
                continue
            if block.repeat is not None:
                sheets[-1].append(_Placed(block.repeat, y))
                y += block.repeat.height
        sheets[-1].append(_Placed(block, y))
        y += block.height
    filled = [sheet for sheet in sheets if sheet] or [[]]
    return [
        _page(sheet, (number, len(filled)), foot, watermark) for number, sheet in enumerate(filled, start=1)
    ]


def paint_sheet(blocks: Sequence[Block], number: tuple[int, int], foot: str, watermark: str) -> Page:
    """Return one sheet of blocks that are known to fit; `number` is its own and the number of all."""
    placed, y = [], TOP_EDGE
    for block in blocks:
        placed.append(_Placed(block, y))
        y += block.height
    return _page(placed, number, foot, watermark)


def _page(sheet: Sequence[_Placed], number: tuple[int, int], foot: str, watermark: str) -> Page:
    def paint(canvas: Canvas) -> None:
        if watermark:
            canvas.slanted(watermark)
        for placed in sheet:
            placed.block.paint(canvas, placed.y)
        y = HEIGHT - BOTTOM_EDGE + 6
        canvas.line(_LEFT, y, _LEFT + _WIDTH, y, 0.1)
        canvas.text(Box(_LEFT, y + 0.5, _WIDTH - 20, 4), foot, _FOOT)
        if number[1] > 1:
            canvas.text(Box(_LEFT, y + 0.5, _WIDTH, 4), f"{number[0]} / {number[1]}", _NUMBER)

    return paint
