"""A base written anew: from the open format into the encrypted one, or back.

The new file is written beside the old one, proved row by row against it, and put in its place in one step; only then are
the octets of the old one overwritten and the file removed. Whenever the program or the computer stops, the name of the base
is that of a whole base, old or new, and `sweep` clears away what was left. The caller holds the lock of the profile, and
nothing else has the base open. Overwriting reaches what the file system lets it reach: a solid-state disk or a file system
that copies on write may keep old octets; encrypting the disk is the user's business.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from bsclient import whole_files
from bsclient.errors import Corrupt, NotAllowed, StorageFailed
from bsclient.storage import encryption, failures
from bsclient.storage.encryption import Key

MAIL_PASSWORDS: Final = "mail.password."
"""So the keys of settings begin that only an encrypted base keeps."""
_NEW: Final = ".new"
_OLD: Final = ".old"
_BESIDE: Final = ("-wal", "-shm", "-journal")
_BLOCK: Final = 1 << 20


def convert(path: Path, old: Key | None, new: Key | None, newest: int) -> None:
    """Write the base anew under another key; None stands for the open format.

    `newest` is the newest version of the schema that the program knows. `NotAllowed("storage_newer")` above it, `Corrupt`
    for a damaged base, `StorageFailed`; whatever is raised, the base is as it was. Passwords are the exception: they are
    forgotten before a base is opened, for an open one keeps none.
    """
    sweep(path)
    target = _beside(path, _NEW)
    with failures.mapped():
        with _opened(path, old) as source:
            _demand_whole(source, newest)
            _settle(source)
            if new is None:
                _forget_passwords(source)
            _export(source, target, new)
        _sync(target)
        with _opened(path, old) as source, _opened(target, new) as copy:
            _demand_same(source, copy)
    if any(_beside(name, ending).exists() for name in (path, target) for ending in _BESIDE):
        raise StorageFailed(
            "conversion_failed", reason="log"
        )  # a log of the old base must never meet the new one
    _take_place(path, target)


def sweep(path: Path) -> None:
    """Clear away what a conversion that was cut off has left beside the base."""
    forget(_beside(path, _NEW))
    old = _beside(path, _OLD)
    if old.exists() and path.exists() and old.samefile(path):
        old.unlink()  # a second name of the base that is in force: its octets stay
    else:
        forget(old)


def _take_place(path: Path, target: Path) -> None:
    """Put the new file in the place of the old one, which keeps a second name until it is overwritten."""
    with suppress(OSError):  # a file system without such names: the old file is removed, but not overwritten
        os.link(path, _beside(path, _OLD))
    target.replace(path)
    whole_files.keep_folder(path.parent)
    sweep(path)


def _forget_passwords(source: Any) -> None:
    """Delete the passwords of mail servers, committed at once: so the proof row by row holds for what is left."""
    there = source.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'setting'").fetchone()
    if there is not None:
        source.execute(
            "DELETE FROM setting WHERE substr(key, 1, ?) = ?", (len(MAIL_PASSWORDS), MAIL_PASSWORDS)
        )


def _export(source: Any, target: Path, key: Key | None) -> None:
    version = source.execute("PRAGMA user_version").fetchone()[0]
    encryption.attach(source, target, key, "copy")
    try:
        source.execute(f"PRAGMA copy.page_size={encryption.PAGE_SIZE}")
        source.execute("SELECT sqlcipher_export('copy')").fetchall()
        source.execute(f"PRAGMA copy.user_version={int(version)}")  # the export does not take it along
    finally:
        source.execute("DETACH copy")


def _demand_whole(source: Any, newest: int) -> None:
    version = int(source.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise NotAllowed("storage_newer", value=str(version), limit=str(newest))
    if source.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise Corrupt("storage_damaged")


def _settle(source: Any) -> None:
    """Bring the log into the file, so that the file is the whole base."""
    mode = source.execute("PRAGMA journal_mode=DELETE").fetchone()
    if mode != ("delete",):
        raise StorageFailed("storage_locked")


def _demand_same(source: Any, copy: Any) -> None:
    """Compare structure and every row, by place and value; foreign keys as they were."""
    if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise StorageFailed("conversion_failed", reason="integrity")
    for question in (
        "PRAGMA user_version",
        "PRAGMA foreign_key_check",
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
    ):
        if not _same(source.execute(question), copy.execute(question)):
            raise StorageFailed("conversion_failed", reason="structure")
    for table in _tables(source):
        if not _same(*(_rows(each, table) for each in (source, copy))):
            raise StorageFailed("conversion_failed", reason=table)


def _tables(source: Any) -> list[str]:
    """Return the tables that keep rows themselves; a search keeps its own in tables of their own."""
    found = source.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"
    )
    return sorted(str(name) for (name,) in found if not name.startswith("sqlite_"))


def _rows(connection: Any, table: str) -> Any:
    name = '"' + table.replace('"', '""') + '"'
    without = connection.execute(
        "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", (table,)
    )
    place = "" if without.fetchone()[0] else "rowid, "
    return connection.execute(f"SELECT {place}* FROM {name}")  # noqa: S608 -- a quoted name out of the schema


def _same(first: Iterable[Any], second: Iterable[Any]) -> bool:
    return all(one == other for one, other in zip_longest(first, second))


@contextmanager
def _opened(path: Path, key: Key | None) -> Iterator[Any]:
    connection = _connect(path, key)
    try:
        yield connection
    finally:
        connection.close()


def _connect(path: Path, key: Key | None) -> Any:
    connection = encryption.driver().connect(str(path), isolation_level=None)
    try:
        if key is not None:
            encryption.unlock(connection, key)
        connection.execute(f"PRAGMA page_size={encryption.PAGE_SIZE}")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA synchronous=EXTRA")
    except BaseException:
        connection.close()
        raise
    return connection


def forget(path: Path) -> None:
    """Overwrite a file and remove it, with what stands beside it."""
    for each in (path, *(_beside(path, ending) for ending in _BESIDE)):
        if each.exists():
            _overwrite(each)
            each.unlink()


def _overwrite(path: Path) -> None:
    left = path.stat().st_size
    with path.open("r+b") as file:
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    whole_files.keep_folder(path.parent)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
