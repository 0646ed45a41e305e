"""What a job has to write for one account: a statement for each file, with the mark that it reaches."""

from __future__ import annotations

import datetime as dt
import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.services.context import Workplace
from bsclient.services.exports.jobs import Job, What
from bsclient.services.statements.reading import LONG, AccountView, Statement, Statements
from bsclient.services.statements.stored_entries import Period, StoredEntries
from bsclient.storage import entry_rows, folder_exports
from bsclient.storage.folder_exports import Line
from bsclient.storage.unit_of_work import Reader

_ZERO: Final = Decimal("0.00")
_FIRST: Final = dt.date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to be: `day` is "" for operations of several days; `reached` 0 leaves the mark where it is."""

    statement: Statement
    day: str
    reached: int

    def content(self) -> str:
        """Return the hash of what the file tells of: the same content is not written twice for a day."""
        one = self.statement
        final = one.final is not None and one.end <= one.final
        digest = hashlib.sha256(
            f"{one.account}|{one.start}|{one.end}|{one.opening}|{one.closing}|{final}".encode()
        )
        for entry in one.entries:
            digest.update(f"|{entry.id}".encode())
        return digest.hexdigest()


class Pieces:
    """Looks what is new for a job."""

    def __init__(self, place: Workplace, statements: Statements) -> None:
        self._place, self._statements = place, statements

    def of(self, job: Job, account: AccountView) -> list[Piece]:
        """Return the files that a job has to write for an account, in their order."""
        since = job.since or _FIRST
        with self._place.store.read() as reader:
            mark = folder_exports.reached(reader, job.id, account.number)
            if job.what is What.FINAL:
                closed = folder_exports.new_closings(reader, account.number, mark, since)
                days = [(row.day, row.seq) for row in closed]
            else:
                lines = folder_exports.new_lines(reader, account.number, mark, since)
                if not lines:
                    return []
                if job.what is What.NEW:
                    return [Piece(self._fresh(reader, account, lines), "", lines[-1].row)]
                changed = sorted({line.day for line in lines})
                days = [(day, lines[-1].row if day == changed[-1] else 0) for day in changed]
        return [
            Piece(self._statements.statement(account.number, day, day), day.isoformat(), reached)
            for day, reached in days
        ]

    def _fresh(self, reader: Reader, account: AccountView, lines: Sequence[Line]) -> Statement:
        """Return the new operations as a statement that adds up: it begins at what the first one found."""
        income = sum((line.amount for line in lines if line.credit), _ZERO)
        outgo = sum((line.amount for line in lines if not line.credit), _ZERO)
        first = lines[0]
        opening = first.balance_after - (first.amount if first.credit else -first.amount)
        days = [line.day for line in lines]
        rows = array("q", (line.row for line in lines))
        start, end = min(days), max(days)
        entries = (
            StoredEntries(Period(self._place.store, account.number, start, end), rows)
            if len(rows) > LONG
            else tuple(entry_rows.entries(reader, rows))
        )
        return Statement(
            account=account.number, currency=account.currency, start=start, end=end, opening=opening,
            closing=opening + income - outgo, credits=income, debits=outgo, entries=entries,
        )  # fmt: skip
