"""Interest: simple, by days actually passed of a year of 365 or 366, rounded half up to whole kopecks once at the end.

Days count from the one after the money came up to the one on which it is given back, that one included (Civil Code of
Russia, article 839, item 1); a year has as many days as the calendar gives it (Bank of Russia Regulation 39-П of 26.06.1998,
item 3.9; banks went on counting so after it was repealed).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_LEAP, _USUAL = 366, 365


def interest(principal: int, percent: Decimal, start: date, end: date) -> int:
    """Return the interest on a sum of minor units at `percent` a year for the days after `start` up to `end`."""
    return rounded(exact(principal, percent, start, end))


def exact(principal: int, percent: Decimal, start: date, end: date) -> Fraction:
    """Return the interest before it is rounded: parts of different sums may be added first."""
    yearly = Fraction(percent) / 100 * principal
    return sum((yearly * days / length for days, length in _years(start, end)), Fraction(0))


def rounded(amount: Fraction) -> int:
    """Round minor units half up (0.5 kopeck is one)."""
    whole, rest = divmod(abs(amount), 1)
    found = int(whole) + (rest >= Fraction(1, 2))
    return found if amount >= 0 else -found


def part(amount: int, percent: Decimal) -> int:
    """Return a percentage of a sum (a fee, a tax), rounded half up."""
    return rounded(Fraction(percent) / 100 * amount)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day if it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (following - first).days) - 1)


def annuity(principal: int, percent: Decimal, months: int) -> int:
    """Return the equal monthly payment that repays a loan with its interest, by the usual formula, rounded half up."""
    monthly = percent / Decimal(1200)
    if not monthly:
        return rounded(Fraction(principal, months))
    share = monthly / (1 - (1 + monthly) ** -months)
    return int((principal * share).quantize(Decimal(1), ROUND_HALF_UP))


def _years(start: date, end: date) -> Iterator[tuple[int, int]]:
    """Split days after `start` up to `end` by calendar years: how many, of a year of what length."""
    while start < end:
        last = min(end, date(start.year, 12, 31))
        if last == start:  # the days after a 31 December belong to the next year
            last = min(end, date(start.year + 1, 12, 31))
        leap = date(last.year, 12, 31).timetuple().tm_yday == _LEAP
        yield (last - start).days, _LEAP if leap else _USUAL
        start = last
