"""News, notices and offers of the demo bank (`resources/demo/news.json`), told on days counted from today.

An item has `told` (days from today), `until` (days from today, "sunday" for the next one that is not tomorrow, null for no end)
and titles and texts in Russian and English, in which {told} and {until} stand for those days.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from bsclient import clock
from bsclient.bank.core import Bank
from bsclient.bank.information.news import News
from bsclient.clock import MOSCOW
from bsclient.paths import resource

_TOLD_AT: Final = time(10)
_SUNDAY: Final = "sunday"
_DAYS: Final = {"ru": "%d.%m.%Y", "en": "%d/%m/%Y"}


class DemoNews(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of them as the file has it."""

    kind: str
    told: int
    until: int | str | None
    title: str
    text: str
    title_en: str
    text_en: str


def tell(bank: Bank) -> None:
    """Tell all clients, the oldest first."""
    today = clock.business_day(bank.clock())
    for item in sorted(_read(), key=lambda each: each.told):
        told = today + timedelta(days=item.told)
        bank.publish(made(item, today), datetime.combine(told, _TOLD_AT, MOSCOW))


def made(item: DemoNews, today: date) -> News:
    """Return an item with the days that it names as seen from a day."""
    told, until = today + timedelta(days=item.told), _until(item.until, today)
    russian, english = (
        {"told": f"{told:{form}}", "until": "" if until is None else f"{until:{form}}"}
        for form in _DAYS.values()
    )
    return News(
        kind=item.kind,
        title=item.title.format(**russian),
        text=item.text.format(**russian),
        title_en=item.title_en.format(**english),
        text_en=item.text_en.format(**english),
        valid_from=told.isoformat(),
        valid_to="" if until is None else until.isoformat(),
    )


def _until(told: int | str | None, today: date) -> date | None:
    if told is None:
        return None
    if told == _SUNDAY:
        day = today + timedelta(days=2)
        return day + timedelta(days=6 - day.weekday())
    return today + timedelta(days=int(told))


def _read() -> list[DemoNews]:
    return msgspec.json.decode(resource("demo/news.json").read_bytes(), type=list[DemoNews])
