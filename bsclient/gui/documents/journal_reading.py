"""What the journal reads off the GUI thread: the list, counts for the tabs, totals, and where kept rows stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bsclient.domain.states import State
from bsclient.gui.documents.journal_tabs import Tab
from bsclient.services.desk import Desk
from bsclient.services.listing import Filter, Order, Row, Totals, View

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
    """The answer; `counts` are those of the filter over all tabs, `hidden` what the filter hides in this tab."""

    wish: Wish
    view: View
    counts: Mapping[State, Totals]
    total: Totals
    hidden: int
    places: Mapping[str, int]


def read(desk: Desk, wish: Wish) -> Reading:
    """Read everything for a wish."""
    listing = desk.listing
    counts = _counts(desk, wish.filter)
    bare = Filter(type=wish.filter.type)
    everything = counts if wish.filter == bare else _counts(desk, bare)
    view = listing.view(narrowed(wish), wish.order)
    places = places_of(view, wish.kept)
    total = summed(wish.tab.parts(counts))
    hidden = wish.tab.count(everything) - total.count
    return Reading(wish, view, counts, total, hidden, places)


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


def summed(parts: Iterable[Totals]) -> Totals:
    """Add totals up."""
    found = list(parts)
    return Totals(sum(part.count for part in found), sum((part.amount for part in found), Decimal("0.00")))


def _counts(desk: Desk, chosen: Filter) -> Mapping[State, Totals]:
    listing = desk.listing
    return {**listing.state_counts(chosen), **listing.state_counts(replace(chosen, deleted=True))}
