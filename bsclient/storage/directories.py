"""Directories other than that of BIC: whole editions of the bank, and the user's own entries."""

from __future__ import annotations

from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows.directories import EditionRow, OwnEntryRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_KEEP: Final = (
    "INSERT INTO edition (name, version, kept, rows, body) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET version = excluded.version, kept = excluded.kept, rows = excluded.rows,"
    " body = excluded.body"
)
_EDITION: Final = "SELECT name, version, kept, rows, body FROM edition WHERE name = ?"
_EDITIONS: Final = "SELECT name, version FROM edition ORDER BY name"
_OWN_COLUMNS: Final = "id, name, code, title, valid_from, valid_to, facts, author, updated"
_PUT: Final = (
    f"INSERT INTO own_entry ({_OWN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- fixed text
    " ON CONFLICT (id) DO UPDATE SET code = excluded.code, title = excluded.title, valid_from = excluded.valid_from,"
    " valid_to = excluded.valid_to, facts = excluded.facts, author = excluded.author, updated = excluded.updated"
)
_DELETE: Final = "DELETE FROM own_entry WHERE id = ?"
_FIND: Final = f"SELECT {_OWN_COLUMNS} FROM own_entry WHERE id = ?"  # noqa: S608 -- fixed text
_LIST: Final = f"SELECT {_OWN_COLUMNS} FROM own_entry WHERE name = ? ORDER BY code, title, id"  # noqa: S608 -- fixed text
_NAMES: Final = "SELECT DISTINCT name FROM own_entry ORDER BY name"


def keep_edition(work: UnitOfWork, name: str, version: str, rows: int, body: bytes) -> None:
    """Put an edition in place of the one before."""
    work.run(_KEEP, (name, version, work.stamp, rows, body))
    work.touch_directories()


def edition(reader: Reader, name: str) -> EditionRow | None:
    """Return the edition in force, or None."""
    found = reader.one(_EDITION, (name,))
    return None if found is None else EditionRow(
        name=found[0], version=found[1], kept=clock.parse(found[2]), rows=found[3], body=bytes(found[4])
    )  # fmt: skip


def versions(reader: Reader) -> dict[str, str]:
    """Return the versions of all kept editions by name."""
    return {str(name): str(version) for name, version in reader.all(_EDITIONS)}


def put_own(work: UnitOfWork, entry: OwnEntryRow) -> None:
    """Keep an entry of the user, a new one or a changed one."""
    days = (values.day_text(entry.valid_from), values.day_text(entry.valid_to))
    said = (values.json_text(dict(entry.facts)), entry.author, clock.stamp(entry.updated))
    work.run(_PUT, (entry.id, entry.name, entry.code, entry.title, *days, *said))
    work.touch_directories()


def remove_own(work: UnitOfWork, entry_id: str) -> bool:
    """Delete an entry of the user; False when there was none."""
    gone = work.run(_DELETE, (entry_id,)).rowcount > 0
    if gone:
        work.touch_directories()
    return gone


def find_own(reader: Reader, entry_id: str) -> OwnEntryRow | None:
    """Return an entry of the user, or None."""
    found = reader.one(_FIND, (entry_id,))
    return None if found is None else _own(found)


def own(reader: Reader, name: str) -> list[OwnEntryRow]:
    """Return the user's entries of a directory by code."""
    return [_own(found) for found in reader.all(_LIST, (name,))]


def own_names(reader: Reader) -> list[str]:
    """Return the directories that have entries of the user."""
    return [str(found[0]) for found in reader.all(_NAMES)]


def _own(found: Any) -> OwnEntryRow:
    return OwnEntryRow(
        id=found[0], name=found[1], code=found[2], title=found[3], valid_from=values.day(found[4]),
        valid_to=values.day(found[5]), facts=values.facts(found[6]), author=found[7], updated=clock.parse(found[8]),
    )  # fmt: skip
