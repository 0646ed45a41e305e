"""Income that the user expects, and what of it has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = "id, account, name, inn, amount, day, rule, author, updated"
_PUT: Final = f"INSERT OR REPLACE INTO expectation ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- fixed text
_ALL: Final = f"SELECT {_COLUMNS} FROM expectation ORDER BY day, name, id"  # noqa: S608 -- fixed text
_DELETE: Final = "DELETE FROM expectation WHERE id = ?"
_CREDITS: Final = (
    "SELECT value_date, amount, counterparty_inn, counterparty_name, currency FROM entry"
    " WHERE account = ? AND value_date >= ? AND credit = 1 ORDER BY value_date, row"
)
_MONTHLY: Final = """
    SELECT counterparty_inn, max(counterparty_name), substr(value_date, 1, 7), count(*), sum(amount), max(value_date),
        max(currency)
    FROM entry WHERE account = ? AND value_date BETWEEN ? AND ? AND credit = 1 AND counterparty_inn <> ''
    GROUP BY counterparty_inn, substr(value_date, 1, 7) ORDER BY counterparty_inn, 3"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationRow:
    """Income that is expected; `rule` is the calendar's, empty for once on `day`."""

    id: str
    account: str
    name: str
    inn: str
    amount: Decimal
    day: dt.date
    rule: Mapping[str, str]
    author: str
    updated: dt.datetime


@dataclass(frozen=True, slots=True)
class Credit:
    """An entry that came in."""

    day: dt.date
    amount: Decimal
    inn: str
    name: str


@dataclass(frozen=True, slots=True)
class Month:
    """What a counterparty paid in a month, and on which day last."""

    inn: str
    name: str
    month: str
    count: int
    amount: Decimal
    last: dt.date


def put(work: UnitOfWork, row: ExpectationRow) -> None:
    """Keep an expectation, new or changed."""
    rule = values.json_text(dict(row.rule)) if row.rule else ""
    told = (values.minor(row.amount), row.day.isoformat(), rule, row.author, clock.stamp(row.updated))
    work.run(_PUT, (row.id, row.account, row.name, row.inn, *told))
    work.touch_schedules()


def remove(work: UnitOfWork, identity: str) -> bool:
    """Delete an expectation; False when there was none."""
    work.touch_schedules()
    return work.run(_DELETE, (identity,)).rowcount > 0


def everything(reader: Reader) -> list[ExpectationRow]:
    """Return all expectations by day."""
    return [_row(found) for found in reader.all(_ALL)]


def credits_since(reader: Reader, account: str, day: dt.date) -> list[Credit]:
    """Return what came in since a day, oldest first."""
    rows: Sequence[Any] = reader.all(_CREDITS, (account, day.isoformat()))
    return [
        Credit(dt.date.fromisoformat(row[0]), values.amount(row[1], row[4]), row[2], row[3]) for row in rows
    ]


def monthly(reader: Reader, account: str, start: dt.date, end: dt.date) -> list[Month]:
    """Return what each counterparty paid by month."""
    rows = reader.all(_MONTHLY, (account, start.isoformat(), end.isoformat()))
    return [
        Month(inn, name, month, count, values.amount(amount, currency), dt.date.fromisoformat(last))
        for inn, name, month, count, amount, last, currency in rows
    ]


def _row(found: Any) -> ExpectationRow:
    return ExpectationRow(
        id=found[0], account=found[1], name=found[2], inn=found[3], amount=values.amount(found[4]),
        day=dt.date.fromisoformat(found[5]), rule=values.facts(found[6]) if found[6] else {}, author=found[7],
        updated=clock.parse(found[8]),
    )  # fmt: skip
