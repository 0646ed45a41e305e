"""Step 9: who has read which news. Until now the first user who read them read them for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS: Final[tuple[str, ...]] = (
    """CREATE TABLE news_read (
        news TEXT NOT NULL,
        user TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (news, user)
    ) STRICT, WITHOUT ROWID""",
    # Nobody noted who it was: "" stands for every user of the profile.
    "INSERT INTO news_read (news, user, at) SELECT id, '', read_at FROM news WHERE read_at <> ''",
    "ALTER TABLE news DROP COLUMN read_at",
)


def run(connection: Connection) -> None:
    """Take the schema from step 8 to step 9."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
