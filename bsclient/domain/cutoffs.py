"""When a document leaves the bank and on which day it counts: routes, their runs and hours, working days. Moscow time.

A payment that is in time for a run leaves with it; on days off only routes that run every day go. Within the bank a payment is
carried out at once, round the clock; currency within the bank's own hours. What the client shows and what the bank does follow
from the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bsclient.clock import MOSCOW

_DAY: Final = timedelta(days=1)
_MINUTES: Final = 24 * 60
_FARTHEST: Final = 60
"""Days in which some run must come: longer than any row of days off."""
Works = Callable[[date], bool]


class Route(StrEnum):
    """How a document goes."""

    INSIDE = "inside"
    URGENT = "urgent"
    CLEARING = "clearing"
    DEMANDS = "demands"
    ABROAD = "abroad"
    EXCHANGE = "exchange"


PAYMENTS: Final = (Route.INSIDE, Route.URGENT, Route.CLEARING)
"""Routes of payments in roubles."""
Hours = tuple[time, time]


@dataclass(frozen=True, slots=True)
class Schedule:
    """One route: the times of its runs (none: it goes at once), whether it runs on days off, how long handling takes before.

    With `hours` it goes from the first to before the second alone, else when they begin next; None: at any time.
    """

    runs: tuple[time, ...] = ()
    every_day: bool = False
    handling: timedelta = timedelta(0)
    hours: Hours | None = None

    def leaves(self, at: datetime, works: Works) -> datetime:
        """Return when a payment leaves that the bank takes at an instant."""
        ready = at + self.handling
        if self.runs:
            return next_run(ready, self.runs, self._open(works))
        return ready if self.hours is None else within(ready, self.hours, self._open(works))

    def counts(self, left: datetime, works: Works) -> date:
        """Return the value date of a payment that left at an instant."""
        day = left.astimezone(MOSCOW).date()
        return day if self.every_day else first_open(day, works)

    def _open(self, works: Works) -> Works:
        return (lambda _day: True) if self.every_day else works


@dataclass(frozen=True, slots=True)
class Departure:
    """When a payment goes: `leaves` an instant, `counts` its value date; `at_once` says that it waits for no run."""

    route: Route
    leaves: datetime
    counts: date
    at_once: bool


def route(payer_bic: str, payee_bic: str, *, urgent: bool) -> Route:
    """Return how a payment in roubles goes."""
    if payer_bic == payee_bic:
        return Route.INSIDE
    return Route.URGENT if urgent else Route.CLEARING


def departure(
    taken: Route, schedules: Mapping[Route, Schedule], at: datetime, works: Works
) -> Departure | None:
    """Return when a payment goes that the bank takes at an instant; None without a schedule of its route."""
    schedule = schedules.get(taken)
    if schedule is None:
        return None
    leaves = schedule.leaves(at, works)
    return Departure(taken, leaves, schedule.counts(leaves, works), leaves == at + schedule.handling)


def next_run(after: datetime, runs: tuple[time, ...], works: Works) -> datetime:
    """Return the first run after an instant; ValueError without runs, or when no day of two months has any."""
    local = after.astimezone(MOSCOW)
    day = local.date()
    for _ in range(_FARTHEST):
        if works(day):
            for hour in runs:
                run = datetime.combine(day, hour, MOSCOW)
                if run > local:
                    return run
        day += _DAY
    raise ValueError("no run")


def within(at: datetime, hours: Hours, works: Works) -> datetime:
    """Return this instant if it is within the hours of a working day, else when they begin next. ValueError as `next_run`."""
    local, (opens, closes) = at.astimezone(MOSCOW), hours
    if works(local.date()) and opens <= local.time() < closes:
        return at
    return next_run(at, (opens,), works)


def first_open(day: date, works: Works) -> date:
    """Return this day if it is a working one, else the first after it."""
    while not works(day):
        day += _DAY
    return day


def write_runs(runs: tuple[time, ...]) -> str:
    """Return runs as a directory keeps them: "11:00 14:00", or "every 15" for each quarter of an hour of the day."""
    step = _step(runs)
    return f"every {step}" if step else " ".join(f"{run:%H:%M}" for run in runs)


def read_runs(text: str) -> tuple[time, ...]:
    """Read what `write_runs` wrote; ValueError for anything else."""
    words = text.split()
    if len(words) == 2 and words[0] == "every":  # noqa: PLR2004 -- the word and its number
        step = int(words[1])
        if not 0 < step <= _MINUTES:
            raise ValueError(text)
        return tuple(time(minute // 60, minute % 60) for minute in range(0, _MINUTES, step))
    runs = tuple(time.fromisoformat(word) for word in words)
    if list(runs) != sorted(set(runs)):
        raise ValueError(text)
    return runs


def write_hours(hours: Hours | None) -> str:
    """Return hours as a directory keeps them: "10:00-18:00", "" for none."""
    return "" if hours is None else f"{hours[0]:%H:%M}-{hours[1]:%H:%M}"


def read_hours(text: str) -> Hours | None:
    """Read what `write_hours` wrote; ValueError for anything else, also for hours that end before they begin."""
    if not text:
        return None
    opens, closes = (time.fromisoformat(word) for word in text.split("-"))
    if opens >= closes:
        raise ValueError(text)
    return opens, closes


def _step(runs: tuple[time, ...]) -> int:
    """Return the minutes between runs that go through a whole day evenly; 0 if they do not."""
    count = len(runs)
    if count < 24 or _MINUTES % count:  # noqa: PLR2004 -- rarer runs read better as a list
        return 0
    step = _MINUTES // count
    even = all(
        run.hour * 60 + run.minute == place * step and not run.second for place, run in enumerate(runs)
    )
    return step if even else 0
