"""Which entries of a file are here already, by fingerprint and ordinal.

Twins of a day survive, and a file read again, or one that overlaps, adds nothing: of each fingerprint as many are kept as
the fuller of the two has.

The fingerprint is account, day, direction, amount, number, counterparty's account and purpose (blanks as one). Another
format may cut a purpose, leave numbers out, or date an entry otherwise: by the day of booking or that of value. What came in
another form is therefore paired in further steps, always of one account, direction and amount, and always one with one,
so that two real operations that look alike stay two:

1. by the fingerprint, where neither side tells a second date;
2. by the bank's reference, if both have one and it is the same;
3. by a day that both tell, booked or of value, if the counterparty's account or (the beginning of) the purpose is the same
   and the numbers do not contradict. The day that stands first in both goes before a second one, but as many are paired
   as can be. Where both sides tell both days, both must agree: else these are two operations;
4. by the day that stands first, whatever else they say, when their numbers do not contradict.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.services.statements import archive_shift
from bsclient.storage.rows.statements import EntryRow

PREFIX: Final = "file/"
_BETWEEN: Final = "\x1f"
_PURPOSE: Final = 40
"""So many signs of a purpose are compared where one of them may be cut."""

_SECONDS: Final = ((False, False), (False, True), (True, False))
"""Whether the second date of the file and ours is looked at: first the day that stands first in both."""

Pairs = list[tuple[EntryRow, EntryRow]]


@dataclass(frozen=True, slots=True)
class Clue:
    """What is told beside an entry: the bank's name of it, a second date; `both`: it tells both dates, equal ones too."""

    reference: str = ""
    other: dt.date | None = None
    both: bool = False

    def days(self, entry: EntryRow) -> frozenset[dt.date]:
        """Return the days that are told of an entry."""
        return frozenset((entry.value_date, self.other or entry.value_date))


_NO_CLUE: Final = Clue()


def _no_clue(_entry: EntryRow) -> Clue:
    return _NO_CLUE


@dataclass(frozen=True, slots=True)
class Matching:
    """`new` are only in the file, `known` in both (told, kept), `missing` only here."""

    new: tuple[EntryRow, ...]
    known: tuple[tuple[EntryRow, EntryRow], ...]
    missing: tuple[EntryRow, ...]


def fingerprint(entry: EntryRow) -> str:
    """Return what makes an entry itself, whoever tells of it."""
    parts = (
        entry.account, entry.value_date.isoformat(), "+" if entry.credit else "-", _amount(entry.amount), entry.number.lstrip("0"),
        entry.counterparty_account, " ".join(entry.purpose.split()),
    )  # fmt: skip
    return _BETWEEN.join(parts)


def _amount(amount: Decimal) -> str:
    """Write an amount with two decimals, or with the third one of a dinar where that is not 0."""
    text = str(amount)
    return text[:-1] if text[-4:-3] == "." and text.endswith("0") else text


def identity(entry: EntryRow, ordinal: int) -> str:
    """Return the id of an entry that only files tell of: the same whenever it is read."""
    digest = hashlib.sha256(fingerprint(entry).encode()).hexdigest()[:32]
    return f"{PREFIX}{digest}/{ordinal}"


def match(
    told: Sequence[EntryRow],
    kept: Sequence[EntryRow],
    comparable: Callable[[EntryRow], bool],
    clue: Callable[[EntryRow], Clue] = _no_clue,
) -> Matching:
    """Pair the entries of a file with those that are here; `comparable` says which of these came in another form."""
    other_form = [one for one in kept if comparable(one)]
    same_form = [one for one in kept if not comparable(one)]
    pairs, left, over = _paired(told, same_form, fingerprint, _none)
    found, left, others = _exact(left, other_form, clue)
    pairs += found
    found, left, others = _by_reference(left, others, clue)
    pairs += found
    for mark in (_party, _purpose):
        found, left, others = _by_mark(left, others, mark, clue)
        pairs += found
    loose, new, unseen = _paired(left, others, _roughly, _number)
    told_order = {id(one): place for place, one in enumerate(told)}
    order = {id(one): place for place, one in enumerate(kept)}
    missing = sorted((*over, *unseen), key=lambda one: order[id(one)])
    known = sorted((*pairs, *loose), key=lambda pair: told_order[id(pair[0])])
    return Matching(tuple(new), tuple(known), tuple(missing))


def _split(
    entries: Iterable[EntryRow], wanted: Callable[[EntryRow], bool]
) -> tuple[list[EntryRow], list[EntryRow]]:
    taken: list[EntryRow] = []
    rest: list[EntryRow] = []
    for one in entries:
        (taken if wanted(one) else rest).append(one)
    return taken, rest


def _exact(
    told: Sequence[EntryRow], kept: Sequence[EntryRow], clue: Callable[[EntryRow], Clue]
) -> tuple[Pairs, list[EntryRow], list[EntryRow]]:
    """Step 1: entries with a second date may belong to another day, so they wait."""
    mine, later = _split(told, lambda one: clue(one).other is None)
    theirs, dated = _split(kept, lambda one: clue(one).other is None)
    pairs, left, over = _paired(mine, theirs, fingerprint, _none)
    return pairs, _in_order(told, (*left, *later)), _in_order(kept, (*over, *dated))


def _by_reference(
    told: Sequence[EntryRow], kept: Sequence[EntryRow], clue: Callable[[EntryRow], Clue]
) -> tuple[Pairs, list[EntryRow], list[EntryRow]]:
    """Step 2: the bank's own name of an entry."""
    mine, bare = _split(told, lambda one: bool(clue(one).reference))
    theirs, without = _split(kept, lambda one: bool(clue(one).reference))
    pairs, left, over = _paired(
        mine, theirs, lambda one: (one.credit, one.amount, clue(one).reference), _none
    )
    return pairs, _in_order(told, (*left, *bare)), _in_order(kept, (*over, *without))


def _by_mark(
    told: Sequence[EntryRow],
    kept: Sequence[EntryRow],
    mark: Callable[[EntryRow], str],
    clue: Callable[[EntryRow], Clue],
) -> tuple[Pairs, list[EntryRow], list[EntryRow]]:
    """Step 3 for one mark: first by the day of both, then, where any are left, by what days they share."""
    mine, bare = _split(told, lambda one: bool(mark(one)))
    theirs, without = _split(kept, lambda one: bool(mark(one)))

    def group(entry: EntryRow) -> Hashable:
        return entry.credit, entry.amount, mark(entry)

    def fit(one: EntryRow, other: EntryRow) -> bool:
        first, second = clue(one), clue(other)
        days = (first.days(one), second.days(other))
        same = days[0] == days[1] if first.both and second.both else bool(days[0] & days[1])
        return same and (not _number(one) or _number(other) in {"", _number(one)})

    pairs: Pairs = []
    left, over = mine, theirs
    told_ids = {id(one) for one in mine}
    for seconds in _SECONDS:

        def day(one: EntryRow, seconds: tuple[bool, bool] = seconds) -> dt.date:
            second = seconds[0] if id(one) in told_ids else seconds[1]
            return (clue(one).other if second else None) or one.value_date

        found, left, over = _paired(left, over, lambda one: (day(one), group(one)), _number)
        pairs += [pair for pair in found if fit(*pair)]
        apart = [pair for pair in found if not fit(*pair)]
        left, over = [*left, *(one for one, _ in apart)], [*over, *(other for _, other in apart)]
    rules = archive_shift.Rules(group, fit, lambda one: clue(one).days(one))
    pairs, left, over = archive_shift.widen((pairs, left, over), rules)
    return pairs, _in_order(told, (*left, *bare)), _in_order(kept, (*over, *without))


def _in_order(before: Sequence[EntryRow], these: Iterable[EntryRow]) -> list[EntryRow]:
    wanted = {id(one) for one in these}
    return [one for one in before if id(one) in wanted]


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


def _party(entry: EntryRow) -> str:
    return entry.counterparty_account


def _purpose(entry: EntryRow) -> str:
    return " ".join(entry.purpose.split()).casefold()[:_PURPOSE]


def _number(entry: EntryRow) -> str:
    return entry.number.lstrip("0")


def _none(_entry: EntryRow) -> str:
    return ""
