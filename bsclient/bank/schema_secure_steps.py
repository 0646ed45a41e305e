"""Step 3 to 4 of the bank's base: keys and their ends, rights, documents that wait for signatures, payees.

`{bytes}` stands for the type of octets. A step once released is never changed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

_KEYS: Final[tuple[str, ...]] = ()
_RIGHTS: Final[tuple[str, ...]] = ()
_PENDING: Final[tuple[str, ...]] = ()
_PAYEES: Final[tuple[str, ...]] = ()


def secure(connection: Connection) -> None:
    """3 to 4."""
    octets = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    for statement in (*_KEYS, *_RIGHTS, *_PENDING, *_PAYEES):
        connection.exec_driver_sql(statement.replace("{bytes}", octets))
