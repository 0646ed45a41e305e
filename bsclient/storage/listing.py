"""Lists over a million documents: how many a day, a page by its place, sorted row numbers, sums.

A filter without text and amounts is counted from `day_count`; where a row stands follows from the counts of the
days before, and only the days of a page are read, in the index alone. All else is a list of row numbers sorted once,
by statements that `storage.composed` puts together.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import ModuleType
from typing import Any, Final, NamedTuple

from bsclient.domain.families import Family
from bsclient.domain.states import State
from bsclient.storage import search, values
from bsclient.storage.unit_of_work import Reader

TEXT_LIMIT: Final = 10_000
"""A text found in more documents gives the ones entered last: nobody scrolls through the rest."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows. Empty parts do not narrow it; deleted documents are shown alone, or not at all.

    One `type`, several `types`, or all of a `family`; none of them: every type. `states` empty: all but deleted. `day_from` and `day_to`, `amount_from` and `amount_to` are inclusive.
    """

    type: str = ""
    states: frozenset[State] = frozenset()
    text: str = ""
    day_from: dt.date | None = None
    day_to: dt.date | None = None
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    account: str = ""
    deleted: bool = False
    types: tuple[str, ...] = ()
    family: Family | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The types that are shown."""
        if self.type:
            return (self.type,)
        if self.types:
            return self.types
        from bsclient.domain.documents import (
            of_family,
            registry,
        )  # many types; a list of one type does without

        return tuple(registry) if self.family is None else tuple(kind.code for kind in of_family(self.family))

    @property
    def counted(self) -> bool:
        """Whether `day_count` alone answers it."""
        return not search.words(self.text) and self.amount_from is None and self.amount_to is None


class Column(StrEnum):
    """What a list can be ordered by."""

    DAY = "day"
    NUMBER = "number"
    AMOUNT = "amount"
    COUNTERPARTY = "counterparty"
    STATE = "state"
    ACCOUNT = "account"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Order:
    """Order of a list; the default is the newest day first, in it the highest number first."""

    column: Column = Column.DAY
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Totals:
    """How many documents, and what their amounts come to."""

    count: int = 0
    amount: Decimal = Decimal("0.00")


class Row(NamedTuple):
    """One line of a list; `day` and `amount` are None where the draft has nothing readable there.

    A tuple, for a jump in a long list makes a page of them.
    """

    id: str
    type: str
    state: State
    number: str
    day: dt.date | None
    amount: Decimal | None
    currency: str
    account: str
    counterparty: str
    counterparty_account: str
    counterparty_inn: str
    purpose: str
    signatures: int
    status_code: str
    status_note: str
    problems: int


_ROWS: Final = (
    "SELECT d.row, d.id, d.type, d.state, d.number, d.day, d.amount, d.currency, d.account, d.counterparty,"
    " d.counterparty_account, d.counterparty_inn, d.purpose, d.signatures, d.status_code, d.status_note, d.problems"
    " FROM json_each(?) j JOIN document d ON d.row = j.value"
)
_IDS: Final = "SELECT d.row, d.id FROM json_each(?) j JOIN document d ON d.row = j.value"
_TOTALS: Final = (
    "SELECT count(*), coalesce(sum(d.amount), 0) FROM json_each(?) j JOIN document d ON d.id = j.value"
)
_TOTALS_OF_ROWS: Final = (
    "SELECT count(*), coalesce(sum(d.amount), 0) FROM json_each(?) j JOIN document d ON d.row = j.value"
)
_PLACE: Final = "SELECT row, day, number_value FROM document WHERE id = ?"
_RECOUNT: Final = (
    "SELECT type, day, state, account, count(*), coalesce(sum(amount), 0) FROM document GROUP BY 1, 2, 3, 4"
)
_COUNTS: Final = "SELECT type, day, state, account, count, amount FROM day_count WHERE count <> 0"
_DAYS: Final = "SELECT day, sum(count) AS documents FROM day_count WHERE {where} GROUP BY day HAVING documents > 0 ORDER BY day DESC"
_BY_STATE: Final = "SELECT state, sum(count), sum(amount) FROM day_count WHERE {where} GROUP BY state"
_BY_TYPE: Final = (
    "SELECT type, state, sum(count), sum(amount) FROM day_count WHERE {where} GROUP BY type, state"
)
_BY_CURRENCY: Final = "SELECT currency, count(*), coalesce(sum(amount), 0) FROM document WHERE {where} GROUP BY currency ORDER BY currency"
_FROM: Final = "FROM document {index} WHERE {where}"
_ORDER: Final = "ORDER BY day DESC, number_value DESC, row DESC"
_IN_ORDER: Final = f"SELECT row {_FROM} {_ORDER}"
_STRETCH: Final = (
    f"SELECT {{column}} {_FROM} AND day BETWEEN :first AND :last {_ORDER} LIMIT :count OFFSET :offset"
)
_HERE: Final = (
    "SELECT row FROM document WHERE {where} AND day = :here AND number_value = :number AND row = :row"
)
_BEFORE: Final = f"SELECT count(*) {_FROM} AND day = :here AND (number_value > :number OR (number_value = :number AND row > :row))"
_BLOCK: Final = 20_000


def days(reader: Reader, chosen: Filter) -> list[tuple[str, int]]:
    """Return every day of a counted filter with its number of documents, the newest first; "" is last."""
    where, bound = conditions(chosen)
    found = reader.all(_DAYS.format(where=where), bound)
    return [(str(day), int(count)) for day, count in found]


def counts(reader: Reader, chosen: Filter) -> dict[State, Totals]:
    """Return count and sum by state."""
    if chosen.counted:
        where, bound = conditions(chosen)
        found = reader.all(_BY_STATE.format(where=where), bound)
    else:
        found = _composed().by_state(reader, chosen)
    return {State(state): Totals(count, values.amount(amount)) for state, count, amount in found if count}


def counts_by_type(reader: Reader, chosen: Filter) -> dict[str, dict[State, Totals]]:
    """Return count and sum of a counted filter by type and state."""
    where, bound = conditions(chosen)
    found: dict[str, dict[State, Totals]] = {}
    for kind, state, count, amount in reader.all(_BY_TYPE.format(where=where), bound):
        if count:
            found.setdefault(str(kind), {})[State(state)] = Totals(count, values.amount(amount))
    return found


def by_currency(reader: Reader, chosen: Filter) -> dict[str, Totals]:
    """Return count and sum by currency of a counted filter; of a list over several currencies no other sum has a meaning."""
    where, bound = conditions(chosen)
    found = reader.all(_BY_CURRENCY.format(where=where), bound)
    return {str(currency): Totals(count, values.amount(amount)) for currency, count, amount in found}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a list in the default order: the days `first` to `last`, from `offset` on, `count` documents."""

    first: str
    last: str
    offset: int
    count: int


def days_page(reader: Reader, chosen: Filter, span: Span) -> list[int]:
    """Return the row numbers of a stretch."""
    return [int(row) for (row,) in _stretch(reader, chosen, span, "row")]


def days_ids(reader: Reader, chosen: Filter, span: Span) -> list[str]:
    """Return the ids of a stretch."""
    return [str(one) for (one,) in _stretch(reader, chosen, span, "id")]


def days_totals(reader: Reader, chosen: Filter, span: Span) -> Totals:
    """Return count and sum of a stretch."""
    found = [amount for (amount,) in _stretch(reader, chosen, span, "amount")]
    return Totals(len(found), values.amount(sum(filter(None, found))))


def _stretch(reader: Reader, chosen: Filter, span: Span, column: str) -> Sequence[Any]:
    where, bound = conditions(chosen)
    place = {"first": span.first, "last": span.last, "offset": span.offset, "count": span.count}
    return reader.all(_STRETCH.format(column=column, index=index(reader), where=where), bound | place)


def row_of(reader: Reader, document_id: str) -> int | None:
    """Return the row number of a document."""
    found = reader.one(_PLACE, (document_id,))
    return None if found is None else int(found[0])


def days_before(reader: Reader, chosen: Filter, document_id: str) -> tuple[str, int] | None:
    """Return the day of a document and how many of the filter stand before it in that day; None: not in it."""
    found = reader.one(_PLACE, (document_id,))
    if found is None:
        return None
    row, day, number = found
    where, bound = conditions(chosen)
    bound |= {"row": row, "here": day, "number": number}
    if reader.one(_HERE.format(where=where), bound) is None:
        return None
    return str(day), int(reader.scalar(_BEFORE.format(index=index(reader), where=where), bound))


def sorted_rows(reader: Reader, chosen: Filter, order: Order) -> array[int]:
    """Return all row numbers of a filter in an order; of a text found too often the last `TEXT_LIMIT` entered."""
    if not chosen.counted or order != Order():
        found: array[int] = _composed().rows(reader, chosen, order)
        return found
    where, bound = conditions(chosen)
    return array(
        "q", (row for (row,) in reader.all(_IN_ORDER.format(index=index(reader), where=where), bound))
    )


def by_rows(reader: Reader, rows: Sequence[int]) -> list[Row]:
    """Return lines by their row numbers, in that order."""
    found = {one[0]: one for one in reader.all(_ROWS, (values.json_numbers(rows),))}
    return [_row(found[row]) for row in rows if row in found]


def ids_of(reader: Reader, rows: Sequence[int]) -> list[str]:
    """Return ids by row numbers, in that order."""
    ids: list[str] = []
    for start in range(0, len(rows), _BLOCK):
        part = list(rows[start : start + _BLOCK])
        found = dict(map(tuple, reader.all(_IDS, (values.json_numbers(part),))))
        ids.extend(found[row] for row in part if row in found)
    return ids


def totals_of_ids(reader: Reader, ids: Iterable[str]) -> Totals:
    """Return count and sum of named documents."""
    count, amount = reader.one(_TOTALS, (values.json_text(list(ids)),))
    return Totals(count, values.amount(amount))


def totals_of_rows(reader: Reader, rows: Sequence[int]) -> Totals:
    """Return count and sum by row numbers."""
    count, amount = reader.one(_TOTALS_OF_ROWS, (values.json_numbers(rows),))
    return Totals(count, values.amount(amount))


def counts_agree(reader: Reader) -> bool:
    """Whether the kept totals are those of the documents."""
    return {tuple(row) for row in reader.all(_RECOUNT)} == {tuple(row) for row in reader.all(_COUNTS)}


def index(reader: Reader) -> str:
    """Name the covering index of the default order, where there is one: a view has none."""
    return "" if reader.narrowed else "INDEXED BY document_order"


def conditions(chosen: Filter) -> tuple[str, dict[str, Any]]:
    """Return the conditions on columns that document and day_count both have, and the values bound in them."""
    states = (State.DELETED,) if chosen.deleted else tuple(sorted(chosen.states))
    bound: dict[str, Any] = {}
    parts = [_among("type", chosen.kinds, bound)]
    parts.append(_among("state", states, bound) if states else "state <> 'deleted'")
    if chosen.day_from is not None:
        parts.append("day >= :day_from")
        bound["day_from"] = chosen.day_from.isoformat()
    if chosen.day_to is not None:
        parts.append("day <= :day_to AND day <> ''")
        bound["day_to"] = chosen.day_to.isoformat()
    if chosen.account:
        parts.append("account = :account")
        bound["account"] = chosen.account
    return " AND ".join(parts), bound


def _among(column: str, known: Sequence[str], bound: dict[str, Any]) -> str:
    """Return a condition for one of our own words, which are bound as well."""
    names = [f"{column}{place}" for place in range(len(known))]
    bound.update(zip(names, map(str, known), strict=True))
    return f"{column} = :{names[0]}" if len(names) == 1 else f"{column} IN (:{', :'.join(names)})"


def _composed() -> ModuleType:
    from bsclient.storage import composed  # imports SQLAlchemy, which the first list does without

    return composed


def _row(found: Any) -> Row:
    return Row(
        id=found[1],
        type=found[2],
        state=State(found[3]),
        number=found[4],
        day=values.day(found[5]),
        amount=values.amount_or_none(found[6]),
        currency=found[7],
        account=found[8],
        counterparty=found[9],
        counterparty_account=found[10],
        counterparty_inn=found[11],
        purpose=found[12],
        signatures=found[13],
        status_code=found[14],
        status_note=found[15],
        problems=found[16],
    )
