"""The database file of a profile: opening with checks, migrations, reading and writing transactions.

Commits survive a power cut: the mode comes from `bsclient.durability` and is read back on every connection. A newer
file is refused, an older one is copied (and the copy proved) before it is migrated. One writer at a time: a lock in
the process and BEGIN IMMEDIATE in the file. With a key the file and its copies are encrypted (`storage.encryption`).
Errors: `StorageFailed`, `Corrupt`, `NotAllowed("storage_newer")`, `NotAllowed("storage_suspended")`.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from bsclient import clock, durability
from bsclient.errors import Corrupt, NotAllowed
from bsclient.storage import backup, encryption, failures, migrations, settings
from bsclient.storage.pool import Core, Pool
from bsclient.storage.unit_of_work import Changed, Reader, UnitOfWork

PAGE_SIZE: Final = 8192
_READ: Final = "BEGIN"
_WRITE: Final = "BEGIN IMMEDIATE"
_DEVICE: Final = "device"
SUSPEND_SECONDS: Final = 5.0
"""How long a lock waits for transactions that run, before it interrupts them."""


class Store:
    """One open database file. Threads may share it; each `read` or `write` takes its own connection.

    `publish` is called after a commit, in the writing thread, with what changed. `local` False says that the file
    lies on a network share. `key` is the data key of an encrypted base (copied, so that the caller may wipe his own);
    none or an empty one means the open format.
    """

    def __init__(
        self,
        path: Path,
        *,
        now: clock.Clock = clock.now,
        publish: Callable[[Changed], None] | None = None,
        local: bool = True,
        key: encryption.Key | None = None,
    ) -> None:
        self.path = path
        self.publish = publish
        self._now = now
        self._writer = threading.Lock()
        self._owner = 0
        self._key = key.copy() if key else None
        self._driver = encryption.driver() if self._key else durability.driver()
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

    @property
    def encrypted(self) -> bool:
        """Whether the file has a key."""
        return self._key is not None

    @property
    def suspended(self) -> bool:
        """Whether the base is closed because the profile is locked."""
        return self._pool.suspended

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Give a snapshot of the base; of an open profile, of what its user may see (`storage.seeing`)."""
        with self.whole() as reader:
            yield reader

    @contextmanager
    def whole(self) -> Iterator[Reader]:
        """Give a snapshot of all of the base, whoever looks."""
        with failures.mapped(), self._pool.lend() as connection, self._reading(connection) as reader:
            yield reader

    @contextmanager
    def _reading(self, connection: Any) -> Iterator[Reader]:
        with self._within(connection, _READ), Reader(connection, self._core) as reader:
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
                    self._pool.lend() as connection,
                    self._within(connection, _WRITE),
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
            backup.copy(connection, target, self._driver, self._key)

    def suspend(self) -> None:
        """Close every connection and forget the key: until `resume` whoever reads or writes gets NotAllowed.

        A transaction that runs is waited for, then interrupted: it is rolled back as a whole.
        """
        self._pool.suspend(SUSPEND_SECONDS)
        if self._key is not None:
            self._key.wipe()

    def resume(self, key: encryption.Key | None = None) -> None:
        """Open the base again; `Corrupt("storage_key")` for another key, and it stays closed."""
        if self._key is not None:
            if not key:
                raise Corrupt("storage_key")
            self._key = key.copy()
            try:
                with failures.mapped():
                    self._connect().close()
            except BaseException:
                self._key.wipe()
                raise
        self._pool.resume()

    def exchange(self, key: encryption.Key | None) -> None:
        """Go on with a base that was written anew under another key, or in the open format; only while suspended."""
        if not self.suspended:
            raise RuntimeError("the base is open")
        if self._key is not None:
            self._key.wipe()
        self._key = key.copy() if key else None
        self._driver = encryption.driver() if self._key else durability.driver()
        self._core = Core(self._driver)

    def close(self) -> None:
        """Close all connections and forget the key."""
        self._pool.close()
        if self._key is not None:
            self._key.wipe()

    @contextmanager
    def _within(self, connection: Any, begin: str) -> Iterator[None]:
        """Give a transaction that is kept at the end, or rolled back if anything raises."""
        connection.execute(begin)
        try:
            yield
            connection.commit()
        except BaseException:
            with suppress(self._driver.Error):  # the first error says what happened
                connection.rollback()
            raise

    def _connect(self) -> Any:
        connection = self._driver.connect(str(self.path), isolation_level=None, check_same_thread=False)
        try:
            if self._key is not None:
                encryption.unlock(connection, self._key)
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
