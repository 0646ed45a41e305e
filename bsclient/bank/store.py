"""The bank's base: SQLite for one process on a laptop, PostgreSQL for as many as one likes; the same statements for both.

A write is one transaction: `BEGIN IMMEDIATE` on SQLite (writers of this process take turns before it), READ COMMITTED with row
locks on PostgreSQL. Row locks are always taken in one order: accounts by id, then clients by id.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from bsclient import durability
from bsclient.bank import bulk
from bsclient.bank.schema import tables as schema
from bsclient.errors import BsError, StorageFailed

T = TypeVar("T")

ATTEMPTS = 8
"""How often a transaction is tried again after a deadlock or a serialisation failure of PostgreSQL."""

STATEMENTS = 512
"""How many statements a connection to SQLite keeps prepared, some 5 KiB each. Once sqlcipher3's own 100 places are taken,
what comes later is prepared anew each time, for ever: the newest gives way, not the one unused for longest."""

_RETRY = frozenset(("40001", "40P01"))


class Store:
    """Connections to the base and the two ways to use one. Safe for threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.postgres = engine.dialect.name == "postgresql"
        self._turn = nullcontext() if self.postgres else threading.Lock()

    @classmethod
    def open(cls, url: str) -> Store:
        """Open a base, making or migrating it. `url` is `sqlite:///path` or `postgresql+psycopg://…`. StorageFailed."""
        sqlite = make_url(url).get_backend_name() == "sqlite"
        store = cls(_sqlite(url) if sqlite else create_engine(url, pool_size=8, max_overflow=24))
        try:
            store.run(schema.migrate)
        except (BsError, SQLAlchemyError):
            store.close()
            raise
        return store

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view of the base (SQLite) or of each statement (PostgreSQL)."""
        with self._engine.connect() as connection, connection.begin():
            self._begin(connection, "BEGIN")
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed at the end, undone by any error."""
        with self._turn, self._engine.connect() as connection, connection.begin():
            self._begin(connection, "BEGIN IMMEDIATE")
            yield connection

    def _begin(self, connection: Connection, statement: str) -> None:
        """Begin on SQLite, whose driver opens no transactions; an event of SQLAlchemy would make each of them dearer."""
        if not self.postgres:
            bulk.begin(connection, statement)

    def run(self, work: Callable[[Connection], T]) -> T:
        """Do the work in one write; it may be done anew from its start when PostgreSQL asks for that. StorageFailed."""
        for attempt in range(ATTEMPTS):
            try:
                with self.write() as connection:
                    return work(connection)
            except DBAPIError as error:
                if not _again(error) or attempt == ATTEMPTS - 1:
                    raise_storage(error)
        raise AssertionError  # the last attempt returns or raises


def raise_storage(error: DBAPIError) -> None:
    """Turn a refusal of the disk or the server into `StorageFailed`; broken rules of the base stay what they are."""
    if isinstance(error, OperationalError):
        raise StorageFailed("bank_storage_failed", reason=type(error.orig).__name__) from error
    raise error


def _again(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _RETRY


def _sqlite(url: str) -> Engine:
    module = durability.driver()
    mode = durability.mode_for(module.sqlite_version_info)
    kept = {"cached_statements": STATEMENTS}
    engine = create_engine(url, module=module, pool_size=8, max_overflow=24, connect_args=kept)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions are opened by `Store._begin`, never by the driver
        durability.apply(connection, mode)
        durability.check(connection, mode)

    return engine
