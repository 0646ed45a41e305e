"""Where the columns of a profile stand in a file: the row of titles, also one of two storeys, and the first row of data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.formats import books
from bsclient.formats.table_files.fields import IGNORED
from bsclient.formats.table_files.grid import Grid
from bsclient.formats.table_files.profile import ColumnRule, Profile
from bsclient.formats.table_files.values import folded

SEARCHED: Final = 60
"""Rows in which titles are looked for: before them stand the lines about account and period."""
_DIGIT: Final = re.compile(r"[0-9]")
Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """`head` is the row of titles (from 0, -1: there is none), `first` the first row of data, `at` the places of each field."""

    head: int
    first: int
    at: Mapping[str, tuple[int, ...]]
    titles: tuple[str, ...]

    def title(self, place: int) -> str:
        """Return the title of a column, or its letter where it has none."""
        shown = self.titles[place] if place < len(self.titles) else ""
        return shown or books.lettered(place)


def titles(rows: Sequence[Cells], head: int) -> tuple[list[str], int]:
    """Return the titles that begin in a row, and the first row after them.

    A second row of titles (Счёт over Дебет and Кредит) is joined with the first: it has words, no digits, and fills gaps.
    """
    first = [" ".join(cell.split()) for cell in rows[head]]
    if head + 1 >= len(rows):
        return first, head + 1
    second = [" ".join(cell.split()) for cell in rows[head + 1]]
    filled = [place for place, cell in enumerate(second) if cell]
    gaps = any(place >= len(first) or not first[place] for place in filled)
    if len(filled) < 2 or not gaps or any(_DIGIT.search(second[place]) for place in filled):  # noqa: PLR2004 -- two halves
        return first, head + 1
    joined, last = [], ""
    for place in range(max(len(first), len(second))):
        over = first[place] if place < len(first) else ""
        under = second[place] if place < len(second) else ""
        last = over or last
        joined.append(f"{last} {under}".strip() if under else over)
    return joined, head + 2


def find(profile: Profile, grid: Grid) -> Layout | None:
    """Return where the columns of a profile stand, None if the file is of another kind."""
    wanted = [rule for rule in profile.columns if rule.field != IGNORED]
    if not profile.header:
        first = next((place for place, cells in enumerate(grid.rows) if any(cells)), 0)
        return Layout(-1, first, _by_place(wanted), ())
    for head, cells in enumerate(grid.rows[:SEARCHED]):
        if any(cells):
            shown, first = titles(grid.rows, head)
            at = _by_title(wanted, [folded(title) for title in shown])
            if at is not None:
                return Layout(head, first, at, tuple(shown))
    return None


def _by_place(rules: Sequence[ColumnRule]) -> dict[str, tuple[int, ...]]:
    at: dict[str, tuple[int, ...]] = {}
    for rule in rules:
        if rule.place >= 0:
            at[rule.field] = (*at.get(rule.field, ()), rule.place)
    return at


def _by_title(rules: Sequence[ColumnRule], shown: list[str]) -> dict[str, tuple[int, ...]] | None:
    at: dict[str, tuple[int, ...]] = {}
    used: set[int] = set()
    if not any(rule.title for rule in rules):
        return None
    for rule in rules:
        if not rule.title:
            found = [rule.place] if 0 <= rule.place < len(shown) and not shown[rule.place] else []
        else:
            found = [place for place, title in enumerate(shown) if title == rule.title and place not in used]
        if not found:
            if rule.optional:
                continue
            return None
        place = rule.place if rule.place in found else found[0]
        used.add(place)
        at[rule.field] = (*at.get(rule.field, ()), place)
    return at
