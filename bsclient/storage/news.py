"""News, notices and offers as the bank told them, and which of them each user has read.

`news_read` has a row for each user who read one; "" as the user stands for all (before step 9 nobody noted who it was).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = "id, kind, title, text, title_en, text_en, valid_from, valid_to, told, withdrawn"
_PUT: Final = """
    INSERT INTO news (id, kind, title, text, title_en, text_en, valid_from, valid_to, told, withdrawn)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET kind = excluded.kind, title = excluded.title, text = excluded.text,
        title_en = excluded.title_en, text_en = excluded.text_en, valid_from = excluded.valid_from,
        valid_to = excluded.valid_to, told = excluded.told, withdrawn = excluded.withdrawn"""
_SAME: Final = "SELECT 1 FROM news WHERE id = ? AND (kind, title, text) = (?, ?, ?)"
_FORGET_READERS: Final = "DELETE FROM news_read WHERE news = ?"
_WITHDRAW: Final = "UPDATE news SET withdrawn = 1 WHERE id = ?"
_READ_BY: Final = "EXISTS (SELECT 1 FROM news_read AS r WHERE r.news = news.id AND r.user IN ('', :user))"
_ALL: Final = f"SELECT {_COLUMNS}, {_READ_BY} FROM news ORDER BY told DESC, id DESC LIMIT :most"  # noqa: S608 -- fixed text
_READ: Final = f"INSERT INTO news_read SELECT id, :user, :at FROM news WHERE id = :id AND NOT {_READ_BY}"  # noqa: S608 -- fixed text
_UNREAD: Final = f"""
    SELECT count(*) FROM news WHERE NOT {_READ_BY} AND withdrawn = 0
    AND valid_from <= :day AND (valid_to = '' OR :day <= valid_to)"""  # noqa: S608 -- fixed text
_MOST: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsRow:
    """One of the bank's news; days are None for no bound, `read` says whether the user who asks has read it."""

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
    read: bool = False


def put(work: UnitOfWork, row: NewsRow) -> None:
    """Keep what was told, in place of what was told under this id before; other words are unread again, for everybody."""
    if work.one(_SAME, (row.id, row.kind, row.title, row.text)) is None:
        work.run(_FORGET_READERS, (row.id,))
    days = (values.day_text(row.valid_from), values.day_text(row.valid_to))
    said = (row.id, row.kind, row.title, row.text, row.title_en, row.text_en)
    work.run(_PUT, (*said, *days, clock.stamp(row.told), int(row.withdrawn)))
    work.touch_news()


def withdraw(work: UnitOfWork, identity: str) -> None:
    """Note that the bank took something back; what never came stays unknown."""
    work.run(_WITHDRAW, (identity,))
    work.touch_news()


def everything(reader: Reader, user: str) -> list[NewsRow]:
    """Return all news as a user has read them, the newest first."""
    return [_row(found) for found in reader.all(_ALL, {"user": user, "most": _MOST})]


def mark_read(work: UnitOfWork, user: str, ids: Sequence[str]) -> None:
    """Note that a user read these; the first time stays."""
    told = ({"user": user, "at": work.stamp, "id": identity} for identity in ids)
    if sum(work.run(_READ, one).rowcount for one in told):
        work.touch_news()


def unread(reader: Reader, user: str, day: dt.date) -> int:
    """Return how many of those that hold on a day a user has not read."""
    return int(reader.scalar(_UNREAD, {"user": user, "day": day.isoformat()}))


def _row(found: Any) -> NewsRow:
    return NewsRow(
        id=found[0], kind=found[1], title=found[2], text=found[3], title_en=found[4], text_en=found[5],
        valid_from=values.day(found[6]), valid_to=values.day(found[7]), told=clock.parse(found[8]),
        withdrawn=bool(found[9]), read=bool(found[10]),
    )  # fmt: skip
