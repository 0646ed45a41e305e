"""The one place that says how SQLite keeps commits through a power cut, and proves that it is in force.

WAL with synchronous FULL where the library is 3.51.3 or newer (older ones can lose the log when it is reset) and the
file lies on a local disk; else TRUNCATE with EXTRA. SQLite's and SQLAlchemy's defaults are neither. Standard library
only; the connection is any DB-API one of `sqlite3` or `sqlcipher3`.
"""

from __future__ import annotations

import importlib
import sqlite3
from types import ModuleType
from typing import Final, NamedTuple, Protocol

from bsclient.errors import StorageFailed

SAFE_WAL: Final = (3, 51, 3)
BUSY_TIMEOUT_MS: Final = 5000
_SYNCHRONOUS: Final = {"OFF": 0, "NORMAL": 1, "FULL": 2, "EXTRA": 3}


class Cursor(Protocol):
    """What an executed statement gives back."""

    def fetchone(self) -> tuple[object, ...] | None:
        """Return the next row."""


class Connection(Protocol):
    """The part of a DB-API connection that is used here."""

    def execute(self, sql: str, /) -> Cursor:
        """Run one statement."""


class Mode(NamedTuple):
    """How a database file is written: names as in the pragmas `journal_mode` and `synchronous`."""

    journal: str
    synchronous: str


WAL: Final = Mode("WAL", "FULL")
ROLLBACK: Final = Mode("TRUNCATE", "EXTRA")


def driver() -> ModuleType:
    """Return the DB-API module with the newest SQLite: `sqlcipher3.dbapi2` or `sqlite3`."""
    try:
        other = importlib.import_module("sqlcipher3.dbapi2")
    except ImportError:
        return sqlite3
    version: tuple[int, ...] = other.sqlite_version_info
    return other if version > sqlite3.sqlite_version_info else sqlite3


def mode_for(version_info: tuple[int, ...], *, local: bool = True) -> Mode:
    """Return the mode for a SQLite version; `local` False for a file on a network share, which WAL can't use."""
    return WAL if local and version_info >= SAFE_WAL else ROLLBACK


def apply(connection: Connection, mode: Mode) -> None:
    """Set the mode and the safety pragmas; outside a transaction, on every new connection. Then call `check`."""
    # The timeout goes first: changing the journal mode may have to wait for another connection.
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").fetchone()
    for name, value in _pragmas(mode).items():
        connection.execute(f"PRAGMA {name}={value}").fetchone()


def check(connection: Connection, mode: Mode) -> None:
    """Read the pragmas back; raises `StorageFailed` ("durability_mode") if one of them is not in force."""
    for name, value in {"busy_timeout": BUSY_TIMEOUT_MS, **_pragmas(mode)}.items():
        row = connection.execute(f"PRAGMA {name}").fetchone()
        found = "" if row is None else str(row[0])
        expected = str(_SYNCHRONOUS[mode.synchronous] if name == "synchronous" else value)
        if found.casefold() != expected.casefold():
            raise StorageFailed("durability_mode", pragma=name, value=found, expected=expected)


def _pragmas(mode: Mode) -> dict[str, str | int]:
    return {
        "journal_mode": mode.journal,
        "synchronous": mode.synchronous,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,  # MEMORY: no plain copies of an encrypted database in files
        "fullfsync": 1,  # macOS: a plain fsync leaves data in the disk's own cache
        "checkpoint_fullfsync": 1,
    }
