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

from bsclient.errors import NotAllowed, StorageFailed

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
        self._change = threading.Condition()
        self._idle: list[Any] = []
        self._lent: list[Any] = []
        self._opening = 0
        self._closed = False
        self._suspended = False

    @contextmanager
    def lend(self) -> Iterator[Any]:
        """Give a connection.

        Raises `StorageFailed("storage_locked")` when none comes back in half a minute, `NotAllowed("storage_suspended")`
        while the base is closed for a locked profile.
        """
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
        with self._change:
            self._closed = True
            self._close_idle()

    def suspend(self, wait: float) -> None:
        """Lend nothing more and close all; a connection that is lent is waited for, then interrupted.

        After this no connection is open, so that their keys and pages are gone.
        """
        with self._change:
            self._suspended = True
            self._close_idle()
            if not self._change.wait_for(self._nobody, wait):
                for connection in self._lent:
                    connection.interrupt()
                self._change.wait_for(self._nobody, wait)

    def resume(self) -> None:
        """Lend again."""
        with self._change:
            self._suspended = False

    @property
    def suspended(self) -> bool:
        """Whether nothing is lent."""
        return self._suspended

    def _nobody(self) -> bool:
        return not self._lent and not self._opening

    def _close_idle(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> Any:
        with self._change:
            if self._suspended:
                raise NotAllowed("storage_suspended")
            if self._idle:
                self._lent.append(self._idle.pop())
                return self._lent[-1]
            self._opening += 1
        connection = None
        try:
            connection = self._open()
            return connection
        finally:
            with self._change:
                self._opening -= 1
                if connection is not None:
                    self._lent.append(connection)
                self._change.notify_all()

    def _give(self, connection: Any) -> None:
        """A connection that is still in a transaction could not be rolled back: nobody gets it again."""
        with self._change:
            ended = self._closed or self._suspended
            if not ended and len(self._idle) < KEPT and not connection.in_transaction:
                self._idle.append(connection)
            else:
                connection.close()
            self._lent = [other for other in self._lent if other is not connection]
            self._change.notify_all()


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
