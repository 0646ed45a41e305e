"""Step 7: profiles of table files, exports into folders with their log, rules of notifications with what they told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PROFILES: Final = (
    # how table files of one kind are read: a profile of formats.table_files as JSON
    """CREATE TABLE table_profile (
        id TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        body TEXT NOT NULL,
        author TEXT NOT NULL,
        updated TEXT NOT NULL,
        UNIQUE (role, name)
    ) STRICT, WITHOUT ROWID""",
)
_STATEMENTS: Final[tuple[str, ...]] = ()


def run(connection: Connection) -> None:
    """Take the schema from step 6 to step 7."""
    for statement in (*_PROFILES, *_STATEMENTS):
        connection.exec_driver_sql(statement)
