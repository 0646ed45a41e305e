"""Step 3: what keys, rights, shared signing and the guard over payees need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_KEYS: Final[tuple[str, ...]] = ()
_RIGHTS: Final[tuple[str, ...]] = ()
_PENDING: Final[tuple[str, ...]] = ()
_PAYEES: Final[tuple[str, ...]] = ()
_EVIDENCE: Final[tuple[str, ...]] = ()


def run(connection: Connection) -> None:
    """Take the schema from step 2 to step 3."""
    for statement in (*_KEYS, *_RIGHTS, *_PENDING, *_PAYEES, *_EVIDENCE):
        connection.exec_driver_sql(statement)
