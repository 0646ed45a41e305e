"""Words in texts of a recurring document that its day puts in: `Аренда за {месяц} {год}`. Other braces stay as they are."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from bsclient.domain.document import Raw

MONTHS: Final = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
MARKS: Final = ("{month}", "{year}", "{date}", "{last_month}")
_RUSSIAN: Final = ("{месяц}", "{год}", "{дата}", "{прошлый месяц}")


def worded(raw: Raw, day: dt.date) -> dict[str, Any]:
    """Return a draft with month, year and day put into the texts that ask for them."""
    last = day.replace(day=1) - dt.timedelta(days=1)
    told = (
        MONTHS[day.month - 1], f"{day.year:04}", day.strftime("%d.%m.%Y"), f"{MONTHS[last.month - 1]} {last.year:04}",
    )  # fmt: skip
    places = [*zip(MARKS, told, strict=True), *zip(_RUSSIAN, told, strict=True)]
    return {name: _put_in(value, places) if isinstance(value, str) else value for name, value in raw.items()}


def _put_in(text: str, places: list[tuple[str, str]]) -> str:
    for mark, value in places:
        text = text.replace(mark, value)
    return text
