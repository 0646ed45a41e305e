"""Numbered steps of the schema: `PRAGMA user_version` says how many of them a file has.

Forward only, one transaction each. A step is never changed after a release; stored signed bytes are never touched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bsclient.storage.migrations import (
    m0001_start,
    m0002_all_types,
    m0003_secure,
    m0004_statements,
    m0005_letters,
    m0006_information,
    m0007_automation,
    m0008_archive_told,
    m0009_news_readers,
)
from bsclient.storage.unit_of_work import Reader

if TYPE_CHECKING:
    from sqlalchemy import Connection

STEPS: Final[tuple[Callable[[Connection], None], ...]] = (
    m0001_start.run,
    m0002_all_types.run,
    m0003_secure.run,
    m0004_statements.run,
    m0005_letters.run,
    m0006_information.run,
    m0007_automation.run,
    m0008_archive_told.run,
    m0009_news_readers.run,
)
NEWEST: Final = len(STEPS)


def version(reader: Reader) -> int:
    """Return how many steps the file has."""
    return int(reader.scalar("PRAGMA user_version"))


def step(connection: Connection, number: int) -> None:
    """Take the file from `number - 1` to `number`; the caller holds the transaction."""
    STEPS[number - 1](connection)
    connection.exec_driver_sql(f"PRAGMA user_version={int(number)}")
