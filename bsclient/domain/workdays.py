"""Working days: week-ends and the days of the directory of holidays are off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_ENOUGH: Final = 366
"""Beyond a year days are not counted one by one."""


def is_off(day: date, holidays: Collection[date]) -> bool:
    """Whether banks do not work on a day."""
    return day.weekday() >= _SATURDAY or day in holidays


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
