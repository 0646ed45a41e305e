"""Which documents of a file will be taken: what is chosen, what it comes to, what each filter shows. No windows here."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bsclient.domain.problems import Severity
from bsclient.services.imports.rows import TAKEN
from bsclient.services.imports.taking import Mark, PayeeMark, Preview, PreviewRow

ON_REQUEST: Final = frozenset({Mark.DUPLICATE, Mark.FOREIGN})
"""What is taken only if the user insists; an unreadable document cannot be taken at all."""

_ZERO: Final = Decimal("0.00")


class Shown(StrEnum):
    """Filters of the preview."""

    ALL = "all"
    PROBLEMS = "problems"
    NEW_PAYEES = "new_payees"
    CHANGED_PAYEES = "changed_payees"
    DUPLICATES = "duplicates"
    REFUSED = "refused"


def wrong(row: PreviewRow) -> int:
    """Return how many findings of a row are more than hints."""
    return sum(problem.severity is not Severity.INFO for problem in row.problems)


def _holds(shown: Shown, row: PreviewRow) -> bool:
    match shown:
        case Shown.ALL:
            return True
        case Shown.PROBLEMS:
            return wrong(row) > 0
        case Shown.NEW_PAYEES:
            return row.payee is PayeeMark.NEW
        case Shown.CHANGED_PAYEES:
            return row.payee is PayeeMark.CHANGED
        case Shown.DUPLICATES:
            return row.mark in {Mark.DUPLICATE, Mark.NUMBER_TAKEN}
        case Shown.REFUSED:
            return row.mark in {Mark.FOREIGN, Mark.UNREADABLE}


class Choice:
    """The choice of the user over a preview. Rows of a big file that are not shown are taken if they are new."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.indexes: set[int] = set(preview.suggested)
        self._rows = {row.index: row for row in preview.rows}
        self._shown_taken = sum(row.mark in TAKEN for row in preview.rows)

    def rows(self, shown: Shown) -> list[PreviewRow]:
        """Return the rows of a filter, in the order of the file."""
        return [row for row in self.preview.rows if _holds(shown, row)]

    def counts(self) -> dict[str, int]:
        """Return how many rows each filter shows."""
        return {shown.value: sum(_holds(shown, row) for row in self.preview.rows) for shown in Shown}

    def chosen(self, row: PreviewRow) -> bool:
        """Whether a row will be taken."""
        return row.index in self.indexes

    def may_choose(self, row: PreviewRow) -> bool:
        """Whether a row can be taken at all."""
        return row.mark is not Mark.UNREADABLE

    def on_request(self, rows: Iterable[PreviewRow]) -> list[PreviewRow]:
        """Return those rows that are taken only if the user insists."""
        return [row for row in rows if row.mark in ON_REQUEST and row.index not in self.indexes]

    def set(self, rows: Iterable[PreviewRow], *, on: bool) -> None:
        """Choose rows or leave them out."""
        for row in rows:
            if on and self.may_choose(row):
                self.indexes.add(row.index)
            else:
                self.indexes.discard(row.index)

    @property
    def hidden(self) -> int:
        """How many new documents of a big file are taken without being shown."""
        marks = self.preview.marks
        return max(0, sum(marks.get(mark, 0) for mark in TAKEN) - self._shown_taken)

    @property
    def count(self) -> int:
        """How many documents will be taken."""
        return len(self.indexes) + self.hidden

    @property
    def total(self) -> Decimal | None:
        """The sum of what will be taken; None where only the reading of the rest of a big file will tell."""
        if self.preview.complete:
            return sum((self._rows[index].amount or _ZERO for index in self.indexes), start=_ZERO)
        if self.preview.count - len(self.preview.rows) != self.hidden:
            return None
        left = (row.amount or _ZERO for row in self.preview.rows if row.index not in self.indexes)
        return self.preview.total - sum(left, start=_ZERO)

    @property
    def skipped(self) -> int:
        """How many documents that are there already will be left out."""
        insisted = sum(self._rows[index].mark is Mark.DUPLICATE for index in self.indexes)
        return self.preview.marks.get(Mark.DUPLICATE, 0) - insisted
