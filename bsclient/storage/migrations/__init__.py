"""Numbered steps of the schema: `PRAGMA user_version` says how many of them a file has.

Forward only, one transaction each. A step is never changed after a release; stored signed bytes are never touched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from bsclient.storage.migrations import m0001_start, m0002_all_types

STEPS: Final[tuple[Callable[[Connection], None], ...]] = (m0001_start.run, m0002_all_types.run)
NEWEST: Final = len(STEPS)


def version(connection: Connection) -> int:
    """Return how many steps the file has."""
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return int(found)


def step(connection: Connection, number: int) -> None:
    """Take the file from `number - 1` to `number`; the caller holds the transaction."""
    STEPS[number - 1](connection)
    connection.exec_driver_sql(f"PRAGMA user_version={int(number)}")
