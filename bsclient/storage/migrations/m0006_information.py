"""Step 6: news, notices, offers and rates of the bank as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS: Final[tuple[str, ...]] = ()


def run(connection: Connection) -> None:
    """Take the schema from step 5 to step 6."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
