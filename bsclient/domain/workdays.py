"""Working days: Monday to Friday, but for the days that the directory of holidays turns round.

`holidays` everywhere are days that are otherwise than their weekday says: days off from Monday to Friday, and days of a
week-end that are worked in place of another (Labour Code, article 112).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_ENOUGH: Final = 366
"""Beyond a year days are not counted one by one."""
WORKED: Final = "workday"
"""Kind of a day of the directory that is worked; all other kinds are off."""


def turned(days: Iterable[tuple[str, str]]) -> frozenset[date]:
    """Return the days that are otherwise than their weekday, of days of the directory: (ISO day, kind)."""
    found = set()
    for text, kind in days:
        with suppress(ValueError):
            day = date.fromisoformat(text)
            if (kind == WORKED) == (day.weekday() >= _SATURDAY):
                found.add(day)
    return frozenset(found)


def is_off(day: date, holidays: Collection[date]) -> bool:
    """Whether banks do not work on a day."""
    return (day.weekday() >= _SATURDAY) != (day in holidays)


def next_working(day: date, holidays: Collection[date]) -> date:
    """Return the first working day after a day."""
    following = day + _DAY
    while is_off(following, holidays):
        following += _DAY
    return following


def working_days(after: date, until: date, holidays: Collection[date]) -> int:
    """Count the working days after one day until another, that one included; at most 366."""
    count = 0
    while after < until and count < _ENOUGH:
        after += _DAY
        count += not is_off(after, holidays)
    return count
