"""Asking the bank again: a period of an account read anew and merged with what is here, page by page.

The first page is kept at once, so that there is something to look at; after it several pages make one transaction. A line
that is cut loses nothing that was kept.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from bsclient.errors import BadInput, NotAllowed
from bsclient.protocol.messages import EntryData
from bsclient.services.context import Workplace
from bsclient.storage import entry_intake, ledger
from bsclient.storage.entry_intake import Row
from bsclient.sync.entries import EntryQuery

BANK: Final = "bank"
_TOGETHER: Final = 40
"""So many pages are kept in one transaction after the first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the bank told when it was asked again: entries that were missing here, the same, told otherwise.

    `changed` are the ids of the corrected ones, `unknown` of entries that are here and that the bank does not name; they stay.
    """

    new: int
    same: int
    differing: int
    changed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Line(Protocol):
    """Whom to ask: a page of entries for a question."""

    def statements(self, query: EntryQuery) -> list[EntryData]: ...


@dataclass
class Reading:
    """One reading: pages come from `line`, rows wait until they are kept."""

    place: Workplace
    line: Line
    new: int = 0
    same: int = 0
    changed: list[str] = field(default_factory=list)
    told: array[int] = field(default_factory=lambda: array("q"))
    waiting: list[Row] = field(default_factory=list)

    def run(self, query: EntryQuery, cancel: threading.Event, seen: Callable[[int], object]) -> bool:
        """Read to the end; False when cancelled before it. `seen` is told how many entries have come."""
        pages = 0
        while not cancel.is_set():
            page = self.line.statements(query)
            self.take(page)
            pages += 1
            last = len(page) < query.limit
            if last or pages % _TOGETHER == 1:
                self.keep(query.account)
                seen(len(self.told))
            if last:
                return True
            query = EntryQuery(query.account, query.start, query.end, page[-1].entry_id, query.limit)
        self.keep(query.account)
        return False

    def keep(self, account: str) -> None:
        """Keep what waits, in one transaction."""
        if self.waiting:
            with self.place.store.write() as work:
                found = entry_intake.merge(work, account, self.waiting, BANK)
            self.new += found.new
            self.same += found.same
            self.changed += found.changed
            self.waiting = []

    def take(self, page: list[EntryData]) -> None:
        """Take a page up; raises `BadInput("event_form")` for an entry of no form."""
        try:
            self.waiting += [entry_intake.row_of(one) for one in page]
        except (ValueError, ArithmeticError) as error:
            raise BadInput("event_form", value="entry") from error
        self.told.extend(int(one.entry_id) for one in page)


def ask_again(
    place: Workplace,
    line: Line,
    query: EntryQuery,
    cancel: threading.Event,
    seen: Callable[[int], object] = lambda _count: None,
) -> Asked:
    """Read a period again. Raises BsError as the bank's answers have it, `NotAllowed("account_unknown")`."""
    if query.end < query.start:
        raise BadInput("period_reversed", value=query.start.isoformat(), limit=query.end.isoformat())
    with place.store.read() as reader:
        if query.account not in {one.number for one in ledger.accounts(reader, closed=True)}:
            raise NotAllowed("account_unknown", value=query.account)
    reading = Reading(place, line)
    whole = reading.run(query, cancel, seen)
    unknown = _unknown(place, query, reading.told) if whole else ()
    changed = tuple(reading.changed)
    return Asked(reading.new, reading.same, len(changed), changed, unknown)


def _unknown(place: Workplace, query: EntryQuery, told: array[int]) -> tuple[str, ...]:
    """Return the ids of entries that are here and were not told."""
    with place.store.read() as reader:
        if ledger.count(reader, query.account, query.start, query.end) == len(told):
            return ()
        ids = ledger.ids(reader, query.account, query.start, query.end)
    return tuple(one for one in ids if not _holds(told, int(one.partition("/")[0])))


def _holds(told: array[int], number: int) -> bool:
    at = bisect_left(told, number)
    return at < len(told) and told[at] == number
