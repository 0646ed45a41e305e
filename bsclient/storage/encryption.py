"""Encrypted bases: the driver of SQLCipher, keying of a connection, and proof that it really encrypts.

Every page (also in the log and in the copy) is AES-256-CBC with an HMAC under the data key itself, no derivation from a
text. Settings stand here and are never read from the file; a change of them is a new format and needs a conversion.
Temporary tables and sorts stay in memory (`bsclient.durability`), deleted rows are overwritten.

The key enters through `PRAGMA key`, for the driver has no call that takes octets. Its text is made once, in a buffer of our
own, given to the driver as one `str`, which SQLite reads in place and forgets with the statement (`executescript` keeps
none, unlike `execute`), and then overwritten. What SQLCipher keeps of it lies in memory that it locks and wipes itself.
Its `cipher_memory_security` would do so with every page in memory, too, and is off: taking in a file cost three and a half
times the processor's time, and the program's C library overwrites what is freed (`crypto.hardening`).
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Protocol, Self

from bsclient.errors import Corrupt, StorageFailed

KEY_BYTES: Final = 32
PAGE_SIZE: Final = 8192
HMAC: Final = "HMAC_SHA256"
PLAIN_HEADER: Final = b"SQLite format 3\x00"
_BEFORE: Final = b"PRAGMA key=\"x'"
_AFTER: Final = b"'\""
_DIGITS: Final = b"0123456789abcdef"


class Key(Protocol):
    """The data key, as octets that can be wiped: `bsclient.crypto.secret.Secret`, which this floor does not see."""

    def reading(self) -> AbstractContextManager[memoryview]:
        """Lend the octets to read."""

    def copy(self) -> Self:
        """Return a second one with the same octets."""

    def wipe(self) -> None:
        """Overwrite the octets."""

    def __len__(self) -> int: ...


def driver() -> ModuleType:
    """Return the DB-API module of SQLCipher; raises `StorageFailed("storage_no_cipher")`."""
    try:
        return importlib.import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        raise StorageFailed("storage_no_cipher") from error


def available() -> bool:
    """Tell whether this installation can encrypt a base."""
    try:
        driver()
    except StorageFailed:
        return False
    return True


def unlock(connection: Any, key: Key) -> None:
    """Give a new connection its key and prove it: `Corrupt("storage_key")` if the base does not open with it."""
    if len(key) != KEY_BYTES:
        raise Corrupt("storage_key")
    if not connection.execute("PRAGMA cipher_version").fetchall():  # plain SQLite takes the key in silence
        raise StorageFailed("storage_no_cipher")
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()  # or it writes to the terminal
    _give(connection, key)
    connection.execute(f"PRAGMA cipher_page_size={PAGE_SIZE}").fetchall()
    connection.execute(f"PRAGMA cipher_hmac_algorithm={HMAC}").fetchall()
    connection.execute("PRAGMA secure_delete=ON").fetchall()
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except driver().DatabaseError as error:
        if "not a database" in str(error):
            raise Corrupt("storage_key") from error
        raise


def is_plain(path: Path) -> bool:
    """Tell whether a base is in the open format; one without octets is in none.

    Only before the base is opened: closing any descriptor of it drops SQLite's locks.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except OSError:
        return False


def attach(connection: Any, path: Path, key: Key | None, name: str) -> None:
    """Attach another base to a connection, with a key or in the open format; the settings are those of `unlock`."""
    connection.execute(f"PRAGMA cipher_default_page_size={PAGE_SIZE}").fetchall()
    connection.execute(f"PRAGMA cipher_default_hmac_algorithm={HMAC}").fetchall()
    text = bytearray() if key is None else _text(key, b"x'", b"'")
    try:
        connection.execute(f"ATTACH ? AS {name} KEY ?", (str(path), text if key is not None else ""))
    finally:
        _wipe(text)


def _give(connection: Any, key: Key) -> None:
    statement = _text(key, _BEFORE, _AFTER)
    text = str(memoryview(statement), "ascii")
    try:
        _wipe(statement)
        connection.executescript(text)
    finally:
        wipe_text(text)


def _text(key: Key, before: bytes, after: bytes) -> bytearray:
    """Write the key in hexadecimal into a buffer of its final size: one that grows leaves copies behind."""
    start = len(before)
    made = bytearray(start + 2 * KEY_BYTES + len(after))
    made[:start] = before
    made[-len(after) :] = after
    with key.reading() as octets:
        for at, octet in enumerate(octets):
            made[start + 2 * at] = _DIGITS[octet >> 4]
            made[start + 2 * at + 1] = _DIGITS[octet & 15]
    return made


def _wipe(octets: bytearray) -> None:
    for at in range(len(octets)):
        octets[at] = 0


def wipe_text(text: str) -> None:
    """Overwrite a `str` of ASCII that nobody else refers to; on an interpreter that lays it out otherwise, nothing.

    CPython keeps the characters of such a text at the end of the object, with one zero octet after them.
    """
    if sys.implementation.name != "cpython" or not text.isascii() or len(text) < len(_BEFORE):
        return
    place = id(text) + sys.getsizeof(text) - len(text) - 1
    if ctypes.string_at(place, len(_BEFORE)) == text[: len(_BEFORE)].encode("ascii"):
        ctypes.memset(place, 0, len(text))
