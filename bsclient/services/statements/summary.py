"""What all accounts hold and how much moved on a day, each in its currency and, if asked for, in one by the rates.

Several organisations: bases are encrypted, so only profiles count that were opened in this session and are not locked
since. Each leaves a small extract of its days in memory (`Opened`); nothing of it is written anywhere.
"""

from __future__ import annotations

import datetime as dt
import threading
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.services.context import Workplace
from bsclient.services.documents import lookups
from bsclient.services.statements.closings import Closings
from bsclient.services.statements.reading import accounts_of
from bsclient.storage import turnover
from bsclient.storage.scope import Scope

_ZERO: Final = Decimal("0.00")
_CENT: Final = Decimal("0.01")
_KEPT: Final = dt.timedelta(days=400)
"""So many days back an extract answers for."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """An account on a day. `in_currency` is the closing balance in the asked currency; None when there is no rate."""

    organisation: str
    account: str
    name: str
    currency: str
    opening: Decimal
    credits: Decimal
    debits: Decimal
    closing: Decimal
    in_currency: Decimal | None


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of rows of one currency; `count` of them."""

    currency: str
    opening: Decimal
    credits: Decimal
    debits: Decimal
    closing: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class AccountDays:
    """An account in an extract: the days on which it moved, oldest first, each (day, opening, credits, debits, closing)."""

    number: str
    name: str
    currency: str
    balance: Decimal
    days: tuple[tuple[dt.date, Decimal, Decimal, Decimal, Decimal], ...]

    def on(self, day: dt.date) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Return opening, credits, debits, closing of a day."""
        at = bisect_right(self.days, day, key=lambda one: one[0])
        if not at:
            held = self.days[0][1] if self.days else self.balance
            return held, _ZERO, _ZERO, held
        found = self.days[at - 1]
        return found[1:] if found[0] == day else (found[4], _ZERO, _ZERO, found[4])


@dataclass(frozen=True, slots=True)
class Extract:
    """What a profile leaves for the summary of organisations, as it stood at `at`."""

    profile: str
    organisation: str
    at: dt.datetime
    accounts: tuple[AccountDays, ...]


class Opened:
    """Extracts of the profiles opened in this session, in memory only."""

    def __init__(self) -> None:
        self._kept: dict[str, Extract] = {}
        self._guard = threading.Lock()

    def keep(self, extract: Extract) -> None:
        """Keep the newest extract of a profile."""
        with self._guard:
            self._kept[extract.profile] = extract

    def all(self) -> tuple[Extract, ...]:
        """Return the extracts by organisation."""
        with self._guard:
            return tuple(sorted(self._kept.values(), key=lambda one: (one.organisation, one.profile)))

    def forget(self) -> None:
        """Forget everything: the program is locked."""
        with self._guard:
            self._kept.clear()


OPENED: Final = Opened()
"""The extracts of this process."""


class Summary:
    """The summary of an open profile, and of those opened in this session beside it."""

    def __init__(self, place: Workplace, opened: Opened = OPENED) -> None:
        self._place = place
        self._closings = Closings(place)
        self._opened = opened

    def accounts(self, day: dt.date, currency: str = "") -> tuple[SummaryRow, ...]:
        """Return all accounts of this profile on a day, those of other banks too; `currency` "": none is converted."""
        return self._rows([self._extract(day, day)], day, currency)

    def organisations(self, day: dt.date, currency: str = "") -> tuple[SummaryRow, ...]:
        """Return the accounts of all organisations that were opened in this session and not locked since."""
        self._opened.keep(self._extract(self._place.today - _KEPT, self._place.today))
        return self._rows(self._opened.all(), day, currency)

    def opened(self) -> tuple[tuple[str, dt.datetime], ...]:
        """Return which organisations count beside each other, and as of when each extract is."""
        return tuple((one.organisation, one.at) for one in self._opened.all())

    def _rows(self, extracts: Sequence[Extract], day: dt.date, currency: str) -> tuple[SummaryRow, ...]:
        rates = self._rates(day) if currency else {}
        rows = []
        for extract in extracts:
            for one in extract.accounts:
                sums = one.on(day)
                told = convert(sums[3], one.currency, currency, rates) if currency else None
                rows.append(SummaryRow(extract.organisation, one.number, one.name, one.currency, *sums, told))
        return tuple(rows)

    def _extract(self, start: dt.date, end: dt.date) -> Extract:
        profile = self._place.profile
        with self._place.store.read() as reader:
            views = accounts_of(reader, closed=True, files=True)
            busy = {
                one.number for one in views
                if one.closed is None or turnover.by_day(reader, Scope((one.number,), start, end, currency=""))
            }  # fmt: skip
        accounts = tuple(
            AccountDays(one.number, one.name, one.currency, one.balance, self._days(one.number, start, end))
            for one in views
            if one.number in busy
        )
        return Extract(profile.id, profile.organisation.name, self._place.instant, accounts)

    def _days(
        self, account: str, start: dt.date, end: dt.date
    ) -> tuple[tuple[dt.date, Decimal, Decimal, Decimal, Decimal], ...]:
        rows = self._closings.days(account, start, end)
        found = tuple((row.day, row.opening, row.credits, row.debits, row.closing) for row in rows)
        if found:
            return found
        held = self._closings.balance(account, start)
        return ((start, held, _ZERO, _ZERO, held),)

    def _rates(self, day: dt.date) -> Mapping[str, Decimal]:
        return {**lookups.rates(self._place.books, day), currencies.ROUBLE: Decimal(1)}


def totals(rows: Iterable[SummaryRow]) -> tuple[Total, ...]:
    """Return the sums of rows by currency, roubles first."""
    found: dict[str, list[SummaryRow]] = {}
    for row in rows:
        found.setdefault(row.currency, []).append(row)
    order = sorted(found, key=lambda currency: (currency != currencies.ROUBLE, currency))
    return tuple(
        Total(
            currency,
            sum((row.opening for row in found[currency]), _ZERO),
            sum((row.credits for row in found[currency]), _ZERO),
            sum((row.debits for row in found[currency]), _ZERO),
            sum((row.closing for row in found[currency]), _ZERO),
            len(found[currency]),
        )
        for currency in order
    )


def convert(amount: Decimal, source: str, target: str, rates: Mapping[str, Decimal]) -> Decimal | None:
    """Return an amount in another currency, to the cent; None when a rate is not known. `rates`: roubles for one unit."""
    if source == target:
        return amount
    if source not in rates or target not in rates:
        return None
    return (amount * rates[source] / rates[target]).quantize(_CENT, ROUND_HALF_UP)
