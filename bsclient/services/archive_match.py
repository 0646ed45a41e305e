"""Which entries of a file are here already, by fingerprint and ordinal.

Twins of a day survive, and a file read again, or one that overlaps, adds nothing: of each fingerprint as many are kept as
the fuller of the two has.

The fingerprint is account, day, direction, amount, number, counterparty's account and purpose (blanks as one). Another
format may cut a purpose or leave numbers out; where files of different formats tell of one day, entries are paired in
a second step by day, direction and amount, when their numbers do not contradict.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
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
    exact, left, over = _paired(told, kept, fingerprint, lambda _told, _kept: True)
    others = [one for one in over if comparable(one)]
    same = [one for one in over if not comparable(one)]
    loose, new, unseen = _paired(left, others, _roughly, _numbers_agree)
    order = {id(one): place for place, one in enumerate(kept)}
    missing = sorted((*same, *unseen), key=lambda one: order[id(one)])
    return Matching(tuple(new), (*exact, *loose), tuple(missing))


def _paired(
    told: Iterable[EntryRow],
    kept: Iterable[EntryRow],
    key: Callable[[EntryRow], Hashable],
    agree: Callable[[EntryRow, EntryRow], bool],
) -> tuple[list[tuple[EntryRow, EntryRow]], list[EntryRow], list[EntryRow]]:
    """Pair one to one by a key; returns the pairs, what is left of the file and what is left of ours."""
    waiting: dict[Hashable, list[EntryRow]] = defaultdict(list)
    for one in kept:
        waiting[key(one)].append(one)
    pairs, left = [], []
    for one in told:
        found = waiting[key(one)]
        at = next((place for place, other in enumerate(found) if agree(one, other)), None)
        if at is None:
            left.append(one)
        else:
            pairs.append((one, found.pop(at)))
    return pairs, left, [one for found in waiting.values() for one in found]


def _roughly(entry: EntryRow) -> Hashable:
    return entry.account, entry.value_date, entry.credit, entry.amount


def _numbers_agree(told: EntryRow, kept: EntryRow) -> bool:
    first, second = told.number.lstrip("0"), kept.number.lstrip("0")
    return not first or not second or first == second
