"""The database file of a profile: opening with checks, migrations, reading and writing transactions.

Commits survive a power cut: the mode comes from `bsclient.durability` and is read back on every connection. A newer
file is refused, an older one is copied (and the copy proved) before it is migrated. One writer at a time: a lock in
the process and BEGIN IMMEDIATE in the file. Errors: `StorageFailed`, `Corrupt`, `NotAllowed("storage_newer")`.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool

from bsclient import clock, durability
from bsclient.errors import NotAllowed
from bsclient.storage import backup, failures, migrations, settings
from bsclient.storage.unit_of_work import Changed, Reader, UnitOfWork

PAGE_SIZE: Final = 8192
_IMMEDIATE: Final = {"begin": "BEGIN IMMEDIATE"}
_DEVICE: Final = "device"


class Store:
    """One open database file. Threads may share it; each `read` or `write` takes its own connection.

    `publish` is called after a commit, in the writing thread, with what changed. `local` False says that the file
    lies on a network share.
    """

    def __init__(
        self,
        path: Path,
        *,
        now: clock.Clock = clock.now,
        publish: Callable[[Changed], None] | None = None,
        local: bool = True,
    ) -> None:
        self.path = path
        self.publish = publish
        self._now = now
        self._writer = threading.Lock()
        self._owner = 0
        self._driver = durability.driver()
        self._mode = durability.mode_for(self._driver.sqlite_version_info, local=local)
        self._engine = self._make_engine()
        self._writing = self._engine.execution_options(**_IMMEDIATE)
        self.device = ""
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def mode(self) -> durability.Mode:
        """How commits are kept."""
        return self._mode

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Give a snapshot of the base."""
        with failures.mapped(), self._engine.connect() as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Give one transaction: all of it is kept at the end, or nothing if anything raises."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction is open in this thread")
        with self._writer:
            self._owner = threading.get_ident()
            try:
                with failures.mapped(), self._writing.connect() as connection, connection.begin():
                    work = UnitOfWork(connection, self._now(), self.device)
                    yield work
            finally:
                self._owner = 0
        changed = work.changed
        if changed and self.publish is not None:
            self.publish(changed)

    def check(self) -> list[str]:
        """Run SQLite's own checks; an empty list says that the file is whole."""
        with self.read() as reader:
            return backup.findings(reader.connection)

    def backup(self, target: Path) -> None:
        """Write a copy of the base as it is now and prove that the copy can be read."""
        with failures.mapped(), self._engine.connect() as connection:
            backup.copy(connection, target, self._driver)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _make_engine(self) -> sa.Engine:
        engine = sa.create_engine(
            "sqlite+pysqlite://",
            module=self._driver,
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=8,
        )
        sa.event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> Any:
        connection = self._driver.connect(str(self.path), isolation_level=None, check_same_thread=False)
        try:
            connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
            connection.execute("PRAGMA cache_size=-32768")
            durability.apply(connection, self._mode)
            durability.check(connection, self._mode)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self) -> None:
        with failures.mapped(), self._writing.connect() as connection:
            with connection.begin():
                found = migrations.version(connection)
            if found > migrations.NEWEST:
                raise NotAllowed("storage_newer", value=str(found), limit=str(migrations.NEWEST))
            if 0 < found < migrations.NEWEST:
                backup.copy(connection, backup.name_for(self.path, found, self._now()), self._driver)
            for number in range(found + 1, migrations.NEWEST + 1):
                with connection.begin():
                    if migrations.version(connection) < number:
                        migrations.step(connection, number)
        with self.read() as reader:
            self.device = settings.get(reader, _DEVICE)
        if not self.device:
            with self.write() as work:
                settings.put(work, _DEVICE, secrets.token_hex(8))
                self.device = settings.get(work, _DEVICE)


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
