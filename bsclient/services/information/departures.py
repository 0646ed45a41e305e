"""When a document would leave the bank if it were sent now, by what the bank has told of its runs and hours («когда уйдёт»).

The bank's directory `cut_offs` says it; without one nothing is promised. The bank takes a document when it comes: the hour shown
moves on while the user waits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.clock import MOSCOW
from bsclient.domain import cutoffs, document_routes, workdays
from bsclient.domain.cutoffs import Departure, Route, Schedule
from bsclient.domain.document_routes import URGENT
from bsclient.services.context import Workplace
from bsclient.services.documents import lookups
from bsclient.services.information.directory_books import Entry

__all__ = ["BOOK", "URGENT", "CutOff", "Departures"]

BOOK: Final = "cut_offs"


@dataclass(frozen=True, slots=True)
class CutOff:
    """A route as the bank tells of it: its schedule and the next departure of a document that is sent now."""

    route: Route
    title: str
    title_en: str
    schedule: Schedule
    departure: Departure


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the directory."""

    route: Route
    title: str
    title_en: str
    schedule: Schedule


class Departures:
    """Departures by the directories of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def of(self, kind: str, raw: Mapping[str, object]) -> Departure | None:
        """Return when a document would leave if it were sent now; None for types and banks that say nothing of it."""
        taken = document_routes.of(kind, raw, self._place.profile.bank.bic)
        schedules = {row.route: row.schedule for row in self._rows()}
        if taken is None or taken not in schedules:
            return None
        begins = document_routes.begins(kind, raw, self._place.now())
        return cutoffs.departure(taken, schedules, begins, self._works)

    def table(self) -> list[CutOff]:
        """Return all routes of the bank, each with its next departure."""
        now, found = self._place.now(), []
        for row in self._rows():
            departure = cutoffs.departure(row.route, {row.route: row.schedule}, now, self._works)
            if departure is not None:
                found.append(CutOff(row.route, row.title, row.title_en, row.schedule, departure))
        return found

    def days(self) -> Mapping[Route, dt.date]:
        """Return the day on which a document leaves that is sent now, by the routes of the bank."""
        return {one.route: one.departure.leaves.astimezone(MOSCOW).date() for one in self.table()}

    def _rows(self) -> Sequence[_Row]:
        return self._place.books.derived(BOOK, "rows", _rows)

    def _works(self, day: dt.date) -> bool:
        return not workdays.is_off(day, lookups.days_off(self._place.books))


def _rows(entries: Sequence[Entry]) -> tuple[_Row, ...]:
    """Read a directory; without rows of a form that this program does not know."""
    told = ((entry, _route(entry), _schedule(entry)) for entry in entries)
    return tuple(
        _Row(route, entry.title, entry.facts.get("title_en", entry.title), schedule)
        for entry, route, schedule in told
        if route is not None and schedule is not None
    )


def _route(entry: Entry) -> Route | None:
    return Route(entry.code) if entry.code in set(Route) else None


def _schedule(entry: Entry) -> Schedule | None:
    """Read a row; None for one of a form that this program does not know."""
    try:
        runs = cutoffs.read_runs(entry.facts.get("runs", ""))
        hours = cutoffs.read_hours(entry.facts.get("hours", ""))
        handling = dt.timedelta(seconds=float(entry.facts.get("handling", "0")))
    except (ValueError, OverflowError):
        return None
    if handling < dt.timedelta(0):
        return None
    return Schedule(runs, entry.facts.get("days") == "every", handling, hours)
