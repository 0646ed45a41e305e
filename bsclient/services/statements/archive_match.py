"""Which entries of a file are here already, by fingerprint and ordinal.

Twins of a day survive, and a file read again, or one that overlaps, adds nothing: of each fingerprint as many are kept as
the fuller of the two has.

The fingerprint is account, day, direction, amount, number, counterparty's account and purpose (blanks as one). Another
format may cut a purpose or leave numbers out; where files of different formats tell of one day, entries are paired in
a second step by day, direction and amount, when their numbers do not contradict.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.storage.rows import EntryRow

PREFIX: Final = "file/"
_BETWEEN: Final = "\x1f"


@dataclass(frozen=True, slots=True)
class Matching:
    """`new` are only in the file, `known` in both (told, kept), `missing` only here."""

    new: tuple[EntryRow, ...]
    known: tuple[tuple[EntryRow, EntryRow], ...]
    missing: tuple[EntryRow, ...]


def fingerprint(entry: EntryRow) -> str:
    """Return what makes an entry itself, whoever tells of it."""
    parts = (
        entry.account, entry.value_date.isoformat(), "+" if entry.credit else "-", str(entry.amount), entry.number.lstrip("0"),
        entry.counterparty_account, " ".join(entry.purpose.split()),
    )  # fmt: skip
    return _BETWEEN.join(parts)


def identity(entry: EntryRow, ordinal: int) -> str:
    """Return the id of an entry that only files tell of: the same whenever it is read."""
    digest = hashlib.sha256(fingerprint(entry).encode()).hexdigest()[:32]
    return f"{PREFIX}{digest}/{ordinal}"


def match(
    told: Sequence[EntryRow], kept: Sequence[EntryRow], comparable: Callable[[EntryRow], bool]
) -> Matching:
    """Pair the entries of a file with those that are here; `comparable` says which of these came in another form."""
    exact, left, over = _paired(told, kept, fingerprint, _none)
    others = [one for one in over if comparable(one)]
    same = [one for one in over if not comparable(one)]
    loose, new, unseen = _paired(left, others, _roughly, _number)
    order = {id(one): place for place, one in enumerate(kept)}
    missing = sorted((*same, *unseen), key=lambda one: order[id(one)])
    return Matching(tuple(new), (*exact, *loose), tuple(missing))


def _paired(
    told: Iterable[EntryRow],
    kept: Iterable[EntryRow],
    key: Callable[[EntryRow], Hashable],
    number: Callable[[EntryRow], str],
) -> tuple[list[tuple[EntryRow, EntryRow]], list[EntryRow], list[EntryRow]]:
    """Pair one to one by a key, where numbers do not contradict; returns the pairs, what is left of the file and of ours."""
    waiting: dict[Hashable, _Waiting] = defaultdict(_Waiting)
    for one in kept:
        waiting[key(one)].add(one, number(one))
    pairs, left = [], []
    for one in told:
        line = waiting.get(key(one))
        found = line.take(number(one)) if line is not None else None
        if found is None:
            left.append(one)
        else:
            pairs.append((one, found))
    return pairs, left, [one for line in waiting.values() for one in line.left()]


class _Waiting:
    """Entries of one key, in order: the first that agrees with a number is found without a look at all the others."""

    def __init__(self) -> None:
        self._all: list[EntryRow] = []
        self._places: deque[int] = deque()
        self._by: dict[str, deque[int]] = defaultdict(deque)
        self._taken: set[int] = set()

    def add(self, entry: EntryRow, number: str) -> None:
        """Let an entry wait, behind those that do."""
        self._places.append(len(self._all))
        self._by[number].append(len(self._all))
        self._all.append(entry)

    def take(self, number: str) -> EntryRow | None:
        """Return the first entry whose number does not contradict, and let it wait no longer."""
        lines = [self._by[one] for one in (number, "") if one in self._by] if number else [self._places]
        firsts = [place for line in lines if (place := self._first(line)) is not None]
        if not firsts:
            return None
        place = min(firsts)
        self._taken.add(place)
        return self._all[place]

    def left(self) -> list[EntryRow]:
        """Return those that still wait."""
        return [one for place, one in enumerate(self._all) if place not in self._taken]

    def _first(self, line: deque[int]) -> int | None:
        while line and line[0] in self._taken:
            line.popleft()
        return line[0] if line else None


def _roughly(entry: EntryRow) -> Hashable:
    return entry.account, entry.value_date, entry.credit, entry.amount


def _number(entry: EntryRow) -> str:
    return entry.number.lstrip("0")


def _none(_entry: EntryRow) -> str:
    return ""
