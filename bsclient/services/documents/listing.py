"""Lists of documents: exact over a million rows, a page at a time, by filter and order.

A `View` is made for one filter and one order and remembers how many documents stood where at that moment. Where the
filter needs only what is counted by day, nothing is loaded until a page is asked for; else the row numbers are
sorted once. An order that is not by day over more than `SORTED` documents falls back to the default order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, Protocol

from bsclient.domain.states import State
from bsclient.services.context import Workplace
from bsclient.storage import listing
from bsclient.storage.engine import Store
from bsclient.storage.listing import Column, Filter, Order, Row, Span, Totals

__all__ = ["SORTED", "Column", "Filter", "Listing", "Order", "Ranges", "Row", "Totals", "View"]

SORTED: Final = 200_000
_SMALL: Final = 20_000
_ALL: Final = Filter()
_DEFAULT: Final = Order()

Ranges = Iterable[tuple[int, int]]
"""Places of rows, first and last included."""


class View(Protocol):
    """What a table shows: `count` rows; `order` is the one in force; `more` says that a search found too much."""

    @property
    def count(self) -> int:
        """How many rows there are."""

    @property
    def order(self) -> Order:
        """The order in force."""

    @property
    def more(self) -> bool:
        """Whether only the documents entered last are shown of a search."""

    def page(self, start: int, count: int) -> list[Row]:
        """Return rows by their place."""

    def position(self, document_id: str) -> int | None:
        """Return the place of a document; None when the view does not have it."""

    def ids(self, ranges: Ranges) -> list[str]:
        """Return the ids of the rows in the ranges, in order."""

    def totals(self, ranges: Ranges) -> Totals:
        """Return count and sum of the rows in the ranges."""


class Listing:
    """Lists of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._store = place.store

    def view(self, chosen: Filter = _ALL, order: Order = _DEFAULT) -> View:
        """Return a view of the documents of a filter."""
        with self._store.read() as reader:
            if chosen.counted:
                days = listing.days(reader, chosen)
                count = sum(found for _, found in days)
                if count > (_SMALL if order == _DEFAULT else SORTED):
                    return _ByDays(self._store, chosen, days)
            rows = listing.sorted_rows(reader, chosen, order)
            return _Sorted(
                self._store, rows, order, more=len(rows) >= listing.TEXT_LIMIT and bool(chosen.text)
            )

    def row(self, document_id: str) -> Row | None:
        """Return the line of one document; None when there is none."""
        with self._store.read() as reader:
            number = listing.row_of(reader, document_id)
            return None if number is None else next(iter(listing.by_rows(reader, [number])), None)

    def totals(self, chosen: Filter | Iterable[str]) -> Totals:
        """Return count and sum of a filter, or of documents named by their ids."""
        with self._store.read() as reader:
            if not isinstance(chosen, Filter):
                return listing.totals_of_ids(reader, chosen)
            return _sum(listing.counts(reader, chosen).values())

    def state_counts(self, chosen: Filter = _ALL) -> dict[State, Totals]:
        """Return count and sum by state."""
        with self._store.read() as reader:
            return listing.counts(reader, chosen)

    def counts_by_type(self, chosen: Filter = _ALL) -> dict[str, dict[State, Totals]]:
        """Return count and sum by type and state, whatever text or amounts the filter has."""
        with self._store.read() as reader:
            return listing.counts_by_type(reader, chosen)

    def by_currency(self, chosen: Filter = _ALL) -> dict[str, Totals]:
        """Return count and sum by currency, whatever text or amounts the filter has; not for a million documents."""
        with self._store.read() as reader:
            return listing.by_currency(reader, chosen)


class _Sorted:
    """A view over row numbers sorted once."""

    def __init__(self, store: Store, rows: array[int], order: Order, *, more: bool) -> None:
        self._store = store
        self._rows = rows
        self.order = order
        self.more = more

    @property
    def count(self) -> int:
        return len(self._rows)

    def page(self, start: int, count: int) -> list[Row]:
        with self._store.read() as reader:
            return listing.by_rows(reader, self._rows[start : start + count])

    def position(self, document_id: str) -> int | None:
        with self._store.read() as reader:
            row = listing.row_of(reader, document_id)
        try:
            return None if row is None else self._rows.index(row)
        except ValueError:
            return None

    def ids(self, ranges: Ranges) -> list[str]:
        with self._store.read() as reader:
            return listing.ids_of(reader, self._chosen(ranges))

    def totals(self, ranges: Ranges) -> Totals:
        with self._store.read() as reader:
            return listing.totals_of_rows(reader, self._chosen(ranges))

    def _chosen(self, ranges: Ranges) -> array[int]:
        chosen: array[int] = array("q")
        for first, last in ranges:
            chosen.extend(self._rows[max(first, 0) : last + 1])
        return chosen


class _ByDays:
    """A view that knows how many documents each day has, and reads only the days of a page."""

    more = False
    order = _DEFAULT

    def __init__(self, store: Store, chosen: Filter, days: Sequence[tuple[str, int]]) -> None:
        self._store = store
        self._chosen = chosen
        self._days = [day for day, _ in days]
        self._starts = [0, *accumulate(count for _, count in days)]
        self._place = dict(zip(self._days, self._starts, strict=False))

    @property
    def count(self) -> int:
        return self._starts[-1]

    def page(self, start: int, count: int) -> list[Row]:
        with self._store.read() as reader:
            rows = listing.days_page(reader, self._chosen, self._span(start, count))
            return listing.by_rows(reader, rows)

    def position(self, document_id: str) -> int | None:
        with self._store.read() as reader:
            found = listing.days_before(reader, self._chosen, document_id)
        if found is None or found[0] not in self._place:
            return None
        return self._place[found[0]] + found[1]

    def ids(self, ranges: Ranges) -> list[str]:
        with self._store.read() as reader:
            spans = [self._span(first, last - first + 1) for first, last in ranges]
            return [one for span in spans for one in listing.days_ids(reader, self._chosen, span)]

    def totals(self, ranges: Ranges) -> Totals:
        parts = list(ranges)
        with self._store.read() as reader:
            if parts == [(0, self.count - 1)]:
                return _sum(listing.counts(reader, self._chosen).values())
            spans = [self._span(first, last - first + 1) for first, last in parts]
            return _sum([listing.days_totals(reader, self._chosen, span) for span in spans])

    def _span(self, start: int, count: int) -> Span:
        """Return where rows stand by their place: the days they are of, and an offset in the newest of these."""
        start, count = max(start, 0), min(count, self.count - max(start, 0))
        if count <= 0:
            return Span("", "", 0, 0)
        newest = bisect_right(self._starts, start) - 1
        oldest = bisect_right(self._starts, start + count - 1) - 1
        return Span(self._days[oldest], self._days[newest], start - self._starts[newest], count)


def _sum(parts: Iterable[Totals]) -> Totals:
    found = list(parts)
    return Totals(sum(part.count for part in found), sum((p.amount for p in found), Totals().amount))
