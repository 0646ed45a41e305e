"""How fast and how well the desk answers: over the letters received in a span of days, by kind and by operator.

Times are minutes of service hours, as the answer clock counts them; the 90th percentile is the nearest rank. Letters that
were closed without an answer are counted, but have no answer time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from bsclient import clock
from bsclient.bank.bankclock import Plan
from bsclient.bank.letters import clock as letter_clock
from bsclient.bank.schema.letters import letter_mark, letter_question, letter_thread
from bsclient.clock import MOSCOW
from bsclient.errors import BadInput

AUTOMATIC: Final = "automatic"
"""Name under which answers without an operator are counted."""

_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = 60
_RECEIVED = select(letter_question).where(
    letter_question.c.received >= bindparam("since"), letter_question.c.received < bindparam("until")
)
_MARKS = select(letter_mark.c.mark).where(
    letter_mark.c.changed >= bindparam("since"), letter_mark.c.changed < bindparam("until")
)
_WAITING = select(letter_thread.c.due).where(letter_thread.c.state.in_(("waiting", "taken")))


@dataclass(frozen=True, slots=True)
class _Letter:
    kind: str
    operator: str
    took: timedelta | None
    late: bool
    closed: bool


def statistics(connection: Connection, plan: Plan, days: tuple[date, date], now: datetime) -> dict[str, Any]:
    """Return the figures of some days (both included, Moscow time)."""
    if days[0] > days[1]:
        raise BadInput("letter_days", value=f"{days[0]} – {days[1]}")
    asked = {"since": _midnight(days[0]), "until": _midnight(days[1] + timedelta(days=1))}
    found = [_letter(row, plan, now) for row in connection.execute(_RECEIVED, asked)]
    marks = list(connection.execute(_MARKS, asked).scalars())
    due = list(connection.execute(_WAITING).scalars())
    return {
        "from": days[0].isoformat(),
        "to": days[1].isoformat(),
        **_figures(found),
        "queue": len(due),
        "overdue_now": sum(one < clock.stamp(now) for one in due),
        "by_kind": _grouped(found, lambda one: one.kind),
        "by_operator": _grouped((one for one in found if one.took is not None), lambda one: one.operator),
        "marks": _marks(marks),
    }


def _letter(row: Any, plan: Plan, now: datetime) -> _Letter:
    answered = bool(row.answer)
    took = letter_clock.served(plan, clock.parse(row.received), clock.parse(row.done)) if answered else None
    ended = row.done or clock.stamp(now)
    closed = bool(row.done) and not answered
    return _Letter(row.kind, row.operator or AUTOMATIC, took, ended > row.due and not closed, closed)


def _figures(found: Sequence[_Letter]) -> dict[str, Any]:
    took = sorted(one.took for one in found if one.took is not None)
    return {
        "received": len(found),
        "answered": len(took),
        "closed_unanswered": sum(one.closed for one in found),
        "late": sum(one.late for one in found),
        "median_minutes": _minutes(_rank(took, 50)),
        "p90_minutes": _minutes(_rank(took, 90)),
        "within_hour_percent": round(100 * sum(one <= _HOUR for one in took) / len(took), 1)
        if took
        else None,
    }


def _grouped(found: Iterable[_Letter], key: Callable[[_Letter], str]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[_Letter]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return {name: _figures(groups[name]) for name in sorted(groups)}


def _marks(marks: Sequence[int]) -> dict[str, Any]:
    counts = {str(mark): marks.count(mark) for mark in range(1, 6)}
    mean = round(sum(marks) / len(marks), 2) if marks else None
    return {"count": len(marks), "mean": mean, "each": counts}


def _rank(took: Sequence[timedelta], percent: int) -> timedelta | None:
    """Return the nearest rank of sorted times."""
    return took[-(-len(took) * percent // 100) - 1] if took else None


def _minutes(took: timedelta | None) -> float | None:
    return None if took is None else round(took.total_seconds() / _MINUTE, 1)


def _midnight(day: date) -> str:
    return clock.stamp(datetime.combine(day, time(), MOSCOW))
