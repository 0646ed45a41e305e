"""Closing statements: the bank's signed word for one day of one account. The last word of the feed counts.

The columns of sums hold hundredths, cut where the currency has more decimals; such sums are read from the word itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from bsclient import clock
from bsclient.domain import canonical, currencies
from bsclient.storage import ledger, values
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
_SUMS: Final = ("opening", "credits", "debits", "closing")
_CENT: Final = Decimal("0.01")
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
    sums = [row.opening, row.credits, row.debits, row.closing]
    if _fine(work, row.account):
        sums = [one.quantize(_CENT, ROUND_DOWN) for one in sums]
    told = (row.count, row.hash, clock.stamp(row.at), row.seq, row.canonical, row.signature)
    done = work.run(_PUT, (row.account, row.day.isoformat(), *map(values.minor, sums), *told))
    work.touch_accounts([row.account])
    return done.rowcount > 0


def period(reader: Reader, account: str, start: dt.date, end: dt.date) -> list[ClosingRow]:
    """Return the closing statements of an account for some days, oldest first."""
    fine = _fine(reader, account)
    found = reader.all(_PERIOD, (account, start.isoformat(), end.isoformat()))
    return [_row(one, fine=fine) for one in found]


def before(reader: Reader, account: str, day: dt.date) -> ClosingRow | None:
    """Return the last closing statement before a day."""
    found = reader.one(_BEFORE, (account, day.isoformat()))
    return None if found is None else _row(found, fine=_fine(reader, account))


def last(reader: Reader, account: str) -> dt.date | None:
    """Return the last day of an account that the bank has closed; None without any."""
    return values.day(reader.scalar(_LAST, (account,)) or "")


def _fine(reader: Reader, account: str) -> bool:
    """Whether the currency of an account has more than two decimals."""
    return (ledger.currency_of(reader, account) or currencies.of_account(account)) in values.FINE


def _row(found: Any, *, fine: bool) -> ClosingRow:
    sums = [values.amount(one) for one in found[2:6]]
    if fine:
        told = canonical.decode_signed(found[10]).fields
        sums = [Decimal(str(told[name])) for name in _SUMS]
    opening, credits_, debits, closing = sums
    return ClosingRow(
        account=found[0], day=dt.date.fromisoformat(found[1]), opening=opening, credits=credits_, debits=debits, closing=closing,
        count=found[6], hash=found[7], at=clock.parse(found[8]), seq=found[9], canonical=found[10],
        signature=found[11],
    )  # fmt: skip
