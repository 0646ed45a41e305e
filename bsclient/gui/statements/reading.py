"""What the page shows of a statement, worked out off the GUI thread: days, narrowed rows, where balances part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from bsclient.services.statements import EntryView, Statement, Statements

ZERO: Final = Decimal("0.00")


class Direction(StrEnum):
    """Which operations are shown."""

    ALL = "all"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user narrowed the list to, and its order ("" for the order of posting)."""

    direction: Direction = Direction.ALL
    text: str = ""
    order: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what came, what went, what was left at its end."""

    day: dt.date
    credits: Decimal
    debits: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Break:
    """An entry that leaves another balance than follows from the one before: the first one of its day."""

    day: dt.date
    number: str
    told: Decimal
    follows: Decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """A statement with what is drawn of it."""

    statement: Statement
    days: tuple[Day, ...]
    breaks: tuple[Break, ...]


def read(statements: Statements, account: str, start: dt.date, end: dt.date) -> Reading:
    """Read a statement and work out its days; blocks."""
    statement = statements.statement(account, start, end)
    return Reading(statement, days(statement, statements.days(statement)), breaks(statement))


def days(statement: Statement, balances: Sequence[tuple[dt.date, Decimal]]) -> tuple[Day, ...]:
    """Return every day of the period with its turnovers."""
    came: dict[dt.date, Decimal] = {}
    went: dict[dt.date, Decimal] = {}
    for entry in statement.entries:
        side = came if entry.credit else went
        side[entry.value_date] = side.get(entry.value_date, ZERO) + entry.amount
    return tuple(Day(day, came.get(day, ZERO), went.get(day, ZERO), balance) for day, balance in balances)


def breaks(statement: Statement) -> tuple[Break, ...]:
    """Return where the chain of balances parts, the first place of each day."""
    if statement.agrees:
        return ()
    found: dict[dt.date, Break] = {}
    balance = statement.opening
    for entry in statement.entries:
        follows = balance + (entry.amount if entry.credit else -entry.amount)
        if entry.balance_after != follows and entry.value_date not in found:
            found[entry.value_date] = Break(entry.value_date, entry.number, entry.balance_after, follows)
        balance = entry.balance_after
    return tuple(found.values())


def chosen(entries: Sequence[EntryView], wish: Wish) -> Sequence[EntryView]:
    """Return the entries of a wish in its order."""
    rows: Sequence[EntryView] = entries
    if wish.direction is not Direction.ALL:
        credit = wish.direction is Direction.IN
        rows = [entry for entry in rows if entry.credit is credit]
    words = wish.text.casefold().split()
    if words:
        rows = [entry for entry in rows if _has(entry, words)]
    if wish.order in _ORDERS:
        rows = sorted(rows, key=_ORDERS[wish.order], reverse=wish.descending)
    return rows


def _has(entry: EntryView, words: Sequence[str]) -> bool:
    """Whether every word stands somewhere in the entry; amounts are found with a comma or a point."""
    amount = f"{entry.amount:.2f}"
    hay = "\n".join(
        (
            entry.number, entry.counterparty_name, entry.counterparty_inn, entry.counterparty_account,
            entry.purpose, amount, amount.replace(".", ","),
        )
    ).casefold()  # fmt: skip
    return all(word in hay for word in words)


_ORDERS: Final[dict[str, Callable[[EntryView], Any]]] = {
    "day": lambda entry: (entry.value_date, entry.posted),
    "debit": lambda entry: ZERO if entry.credit else entry.amount,
    "credit": lambda entry: entry.amount if entry.credit else ZERO,
    "counterparty": lambda entry: entry.counterparty_name.casefold(),
}
