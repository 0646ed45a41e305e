"""What the journal reads off the GUI thread: the list, counts for the tabs, totals, and where kept rows stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bsclient.domain.states import State
from bsclient.gui.documents.journal_tabs import Tab
from bsclient.services.desk import Desk
from bsclient.services.documents.listing import Filter, Order, Row, Totals, View

_BLOCK: Final = 1000
Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What list is wanted, and the ids whose places are asked for."""

    tab: Tab
    filter: Filter
    order: Order
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The list itself; it comes first, because counts of a search take longer."""

    wish: Wish
    view: View
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands around the list: counts by state under the filter, its total, and what the filter hides."""

    wish: Wish
    states: Mapping[State, Totals]
    total: Totals
    hidden: int


def read(desk: Desk, wish: Wish) -> Reading:
    """Read the list for a wish."""
    view = desk.listing.view(narrowed(wish), wish.order)
    return Reading(wish, view, places_of(view, wish.kept))


def count(desk: Desk, wish: Wish) -> Counts:
    """Count what stands around the list for a wish; the book of payees is read for the marks of the list."""
    desk.payees.book()
    states = _states(desk, wish.filter)
    free = bare(wish.filter)
    everything = states if wish.filter == free else _states(desk, free)
    total = summed(wish.tab.parts(states))
    return Counts(wish, states, total, wish.tab.count(everything) - total.count)


def bare(chosen: Filter) -> Filter:
    """Return a filter that shows all documents of the same types."""
    return Filter(type=chosen.type, types=chosen.types)


def places_of(view: View, ids: Iterable[str]) -> dict[str, int]:
    """Return where documents stand in a list; those that are not in it are left out."""
    return {one: place for one in ids if (place := view.position(one)) is not None}


def narrowed(wish: Wish) -> Filter:
    """Return the filter with the states of the tab."""
    if wish.tab.holds(State.DELETED):
        return replace(wish.filter, deleted=True)
    return replace(wish.filter, states=wish.tab.states)


def rows(view: View, ranges: Ranges, allowed: Iterable[State]) -> list[Row]:
    """Return the rows of ranges of places whose state is among the allowed ones."""
    wanted = frozenset(allowed)
    found: list[Row] = []
    for first, last in ranges:
        for start in range(first, last + 1, _BLOCK):
            page = view.page(start, min(_BLOCK, last - start + 1))
            found.extend(row for row in page if row.state in wanted)
    return found


def rows_of(desk: Desk, ids: Iterable[str], allowed: Iterable[State]) -> list[Row]:
    """Return the documents of some ids whose state is among the allowed ones."""
    wanted = frozenset(allowed)
    found = (desk.listing.row(one) for one in ids)
    return [row for row in found if row is not None and row.state in wanted]


def summed(parts: Iterable[Totals]) -> Totals:
    """Add totals up."""
    found = list(parts)
    return Totals(sum(part.count for part in found), sum((part.amount for part in found), Decimal("0.00")))


def _states(desk: Desk, chosen: Filter) -> Mapping[State, Totals]:
    """Return totals by state, deleted documents among them."""
    return desk.listing.state_counts(replace(chosen, states=frozenset(State)))
