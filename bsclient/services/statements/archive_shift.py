"""Pairs of entries whose days are told differently: from the pairs that there are to as many as there can be.

Along an alternating path (Berge, Kuhn) an entry that is left gets a partner and those on the way another one; nobody who has a
partner loses it without getting another, so of equal operations on adjoining days none is taken for two.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bsclient.storage.rows.statements import EntryRow

_MOST: Final = 2000
"""A group with more entries on a side is left as it is."""

Found = tuple[list[tuple[EntryRow, EntryRow]], list[EntryRow], list[EntryRow]]
"""Pairs, what is left of the file, what is left of ours."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be one operation: entries of one `group` of which `fit` says so; these share one of their `days`."""

    group: Callable[[EntryRow], Hashable]
    fit: Callable[[EntryRow, EntryRow], bool]
    days: Callable[[EntryRow], Iterable[dt.date]]


def widen(found: Found, rules: Rules) -> Found:
    """Return more pairs, where there can be more."""
    pairs, left, over = found
    waiting = {rules.group(one) for one in left} & {rules.group(one) for one in over}
    if not waiting:
        return found
    told: dict[Hashable, list[EntryRow]] = defaultdict(list)
    kept: dict[Hashable, list[EntryRow]] = defaultdict(list)
    partner = {id(one): other for one, other in pairs}
    for one in (*(one for one, _ in pairs), *left):
        told[rules.group(one)].append(one)
    for one in (*(other for _, other in pairs), *over):
        kept[rules.group(one)].append(one)
    for group in waiting:
        if max(len(told[group]), len(kept[group])) <= _MOST:
            partner |= _matched(told[group], kept[group], partner, rules)
    taken = {id(other) for other in partner.values()}
    mine = [*(one for one, _ in pairs), *left]
    return (
        [(one, partner[id(one)]) for one in mine if id(one) in partner],
        [one for one in left if id(one) not in partner],
        [one for one in over if id(one) not in taken],
    )


def _matched(
    told: Sequence[EntryRow], kept: Sequence[EntryRow], partner: dict[int, EntryRow], rules: Rules
) -> dict[int, EntryRow]:
    """Return the partners of one group."""
    by_day: dict[dt.date, list[int]] = defaultdict(list)
    for place, one in enumerate(kept):
        for day in rules.days(one):
            by_day[day].append(place)
    where = {id(one): place for place, one in enumerate(kept)}
    of_told = [where[id(partner[id(one)])] if id(one) in partner else -1 for one in told]
    of_kept = {place: at for at, place in enumerate(of_told) if place >= 0}

    @cache
    def fits(at: int) -> list[int]:
        near = {place for day in rules.days(told[at]) for place in by_day[day]}
        return sorted(place for place in near if rules.fit(told[at], kept[place]))

    for at in range(len(told)):
        if of_told[at] < 0:
            _augment(at, fits, of_told, of_kept)
    return {id(one): kept[of_told[at]] for at, one in enumerate(told) if of_told[at] >= 0}


def _augment(
    start: int, fits: Callable[[int], Sequence[int]], of_told: list[int], of_kept: dict[int, int]
) -> None:
    """Find a partner for one entry, by giving others another if need be; in breadth, so the shortest way is taken."""
    came: dict[int, int] = {}
    line = deque([start])
    while line:
        at = line.popleft()
        for place in fits(at):
            if place in came:
                continue
            came[place] = at
            if place in of_kept:
                line.append(of_kept[place])
                continue
            while True:
                giver = came[place]
                before, of_told[giver], of_kept[place] = of_told[giver], place, giver
                if giver == start:
                    return
                place = before  # noqa: PLW2901 -- the way back along the path
