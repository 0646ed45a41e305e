"""Lists that are searched, narrowed by amount or ordered otherwise than by day: statements put together by SQLAlchemy.

Imported when the first of them is asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from bsclient.storage import listing, search, values
from bsclient.storage.listing import Column, Filter, Order
from bsclient.storage.unit_of_work import Reader

_BLOCK: Final = 20_000
_NAMES: Final = ("row", "state", "number_value", "day", "amount", "account", "counterparty")
_d: Final = sa.table("document", *(sa.column(name) for name in _NAMES))
_f: Final = sa.table("document_text", sa.column("rowid"), sa.column("document_text"))
_KEYS: Final = {
    Column.DAY: ("day", "number_value", "row"),
    Column.NUMBER: ("number_value", "row"),
    Column.ENTERED: ("row",),
}


def by_state(reader: Reader, chosen: Filter) -> Sequence[Any]:
    """Return state, count and sum of minor units for each state of a filter."""
    columns = (_d.c.state, sa.func.count(), sa.func.coalesce(sa.func.sum(_d.c.amount), 0))
    return reader.connection.execute(_narrowed(reader, chosen, columns).group_by(_d.c.state)).all()


def rows(reader: Reader, chosen: Filter, order: Order) -> array[int]:
    """Return all row numbers of a filter in an order; of a text found too often the last ones entered."""
    if search.words(chosen.text):
        keys = [_d.c[key] for key in _KEYS.get(order.column, (order.column.value, "row"))]
        newest = (
            _narrowed(reader, chosen, keys).order_by(_f.c.rowid.desc()).limit(listing.TEXT_LIMIT).subquery()
        )
        query = sa.select(newest.c.row).order_by(*_ordering(order, newest))
    else:
        query = _narrowed(reader, chosen, [_d.c.row], order.column).order_by(*_ordering(order, _d))
    found = reader.connection.execute(query)
    numbers: array[int] = array("q")
    for part in found.partitions(_BLOCK):
        numbers.extend(row for (row,) in part)
    return numbers


def _narrowed(
    reader: Reader, chosen: Filter, columns: Sequence[sa.ColumnElement[Any]], order: Column = Column.DAY
) -> sa.Select[Any]:
    """Select columns of the documents of any filter.

    A text is looked up first and its documents are fetched one by one; without it the covering index is run through.
    """
    where, bound = listing.conditions(chosen)
    query = sa.select(*columns).where(sa.text(where).bindparams(**bound))
    if chosen.amount_from is not None:
        query = query.where(_d.c.amount >= values.minor(chosen.amount_from))
    if chosen.amount_to is not None:
        query = query.where(_d.c.amount <= values.minor(chosen.amount_to))
    expression = search.query(chosen.text)
    if not expression:
        return query.select_from(_d).with_hint(_d, _index_for(reader, order, chosen), "sqlite")
    hits = _f.join(_d, _d.c.row == _f.c.rowid)
    found = query.select_from(hits).where(_f.c.document_text.op("MATCH")(expression))
    return found.with_hint(_d, "NOT INDEXED", "sqlite")


def _ordering(order: Order, table: Any) -> list[sa.ColumnElement[Any]]:
    columns = [table.c[key] for key in _KEYS.get(order.column, (order.column.value, "row"))]
    return [column.desc() if order.descending else column.asc() for column in columns]


def _index_for(reader: Reader, column: Column, chosen: Filter) -> str:
    """The covering index answers all but the order by name; of a whole base by name the table itself is read."""
    whole = chosen.day_from is None and chosen.day_to is None
    return "NOT INDEXED" if column is Column.COUNTERPARTY and whole else listing.index(reader)
