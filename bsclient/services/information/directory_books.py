"""Directories beside that of banks: what the program ships, what the bank sends, what the user keeps himself.

For each name the bank's edition is in force if there is one, else the shipped one; the user's own entries come to it. All of
it stays in memory once asked for: the largest have some thousand rows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeVar, cast

from bsclient import clock
from bsclient.domain.identity import new_id
from bsclient.errors import BadInput, NotAllowed
from bsclient.services.information import directory_edition
from bsclient.services.information.directory_edition import Edition, Entry
from bsclient.storage import directories
from bsclient.storage.engine import Store
from bsclient.storage.rows.directories import OwnEntryRow

__all__ = ["OWN", "Book", "Books", "Entry", "NewEntry"]

T = TypeVar("T")
OWN: Final = ("purposes", "employees", "contracts", "oktmo", "kbk")
"""Directories to which a user may add entries."""
_LONGEST_CODE: Final = 64
_LONGEST_TITLE: Final = 500


@dataclass(frozen=True, slots=True)
class Book:
    """A directory as a list of them shows it: `count` entries, `own` of them the user's."""

    name: str
    title: str
    version: str
    count: int
    own: int
    editable: bool


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry as the user writes it; "" as code: the program makes one."""

    title: str
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None


class _Shelf:
    """One directory in memory, ready for search."""

    def __init__(self, edition: Edition | None, own: Sequence[Entry]) -> None:
        self.title = edition.title if edition else ""
        self.version = edition.version if edition else ""
        self.own = len(own)
        self.entries = (*own, *(edition.entries if edition else ()))
        self._by_code: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._by_code.setdefault(entry.code, []).append(entry)
        self._folded: list[str] | None = None
        self.memo: dict[str, Any] = {}

    def find(self, code: str, day: date | None) -> Entry | None:
        return next((one for one in self._by_code.get(code, ()) if one.holds(day)), None)

    def search(self, text: str, day: date | None, limit: int) -> list[Entry]:
        words = _fold(text).split()
        if self._folded is None:
            self._folded = [_fold(" ".join((e.code, e.title, *e.facts.values()))) for e in self.entries]
        found = [
            entry
            for entry, hay in zip(self.entries, self._folded, strict=True)
            if all(word in hay for word in words) and entry.holds(day)
        ]
        start = text.strip()
        return (
            sorted(found, key=lambda entry: not entry.code.startswith(start))[:limit]
            if start
            else found[:limit]
        )


class Shipped:
    """The directories that came with the program, for checks without a profile."""

    def __init__(self) -> None:
        self._shelves: dict[str, _Shelf] = {}

    def holds(self, name: str) -> bool:
        """Whether there are entries of such a directory."""
        return bool(self._shelf(name).entries)

    def find(self, name: str, code: str, day: date) -> Mapping[str, str] | None:
        """Return the facts of an entry in force on a day."""
        found = self._shelf(name).find(code, day)
        return None if found is None else _facts(found)

    def _shelf(self, name: str) -> _Shelf:
        if name not in self._shelves:
            self._shelves[name] = _Shelf(directory_edition.shipped(name), ())
        return self._shelves[name]


class Books:
    """The directories of an open profile. `actor` writes own entries; safe to use from several threads."""

    def __init__(self, store: Store, actor: str, now: clock.Clock = clock.now) -> None:
        self._store = store
        self._actor = actor
        self._now = now
        self._lock = threading.RLock()
        self._shelves: dict[str, _Shelf] = {}

    def names(self) -> list[Book]:
        """Return all directories by name."""
        with self._store.read() as reader:
            names = {*directories.versions(reader), *directories.own_names(reader)}
        names |= {*directory_edition.shipped_names(), *OWN}
        shelves = ((name, self._shelf(name)) for name in sorted(names))
        return [
            Book(name, shelf.title, shelf.version, len(shelf.entries), shelf.own, name in OWN)
            for name, shelf in shelves
        ]

    def holds(self, name: str) -> bool:
        """Whether there are entries of such a directory."""
        return bool(self._shelf(name).entries)

    def find(self, name: str, code: str, day: date) -> Mapping[str, str] | None:
        """Return the facts of an entry in force on a day, with its title; None when there is none."""
        found = self.entry(name, code, day)
        return None if found is None else _facts(found)

    def entry(self, name: str, code: str, day: date | None = None) -> Entry | None:
        """Return an entry by code, in force on a day (None: on any)."""
        return self._shelf(name).find(code, day)

    def search(self, name: str, text: str = "", day: date | None = None, limit: int = 50) -> list[Entry]:
        """Return entries that have every word of a text, those whose code begins with it and the user's own first."""
        return self._shelf(name).search(text, day, limit)

    def rows(self, name: str) -> tuple[Entry, ...]:
        """Return every entry, the user's own first."""
        return self._shelf(name).entries

    def derived(self, name: str, key: str, make: Callable[[tuple[Entry, ...]], T]) -> T:
        """Return what `make` makes of a directory; it is made once for each edition and key."""
        shelf = self._shelf(name)
        if key not in shelf.memo:
            shelf.memo[key] = make(shelf.entries)
        return cast("T", shelf.memo[key])

    def add(self, name: str, entry: NewEntry) -> Entry:
        """Keep a new entry of the user.

        Raises `NotAllowed("directory_read_only")`, `BadInput`: `entry_title_empty`, `entry_too_long`, `entry_exists`.
        """
        identity = new_id(self._now())
        row = self._row(name, replace(entry, code=entry.code.strip() or identity[-12:]), identity)
        if any(one.own and one.code == row.code for one in self.rows(name)):
            raise BadInput("entry_exists", value=row.code)
        self._put(row)
        return _own(row)

    def change(self, entry_id: str, entry: NewEntry) -> Entry:
        """Write an own entry anew; raises what `add` raises and `NotAllowed("entry_unknown")`."""
        held = self._held(entry_id)
        row = self._row(held.name, replace(entry, code=entry.code.strip() or held.code), entry_id)
        if any(one.own and one.code == row.code and one.id != entry_id for one in self.rows(held.name)):
            raise BadInput("entry_exists", value=row.code)
        self._put(row)
        return _own(row)

    def delete(self, entry_id: str) -> None:
        """Delete an own entry; raises `NotAllowed("entry_unknown")`."""
        held = self._held(entry_id)
        with self._store.write() as work:
            directories.remove_own(work, entry_id)
        self._forget(held.name)

    def offered(self, name: str, version: str, data: bytes) -> Edition:
        """Keep an edition that the bank sent; raises `BadInput("directory_form")`."""
        edition = directory_edition.read(name, data)
        with self._store.write() as work:
            directories.keep_edition(work, name, version, len(edition.entries), data)
        self._forget(name)
        return edition

    def _put(self, row: OwnEntryRow) -> None:
        with self._store.write() as work:
            directories.put_own(work, row)
        self._forget(row.name)

    def _row(self, name: str, entry: NewEntry, identity: str) -> OwnEntryRow:
        if name not in OWN:
            raise NotAllowed("directory_read_only", name=name)
        title, code = " ".join(entry.title.split()), " ".join(entry.code.split())
        if not title:
            raise BadInput("entry_title_empty")
        if len(title) > _LONGEST_TITLE or len(code) > _LONGEST_CODE:
            raise BadInput("entry_too_long", limit=str(_LONGEST_TITLE))
        return OwnEntryRow(
            id=identity, name=name, code=code, title=title, valid_from=entry.valid_from, valid_to=entry.valid_to,
            facts=dict(entry.facts), author=self._actor, updated=self._now(),
        )  # fmt: skip

    def _held(self, entry_id: str) -> OwnEntryRow:
        with self._store.read() as reader:
            held = directories.find_own(reader, entry_id)
        if held is None:
            raise NotAllowed("entry_unknown", value=entry_id)
        return held

    def _shelf(self, name: str) -> _Shelf:
        with self._lock:
            if name not in self._shelves:
                self._shelves[name] = self._load(name)
            return self._shelves[name]

    def _load(self, name: str) -> _Shelf:
        with self._store.read() as reader:
            kept = directories.edition(reader, name)
            own = [_own(row) for row in directories.own(reader, name)]
        edition = directory_edition.shipped(name) if kept is None else directory_edition.read(name, kept.body)
        return _Shelf(edition, own)

    def forget_own(self) -> None:
        """Read the own directories anew when they are asked for: the user may see others of their entries now."""
        with self._lock:
            for name in OWN:
                self._shelves.pop(name, None)

    def _forget(self, name: str) -> None:
        with self._lock:
            self._shelves.pop(name, None)


def _facts(entry: Entry) -> dict[str, str]:
    return {**entry.facts, "code": entry.code, "title": entry.title}


def _own(row: OwnEntryRow) -> Entry:
    return Entry(row.name, row.code, row.title, row.facts, row.valid_from, row.valid_to, own=True, id=row.id)


def _fold(text: str) -> str:
    return text.casefold().replace("ё", "е")
