"""News, notices and offers of the bank: which hold today, which the user has not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bsclient.services.context import Workplace
from bsclient.storage import news
from bsclient.storage.news import NewsRow


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One of them as it is today; `over` says that its days are past, `ahead` that they have not begun."""

    row: NewsRow
    over: bool
    ahead: bool

    @property
    def holds(self) -> bool:
        """Whether it is in force: neither withdrawn nor past nor ahead."""
        return not (self.row.withdrawn or self.over or self.ahead)

    @property
    def unread(self) -> bool:
        """Whether it holds and the user has not read it."""
        return self.holds and not self.row.read

    def words(self, language: str) -> tuple[str, str]:
        """Return title and text in a language, `ru` or `en`; Russian where the bank wrote no English."""
        english = language == "en"
        return (
            self.row.title_en if english and self.row.title_en else self.row.title,
            self.row.text_en if english and self.row.text_en else self.row.text,
        )


class News:
    """What the bank has to say to its client, beside letters."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def list(self, *, past: bool = False) -> list[NewsItem]:
        """Return what holds today, the newest first; with `past` also what is withdrawn or over."""
        today = self._place.today
        with self._place.store.read() as reader:
            found = [_item(row, today) for row in news.everything(reader, self._place.user.id)]
        return [item for item in found if not item.ahead and (past or item.holds)]

    def unread(self) -> int:
        """Return how many of those that hold today the user has not read."""
        with self._place.store.read() as reader:
            return news.unread(reader, self._place.user.id, self._place.today)

    def mark_read(self, ids: Sequence[str]) -> None:
        """Note that the user read these; once is enough, again changes nothing."""
        with self._place.store.write() as work:
            news.mark_read(work, self._place.user.id, ids)


def _item(row: NewsRow, today: dt.date) -> NewsItem:
    over = row.valid_to is not None and row.valid_to < today
    return NewsItem(row, over, row.valid_from is not None and today < row.valid_from)
