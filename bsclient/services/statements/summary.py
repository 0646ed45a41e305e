"""What all accounts hold and how much moved on a day, each in its currency and, if asked for, in one by the rates.

Several organisations: the open profile as its base stands now, the others as they stood when they were left (`opened`).
An account that its own bank told in one of them counts once, though another profile knows it from statement files too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.services.context import Workplace
from bsclient.services.documents import lookups
from bsclient.services.statements.closings import Closings
from bsclient.services.statements.opened import KEPT, OPENED, AccountDays, Extract, Opened
from bsclient.services.statements.reading import AccountView, accounts_of
from bsclient.storage import archive, feed, ledger, turnover
from bsclient.storage.scope import Scope
from bsclient.storage.unit_of_work import Reader

_ZERO: Final = Decimal("0.00")
_CENT: Final = Decimal("0.01")
_NEVER: Final = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """An account on a day. `in_currency` is the closing balance in the asked currency; None when there is no rate.

    `here`: an account of the open profile. `source` "file": an account of another bank, as statement files told.
    `told` is when its bank, or the newest file, told of it; None: never yet.
    """

    organisation: str
    account: str
    name: str
    currency: str
    opening: Decimal
    credits: Decimal
    debits: Decimal
    closing: Decimal
    in_currency: Decimal | None
    here: bool = True
    source: str = ledger.BANK
    told: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A profile that counts: `here` is the open one; `told` None: its bank was never asked; before `since` it is not known."""

    organisation: str
    bank: str
    here: bool
    told: dt.datetime | None
    since: dt.date


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of rows of one currency; `count` of them."""

    currency: str
    opening: Decimal
    credits: Decimal
    debits: Decimal
    closing: Decimal
    count: int


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
        """Return the accounts of this profile and of those left in this session; of these no day before `Side.since`."""
        others = [one for one in self._others() if one.start <= day]
        extracts = sorted([self._extract(day, day), *others], key=lambda one: (one.organisation, one.profile))
        return self._rows(_counted_once(extracts), day, currency)

    def sides(self) -> tuple[Side, ...]:
        """Return which profiles count beside each other, this one first, and how old what is known of each is."""
        profile = self._place.profile
        with self._place.store.read() as reader:
            told = feed.state(reader).synchronised_at
        here = Side(profile.organisation.name, profile.bank.name, True, told, dt.date.min)
        return (
            here,
            *(Side(one.organisation, one.bank, False, one.told, one.start) for one in self._others()),
        )

    def leave(self) -> None:
        """Leave the extract of this profile behind, before another one is opened in the same session."""
        self._opened.keep(self._extract(self._place.today - KEPT, self._place.today))

    def _others(self) -> list[Extract]:
        return [one for one in self._opened.all() if one.profile != self._place.profile.id]

    def _rows(self, extracts: Sequence[Extract], day: dt.date, currency: str) -> tuple[SummaryRow, ...]:
        rates = self._rates(day) if currency else {}
        rows = []
        for extract in extracts:
            here = extract.profile == self._place.profile.id
            for one in extract.accounts:
                sums = one.on(day)
                told = convert(sums[3], one.currency, currency, rates) if currency else None
                who = (extract.organisation, one.number, one.name, one.currency)
                rows.append(SummaryRow(*who, *sums, told, here, one.source, one.told))
        return tuple(rows)

    def _extract(self, start: dt.date, end: dt.date) -> Extract:
        profile = self._place.profile
        with self._place.store.read() as reader:
            told = feed.state(reader).synchronised_at
            known = [
                (one, _bic(reader, one) if one.source == ledger.FILE else profile.bank.bic)
                for one in accounts_of(reader, closed=True, files=True)
                if one.closed is None
                or turnover.by_day(reader, Scope((one.number,), start, end, currency=""))
            ]
        accounts = tuple(
            AccountDays(
                one.number, one.name, one.currency, one.balance, one.source, bic,
                one.updated if one.source == ledger.FILE else told, self._days(one.number, start, end),
            )
            for one, bic in known
        )  # fmt: skip
        return Extract(profile.id, profile.organisation.name, profile.bank.name, start, told, accounts)

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


def _bic(reader: Reader, account: AccountView) -> str:
    """Return the bank of an account that files tell of, as the newest of them says; "" when none does."""
    return next((one.bic for one in reversed(archive.sections(reader, account.number)) if one.bic), "")


def _counted_once(extracts: Sequence[Extract]) -> list[Extract]:
    """Leave out accounts that another extract knows better: from the bank, told later; one number at two banks is two accounts."""
    ranked = [
        (one.source == ledger.BANK, one.told or _NEVER, -place, one)
        for place, extract in enumerate(extracts)
        for one in extract.accounts
    ]
    ranked.sort(key=lambda each: each[:3], reverse=True)
    kept: dict[str, list[AccountDays]] = {}
    for *_rank, one in ranked:
        better = kept.setdefault(one.number, [])
        if all(one.bic and each.bic and one.bic != each.bic for each in better):
            better.append(one)
    chosen = {id(one) for same in kept.values() for one in same}
    return [
        replace(extract, accounts=tuple(one for one in extract.accounts if id(one) in chosen))
        for extract in extracts
    ]


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
