"""What a news event of the bank does to the profile: it is kept, told anew or taken back."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bsclient.errors import BadInput
from bsclient.protocol.messages import Event, NewsData
from bsclient.storage import news
from bsclient.storage.news import NewsRow
from bsclient.storage.unit_of_work import UnitOfWork

KINDS: Final = ("news", "notice", "offer")
_LONGEST_ID: Final = 80
_LONGEST_TITLE: Final = 300
_LONGEST_TEXT: Final = 20_000


def apply(work: UnitOfWork, event: Event, told: NewsData) -> None:
    """Keep what was told; `BadInput("event_form")` for what is too long or has days of another form."""
    identity = told.id or f"event-{event.seq}"
    if told.withdrawn and not told.title:
        news.withdraw(work, identity)
        return
    for name, value, most in (
        ("id", identity, _LONGEST_ID),
        ("title", told.title, _LONGEST_TITLE),
        ("title_en", told.title_en, _LONGEST_TITLE),
        ("text", told.text, _LONGEST_TEXT),
        ("text_en", told.text_en, _LONGEST_TEXT),
    ):
        if len(value) > most:
            raise BadInput("event_form", value=name)
    row = NewsRow(
        id=identity,
        kind=told.kind if told.kind in KINDS else KINDS[0],
        title=told.title,
        text=told.text,
        title_en=told.title_en,
        text_en=told.text_en,
        valid_from=_day(told.valid_from),
        valid_to=_day(told.valid_to),
        told=event.time,
        withdrawn=told.withdrawn,
    )
    news.put(work, row)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
