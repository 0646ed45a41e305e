"""Statements of an account: balances and turnovers of some days and the entries between them. Minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, case, func, or_, select

from bsclient.bank.books import entries
from bsclient.bank.schema.tables import account, transfer
from bsclient.protocol.messages import EntryData

_CREDIT = transfer.c.credit_account == bindparam("account")
_DEBIT = transfer.c.debit_account == bindparam("account")
_SUMS = select(
    func.coalesce(func.sum(case((_CREDIT, transfer.c.amount), else_=0)), 0).label("credits"),
    func.coalesce(func.sum(case((_DEBIT, transfer.c.amount), else_=0)), 0).label("debits"),
).where(or_(_CREDIT, _DEBIT))
_BEFORE = _SUMS.where(transfer.c.value_date < bindparam("start"))
_WITHIN = _SUMS.where(transfer.c.value_date >= bindparam("start"), transfer.c.value_date <= bindparam("end"))
_NUMBER = select(account.c.number).where(account.c.id == bindparam("account"))
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Statement:
    """Entries with a value date from `start` to `end`; `closing` = `opening` + `credits` - `debits`."""

    account: str
    start: date
    end: date
    opening: int
    closing: int
    credits: int
    debits: int
    entries: tuple[EntryData, ...]


def statement(connection: Connection, account_id: int, days: tuple[date, date]) -> Statement:
    """Make the statement of an account."""
    start, end = days
    bounds = {"account": account_id, "start": start.isoformat(), "end": end.isoformat()}
    before = connection.execute(_BEFORE, {"account": account_id, "start": bounds["start"]}).one()
    within = connection.execute(_WITHIN, bounds).one()
    opening = int(before.credits) - int(before.debits)
    credits_, debits = int(within.credits), int(within.debits)
    return Statement(
        account=connection.execute(_NUMBER, {"account": account_id}).scalar_one(),
        start=start,
        end=end,
        opening=opening,
        closing=opening + credits_ - debits,
        credits=credits_,
        debits=debits,
        entries=tuple(_all(connection, account_id, days)),
    )


def _all(connection: Connection, account_id: int, days: tuple[date, date]) -> list[EntryData]:
    found: list[EntryData] = []
    while True:
        after = int(found[-1].entry_id) if found else 0
        page = entries.page(connection, account_id, days, after, _PAGE)
        found += page
        if len(page) < _PAGE:
            return found
