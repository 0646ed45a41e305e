"""Small named values of a profile's base: the device's name, heads of the journal at the bank, sizes of columns."""

from __future__ import annotations

from typing import Final

from bsclient.storage.unit_of_work import Reader, UnitOfWork

_GET: Final = "SELECT value FROM setting WHERE key = ?"
_BEGINNING: Final = "SELECT key, value FROM setting WHERE substr(key, 1, ?) = ? ORDER BY key"
_PUT: Final = (
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
)


def get(reader: Reader, key: str, default: str = "") -> str:
    """Return a value; `default` when there is none."""
    found = reader.scalar(_GET, (key,))
    return default if found is None else str(found)


def put(work: UnitOfWork, key: str, value: str) -> None:
    """Keep a value."""
    work.run(_PUT, (key, value))


def beginning(reader: Reader, start: str) -> dict[str, str]:
    """Return all values whose keys begin so."""
    return {str(key): str(value) for key, value in reader.all(_BEGINNING, (len(start), start))}
