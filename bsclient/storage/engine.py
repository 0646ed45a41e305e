"""The database file of a profile: opening with checks, migrations, reading and writing transactions.

Commits survive a power cut: the mode comes from `bsclient.durability` and is read back on every connection. A newer
file is refused, an older one is copied (and the copy proved) before it is migrated. One writer at a time: a lock in
the process and BEGIN IMMEDIATE in the file. Errors: `StorageFailed`, `Corrupt`, `NotAllowed("storage_newer")`.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from bsclient import clock, durability
from bsclient.errors import NotAllowed
from bsclient.storage import backup, failures, migrations, settings
from bsclient.storage.pool import Core, Pool
from bsclient.storage.unit_of_work import Changed, Reader, UnitOfWork

PAGE_SIZE: Final = 8192
_READ: Final = "BEGIN"
_WRITE: Final = "BEGIN IMMEDIATE"
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
        self._pool = Pool(self._connect)
        self._core = Core(self._driver)
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
        with (
            failures.mapped(),
            self._transaction(_READ) as connection,
            Reader(connection, self._core) as reader,
        ):
            yield reader

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Give one transaction: all of it is kept at the end, or nothing if anything raises."""
        if self._owner == threading.get_ident():
            raise RuntimeError("a transaction is open in this thread")
        with self._writer:
            self._owner = threading.get_ident()
            try:
                with (
                    failures.mapped(),
                    self._transaction(_WRITE) as connection,
                    UnitOfWork(connection, self._core, self._now(), self.device) as work,
                ):
                    yield work
            finally:
                self._owner = 0
        changed = work.changed
        if changed and self.publish is not None:
            self.publish(changed)

    def check(self) -> list[str]:
        """Run SQLite's own checks; an empty list says that the file is whole."""
        with self.read() as reader:
            return backup.findings(reader)

    def backup(self, target: Path) -> None:
        """Write a copy of the base as it is now and prove that the copy can be read."""
        with failures.mapped(), self._pool.lend() as connection:
            backup.copy(connection, target, self._driver)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Any]:
        """Lend a connection with a transaction that is kept at the end, or rolled back if anything raises."""
        with self._pool.lend() as connection:
            connection.execute(begin)
            try:
                yield connection
                connection.commit()
            except BaseException:
                with suppress(self._driver.Error):  # the first error says what happened
                    connection.rollback()
                raise

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
        with self.read() as reader:
            found = migrations.version(reader)
        if found > migrations.NEWEST:
            raise NotAllowed("storage_newer", value=str(found), limit=str(migrations.NEWEST))
        if 0 < found < migrations.NEWEST:
            self.backup(backup.name_for(self.path, found, self._now()))
        for number in range(found + 1, migrations.NEWEST + 1):
            with self.write() as work:
                if migrations.version(work) < number:
                    migrations.step(work.connection, number)
        with self.read() as reader:
            self.device = settings.get(reader, _DEVICE)
        if not self.device:
            with self.write() as work:
                settings.put(work, _DEVICE, secrets.token_hex(8))
                self.device = settings.get(work, _DEVICE)
