"""What the page shows of a statement, worked out off the GUI thread: days, narrowed rows, where balances part."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bsclient.services.statements.stored_entries import StoredEntries

if TYPE_CHECKING:
    from bsclient.services.statements.reading import EntryView, Statement, Statements

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
    days = (Day(one.day, one.credits, one.debits, one.balance) for one in statements.sums(statement))
    return Reading(statement, tuple(days), breaks(statement))


def breaks(statement: Statement) -> tuple[Break, ...]:
    """Return where the chain of balances parts, the first place of each day; of a long statement the check tells it."""
    if statement.agrees or isinstance(statement.entries, StoredEntries):
        return ()
    found: dict[dt.date, Break] = {}
    balance = statement.opening
    for entry in statement.entries:
        follows = balance + (entry.amount if entry.credit else -entry.amount)
        if entry.balance_after != follows and entry.value_date not in found:
            found[entry.value_date] = Break(entry.value_date, entry.number, entry.balance_after, follows)
        balance = entry.balance_after
    return tuple(found.values())


def chosen(entries: Sequence[EntryView], wish: Wish, stop: threading.Event) -> Sequence[EntryView]:
    """Return the entries of a wish in its order; what was found so far when `stop` is set."""
    words = wish.text.casefold().split()
    if isinstance(entries, StoredEntries):
        credit = None if wish.direction is Direction.ALL else wish.direction is Direction.IN
        ordered = entries.ordered(credit=credit, order=(wish.order, wish.descending))
        return ordered.having(lambda entry: _has(entry, words), stop) if words else ordered
    rows: Sequence[EntryView] = entries
    if wish.direction is not Direction.ALL:
        credit = wish.direction is Direction.IN
        rows = [entry for entry in rows if entry.credit is credit]
    if words:
        rows = [entry for entry in rows if _has(entry, words)]
    if wish.order in _ORDERS:
        rows = sorted(rows, key=_ORDERS[wish.order], reverse=wish.descending)
    return rows


def place_of(rows: Sequence[EntryView], entry_id: str) -> int | None:
    """Return where an entry stands in the list; None if it does not."""
    if isinstance(rows, StoredEntries):
        return rows.place(entry_id)
    return next((at for at, row in enumerate(rows) if row.id == entry_id), None)


def _has(entry: EntryView, words: Sequence[str]) -> bool:
    """Whether every word stands somewhere in the entry; amounts are found with a comma or a point."""
    amount = str(entry.amount)
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
