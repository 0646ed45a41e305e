"""Step 4 to 5 of the bank's base: closing statements, the letter desk, news, offers and papers.

`{bytes}` stands for the type of octets. A step once released is never changed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

_STATEMENTS: Final[tuple[str, ...]] = ()
_LETTERS: Final[tuple[str, ...]] = ()
_INFORMATION: Final[tuple[str, ...]] = ()


def information(connection: Connection) -> None:
    """4 to 5."""
    octets = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    for statement in (*_STATEMENTS, *_LETTERS, *_INFORMATION):
        connection.exec_driver_sql(statement.replace("{bytes}", octets))
