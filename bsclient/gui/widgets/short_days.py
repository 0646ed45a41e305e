"""Days as people key them in: `1`, `1.12`, `011226`, `1.12.2026`; what is left out is taken from today."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_PARTED: Final = re.compile(
    r"([0-9]{1,2})(?:[.,/\- ]([0-9]{1,2})(?:[.,/\- ]([0-9]{4}|[0-9]{2})?)?)?[.,/]?", re.ASCII
)
_SOLID: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})?", re.ASCII)
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_CENTURY: Final = 2000


def read_day(text: str, today: date) -> date | None:
    """Return the day that was meant, or None if the text is no day."""
    bare = text.strip()
    if iso := _ISO.fullmatch(bare):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _SOLID.fullmatch(bare) or _PARTED.fullmatch(bare)
    if match is None:
        return None
    number, month, year = match.groups()
    return _day(_year(year, today), int(month) if month else today.month, int(number))


def _year(text: str | None, today: date) -> int:
    if not text:
        return today.year
    return int(text) if len(text) > len("26") else _CENTURY + int(text)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
