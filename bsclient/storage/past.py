"""What earlier documents say of a payment order: the same payment, a similar one, a taken number.

Failed, recalled and deleted documents don't count: what they asked for was not done. Documents that the user may not
see do: a payment is not to be made twice, nor a number given twice, because somebody else made the first one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.domain.states import State
from bsclient.storage.unit_of_work import Reader
from bsclient.storage.values import json_text

DEAD: Final = frozenset(
    (
        State.DELETED,
        State.REJECTED,
        State.REFUSED_ABS,
        State.BAD_SIGNATURE,
        State.BAD_DETAILS,
        State.RECALLED,
    )
)
_DEAD_LIST: Final = "('deleted', 'rejected', 'refused_abs', 'bad_signature', 'bad_details', 'recalled')"
_SAME: Final = (
    "SELECT id, number, day, state FROM main.document WHERE counterparty_account = ? AND day = ? AND amount = ?"  # noqa: S608 -- fixed text
    f" AND account = ? AND number_value = ? AND id <> ? AND type = ? AND state NOT IN {_DEAD_LIST} LIMIT 1"
)
_SIMILAR: Final = (
    "SELECT id, number, day, state FROM main.document INDEXED BY document_payee"  # noqa: S608 -- fixed text
    " WHERE counterparty_account = ? AND day BETWEEN ? AND ?"
    f" AND amount = ? AND id <> ? AND type = ? AND state NOT IN {_DEAD_LIST} ORDER BY day DESC LIMIT 1"
)
_NUMBER: Final = (
    "SELECT id, number, day, state FROM main.document WHERE type = ? AND substr(day, 1, 4) = ?"  # noqa: S608 -- fixed text
    f" AND number_value = ? AND id <> ? AND state NOT IN {_DEAD_LIST} LIMIT 1"
)
_HIGHEST: Final = (
    "SELECT number_value FROM main.document WHERE type = ? AND substr(day, 1, 4) = ? AND number_value < 1000000"
    " AND state <> 'deleted' ORDER BY number_value DESC LIMIT 1"
)
_NUMBERS: Final = (
    "SELECT DISTINCT number_value FROM main.document WHERE type = ? AND substr(day, 1, 4) = ?"  # noqa: S608 -- fixed text
    f" AND number_value BETWEEN 1 AND 999999 AND state NOT IN {_DEAD_LIST}"
)
_KEYS: Final = (
    "SELECT account, number_value, amount, counterparty_account FROM main.document"  # noqa: S608 -- fixed text
    f" WHERE type = ? AND day = ? AND state NOT IN {_DEAD_LIST}"
)
_ALIKE: Final = (
    "SELECT account, amount, counterparty_account, purpose FROM main.document"  # noqa: S608 -- fixed text
    f" WHERE type = ? AND day BETWEEN ? AND ? AND state NOT IN {_DEAD_LIST}"
)
_SUSPECTS: Final = (
    "SELECT a.id FROM json_each(?) j JOIN main.document a ON a.id = j.value WHERE EXISTS (SELECT 1 FROM main.document b"  # noqa: S608 -- fixed text
    " INDEXED BY document_number WHERE b.type = a.type AND substr(b.day, 1, 4) = substr(a.day, 1, 4)"
    f" AND b.number_value = a.number_value AND b.id <> a.id AND b.state NOT IN {_DEAD_LIST})"
    " OR EXISTS (SELECT 1 FROM main.document b INDEXED BY document_payee WHERE b.counterparty_account = a.counterparty_account"
    f" AND b.amount = a.amount AND b.id <> a.id AND b.type = a.type AND b.state NOT IN {_DEAD_LIST})"
)
_NUMBERS_END: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Earlier:
    """A document met before."""

    id: str
    number: str
    day: str
    state: State


@dataclass(frozen=True, slots=True)
class Payment:
    """What makes two payment orders the same: `amount` in minor units, `day` ISO."""

    id: str
    type: str
    account: str
    number: int
    day: str
    amount: int
    payee_account: str


def same(reader: Reader, payment: Payment) -> Earlier | None:
    """Return another document with the same accounts, number, day and amount."""
    what = (payment.payee_account, payment.day, payment.amount, payment.account, payment.number)
    return _earlier(reader, _SAME, (*what, payment.id, payment.type))


def similar(reader: Reader, payment: Payment, within: dt.timedelta) -> Earlier | None:
    """Return another document with the same payee and amount from the days before or after."""
    day = dt.date.fromisoformat(payment.day)
    span = ((day - within).isoformat(), (day + within).isoformat())
    what = (payment.payee_account, *span, payment.amount)
    return _earlier(reader, _SIMILAR, (*what, payment.id, payment.type))


def number_taken(reader: Reader, payment: Payment) -> Earlier | None:
    """Return another document of the type with this number in the same year."""
    return _earlier(reader, _NUMBER, (payment.type, payment.day[:4], payment.number, payment.id))


def suspects(reader: Reader, ids: Sequence[str]) -> frozenset[str]:
    """Return which stored documents may have one before them, of the same number in the year or payee and amount.

    All others have none: `same`, `similar` and `number_taken` need not be asked for them.
    """
    return frozenset(str(one) for (one,) in reader.all(_SUSPECTS, (json_text(ids),)))


def highest_number(reader: Reader, kind: str, year: int) -> int:
    """Return the highest number of a type in a year; 0 when there is none."""
    return int(reader.scalar(_HIGHEST, (kind, f"{year:04}")) or 0)


def numbers(reader: Reader, kind: str, year: str) -> bytearray:
    """Return a byte for every number up to 999999, 1 where it is taken in the year."""
    taken = bytearray(_NUMBERS_END)
    for (number,) in reader.all(_NUMBERS, (kind, year)):
        taken[number] = 1
    return taken


def keys_of_day(reader: Reader, kind: str, day: str) -> set[str]:
    """Return the keys (see `key`) of all living documents of a day."""
    return {key(*found) for found in reader.all(_KEYS, (kind, day))}


def alike(reader: Reader, kind: str, start: str, end: str) -> Counter[tuple[object, ...]]:
    """Count the living documents from day to day by account, amount, account of the payee and purpose.

    That is what is left to compare where a number means nothing.
    """
    return Counter(tuple(found) for found in reader.all(_ALIKE, (kind, start, end)))


def key(account: str, number: int, amount: int | None, payee_account: str) -> str:
    """Return what is compared to find duplicates within a day."""
    return f"{account}|{number}|{amount}|{payee_account}"


def _earlier(reader: Reader, sql: str, values: tuple[object, ...]) -> Earlier | None:
    found = reader.one(sql, values)
    return None if found is None else Earlier(found[0], found[1], found[2], State(found[3]))
