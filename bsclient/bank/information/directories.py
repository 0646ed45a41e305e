"""The bank's directories other than that of banks: what comes with the program, and what is kept in the base and served.

A directory is a file of `resources/directories`: a JSON object with name, title, source, version and rows. A row is an
object of texts: code, title, facts of its own, valid_from and valid_to (ISO days, "" for no bound); a code may stand in
several rows of different times. The bank keeps the file's bytes as they are; clients fetch them whole.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from sqlalchemy import Connection, bindparam, select

from bsclient.bank.schema.tables import directory
from bsclient.bank.store import Store
from bsclient.paths import resource

_FOLDER = "directories"
_OTHERS = frozenset(("demo_banks", "rates"))
"""Files of the folder that are kept elsewhere: banks beside the official directory, rates in a table of their own."""

_VERSIONS = select(directory.c.name, directory.c.version)
_CONTENT = select(directory.c.version, directory.c.content).where(directory.c.name == bindparam("wanted"))

Row = Mapping[str, str]


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A directory as it is written. `source` says where its rows are from, in Russian."""

    name: str
    title: str
    source: str
    version: str
    rows: list[dict[str, str]]


def read(content: bytes) -> Book:
    """Read a directory's bytes; msgspec.DecodeError if they are none."""
    return msgspec.json.decode(content, type=Book)


def shipped() -> Iterator[tuple[str, bytes]]:
    """Return the directories that come with the program, by name."""
    for path in sorted(Path(resource(_FOLDER)).glob("*.json")):
        if path.stem not in _OTHERS:
            yield path.stem, path.read_bytes()


def kept(connection: Connection) -> dict[str, bytes]:
    """Return the directories of the base, by name."""
    return {
        row.name: bytes(row.content)
        for row in connection.execute(select(directory.c.name, directory.c.content))
    }


def is_later(content: bytes, other: bytes) -> bool:
    """Whether a directory is of a later version than another; versions are ISO days. One that cannot be read is not."""
    if content == other:
        return False
    try:
        return read(content).version > read(other).version
    except msgspec.DecodeError:
        return False


def in_force(row: Row, day: date) -> bool:
    """Whether a row holds on a day."""
    told = day.isoformat()
    return row.get("valid_from", "") <= told and (not row.get("valid_to") or told <= row["valid_to"])


class Shelf:
    """The directories of a base, read when they are asked for and again when they changed. Safe for threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self.edition = 0
        """Rises whenever any directory changes."""
        self._versions: dict[str, str] = {}
        self._books: dict[str, dict[str, list[Row]]] = {}
        self.refresh()

    def refresh(self) -> None:
        """Forget the directories of which the base has another version."""
        with self._store.read() as connection:
            self.follow(connection)

    def follow(self, connection: Connection) -> None:
        """Forget the directories of which a transaction sees another version."""
        found = {row.name: row.version for row in connection.execute(_VERSIONS)}
        with self._lock:
            for name in [name for name in self._books if self._versions.get(name) != found.get(name)]:
                del self._books[name]
            self.edition += found != self._versions
            self._versions = found

    def holds(self, name: str) -> bool:
        """Whether there is such a directory."""
        return name in self._versions

    def find(self, name: str, code: str, day: date) -> Row | None:
        """Return the row of a code that is in force on a day; None when there is none."""
        return next((row for row in self._book(name).get(code, ()) if in_force(row, day)), None)

    def rows(self, name: str, day: date) -> Sequence[Row]:
        """Return all rows in force on a day, in their order."""
        return [row for rows in self._book(name).values() for row in rows if in_force(row, day)]

    def _book(self, name: str) -> dict[str, list[Row]]:
        with self._lock:
            known = self._books.get(name)
        if known is not None:
            return known
        with self._store.read() as connection:
            kept = connection.execute(_CONTENT, {"wanted": name}).first()
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in read(bytes(kept.content)).rows if kept is not None else ():
            rows[row["code"]].append(row)
        with self._lock:
            if kept is not None and kept.version == self._versions.get(name):
                self._books[name] = dict(rows)
        return rows
