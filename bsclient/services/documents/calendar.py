"""The calendar of recurring documents: every so many months or weeks, from a day to a day, moved off non-business days.

The n-th planned day follows from the rule alone; only the move to a business day asks the directory of holidays
(rows `holidays`: code = the day as ISO, fact `kind` "workday" for a day off that is worked, else any other).
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bsclient.domain.workdays import is_off
from bsclient.errors import BadInput
from bsclient.services.documents import lookups
from bsclient.services.information.directory_books import Books

_WEEK: Final = 7
_DECEMBER: Final = 12
_LONGEST: Final = 31
_LEAST_OFTEN: Final = 1000


class Every(StrEnum):
    """What the calendar counts in."""

    WEEK = "week"
    MONTH = "month"


class Shift(StrEnum):
    """Where a document goes whose day is no business day."""

    SAME = "same"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When documents are made. `day` is the day of the month (29–31: the last day where a month is shorter).

    `weekday` 0 is Monday; `every` says which of the two counts. `end` and `times` bound it (None: without end).
    """

    every: Every
    start: dt.date
    interval: int = 1
    day: int = 1
    weekday: int = 0
    end: dt.date | None = None
    times: int | None = None
    shift: Shift = Shift.AFTER

    def __post_init__(self) -> None:
        """Raise `BadInput("schedule_rule")` for what is no calendar."""
        bounds = (
            ("interval", 1 <= self.interval <= _LEAST_OFTEN), ("day", 1 <= self.day <= _LONGEST),
            ("weekday", 0 <= self.weekday < _WEEK), ("times", self.times is None or self.times >= 1),
            ("end", self.end is None or self.end >= self.start),
        )  # fmt: skip
        for name, good in bounds:
            if not good:
                raise BadInput("schedule_rule", value=name)

    def planned(self, number: int) -> dt.date | None:
        """Return the planned day of an occurrence, counted from 0; None after the end."""
        if self.times is not None and number >= self.times:
            return None
        try:
            day = self._weekly(number) if self.every is Every.WEEK else self._monthly(number)
        except (ValueError, OverflowError):
            return None  # after the last year of the calendar
        return None if self.end is not None and day > self.end else day

    def texts(self) -> dict[str, str]:
        """Return the rule as it is kept."""
        return {
            "every": str(self.every), "start": self.start.isoformat(), "interval": str(self.interval),
            "day": str(self.day), "weekday": str(self.weekday), "end": self.end.isoformat() if self.end else "",
            "times": str(self.times or ""), "shift": str(self.shift),
        }  # fmt: skip

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Rule:
        """Return the rule kept as texts."""
        return cls(
            every=Every(told["every"]), start=dt.date.fromisoformat(told["start"]), interval=int(told["interval"]),
            day=int(told["day"]), weekday=int(told["weekday"]),
            end=dt.date.fromisoformat(told["end"]) if told["end"] else None,
            times=int(told["times"]) if told["times"] else None, shift=Shift(told["shift"]),
        )  # fmt: skip

    def _weekly(self, number: int) -> dt.date:
        first = self.start + dt.timedelta(days=(self.weekday - self.start.weekday()) % _WEEK)
        return first + dt.timedelta(days=_WEEK * self.interval * number)

    def _monthly(self, number: int) -> dt.date:
        first = 0 if self._in_month(0) >= self.start else 1
        return self._in_month(first + number * self.interval)

    def _in_month(self, after: int) -> dt.date:
        years, month = divmod(self.start.month - 1 + after, _DECEMBER)
        year = self.start.year + years
        longest = months.monthrange(year, month + 1)[1]
        return dt.date(year, month + 1, min(self.day, longest))


class BusinessDays:
    """Which days banks work: Monday to Friday but for the holidays of the directory, and days off that are worked."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def works(self, day: dt.date) -> bool:
        """Whether a day is a business day."""
        return not is_off(day, lookups.days_off(self._books))

    def moved(self, day: dt.date, shift: Shift) -> dt.date:
        """Return the business day that stands for a day."""
        if shift is Shift.SAME:
            return day
        step = dt.timedelta(days=1 if shift is Shift.AFTER else -1)
        while not self.works(day):
            day += step
        return day


def occurrences(rule: Rule, business: BusinessDays, number: int = 0) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield (planned day, business day that stands for it) from an occurrence on."""
    while (planned := rule.planned(number)) is not None:
        yield planned, business.moved(planned, rule.shift)
        number += 1


def days(rule: Rule, business: BusinessDays, number: int = 0) -> Iterator[dt.date]:
    """Yield the days of a rule from an occurrence on, moved to business days."""
    return (day for _, day in occurrences(rule, business, number))
