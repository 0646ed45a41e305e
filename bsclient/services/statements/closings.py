"""Days of an account: balances and turnover by what is stored here, final once the bank has signed the day's closing.

`differs` says that the bank's closing statement names other sums than the entries here: the bank is to be asked again
(`health`). Every day with entries or a closing statement has a row; other days changed nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.services.statements.reading import opening_of
from bsclient.storage import closings, ledger, turnover, values
from bsclient.storage.closings import ClosingRow
from bsclient.storage.scope import Scope
from bsclient.storage.turnover import Sums

_NONE: Final = Sums("", "", 0, 0, 0)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day: `opening + credits - debits == closing` by the entries; `final` False while the bank may still post on it."""

    day: dt.date
    opening: Decimal
    credits: Decimal
    debits: Decimal
    closing: Decimal
    count: int
    final: bool
    differs: bool


class Closings:
    """The days of accounts of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def days(self, account: str, start: dt.date, end: dt.date) -> tuple[DayRow, ...]:
        """Return the days of an account, oldest first; raises `BadInput("period_reversed")`."""
        if end < start:
            raise BadInput("period_reversed", value=start.isoformat(), limit=end.isoformat())
        with self._place.store.read() as reader:
            moved = {
                one.key: one for one in turnover.by_day(reader, Scope((account,), start, end, currency=""))
            }
            told = {row.day.isoformat(): row for row in closings.period(reader, account, start, end)}
            balance = opening_of(reader, account, start)
            currency = ledger.currency_of(reader, account)
        found = []
        for day in sorted({*moved, *told}):
            row = _day(day, balance, (moved.get(day, _NONE), currency), told.get(day))
            balance = row.closing
            found.append(row)
        return tuple(found)

    def balance(self, account: str, day: dt.date) -> Decimal:
        """Return what an account held at the start of a day."""
        with self._place.store.read() as reader:
            return opening_of(reader, account, day)


def _day(day: str, opening: Decimal, moved: tuple[Sums, str], told: ClosingRow | None) -> DayRow:
    sums, currency = moved
    credits_, debits = values.amount(sums.credits, currency), values.amount(sums.debits, currency)
    closing = opening + credits_ - debits
    differs = told is not None and (told.opening, told.credits, told.debits, told.closing, told.count) != (
        opening, credits_, debits, closing, sums.count,
    )  # fmt: skip
    return DayRow(
        dt.date.fromisoformat(day), opening, credits_, debits, closing, sums.count, told is not None, differs
    )
