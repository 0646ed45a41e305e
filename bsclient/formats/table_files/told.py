"""Problems of table files: each names the row, the column, the value, the rule by its code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.formats.model import FileProblem
from bsclient.formats.table_files.layout import Layout

MOST: Final = 10_000
_SHOWN: Final = 80


class TooManyProblems(Exception):
    """Reading stops: a file with so many errors is read by a wrong profile."""


@dataclass(slots=True)
class Cell:
    """A cell of interest: the field that it should fill, its place, its text."""

    field: str
    place: int
    text: str


@dataclass(slots=True)
class Problems:
    """Gathers the problems of a file; `row` counts from 0 as the rows do."""

    layout: Layout
    found: list[FileProblem] = field(default_factory=list)

    def cell(
        self, index: int | None, row: int, cell: Cell, code: str, severity: Severity = Severity.BLOCK
    ) -> None:
        """Note what is wrong with a cell."""
        column = self.layout.title(cell.place)
        facts = {"column": column, "key": column, "value": _short(cell.text)}
        self.row(index, row, cell.field, code, severity, facts)

    def row(  # noqa: PLR0913, PLR0917 -- a problem in all its parts
        self,
        index: int | None,
        row: int,
        name: str,
        code: str,
        severity: Severity,
        facts: dict[str, str] | None = None,
    ) -> None:
        """Note what is wrong with a row."""
        line = row + 1
        self.found.append(FileProblem(index, line, name, code, severity, {"row": str(line), **(facts or {})}))
        if len(self.found) >= MOST:
            raise TooManyProblems

    def whole(self, name: str, code: str, severity: Severity, facts: dict[str, str] | None = None) -> None:
        """Note what is wrong with the file."""
        line = max(self.layout.head, 0) + 1
        self.found.append(FileProblem(None, line, name, code, severity, facts or {}))


def _short(text: str) -> str:
    return str(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
