"""The clock of the letter desk: minutes count within the service hours of working days alone (Moscow time).

An answer is never promised later than one working day, which is as many minutes as the desk is open in a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bsclient.bank.bankclock import Plan, working_day
from bsclient.clock import MOSCOW
from bsclient.errors import BadInput

_DAY = timedelta(days=1)


def due(plan: Plan, received: datetime, minutes: int) -> datetime:
    """Return when `minutes` of service will have passed since an instant, one working day at most."""
    left = min(timedelta(minutes=minutes), _length(plan))
    for begin, end in _open_hours(plan, received):
        if end - begin >= left:
            return begin + left
        left -= end - begin
    raise AssertionError  # the days do not end


def served(plan: Plan, since: datetime, until: datetime) -> timedelta:
    """Return how much of the service hours lies between two instants."""
    total = timedelta(0)
    for begin, end in _open_hours(plan, since):
        if begin >= until:
            return total
        total += min(end, until) - begin
    raise AssertionError  # the days do not end


def hours(begin: str, end: str) -> tuple[time, time]:
    """Read service hours like 09:00 and 18:00; BadInput("letter_hours")."""
    try:
        opens, closes = time.fromisoformat(begin), time.fromisoformat(end)
    except ValueError as error:
        raise BadInput("letter_hours", value=f"{begin}–{end}") from error
    if opens.tzinfo or closes.tzinfo or not opens < closes:
        raise BadInput("letter_hours", value=f"{begin}–{end}")
    return opens, closes


def _length(plan: Plan) -> timedelta:
    return _at(date.min, plan.desk_closes) - _at(date.min, plan.desk_opens)


def _open_hours(plan: Plan, since: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Return the spans in which the desk is open, from an instant on."""
    day = since.astimezone(MOSCOW).date()
    while True:
        if plan.every_day or working_day(day):
            begin, end = max(_at(day, plan.desk_opens), since), _at(day, plan.desk_closes)
            if begin < end:
                yield begin, end
        day += _DAY


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, MOSCOW)
