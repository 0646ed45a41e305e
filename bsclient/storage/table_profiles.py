"""Profiles of table files that users made, as JSON: all users of the profile base share them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from bsclient import clock
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = "id, role, name, body, author, updated"
_PUT: Final = (
    f"INSERT INTO table_profile ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 -- fixed text
    " ON CONFLICT (id) DO UPDATE SET role = excluded.role, name = excluded.name, body = excluded.body,"
    " author = excluded.author, updated = excluded.updated"
)
_DELETE: Final = "DELETE FROM table_profile WHERE id = ?"
_GET: Final = f"SELECT {_COLUMNS} FROM table_profile WHERE id = ?"  # noqa: S608 -- fixed text
_LIST: Final = f"SELECT {_COLUMNS} FROM table_profile ORDER BY name, id"  # noqa: S608 -- fixed text


@dataclass(frozen=True, slots=True)
class TableProfileRow:
    """A kept profile; `body` is its JSON, `role` what its files hold, `author` who changed it last."""

    id: str
    role: str
    name: str
    body: str
    author: str
    updated: dt.datetime


def put(work: UnitOfWork, row: TableProfileRow) -> None:
    """Keep a profile or what became of it."""
    work.run(_PUT, (row.id, row.role, row.name, row.body, row.author, clock.stamp(row.updated)))


def remove(work: UnitOfWork, profile_id: str) -> bool:
    """Delete a profile; False when there was none."""
    return work.run(_DELETE, (profile_id,)).rowcount > 0


def find(reader: Reader, profile_id: str) -> TableProfileRow | None:
    """Return a profile, or None."""
    found = reader.one(_GET, (profile_id,))
    return None if found is None else _row(found)


def every(reader: Reader) -> list[TableProfileRow]:
    """Return all profiles by name."""
    return [_row(found) for found in reader.all(_LIST)]


def _row(found: Any) -> TableProfileRow:
    profile_id, role, name, body, author, updated = found
    return TableProfileRow(profile_id, role, name, body, author, clock.parse(updated))
