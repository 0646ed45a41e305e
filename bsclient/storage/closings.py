"""Closing statements: the bank's signed word for one day of one account. The last word of the feed counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = (
    "account, day, opening, credits, debits, closing, count, hash, at, seq, canonical, signature"
)
_PUT: Final = (
    f"INSERT INTO closing ({_COLUMNS}) VALUES ({', '.join('?' * 12)}) ON CONFLICT DO UPDATE SET"  # noqa: S608 -- fixed text
    " opening = excluded.opening, credits = excluded.credits, debits = excluded.debits, closing = excluded.closing,"
    " count = excluded.count, hash = excluded.hash, at = excluded.at, seq = excluded.seq,"
    " canonical = excluded.canonical, signature = excluded.signature WHERE excluded.seq > seq"
)
_PERIOD: Final = f"SELECT {_COLUMNS} FROM closing WHERE account = ? AND day BETWEEN ? AND ? ORDER BY day"  # noqa: S608 -- fixed text
_BEFORE: Final = f"SELECT {_COLUMNS} FROM closing WHERE account = ? AND day < ? ORDER BY day DESC LIMIT 1"  # noqa: S608 -- fixed text
_LAST: Final = "SELECT max(day) FROM closing WHERE account = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingRow:
    """What the bank signed of a day: `hash` is over the entry ids, one a line, in the order of posting."""

    account: str
    day: dt.date
    opening: Decimal
    credits: Decimal
    debits: Decimal
    closing: Decimal
    count: int
    hash: str
    at: dt.datetime
    seq: int
    canonical: bytes
    signature: bytes


def put(work: UnitOfWork, row: ClosingRow) -> bool:
    """Keep the bank's word for a day; False when a later one is here."""
    sums = [values.minor(one) for one in (row.opening, row.credits, row.debits, row.closing)]
    told = (row.count, row.hash, clock.stamp(row.at), row.seq, row.canonical, row.signature)
    done = work.run(_PUT, (row.account, row.day.isoformat(), *sums, *told))
    work.touch_accounts([row.account])
    return done.rowcount > 0


def period(reader: Reader, account: str, start: dt.date, end: dt.date) -> list[ClosingRow]:
    """Return the closing statements of an account for some days, oldest first."""
    return [_row(found) for found in reader.all(_PERIOD, (account, start.isoformat(), end.isoformat()))]


def before(reader: Reader, account: str, day: dt.date) -> ClosingRow | None:
    """Return the last closing statement before a day."""
    found = reader.one(_BEFORE, (account, day.isoformat()))
    return None if found is None else _row(found)


def last(reader: Reader, account: str) -> dt.date | None:
    """Return the last day of an account that the bank has closed; None without any."""
    return values.day(reader.scalar(_LAST, (account,)) or "")


def _row(found: Any) -> ClosingRow:
    return ClosingRow(
        account=found[0], day=dt.date.fromisoformat(found[1]), opening=values.amount(found[2]),
        credits=values.amount(found[3]), debits=values.amount(found[4]), closing=values.amount(found[5]),
        count=found[6], hash=found[7], at=clock.parse(found[8]), seq=found[9], canonical=found[10],
        signature=found[11],
    )  # fmt: skip
