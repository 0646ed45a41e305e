"""The entries of a long statement: a sequence that knows how many there are and reads them from the base where it is looked at.

A statement of a million operations is eight megabytes of row numbers; a page of a list is one query.
"""

from __future__ import annotations

import datetime as dt
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, overload

from bsclient.storage import entry_rows
from bsclient.storage.engine import Store
from bsclient.storage.rows.statements import EntryRow

_BLOCK: Final = 1000


@dataclass(frozen=True, slots=True)
class Period:
    """What the entries are of: an account and its first and last day."""

    store: Store
    account: str
    start: dt.date
    end: dt.date


class StoredEntries(Sequence[EntryRow]):
    """Entries of a period by their rows; what is read may be newer than the statement, its count is not."""

    def __init__(self, period: Period, rows: array[int]) -> None:
        self._period = period
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> EntryRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[EntryRow]: ...

    def __getitem__(self, place: int | slice) -> EntryRow | list[EntryRow]:
        """Read one entry or some of them; one that is gone raises `IndexError`."""
        if isinstance(place, slice):
            return self._read(self._rows[place])
        return self._read((self._rows[place],))[0]

    def __iter__(self) -> Iterator[EntryRow]:
        """Read all of them, a block at a time."""
        for start in range(0, len(self._rows), _BLOCK):
            yield from self._read(self._rows[start : start + _BLOCK])

    def place(self, entry_id: str) -> int | None:
        """Return where an entry stands; None if it is not among these."""
        with self._period.store.read() as reader:
            row = entry_rows.row_of(reader, entry_id)
        return self._rows.index(row) if row is not None and row in self._rows else None

    def ordered(self, *, credit: bool | None, order: tuple[str, bool]) -> StoredEntries:
        """Return those of a direction (None: both) in an order of the list."""
        period = self._period
        with period.store.read() as reader:
            rows = entry_rows.numbers(
                reader, period.account, (period.start, period.end), credit=credit, order=order
            )
        return StoredEntries(period, rows)

    def having(self, fits: Callable[[EntryRow], bool], stop: threading.Event) -> StoredEntries:
        """Return those that fit; what was found so far when `stop` is set."""
        found = array("q")
        for start in range(0, len(self._rows), _BLOCK):
            if stop.is_set():
                break
            rows = self._rows[start : start + _BLOCK]
            found.extend(row for row, entry in zip(rows, self._read(rows), strict=False) if fits(entry))
        return StoredEntries(self._period, found)

    def _read(self, rows: Sequence[int]) -> list[EntryRow]:
        with self._period.store.read() as reader:
            return entry_rows.entries(reader, rows)
