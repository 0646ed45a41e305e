"""A statement file against what is here: which of its entries are new, under which ids, and which are gone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bsclient.services.statements.archive_entries import Told
from bsclient.services.statements.archive_match import Clue, Matching, fingerprint, identity, match
from bsclient.storage import archive, ledger
from bsclient.storage.archive import Mark
from bsclient.storage.rows.statements import EntryRow
from bsclient.storage.unit_of_work import Reader

_ASIDE: Final = dt.timedelta(days=14)
"""So far from the days of a file an entry may be dated that another format told: a week of holidays and more."""
_NO_CLUE: Final = Clue()


def marks(told: Told) -> dict[int, Mark]:
    """Return what the file says beside each entry."""
    return {
        id(entry): Mark(entry, mark.preliminary, mark.reversal, mark.reference, other)
        for entry, mark, other in zip(told.entries, told.marks, told.second_dates, strict=True)
    }


def unmatched(reader: Reader, told: Sequence[EntryRow]) -> list[EntryRow]:
    """Return those of the entries set apart for an account that the bank has not told meanwhile; they are by day."""
    account, days = told[0].account, (told[0].value_date - _ASIDE, told[-1].value_date + _ASIDE)
    origins = archive.origins(reader, account, *days)

    def clue(entry: EntryRow) -> Clue:
        return _clue_of(origins.get(entry.id))

    return list(match(told, ledger.entries(reader, account, *days), lambda _one: True, clue).new)


def _clue_of(origin: archive.Origin | None) -> Clue:
    return _NO_CLUE if origin is None else Clue(origin.reference, origin.other, origin.other is not None)


def seen(mark: Mark, kept: EntryRow) -> Mark:
    """Return what a file says of an entry that is here; where it dates it otherwise, that is the second date."""
    days = (mark.entry.value_date, mark.other)
    other = next((day for day in days if day is not None and day != kept.value_date), None)
    return replace(mark, entry=kept, other=other)


def compared(reader: Reader, told: Told, kind: str, *, own: bool) -> Matching:
    """Pair a file's entries with those that are here; missing are only those whose days the file promises."""
    span = told.span
    if span is None:
        return Matching((), (), ())
    wide = (span[0] - _ASIDE, span[1] + _ASIDE)
    kept = ledger.entries(reader, told.account, *wide)
    origins = archive.origins(reader, told.account, *wide)
    if own:
        kept = [*kept, *archive.apart(reader, told.account, *wide)]
    both = any(told.second_dates)
    clues = {one: Clue(mark.reference, mark.other, both) for one, mark in marks(told).items()}

    def clue(entry: EntryRow) -> Clue:
        origin = origins.get(entry.id)
        if origin is None:
            return clues.get(id(entry), _NO_CLUE)
        return _clue_of(origin)

    found = match(
        told.entries, kept, lambda one: one.id not in origins or origins[one.id].format != kind, clue
    )
    missing = (
        one
        for one in found.missing
        if all(span[0] <= day <= span[1] and told.promised(day) for day in clue(one).days(one))
    )
    return replace(found, missing=tuple(missing))


def named(reader: Reader, told: Told, matching: Matching, *, own: bool) -> list[tuple[EntryRow, str]]:
    """Return the new entries with their ids: ordinals go on after those that are kept of a fingerprint."""
    span = told.span
    if span is None:
        return []
    kept = ledger.entries(reader, told.account, *span)
    if own:
        kept = [*kept, *archive.apart(reader, told.account, *span)]
    taken = {one.id for one in kept}
    ordinals: Counter[str] = Counter()
    named = []
    for entry in matching.new:
        mark = fingerprint(entry)
        while (one := identity(entry, ordinals[mark])) in taken:
            ordinals[mark] += 1
        taken.add(one)
        named.append((entry, one))
    return named
