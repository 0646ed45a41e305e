"""Lists over a million documents: how many a day, a page by its place, sorted row numbers, sums.

A filter without text and amounts is counted from `day_count`; where a row stands follows from the counts of the
days before, and only the days of a page are read, in the index alone. All else is a list of row numbers sorted once.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa

from bsclient.domain.documents import registry
from bsclient.domain.states import State
from bsclient.storage import search, values
from bsclient.storage.unit_of_work import Reader

TEXT_LIMIT: Final = 10_000
"""A text found in more documents gives the ones entered last: nobody scrolls through the rest."""

_INDEX: Final = "INDEXED BY document_order"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows. Empty parts do not narrow it; deleted documents are shown alone, or not at all.

    `states` empty: all but deleted. `day_from` and `day_to`, `amount_from` and `amount_to` are inclusive.
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


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; `day` and `amount` are None where the draft has nothing readable there."""

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


_d: Final = sa.table(
    "document",
    *(
        sa.column(name)
        for name in (
            "row",
            "id",
            "type",
            "state",
            "number_value",
            "day",
            "amount",
            "account",
            "counterparty",
        )
    ),
)
_c: Final = sa.table(
    "day_count", *(sa.column(name) for name in ("type", "day", "state", "account", "count", "amount"))
)
_f: Final = sa.table("document_text", sa.column("rowid"), sa.column("document_text"))
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
_BLOCK: Final = 20_000


def days(reader: Reader, chosen: Filter) -> list[tuple[str, int]]:
    """Return every day of a counted filter with its number of documents, the newest first; "" is last."""
    total = sa.func.sum(_c.c["count"])
    query = sa.select(_c.c.day, total).group_by(_c.c.day).having(total > 0).order_by(_c.c.day.desc())
    found = reader.connection.execute(query.where(*_conditions(_c, chosen)))
    return [(str(day), int(count)) for day, count in found]


def counts(reader: Reader, chosen: Filter) -> dict[State, Totals]:
    """Return count and sum by state."""
    if chosen.counted:
        query = sa.select(_c.c.state, sa.func.sum(_c.c["count"]), sa.func.sum(_c.c.amount))
        query = query.where(*_conditions(_c, chosen)).group_by(_c.c.state)
    else:
        columns = (_d.c.state, sa.func.count(), sa.func.coalesce(sa.func.sum(_d.c.amount), 0))
        query = _narrowed(chosen, columns).group_by(_d.c.state)
    found = reader.connection.execute(query)
    return {State(state): Totals(count, values.amount(amount)) for state, count, amount in found if count}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a list in the default order: the days `first` to `last`, from `offset` on, `count` documents."""

    first: str
    last: str
    offset: int
    count: int


def days_page(reader: Reader, chosen: Filter, span: Span) -> list[int]:
    """Return the row numbers of a stretch."""
    return [int(row) for (row,) in reader.connection.execute(_stretch(chosen, span, _d.c.row))]


def days_ids(reader: Reader, chosen: Filter, span: Span) -> list[str]:
    """Return the ids of a stretch."""
    return [str(one) for (one,) in reader.connection.execute(_stretch(chosen, span, _d.c.id))]


def days_totals(reader: Reader, chosen: Filter, span: Span) -> Totals:
    """Return count and sum of a stretch."""
    inner = _stretch(chosen, span, _d.c.amount).subquery()
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(inner.c.amount), 0)).select_from(inner)
    count, amount = reader.connection.execute(query).one()
    return Totals(count, values.amount(amount))


def _stretch(chosen: Filter, span: Span, column: sa.ColumnClause[Any]) -> sa.Select[Any]:
    return (
        sa.select(column)
        .with_hint(_d, _INDEX, "sqlite")
        .where(*_conditions(_d, chosen), _d.c.day.between(span.first, span.last))
        .order_by(_d.c.day.desc(), _d.c.number_value.desc(), _d.c.row.desc())
        .offset(span.offset)
        .limit(span.count)
    )


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
    inside = (*_conditions(_d, chosen), _d.c.day == day)
    here = sa.select(_d.c.row).where(*inside, _d.c.number_value == number, _d.c.row == row)
    if reader.connection.execute(here).first() is None:
        return None
    later = sa.or_(_d.c.number_value > number, sa.and_(_d.c.number_value == number, _d.c.row > row))
    before = sa.select(sa.func.count()).select_from(_d).where(*inside, later).with_hint(_d, _INDEX, "sqlite")
    return str(day), int(reader.connection.execute(before).scalar_one())


def sorted_rows(reader: Reader, chosen: Filter, order: Order) -> array[int]:
    """Return all row numbers of a filter in an order; of a text found too often the last `TEXT_LIMIT` entered."""
    if search.words(chosen.text):
        keys = [_d.c[key] for key in _KEYS.get(order.column, (order.column.value, "row"))]
        newest = _narrowed(chosen, keys).order_by(_f.c.rowid.desc()).limit(TEXT_LIMIT).subquery()
        query = sa.select(newest.c.row).order_by(*_ordering(order, newest))
    else:
        query = _narrowed(chosen, [_d.c.row], order.column).order_by(*_ordering(order, _d))
    found = reader.connection.execute(query)
    rows: array[int] = array("q")
    for part in found.partitions(_BLOCK):
        rows.extend(row for (row,) in part)
    return rows


def by_rows(reader: Reader, rows: Sequence[int]) -> list[Row]:
    """Return lines by their row numbers, in that order."""
    found = {one[0]: one for one in reader.all(_ROWS, (values.json_text(list(rows)),))}
    return [_row(found[row]) for row in rows if row in found]


def ids_of(reader: Reader, rows: Sequence[int]) -> list[str]:
    """Return ids by row numbers, in that order."""
    ids: list[str] = []
    for start in range(0, len(rows), _BLOCK):
        part = list(rows[start : start + _BLOCK])
        found = dict(map(tuple, reader.all(_IDS, (values.json_text(part),))))
        ids.extend(found[row] for row in part if row in found)
    return ids


def totals_of_ids(reader: Reader, ids: Iterable[str]) -> Totals:
    """Return count and sum of named documents."""
    count, amount = reader.one(_TOTALS, (values.json_text(list(ids)),))
    return Totals(count, values.amount(amount))


def totals_of_rows(reader: Reader, rows: Sequence[int]) -> Totals:
    """Return count and sum by row numbers."""
    count, amount = reader.one(_TOTALS_OF_ROWS, (values.json_text(list(rows)),))
    return Totals(count, values.amount(amount))


def counts_agree(reader: Reader) -> bool:
    """Whether the kept totals are those of the documents."""
    return {tuple(row) for row in reader.all(_RECOUNT)} == {tuple(row) for row in reader.all(_COUNTS)}


def _conditions(table: Any, chosen: Filter) -> list[sa.ColumnElement[bool]]:
    """Conditions on columns that document and day_count both have."""
    kinds = (chosen.type,) if chosen.type else tuple(registry)
    found: list[sa.ColumnElement[bool]] = [
        table.c.type == kinds[0] if len(kinds) == 1 else table.c.type.in_(kinds)
    ]
    if chosen.deleted:
        found.append(table.c.state == State.DELETED.value)
    elif chosen.states:
        found.append(table.c.state.in_(sorted(state.value for state in chosen.states)))
    else:
        found.append(table.c.state != State.DELETED.value)
    if chosen.day_from is not None:
        found.append(table.c.day >= chosen.day_from.isoformat())
    if chosen.day_to is not None:
        found.append(table.c.day <= chosen.day_to.isoformat())
        found.append(table.c.day != "")
    if chosen.account:
        found.append(table.c.account == chosen.account)
    return found


def _narrowed(
    chosen: Filter, columns: Sequence[sa.ColumnElement[Any]], order: Column = Column.DAY
) -> sa.Select[Any]:
    """Select columns of the documents of any filter.

    A text is looked up first and its documents are fetched one by one; without it the covering index is run through.
    """
    query = sa.select(*columns).where(*_conditions(_d, chosen))
    if chosen.amount_from is not None:
        query = query.where(_d.c.amount >= values.minor(chosen.amount_from))
    if chosen.amount_to is not None:
        query = query.where(_d.c.amount <= values.minor(chosen.amount_to))
    expression = search.query(chosen.text)
    if not expression:
        return query.with_hint(_d, _index_for(order, chosen), "sqlite")
    hits = _f.join(_d, _d.c.row == _f.c.rowid)
    found = query.select_from(hits).where(_f.c.document_text.op("MATCH")(expression))
    return found.with_hint(_d, "NOT INDEXED", "sqlite")


_KEYS: Final = {
    Column.DAY: ("day", "number_value", "row"),
    Column.NUMBER: ("number_value", "row"),
    Column.ENTERED: ("row",),
}


def _ordering(order: Order, table: Any) -> list[sa.ColumnElement[Any]]:
    columns = [table.c[key] for key in _KEYS.get(order.column, (order.column.value, "row"))]
    return [column.desc() if order.descending else column.asc() for column in columns]


def _index_for(column: Column, chosen: Filter) -> str:
    """The covering index answers all but the order by name; of a whole base by name the table itself is read."""
    whole = chosen.day_from is None and chosen.day_to is None
    return "NOT INDEXED" if column is Column.COUNTERPARTY and whole else _INDEX


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
