"""Where time comes from: the only module that reads the system clock.

Instants are aware datetimes in UTC; business days are `date` in Moscow time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

MOSCOW = timezone(timedelta(hours=3), "MSK")

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the current instant in UTC."""
    return datetime.now(UTC)


def business_day(instant: datetime) -> date:
    """Return the Moscow calendar day of an instant."""
    return instant.astimezone(MOSCOW).date()


def stamp(instant: datetime) -> str:
    """Write an instant as ISO 8601 in UTC with microseconds and `Z`; sorts as text."""
    return f"{instant.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def parse(text: str) -> datetime:
    """Read an instant written by `stamp` or by any ISO 8601 writer with a zone; ValueError otherwise."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:  # a zone that leads out of the years that there are
        raise ValueError(text) from error
