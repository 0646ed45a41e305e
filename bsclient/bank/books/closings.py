"""Closing statements: when a day has ended, the bank signs for each account what the day began with, moved and left.

A document of type `closing_statement` goes into the client's feed for every business day of an account and every other day on
which it moved: account, currency, day, opening, credits, debits, closing, count, and `hash`, the SHA-256 of the entry ids of
the day, one a line in the order of posting. `closing_head` says how far an account is stated, so that each day is stated
once, whatever process does it, and days of a downtime are made up for. A transfer that came late into a stated day
has that day and those after it stated anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, select, union_all, update

from bsclient import clock
from bsclient.bank.bankclock import Plan, working_day
from bsclient.bank.books import days
from bsclient.bank.schema.closings import closing_head
from bsclient.bank.schema.tables import account, transfer
from bsclient.bank.work.transaction import Work
from bsclient.domain import identity
from bsclient.domain.money import from_minor, plain

TYPE: Final = "closing_statement"
_VERSION: Final = "1"
LOT: Final = 50
"""So many accounts are stated in one transaction, and so many days of one of them."""
_DAYS: Final = 200
GRACE: Final = timedelta(minutes=2)
"""So long after midnight what was decided before it may still be written."""
_DAY: Final = timedelta(days=1)

_DUE: Final = (
    select(closing_head.c.account_id)
    .where(closing_head.c.day < bindparam("last"))
    .order_by(closing_head.c.day, closing_head.c.account_id)
    .limit(LOT)
)
_HEAD: Final = (
    select(
        closing_head,
        account.c.number,
        account.c.currency,
        account.c.client_id,
        account.c.opened,
        account.c.closed,
    )
    .join(account, account.c.id == closing_head.c.account_id)
    .where(closing_head.c.account_id == bindparam("of"))
    .with_for_update(of=closing_head)
)
_MOVE: Final = (
    update(closing_head)
    .where(closing_head.c.account_id == bindparam("of"))
    .values(day=bindparam("new_day"), balance=bindparam("new_balance"), transfer=bindparam("new_transfer"))
)
_END: Final = delete(closing_head).where(closing_head.c.account_id == bindparam("account"))


def _side(column: Any, *, credit: bool) -> Any:
    amount = transfer.c.amount if credit else -transfer.c.amount
    return select(transfer.c.id, transfer.c.value_date, amount.label("moved")).where(
        column == bindparam("account")
    )


_MOVES = union_all(
    _side(transfer.c.debit_account, credit=False), _side(transfer.c.credit_account, credit=True)
).subquery()
_WITHIN: Final = (
    select(_MOVES.c.value_date, _MOVES.c.id, _MOVES.c.moved)
    .where(_MOVES.c.value_date > bindparam("after"), _MOVES.c.value_date <= bindparam("last"))
    .order_by(_MOVES.c.value_date, _MOVES.c.id)
)
_LATE: Final = select(func.min(_MOVES.c.value_date)).where(
    _MOVES.c.id > bindparam("seen"), _MOVES.c.value_date <= bindparam("day")
)
_FIRST: Final = select(func.min(_MOVES.c.value_date))
_NEWEST: Final = select(func.max(_MOVES.c.id))
_BALANCE: Final = select(func.coalesce(func.sum(_MOVES.c.moved), 0)).where(
    _MOVES.c.value_date <= bindparam("day")
)


@dataclass(frozen=True, slots=True)
class Closing:
    """A day of an account in minor units; `ids` are its entries in the order of posting."""

    day: date
    opening: int
    credits: int
    debits: int
    ids: tuple[int, ...]

    @property
    def closing(self) -> int:
        """What the day left."""
        return self.opening + self.credits - self.debits


def due(connection: Connection, now: datetime) -> tuple[date, Sequence[int]] | None:
    """Return the last day that is to be stated and the accounts that are behind, a lot of them; None when none is."""
    last = days.last(connection)
    if last is None:
        return None
    ended = min(last, clock.business_day(now - GRACE) - _DAY)
    found = connection.execute(_DUE, {"last": ended.isoformat()}).scalars().all()
    return (ended, found) if found else None


def state(work: Work, accounts: Sequence[int], last: date) -> None:
    """State the days of accounts up to one, some of them at a time."""
    for one in sorted(accounts):
        head = work.connection.execute(_HEAD, {"of": one}).one_or_none()
        if head is not None and head.day < last.isoformat():  # else another process has done so
            _state(work, head, last)


def _state(work: Work, head: Any, last: date) -> None:
    """State some days of an account. Its lock makes other processes wait."""
    connection, own = work.connection, {"account": head.account_id}
    after, balance = _begin(connection, head, last)
    end = min(last, after + _DAYS * _DAY)
    newest = connection.execute(_NEWEST, own).scalar() or 0
    bounds = {**own, "after": after.isoformat(), "last": end.isoformat()}
    moves = connection.execute(_WITHIN, bounds).all()
    for day in _days(moves, after, end, balance):
        balance = day.closing
        if not day.ids and (not _works(work.plan, day.day) or "" < head.closed < day.day.isoformat()):
            continue
        work.issuer.issue(head.client_id, (TYPE, _VERSION), identity.new_id(work.at), _fields(head, day))
    if head.closed and head.closed <= end.isoformat():
        connection.execute(_END, own)
        return
    connection.execute(
        _MOVE,
        {"of": head.account_id, "new_day": end.isoformat(), "new_balance": balance, "new_transfer": newest},
    )


def _begin(connection: Connection, head: Any, last: date) -> tuple[date, int]:
    """Return the day after which is to be stated, and what the account held at its end."""
    own = {"account": head.account_id}
    if not head.day:
        first = connection.execute(_FIRST, own).scalar()
        if not first or first > last.isoformat():  # nothing has moved yet: no older day is worth a statement
            first = max(last.isoformat(), head.opened)
        return date.fromisoformat(first) - _DAY, 0
    late = connection.execute(_LATE, {**own, "seen": head.transfer, "day": head.day}).scalar()
    if late is None:
        return date.fromisoformat(head.day), int(head.balance)
    before = date.fromisoformat(late) - _DAY
    return before, int(connection.execute(_BALANCE, {**own, "day": before.isoformat()}).scalar_one())


def _days(moves: Sequence[Any], after: date, end: date, balance: int) -> Iterator[Closing]:
    found = {day: tuple(rows) for day, rows in groupby(moves, lambda row: row.value_date)}
    day = after
    while day < end:
        day += _DAY
        rows = found.get(day.isoformat(), ())
        credits_ = sum(row.moved for row in rows if row.moved > 0)
        debits = -sum(row.moved for row in rows if row.moved < 0)
        made = Closing(day, balance, int(credits_), int(debits), tuple(row.id for row in rows))
        balance = made.closing
        yield made


def _works(plan: Plan, day: date) -> bool:
    return plan.every_day or working_day(day)


def _fields(head: Any, day: Closing) -> dict[str, Any]:
    amounts = {"opening": day.opening, "credits": day.credits, "debits": day.debits, "closing": day.closing}
    return {
        "account": head.number,
        "currency": head.currency,
        "day": day.day.isoformat(),
        **{name: plain(from_minor(amount)) for name, amount in amounts.items()},
        "count": str(len(day.ids)),
        "hash": hashlib.sha256("\n".join(map(str, day.ids)).encode()).hexdigest(),
    }
