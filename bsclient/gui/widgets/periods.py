"""Named periods of days for filters: today, this week … this year, and one of one's own."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """What a filter offers; CUSTOM has its own two days, ALL has none."""

    ALL = "all"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CUSTOM = "custom"


_MONTHS_OF_QUARTER = 3


def days(period: Period, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period that holds `today`; None for no limit."""
    match period:
        case Period.TODAY:
            return today, today
        case Period.WEEK:
            first = today - timedelta(days=today.weekday())
            return first, first + timedelta(days=6)
        case Period.MONTH:
            return _months(today.year, today.month, 1)
        case Period.QUARTER:
            begin = (today.month - 1) // _MONTHS_OF_QUARTER * _MONTHS_OF_QUARTER + 1
            return _months(today.year, begin, _MONTHS_OF_QUARTER)
        case Period.YEAR:
            return date(today.year, 1, 1), date(today.year, 12, 31)
        case _:
            return None, None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    after = month + count - 1
    end = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return date(year, month, 1), end
