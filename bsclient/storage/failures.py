"""What the database refuses, as errors a user can act on.

Full disk, input/output errors, locks, read-only media and damage become `StorageFailed` or `Corrupt`; all else the
driver raises is a bug and is left as it is.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bsclient import durability
from bsclient.errors import BsError, Corrupt, NotAllowed, StorageFailed
from bsclient.storage import encryption

# Beginnings of SQLite's own messages: the driver of SQLCipher does not give the number of every error.
_CODES: Final = (
    ("database or disk is full", "storage_full"),
    ("disk i/o error", "storage_io"),
    ("database is locked", "storage_locked"),
    ("database table is locked", "storage_locked"),
    ("attempt to write a readonly database", "storage_read_only"),
    ("unable to open database file", "storage_cannot_open"),
    ("database disk image is malformed", "storage_damaged"),
    ("file is not a database", "storage_not_database"),
    ("file is encrypted", "storage_not_database"),
    ("large file support is disabled", "storage_full"),
    ("malformed database schema", "storage_damaged"),
    ("vtable constructor failed", "storage_damaged"),  # of the search: its pages do not decrypt
    ("out of memory", "storage_memory"),
)
_DRIVERS: Final[tuple[type[Exception], ...]] = (
    sqlite3.Error,
    durability.driver().Error,
    *((encryption.driver().Error,) if encryption.available() else ()),
)
_DAMAGE: Final = frozenset(("storage_damaged", "storage_not_database"))


def translate(error: BaseException) -> BsError | None:
    """Return the error a user is shown for one of the driver; None when it is a bug."""
    said = str(getattr(error, "orig", None) or error).casefold()
    if said == "interrupted":  # by `Pool.suspend`, nobody else
        return NotAllowed("storage_suspended")
    for beginning, code in _CODES:
        if said.startswith(beginning):
            return Corrupt(code) if code in _DAMAGE else StorageFailed(code)
    return None


@contextmanager
def mapped() -> Iterator[None]:
    """Translate what the database raises inside."""
    try:
        yield
    except _raised() as error:
        known = translate(error)
        if known is None:
            raise
        raise known from error


def _raised() -> tuple[type[Exception], ...]:
    """Return the drivers' errors, and SQLAlchemy's around them if it was loaded at all."""
    core = sys.modules.get("sqlalchemy.exc")
    return _DRIVERS if core is None else (*_DRIVERS, core.DBAPIError)
