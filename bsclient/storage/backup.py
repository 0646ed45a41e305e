"""Copies of a base made by SQLite's backup interface (never by copying the file) and proved by opening them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from bsclient.errors import StorageFailed
from bsclient.storage import encryption
from bsclient.storage.unit_of_work import Reader


def name_for(path: Path, version: int, now: datetime) -> Path:
    """Return where the copy before a migration from `version` goes: a folder beside the base."""
    return path.parent / "backup" / f"{path.stem}-v{version}-{now:%Y%m%dT%H%M%S}.db"


def copy(source: Any, target: Path, driver: ModuleType, key: encryption.Key | None = None) -> None:
    """Write a copy of what a driver's connection has open, under the same key, and prove it.

    Raises `StorageFailed("backup_failed")` and leaves no half copy.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(target.name + ".part")
    half.unlink(missing_ok=True)
    copied = driver.connect(str(half), isolation_level=None)
    try:
        if key is not None:
            encryption.unlock(copied, key)
        source.backup(copied)
        found = [str(row[0]) for row in copied.execute("PRAGMA integrity_check")]
        copied.execute("PRAGMA journal_mode=DELETE").fetchone()
    except driver.Error as error:
        raise StorageFailed("backup_failed", reason=str(error)) from error
    finally:
        copied.close()
    if found != ["ok"]:
        half.unlink(missing_ok=True)
        raise StorageFailed("backup_failed", reason=found[0])
    half.replace(target)


def findings(reader: Reader) -> list[str]:
    """Return what integrity and foreign key checks find."""
    found = [str(row[0]) for row in reader.all("PRAGMA integrity_check")]
    broken = [str(row) for row in reader.all("PRAGMA foreign_key_check")]
    return ([] if found == ["ok"] else found) + broken
