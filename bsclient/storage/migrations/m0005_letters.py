"""Step 5: what letters need beside their text: kinds, links, receipts of reading, answers rated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS: Final[tuple[str, ...]] = ()


def run(connection: Connection) -> None:
    """Take the schema from step 4 to step 5."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
