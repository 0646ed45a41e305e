"""What the window asks of a file, off the GUI thread: its rows, and what a mapping makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.formats import table_files
from bsclient.formats.model import CREDIT, DEBIT, ExchangeFile, FileProblem
from bsclient.formats.table_files import Grid, Profile, layout
from bsclient.formats.table_files.fields import IGNORED
from bsclient.formats.table_files.profile import ColumnRule
from bsclient.formats.table_files.values import folded

_ZERO: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Read:
    """A file read by a mapping, with its sums; `bad` documents cannot be taken as they are."""

    file: ExchangeFile
    profile: Profile
    debits: Decimal
    credits: Decimal
    total: Decimal
    bad: int

    @property
    def whole(self) -> tuple[FileProblem, ...]:
        """What keeps the file as a whole from being taken."""
        return tuple(
            one for one in self.file.problems if one.index is None and one.severity is Severity.BLOCK
        )


def read(grid: Grid, profile: Profile) -> Read:
    """Read the rows by a profile and add them up."""
    file = table_files.read_by(grid, profile)
    sums = {DEBIT: _ZERO, CREDIT: _ZERO, "": _ZERO}
    total = _ZERO
    for one in file.documents:
        amount = one.amount or _ZERO
        total += amount
        if one.direction in sums:
            sums[one.direction] += amount
    bad = {one.index for one in file.problems if one.index is not None and one.severity is Severity.BLOCK}
    return Read(file, profile, sums[DEBIT], sums[CREDIT], total, len(bad))


def titles(grid: Grid, head: int) -> tuple[str, ...]:
    """Return the titles that a row of the file gives to the columns."""
    return tuple(layout.titles(grid.rows, head)[0]) if 0 <= head < len(grid.rows) else ()


def heads(grid: Grid, head: int) -> range:
    """Return the rows of titles: one, or two that are joined."""
    return range(head, layout.titles(grid.rows, head)[1]) if 0 <= head < len(grid.rows) else range(0)


def columns(fields: Sequence[str], shown: Sequence[str]) -> tuple[ColumnRule, ...]:
    """Return the rules of columns that mean `fields`; unused ones need not be in other files of the kind."""
    return tuple(
        ColumnRule(name, folded(shown[place]) if place < len(shown) else "", place, optional=name == IGNORED)
        for place, name in enumerate(fields)
    )


def placed(grid: Grid, profile: Profile) -> tuple[int, dict[int, str]] | None:
    """Return the row of titles and the meaning of each column; None if the file is of another kind."""
    found = layout.find(profile, grid)
    if found is None:
        return None
    return found.head, {place: name for name, places in found.at.items() for place in places}


def guessed(grid: Grid, role: str, head: int | None = None) -> tuple[Profile, int, dict[int, str]]:
    """Return a first mapping, its row of titles and the meaning of each column."""
    profile = table_files.guess(grid, role, head)
    found = placed(
        grid, replace(profile, columns=tuple(one for one in profile.columns if one.field != IGNORED))
    )
    if head is not None:
        at = head
    elif not profile.header:
        at = -1
    else:
        at = found[0] if found is not None else 0
    return profile, at, {rule.place: rule.field for rule in profile.columns}


def marks(read_: Read, grid: Grid) -> Mapping[tuple[int, int], FileProblem]:
    """Return the cells with problems: row and column from 0."""
    found = layout.find(read_.profile, grid)
    if found is None:
        return {}
    cells: dict[tuple[int, int], FileProblem] = {}
    for problem in read_.file.problems:
        for place in found.at.get(problem.field, ())[:1]:
            if problem.index is not None or "row" in problem.facts:
                cells.setdefault((problem.line - 1, place), problem)
    return cells
