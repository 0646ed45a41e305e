"""Columns of a table on paper: no word is cut while the letters may still be made smaller, long texts get what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.printing.canvas import CENTER, LEFT, MIDDLE, RIGHT, TOP, Style

SIZE: Final = 8.0
SMALLEST: Final = 5.0
_GLYPH: Final = 0.235
"""Width of a usual letter in millimetres for each point of its size; bold heads are wider."""
_BOLD: Final = 1.12
_MARGIN: Final = 2.6
_LONGEST_WORD: Final = 26
"""Longer words are cut in any case."""
_LONGEST: Final = 70
_SAMPLE: Final = 300


@dataclass(frozen=True, slots=True)
class Grid:
    """Widths of columns in millimetres, which of them hold numbers, and the styles of their texts."""

    widths: tuple[float, ...]
    numeric: tuple[bool, ...]
    cell: Style
    number: Style
    head: Style


def fit(heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool], room: float) -> Grid:
    """Return a grid as wide as the room. The first column, the row's number, gets no more than it needs."""
    columns = [[row[place] for row in rows[:_SAMPLE]] for place in range(len(heads))]
    size = SIZE
    while size > SMALLEST and sum(_least(heads, columns, size)) > room:
        size -= 0.25
    least = _least(heads, columns, size)
    wanted = [max(_text(cells, size), need) for cells, need in zip(columns, least, strict=True)]
    widths = _shared(least, wanted, room)
    return Grid(
        tuple(widths), tuple(numeric), Style(size, align=LEFT | TOP, smallest=4), Style(size, align=RIGHT | TOP, smallest=4),
        Style(size - 0.5, bold=True, align=CENTER | MIDDLE, smallest=4),
    )  # fmt: skip


def _least(heads: Sequence[str], columns: Sequence[Sequence[str]], size: float) -> list[float]:
    """Return the widths at which no word is cut."""
    found = []
    for head, cells in zip(heads, columns, strict=True):
        own = max((len(word) for cell in cells for word in cell.split(" ")), default=1)
        title = max((len(word) for word in head.split()), default=1) * _BOLD * (size - 0.5) / size
        found.append(min(max(own, title), _LONGEST_WORD) * _GLYPH * size + _MARGIN)
    return found


def _text(cells: Sequence[str], size: float) -> float:
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=1)
    return min(longest, _LONGEST) * _GLYPH * size + _MARGIN


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Share what is left among the columns that want more; what nobody wants goes to all but the first."""
    left = room - sum(least)
    if left <= 0:
        return [width * room / sum(least) for width in least]
    more = [wish - need for wish, need in zip(wanted, least, strict=True)]
    if sum(more) > left:
        return [need + left * part / sum(more) for need, part in zip(least, more, strict=True)]
    spare = (left - sum(more)) / max(len(least) - 1, 1)
    return [wish + (spare if place or len(least) == 1 else 0.0) for place, wish in enumerate(wanted)]
