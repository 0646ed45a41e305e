"""When a payment would leave the bank if it were sent now, by what the bank has told of its runs («когда уйдёт»).

The bank's directory `cut_offs` says it; without one nothing is promised. The bank takes a document when it comes: the hour shown
moves on while the user waits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.domain import cutoffs, workdays
from bsclient.domain.cutoffs import Departure, Route, Schedule
from bsclient.services.context import Workplace
from bsclient.services.documents import lookups
from bsclient.services.information.directory_books import Entry

BOOK: Final = "cut_offs"
URGENT: Final = "срочно"
_PAYMENT: Final = "payment_order"


@dataclass(frozen=True, slots=True)
class CutOff:
    """A route as the bank tells of it: its schedule and the next departure of a payment that is sent now."""

    route: Route
    title: str
    title_en: str
    schedule: Schedule
    departure: Departure


class Departures:
    """Departures by the directories of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def of(self, kind: str, raw: Mapping[str, object]) -> Departure | None:
        """Return when a document would leave if it were sent now; None for types and banks that say nothing of it."""
        payee = str(raw.get("payee_bic", ""))
        if kind != _PAYMENT or not payee:
            return None
        bank = self._place.profile.bank.bic
        taken = cutoffs.route(bank, payee, urgent=raw.get("payment_kind") == URGENT)
        return cutoffs.departure(taken, self._schedules(), self._place.now(), self._works)

    def table(self) -> list[CutOff]:
        """Return all routes of the bank, each with its next departure."""
        now, found = self._place.now(), []
        for entry in self._entries():
            schedule = _schedule(entry)
            route = _route(entry)
            if schedule is None or route is None:
                continue
            departure = cutoffs.departure(route, {route: schedule}, now, self._works)
            if departure is not None:
                found.append(
                    CutOff(route, entry.title, entry.facts.get("title_en", entry.title), schedule, departure)
                )
        return found

    def _schedules(self) -> Mapping[Route, Schedule]:
        return self._place.books.derived(BOOK, "schedules", _schedules)

    def _entries(self) -> Sequence[Entry]:
        return self._place.books.derived(BOOK, "entries", tuple)

    def _works(self, day: dt.date) -> bool:
        return not workdays.is_off(day, lookups.days_off(self._place.books))


def _schedules(entries: Sequence[Entry]) -> dict[Route, Schedule]:
    told = {_route(entry): _schedule(entry) for entry in entries}
    return {route: schedule for route, schedule in told.items() if route is not None and schedule is not None}


def _route(entry: Entry) -> Route | None:
    return Route(entry.code) if entry.code in set(Route) else None


def _schedule(entry: Entry) -> Schedule | None:
    """Read a row; None for one of a form that this program does not know."""
    try:
        runs = cutoffs.read_runs(entry.facts.get("runs", ""))
        handling = dt.timedelta(seconds=float(entry.facts.get("handling", "0")))
    except (ValueError, OverflowError):
        return None
    if handling < dt.timedelta(0):
        return None
    return Schedule(runs, entry.facts.get("days") == "every", handling)
