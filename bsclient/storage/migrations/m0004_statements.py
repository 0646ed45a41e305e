"""Step 4: what the archive of statements keeps: closing statements of the bank, accounts of other banks, categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS: Final[tuple[str, ...]] = ()


def run(connection: Connection) -> None:
    """Take the schema from step 3 to step 4."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
