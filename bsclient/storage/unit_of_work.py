"""What the modules of storage work on: a consistent view (`Reader`) or one transaction (`UnitOfWork`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

from bsclient import clock
from bsclient.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bsclient.storage.pool import Core

_MANY: Final = 5000
"""Above so many documents a change is announced as a change of everything."""

Values = tuple[Any, ...] | dict[str, Any]


class Done(Protocol):
    """What a writing statement tells."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    @property
    def lastrowid(self) -> int:
        """The row that an INSERT made."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a committed transaction changed; pages refresh by it."""

    documents: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    letters: bool = False
    payees: bool = False
    directories: bool = False
    everything: bool = False
    products: bool = False
    schedules: bool = False
    news: bool = False

    def __bool__(self) -> bool:
        """Whether anything changed."""
        flags = (
            self.letters, self.payees, self.directories, self.everything, self.products, self.schedules, self.news,
        )  # fmt: skip
        return bool(self.documents or self.accounts or any(flags))


class Reader:
    """A snapshot: everything read through one reader is of one moment.

    Fixed statements go to the driver's connection, for SQLAlchemy's result objects would cost ten times the query.
    Statements that are composed go to `connection`, SQLAlchemy's view of the same transaction. `narrowed`: what the user
    may not see is left out; views stand before the tables then, and a statement cannot name an index of theirs.
    """

    def __init__(self, driver: Any, core: Core) -> None:
        self.narrowed = False
        self._driver = driver
        self._core = core
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()

    @property
    def connection(self) -> Connection:
        """SQLAlchemy's connection; the first use in a process imports SQLAlchemy."""
        if self._connection is None:
            self._connection = self._core.over(self._driver)
        return self._connection

    def all(self, sql: str, values: Values = ()) -> Sequence[Any]:
        """Run a fixed statement with bound values and return all rows."""
        found: list[Any] = self._driver.execute(sql, values).fetchall()
        return found

    def blocks(self, sql: str, values: Values, size: int) -> Iterator[Sequence[Any]]:
        """Run a fixed statement and give its rows a block at a time, however many there are."""
        cursor = self._driver.execute(sql, values)
        try:
            while found := cursor.fetchmany(size):
                yield found
        finally:
            cursor.close()

    def one(self, sql: str, values: Values = ()) -> Any:
        """Run a fixed statement and return its first row, or None."""
        cursor = self._driver.execute(sql, values)
        row = cursor.fetchone()
        cursor.close()
        return row

    def scalar(self, sql: str, values: Values = ()) -> Any:
        """Run a fixed statement and return the first value of its first row, or None."""
        row = self.one(sql, values)
        return None if row is None else row[0]


class UnitOfWork(Reader):
    """One writing transaction; what it touched is announced after the commit."""

    def __init__(self, driver: Any, core: Core, now: datetime, device: str) -> None:
        super().__init__(driver, core)
        self.now = now
        self.stamp = clock.stamp(now)
        self.device = device
        self._documents: set[str] = set()
        self._accounts: set[str] = set()
        self._flags: set[str] = set()
        self.journal_head: tuple[int, str] | None = None

    def run(self, sql: str, values: Values = ()) -> Done:
        """Run a fixed writing statement with bound values."""
        done: Done = self._driver.execute(sql, values)
        return done

    def run_many(self, sql: str, rows: Sequence[Values]) -> int:
        """Run one statement for every row of values; return how many rows it changed in all."""
        return int(self._driver.executemany(sql, rows).rowcount) if rows else 0

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Do a part of the transaction as a whole or not at all; the rest of it goes on.

        Raises `BadInput("row_refused")` for a row that the rules of the base forbid.
        """
        head = self.journal_head
        self.run("SAVEPOINT attempt")
        try:
            yield
        except BaseException as error:
            if self._driver.in_transaction:  # a full disk may have ended all of it
                self.run("ROLLBACK TO attempt")
                self.run("RELEASE attempt")
            self.journal_head = head
            if isinstance(error, self._driver.IntegrityError):
                raise BadInput("row_refused") from error
            raise
        self.run("RELEASE attempt")

    def touch(self, *ids: str) -> None:
        """Note that these documents changed."""
        self._documents.update(ids)

    def touch_accounts(self, numbers: Iterable[str]) -> None:
        """Note that balances or entries of these accounts changed."""
        self._accounts.update(numbers)

    def touch_letters(self) -> None:
        """Note that letters changed."""
        self._flags.add("letters")

    def touch_payees(self) -> None:
        """Note that payees changed."""
        self._flags.add("payees")

    def touch_directories(self) -> None:
        """Note that a directory changed."""
        self._flags.add("directories")

    def touch_products(self) -> None:
        """Note that products at the bank changed."""
        self._flags.add("products")

    def touch_schedules(self) -> None:
        """Note that recurring documents changed."""
        self._flags.add("schedules")

    def touch_news(self) -> None:
        """Note that news of the bank changed."""
        self._flags.add("news")

    def touch_everything(self) -> None:
        """Note that more changed than can be named."""
        self._flags.add("everything")

    @property
    def changed(self) -> Changed:
        """What is to be announced."""
        many = len(self._documents) > _MANY
        return Changed(
            documents=frozenset() if many else frozenset(self._documents),
            accounts=frozenset(self._accounts),
            letters="letters" in self._flags,
            payees="payees" in self._flags,
            directories="directories" in self._flags,
            everything=many or "everything" in self._flags,
            products="products" in self._flags,
            schedules="schedules" in self._flags,
            news="news" in self._flags,
        )
