"""Entries by any fragment of number, name, INN, account, amount or purpose: newest first, a page at a time.

An index of trigrams (`entry_text`) answers for rare fragments of three letters and more; it is filled apart from the entries
themselves (`extend`), so that taking entries in costs nothing more. What it does not hold yet, short fragments and
frequent ones are looked for from the newest entry on: frequent ones fill a page at once. The index knows more than it
should of rows that are gone; every hit is checked against its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any, Final

from bsclient.storage import ledger, settings, values
from bsclient.storage.rows.statements import EntryRow
from bsclient.storage.scope import WITHIN, Scope
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_KEY: Final = "search.row"
_WORDS: Final = (
    "number || char(10) || counterparty_name || char(10) || counterparty_inn || char(10) || counterparty_account"
    " || char(10) || CASE currency {} ELSE (amount / 100) || '.' || printf('%02d', amount % 100) END"
    " || char(10) || purpose"
).format(
    " ".join(
        f"WHEN '{code}' THEN (amount / {10**places}) || '.' || printf('%0{places}d', amount % {10**places})"
        for code, places in sorted(values.FINE.items())
    )
)
_EXTEND: Final = (
    "INSERT INTO entry_text (rowid, words)"  # noqa: S608 -- fixed text
    f" SELECT row, replace(replace({_WORDS}, 'ё', 'е'), 'Ё', 'Е') FROM entry WHERE row > ? AND row <= ? ORDER BY row"
)
_LAST: Final = "SELECT max(row) FROM (SELECT row FROM entry WHERE row > ? ORDER BY row LIMIT ?)"
_END: Final = "SELECT coalesce(max(row), 0) FROM main.entry"
_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM entry_text WHERE entry_text MATCH ? LIMIT 50001)"
_FREQUENT: Final = 50_000
_LAG: Final = 20_000
"""So many entries that the index lacks are looked through beside it; with more of them it is not used."""
_FOUND: Final = (
    "SELECT value_date, posted, row, amount, number, counterparty_name, counterparty_inn, counterparty_account, purpose,"
    " currency FROM entry"
)
_ROWS: Final = (
    ledger.SELECTED + " FROM entry WHERE row IN (SELECT value FROM json_each(?))"  # noqa: S608 -- fixed text
    " ORDER BY value_date DESC, posted DESC, row DESC"
)
_BEFORE: Final = "(value_date, posted, row) < (:day, :posted, :row)"
_ORDER: Final = "ORDER BY value_date DESC, posted DESC, row DESC LIMIT :count"
_OF_ACCOUNT: Final = (
    f"{_FOUND} WHERE account = :account AND value_date BETWEEN :start AND :end AND (:currency = '' OR currency = :currency)"
    f" AND {_BEFORE} {_ORDER}"
)
_INDEXED: Final = (
    f"{_FOUND} WHERE row IN (SELECT rowid FROM entry_text WHERE entry_text MATCH :match"  # noqa: S608 -- fixed text
    f" UNION ALL SELECT row FROM entry WHERE row > :indexed)"
    f" AND +{WITHIN} AND (:currency = '' OR currency = :currency) AND {_BEFORE} {_ORDER}"
)
_AMOUNT: Final = re.compile(r"-?([0-9][0-9 \u00a0\u202f]*)(?:[.,]([0-9]{0,3}))?", re.ASCII)
_LEAST: Final = 3
BLOCK: Final = 2000


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the next one has older entries."""

    day: str = "9999-12-31"
    posted: str = "9999"
    row: int = 2**62


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first; `more` says from where to go on, None at the end. A page may be empty and not the last."""

    rows: tuple[EntryRow, ...]
    more: Cursor | None


@dataclass(frozen=True, slots=True)
class Needle:
    """What is looked for: all words of one of the forms."""

    forms: tuple[tuple[str, ...], ...]

    def fits(self, hay: str) -> bool:
        """Whether a folded text has it."""
        return any(all(word in hay for word in form) for form in self.forms)

    @property
    def match(self) -> str:
        """The expression of the index; "" when a form has only fragments that are too short for it.

        It asks for the parts of the longer words; what else is wanted is looked for in the rows that it names.
        """
        parts = [
            " AND ".join(_quoted(part) for word in form for part in _trigrams(word)) for form in self.forms
        ]
        return " OR ".join(f"({part})" for part in parts) if all(parts) else ""


def needle(text: str) -> Needle:
    """Return what a text looks for: its words, and where it is an amount, that as it is stored."""
    words = tuple(fold(text).split())
    forms = [words]
    amount = _AMOUNT.fullmatch(text.strip())
    if amount is not None:
        whole = "".join(letter for letter in amount[1] if letter.isascii() and letter.isdigit())
        told = whole if amount[2] is None else f"{whole}.{amount[2]}"
        if (told,) != words:
            forms.append((told,))
    return Needle(tuple(forms))


def fold(text: str) -> str:
    """Return a text as it is compared."""
    return text.casefold().replace("ё", "е")


def lag(reader: Reader) -> int:
    """Return how far the index is behind the entries, in rows."""
    return int(reader.scalar(_END)) - int(settings.get(reader, _KEY, "0"))


def extend(work: UnitOfWork, count: int) -> int:
    """Index up to `count` entries more; returns how many rows are still to come."""
    begun = int(settings.get(work, _KEY, "0"))
    end = work.scalar(_LAST, (begun, count))
    if end is None:
        return 0
    work.run(_EXTEND, (begun, end))
    settings.put(work, _KEY, str(end))
    return int(work.scalar(_END)) - int(end)


@dataclass(frozen=True, slots=True)
class Look:
    """How a search goes on: from where, up to how many entries found and looked at, until `stop` says so."""

    before: Cursor
    limit: int
    most: int
    stop: Callable[[], bool]


def search(reader: Reader, wanted: Needle, scope: Scope, look: Look) -> Page:
    """Return entries older than the cursor that have what is wanted."""
    match = wanted.match
    indexed = bool(match) and lag(reader) <= _LAG and int(reader.scalar(_COUNT, (match,))) <= _FREQUENT
    bound = {**scope.bound(reader), "currency": scope.currency}
    begun = look.before
    rows = _by_index(reader, match, bound, begun) if indexed else _by_age(reader, bound, begun)
    found: list[int] = []
    looked = 0
    row: Any = ()
    for row in islice(rows, look.most):
        looked += 1
        if wanted.fits(_hay(row)):
            found.append(row[2])
            if len(found) == look.limit:
                return Page(_views(reader, found), Cursor(*row[:3]))
        if not looked % BLOCK and look.stop():
            return Page(_views(reader, found), Cursor(*row[:3]))
    return Page(_views(reader, found), Cursor(*row[:3]) if looked == look.most else None)


def _by_index(reader: Reader, match: str, bound: dict[str, Any], before: Cursor) -> Iterator[Any]:
    values_ = {**bound, "match": match, "indexed": int(settings.get(reader, _KEY, "0"))}
    return _pages(reader, _INDEXED, values_, before)


def _by_age(reader: Reader, bound: dict[str, Any], before: Cursor) -> Iterator[Any]:
    accounts: list[str] = values.json_value(bound["accounts"])
    lines = [_pages(reader, _OF_ACCOUNT, {**bound, "account": account}, before) for account in accounts]
    if len(lines) == 1:
        return lines[0]
    return merge(*lines, key=lambda row: row[:3], reverse=True)


def _pages(reader: Reader, sql: str, bound: dict[str, Any], before: Cursor) -> Iterator[Any]:
    at = before
    while True:
        place = {"day": at.day, "posted": at.posted, "row": at.row, "count": BLOCK}
        rows = reader.all(sql, {**bound, **place})
        yield from rows
        if len(rows) < BLOCK:
            return
        at = Cursor(*rows[-1][:3])


def _hay(row: Sequence[Any]) -> str:
    return fold("\n".join((*row[4:-1], f"{values.amount(row[3], row[-1])}")))


def _views(reader: Reader, rows: Sequence[int]) -> tuple[EntryRow, ...]:
    return tuple(ledger.rows_of(reader.all(_ROWS, (values.json_numbers(rows),)))) if rows else ()


def _trigrams(word: str) -> Iterator[str]:
    return (word[at : at + _LEAST] for at in range(len(word) - _LEAST + 1))


def _quoted(part: str) -> str:
    return '"' + part.replace('"', '""') + '"'
