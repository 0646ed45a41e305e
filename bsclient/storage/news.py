"""News, notices and offers as the bank told them, and which of them the user has read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = "id, kind, title, text, title_en, text_en, valid_from, valid_to, told, withdrawn, read_at"
_PUT: Final = """
    INSERT INTO news (id, kind, title, text, title_en, text_en, valid_from, valid_to, told, withdrawn)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET kind = excluded.kind, title = excluded.title, text = excluded.text,
        title_en = excluded.title_en, text_en = excluded.text_en, valid_from = excluded.valid_from,
        valid_to = excluded.valid_to, told = excluded.told, withdrawn = excluded.withdrawn,
        read_at = CASE WHEN (news.title, news.text, news.kind) = (excluded.title, excluded.text, excluded.kind)
            THEN news.read_at ELSE '' END"""
_WITHDRAW: Final = "UPDATE news SET withdrawn = 1 WHERE id = ?"
_ALL: Final = f"SELECT {_COLUMNS} FROM news ORDER BY told DESC, id DESC LIMIT ?"  # noqa: S608 -- fixed text
_READ: Final = "UPDATE news SET read_at = ? WHERE id = ? AND read_at = ''"
_UNREAD: Final = """
    SELECT count(*) FROM news WHERE read_at = '' AND withdrawn = 0
    AND valid_from <= :day AND (valid_to = '' OR :day <= valid_to)"""
_MOST: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRow:
    """One of the bank's news; days are None for no bound, `read_at` is None until it is read."""

    id: str
    kind: str
    title: str
    text: str
    title_en: str
    text_en: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    told: dt.datetime
    withdrawn: bool
    read_at: dt.datetime | None = None


def put(work: UnitOfWork, row: NewsRow) -> None:
    """Keep what was told, in place of what was told under this id before; other words are unread again."""
    days = (values.day_text(row.valid_from), values.day_text(row.valid_to))
    said = (row.id, row.kind, row.title, row.text, row.title_en, row.text_en)
    work.run(_PUT, (*said, *days, clock.stamp(row.told), int(row.withdrawn)))
    work.touch_news()


def withdraw(work: UnitOfWork, identity: str) -> None:
    """Note that the bank took something back; what never came stays unknown."""
    work.run(_WITHDRAW, (identity,))
    work.touch_news()


def everything(reader: Reader) -> list[NewsRow]:
    """Return all news, the newest first."""
    return [_row(found) for found in reader.all(_ALL, (_MOST,))]


def mark_read(work: UnitOfWork, ids: Sequence[str]) -> None:
    """Note that these were read; the first time stays."""
    changed = sum(work.run(_READ, (work.stamp, identity)).rowcount for identity in ids)
    if changed:
        work.touch_news()


def unread(reader: Reader, day: dt.date) -> int:
    """Return how many of those that hold on a day nobody has read."""
    return int(reader.scalar(_UNREAD, {"day": day.isoformat()}))


def _row(found: Any) -> NewsRow:
    return NewsRow(
        id=found[0], kind=found[1], title=found[2], text=found[3], title_en=found[4], text_en=found[5],
        valid_from=values.day(found[6]), valid_to=values.day(found[7]), told=clock.parse(found[8]),
        withdrawn=bool(found[9]), read_at=clock.parse(found[10]) if found[10] else None,
    )  # fmt: skip
