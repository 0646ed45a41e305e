"""Connections of one database file: each is lent to one thread at a time and kept for the next.

The pool is ours and not SQLAlchemy's because the first list a user sees needs no SQLAlchemy, and importing that takes
longer than showing the window. `Core` puts SQLAlchemy over a lent connection where a statement is composed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from bsclient.errors import StorageFailed

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

KEPT: Final = 4
MOST: Final = 12
WAIT_SECONDS: Final = 30.0


class Pool:
    """At most `MOST` connections at once, of which `KEPT` stay open when they come back."""

    def __init__(self, open_one: Callable[[], Any]) -> None:
        self._open = open_one
        self._room = threading.BoundedSemaphore(MOST)
        self._lock = threading.Lock()
        self._idle: list[Any] = []
        self._closed = False

    @contextmanager
    def lend(self) -> Iterator[Any]:
        """Give a connection; raises `StorageFailed("storage_locked")` when none comes back in half a minute."""
        if not self._room.acquire(timeout=WAIT_SECONDS):
            raise StorageFailed("storage_locked")
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give(connection)
        finally:
            self._room.release()

    def close(self) -> None:
        """Close what is idle now, and what is lent when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> Any:
        with self._lock:
            found = self._idle.pop() if self._idle else None
        return self._open() if found is None else found

    def _give(self, connection: Any) -> None:
        """A connection that is still in a transaction could not be rolled back: nobody gets it again."""
        with self._lock:
            keep = not self._closed and len(self._idle) < KEPT and not connection.in_transaction
            if keep:
                self._idle.append(connection)
        if not keep:
            connection.close()


class Core:
    """SQLAlchemy over the driver's connections; it is imported when it is first asked for."""

    def __init__(self, driver: ModuleType) -> None:
        self._driver = driver
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._given = threading.local()

    def over(self, connection: Any) -> Connection:
        """Return SQLAlchemy's view of a lent connection; it neither begins nor ends a transaction."""
        with self._lock:
            if self._engine is None:
                self._engine = self._make()
        self._given.connection = connection
        return self._engine.connect()

    def _make(self) -> Engine:
        import sqlalchemy as sa

        return sa.create_engine(
            "sqlite+pysqlite://",
            module=self._driver,
            creator=lambda: _Lent(self._given.connection),
            poolclass=sa.NullPool,
        )


class _Lent:
    """A connection whose transaction and life belong to the pool."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def commit(self) -> None:
        """The store commits."""

    def rollback(self) -> None:
        """The store rolls back."""

    def close(self) -> None:
        """The pool closes."""
