"""Which profile a file is read by: the user's own first, then those that come with the program, then a guess."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.model import ENTRIES, ORDERS, ExchangeFile, FileProblem
from bsclient.formats.table_files import layout, reader
from bsclient.formats.table_files.banks import BUILT_IN
from bsclient.formats.table_files.grid import Grid, load
from bsclient.formats.table_files.guess import guess
from bsclient.formats.table_files.profile import COLUMNS, Profile
from bsclient.formats.table_files.values import MOST_PLACES, BadValue, read_amount, read_day

_TRIED = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A table with the profile that fits it. `sure`: the profile is known, not guessed, and lacks nothing."""

    grid: Grid
    profile: Profile
    sure: bool

    @property
    def file(self) -> ExchangeFile:
        """The table in the neutral model."""
        return reader.read(self.grid, self.profile)


def open_table(data: bytes, role: str = "", own: Sequence[Profile] = ()) -> Opened:
    """Open a file and find its profile; `role` "" takes what fits. BadInput as `grid.load`."""
    grid = load(data)
    found = fitting(grid, role, own)
    if found is not None:
        if found.encoding not in {"", grid.encoding} or found.separator not in {"", grid.separator}:
            grid = load(data, found.encoding, found.separator)
        return Opened(grid, found, sure=True)
    guesses = [guess(grid, each) for each in ((role,) if role else (ENTRIES, ORDERS))]
    best = min(guesses, key=lambda one: len(one.missing()))
    return Opened(grid, best, sure=False)


def fitting(grid: Grid, role: str = "", own: Sequence[Profile] = ()) -> Profile | None:
    """Return the known profile that most columns of a file belong to; the user's own go before."""
    for known in (own, BUILT_IN):
        found = [
            (sum(len(places) for places in at.at.values()), -place, one)
            for place, one in enumerate(known)
            if (not role or one.role == role)
            and (at := layout.find(one, grid)) is not None
            and _fits(one, at, grid)
        ]
        if found:
            return max(found, key=lambda each: each[:2])[2]
    return None


def read(data: bytes, own: Sequence[Profile] = (), role: str = "") -> ExchangeFile:
    """Read a table file by whatever profile fits; nothing is raised for bad content.

    A guess is used only if it lacks nothing; else the problem `table_columns_unknown` says which columns were not found.
    """
    try:
        opened = open_table(data, role, own)
    except BadInput as error:
        problem = FileProblem(None, 1, "", error.code, Severity.BLOCK, dict(error.facts))
        return ExchangeFile("xlsx" if data.startswith(b"PK") else "csv", problems=(problem,), role=role)
    lacking = opened.profile.missing()
    if not opened.sure and (lacking or (opened.profile.role == ENTRIES and not opened.profile.signs)):
        facts = {"fields": ", ".join(lacking) or "direction"}
        problem = FileProblem(None, 1, "", "table_columns_unknown", Severity.BLOCK, facts)
        return ExchangeFile(
            opened.grid.form, encoding=opened.grid.encoding, problems=(problem,), role=opened.profile.role
        )
    return opened.file if opened.sure else _doubted(opened.file)


def _doubted(file: ExchangeFile) -> ExchangeFile:
    """Return a file that was read by a guess with the remark that says so."""
    problem = FileProblem(None, 1, "", "table_guessed", Severity.WARN)
    return dataclasses.replace(file, problems=(problem, *file.problems))


def _fits(profile: Profile, at: layout.Layout, grid: Grid) -> bool:
    """Whether the first rows of data are of the profile: what has no titles is known by its cells alone."""
    rows = [cells for cells in grid.rows[at.first :] if any(cells)][:_TRIED]
    if at.head >= 0:
        # Our own table of orders and that of entries have the same titles; entries have directions.
        if profile.built_in and "direction" in at.at:
            place = at.at["direction"][0]
            return not rows or any(place < len(cells) and cells[place] for cells in rows)
        return True
    width = max((rule.place for rule in profile.columns), default=0) + 1
    return bool(rows) and all(_row_fits(profile, at, cells, width) for cells in rows)


def _row_fits(profile: Profile, at: layout.Layout, cells: Sequence[str], width: int) -> bool:
    if not width <= len([*cells]) <= width + 1:
        return False
    names = ("debit", "credit") if profile.signs == COLUMNS else ("amount",)
    amounts = [cells[place] for name in names for place in at.at.get(name, ()) if cells[place]]
    days = [cells[place] for place in at.at.get("day", ()) or at.at.get("date", ())]
    try:
        for cell in amounts:
            read_amount(cell, profile.decimal or ".", MOST_PLACES)
        for cell in days:
            read_day(cell, profile.days)
    except BadValue:
        return False
    return bool(amounts) and (bool(days) or profile.role == ORDERS)
