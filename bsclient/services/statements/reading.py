"""Statements of accounts: the entries of a period with balances that add up, day by day.

A period is one of value dates; entries stand in the order of posting, which is that of their balances. The opening
balance is what the entry before the period left; without one, what the first entry found; without any, the account's own
balance. The closing balance follows from it. `gaps` are the days with an entry that leaves another balance than follows
from the one posted before: a gap in the feed or a changed row shows there.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats.model import Bank, ExchangeFile, Party
from bsclient.services.context import Workplace
from bsclient.services.statements import files as statement_files
from bsclient.services.statements.stored_entries import Period, StoredEntries
from bsclient.storage import archive, closings, entry_rows, ledger, settings, turnover, values
from bsclient.storage.rows.statements import AccountRow
from bsclient.storage.rows.statements import EntryRow as EntryView
from bsclient.storage.scope import Scope
from bsclient.storage.unit_of_work import Reader

__all__ = ["LONGEST_NAME", "AccountView", "DaySums", "EntryView", "Statement", "Statements", "accounts_of"]

_ZERO: Final = Decimal("0.00")
_DAY: Final = dt.timedelta(days=1)
_OWN_NAME: Final = "account.name."
LONGEST_NAME: Final = 60
LONG: Final = 5000
"""A statement of more entries is not held in memory."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as the bank last told; `available` is less than `balance` by what is held.

    `source` "file": an account of another bank, as statement files told; nothing is paid from it.
    `name` is what the user calls it, else what the bank does; `own_name` is his alone, "" for none.
    """

    number: str
    name: str
    currency: str
    balance: Decimal
    available: Decimal
    updated: dt.datetime
    own_name: str = ""
    closed: dt.date | None = None
    source: str = ledger.BANK

    @classmethod
    def of(cls, row: AccountRow, own_name: str = "") -> AccountView:
        """Return what is shown of a stored account."""
        name = own_name or row.name
        money = (row.currency, row.balance, row.available)
        return cls(row.number, name, *money, row.updated, own_name, row.closed, row.source)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: `opening + credits - debits == closing` always; `agrees` says that no day is in `gaps`.

    `final` is the last day of the account that the bank has signed as closed; None when it has signed none.
    """

    account: str
    currency: str
    start: dt.date
    end: dt.date
    opening: Decimal
    closing: Decimal
    credits: Decimal
    debits: Decimal
    entries: Sequence[EntryView]
    gaps: tuple[dt.date, ...] = ()
    final: dt.date | None = None

    @property
    def agrees(self) -> bool:
        """Whether every entry leaves the balance that follows from the one before."""
        return not self.gaps


@dataclass(frozen=True, slots=True)
class DaySums:
    """A day of a statement: what came, what went, what was left at its end."""

    day: dt.date
    credits: Decimal
    debits: Decimal
    balance: Decimal


class Statements:
    """Statements of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def accounts(self, *, closed: bool = False, files: bool = False) -> list[AccountView]:
        """Return the open accounts, or the closed ones too, by number; `files`: also those of other banks from files."""
        with self._place.store.read() as reader:
            return accounts_of(reader, closed=closed, files=files)

    def rename(self, number: str, name: str) -> None:
        """Keep what the user calls an account; "" goes back to the bank's name. Raises `BadInput("account_name_long")`."""
        title = " ".join(name.split())
        if len(title) > LONGEST_NAME:
            raise BadInput("account_name_long", value=str(len(title)), limit=str(LONGEST_NAME))
        with self._place.store.write() as work:
            settings.put(work, _OWN_NAME + number, title)
            work.touch_accounts([number])

    def statement(self, account: str, start: dt.date, end: dt.date) -> Statement:
        """Return the statement of an account, first and last day included; raises `BadInput("period_reversed")`."""
        if end < start:
            raise BadInput("period_reversed", value=start.isoformat(), limit=end.isoformat())
        with self._place.store.read() as reader:
            rows = entry_rows.numbers(reader, account, (start, end))
            opening = opening_of(reader, account, start)
            gaps = ledger.broken_days(reader, account, start, end)
            final = closings.last(reader, account)
            known = {row.number: row.currency for row in ledger.accounts(reader, closed=True, files=True)}
            sums = turnover.by_day(reader, Scope((account,), start, end, currency=""))
            entries = self._entries(reader, Period(self._place.store, account, start, end), rows)
        currency = known.get(account) or (entries[0].currency if entries else "RUB")
        income = values.amount(sum(day.credits for day in sums), currency)
        outgo = values.amount(sum(day.debits for day in sums), currency)
        return Statement(
            account=account,
            currency=currency,
            start=start,
            end=end,
            opening=opening,
            closing=opening + income - outgo,
            credits=income,
            debits=outgo,
            entries=entries,
            gaps=tuple(gaps),
            final=final,
        )

    def days(self, statement: Statement) -> list[tuple[dt.date, Decimal]]:
        """Return the balance at the end of every day of a statement."""
        return [(one.day, one.balance) for one in self.sums(statement)]

    def sums(self, statement: Statement) -> list[DaySums]:
        """Return what came, what went and what was left on every day of a statement."""
        scope = Scope((statement.account,), statement.start, statement.end, currency="")
        with self._place.store.read() as reader:
            moved = {one.key: one for one in turnover.by_day(reader, scope)}
        balance, found = statement.opening, []
        for number in range((statement.end - statement.start).days + 1):
            day = statement.start + number * _DAY
            told = moved.get(day.isoformat())
            income, outgo = (
                (values.amount(one, statement.currency) for one in (told.credits, told.debits))
                if told
                else (_ZERO, _ZERO)
            )
            balance += income - outgo
            found.append(DaySums(day, income, outgo, balance))
        return found

    @staticmethod
    def _entries(reader: Reader, period: Period, rows: array[int]) -> Sequence[EntryView]:
        """Return short statements whole and long ones as a sequence that reads where it is looked at."""
        if len(rows) > LONG:
            return StoredEntries(period, rows)
        return tuple(ledger.entries(reader, period.account, period.start, period.end))

    def export(self, statement: Statement, target: str, path: Path, language: str = "en") -> None:
        """Write a statement in a format of `formats.registry`, whole or not at all.

        Raises `BadInput("file_target_unknown")`, what a writer refuses, `StorageFailed("file_not_written")`.
        """
        place = statement_files.Place(path, self._place.instant, language)
        statement_files.export(statement, self.owner(statement.account), target, place)

    def exchange_file(self, statement: Statement) -> ExchangeFile:
        """Return a statement in the neutral model of exchange files, e.g. to ask what a format loses of it."""
        return statement_files.exchange_file(statement, self.owner(statement.account))

    def owner(self, account: str) -> Party:
        """Return whose an account is and where: of another bank's account, what its files told last."""
        organisation, bank = self._place.profile.organisation, self._place.profile.bank.entry
        with self._place.store.read() as reader:
            known = {row.number: row.source for row in ledger.accounts(reader, closed=True, files=True)}
            told = archive.sections(reader, account) if known.get(account) == ledger.FILE else None
        if told is None:
            return statement_files.owner(organisation.name, organisation.inn, organisation.kpp, bank)
        where = next((Bank(one.bic, one.bank) for one in reversed(told) if one.bank or one.bic), Bank())
        name = next((one.owner for one in reversed(told) if one.owner), organisation.name)
        return Party(name, organisation.inn, organisation.kpp, "", where)


def accounts_of(reader: Reader, *, closed: bool = False, files: bool = False) -> list[AccountView]:
    """Return accounts by number, each by the name that the user gave it."""
    return [
        AccountView.of(row, settings.get(reader, _OWN_NAME + row.number))
        for row in ledger.accounts(reader, closed=closed, files=files)
    ]


def opening_of(reader: Reader, account: str, start: dt.date) -> Decimal:
    """Return the balance at the start of a day; without any entry, the account's own."""
    found = ledger.balance_before(reader, account, start)
    if found is not None:
        return found
    known = ledger.accounts(reader, closed=True, files=True)
    return next((row.balance for row in known if row.number == account), _ZERO)
