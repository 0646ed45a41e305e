"""Step 7: profiles of table files, exports into folders with their log, rules of notifications with what they told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS: Final[tuple[str, ...]] = ()


def run(connection: Connection) -> None:
    """Take the schema from step 6 to step 7."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
