"""News, notices and offers of the bank: kept, put into the feeds of those they are for, taken back; offers for letters."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from bsclient import clock
from bsclient.bank.schema.access import client
from bsclient.bank.schema.news import news
from bsclient.bank.work.transaction import Work
from bsclient.domain.identity import new_id
from bsclient.errors import BadInput, NotAllowed
from bsclient.protocol.messages import Kind, NewsData

KINDS: Final = ("news", "notice", "offer")
OFFER: Final = "offer"
_LONGEST: Final = {"title": 300, "title_en": 300, "text": 20_000, "text_en": 20_000}
_MOST_OFFERS: Final = 3
_SENTENCE: Final = 200
_TOLD: Final = ("id", "kind", "title", "text", "title_en", "text_en", "valid_from", "valid_to")
_CLIENT: Final = select(client.c.id).where(client.c.id == bindparam("of"))


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is to be told; `client` "" is for all, `valid_from` and `valid_to` are ISO days, "" for no bound."""

    kind: str
    title: str
    text: str
    title_en: str = ""
    text_en: str = ""
    valid_from: str = ""
    valid_to: str = ""
    client: str = ""

    def check(self) -> None:
        """BadInput `news_kind`, `news_title_missing`, `news_too_long`, `news_days`."""
        if self.kind not in KINDS:
            raise BadInput("news_kind", value=self.kind, expected=", ".join(KINDS))
        if not self.title.strip():
            raise BadInput("news_title_missing")
        for name, most in _LONGEST.items():
            if len(getattr(self, name)) > most:
                raise BadInput("news_too_long", field=name, limit=str(most))
        start, end = _day(self.valid_from), _day(self.valid_to)
        if start and end and end < start:
            raise BadInput("news_days", value=f"{self.valid_from}..{self.valid_to}")


def publish(work: Work, told: News) -> str:
    """Keep news and tell those they are for; returns their id. NotAllowed("client_unknown") and what `check` raises."""
    told.check()
    work.feed.take_turns()
    if told.client and work.connection.execute(_CLIENT, {"of": told.client}).first() is None:
        raise NotAllowed("client_unknown", client=told.client)
    row = {name: value for name, value in asdict(told).items() if name != "client"}
    own = new_id(work.at)
    kept = row | {"id": own, "client_id": told.client, "told": clock.stamp(work.at), "withdrawn": ""}
    work.connection.execute(insert(news).values(kept))
    _tell(work, told.client, NewsData(id=own, **row))
    return own


def greet(work: Work, client_id: str) -> None:
    """Tell a client added just now what was told to all and is not withdrawn or over."""
    standing = (
        select(news)
        .where(
            news.c.client_id == "",
            news.c.withdrawn == "",
            (news.c.valid_to == "") | (news.c.valid_to >= work.today.isoformat()),
        )
        .order_by(news.c.told, news.c.id)
    )
    for row in work.connection.execute(standing).mappings().all():
        work.feed.put(client_id, Kind.NEWS, NewsData(**{name: row[name] for name in _TOLD}))


def withdraw(work: Work, identity: str) -> None:
    """Take news back; once is enough. NotAllowed("news_unknown")."""
    work.feed.take_turns()
    found = work.connection.execute(select(news).where(news.c.id == identity)).one_or_none()
    if found is None:
        raise NotAllowed("news_unknown", value=identity)
    if found.withdrawn:
        return
    stamp = clock.stamp(work.at)
    work.connection.execute(update(news).where(news.c.id == identity).values(withdrawn=stamp))
    told = NewsData(title="", text="", id=identity, kind=found.kind, withdrawn=True)
    _tell(work, found.client_id, told)


def listed(connection: Connection) -> list[dict[str, str]]:
    """Return all news, the newest first."""
    found = connection.execute(select(news).order_by(news.c.told.desc(), news.c.id.desc())).mappings()
    return [{name: str(value) for name, value in row.items()} for row in found]


def offers(work: Work, client_id: str, language: str) -> list[str]:
    """Return the newest offers that hold today for a client, a sentence each: for the acknowledgement of a letter."""
    today = work.today.isoformat()
    chosen = (
        select(news)
        .where(
            news.c.kind == OFFER,
            news.c.withdrawn == "",
            news.c.client_id.in_(("", client_id)),
            news.c.valid_from <= today,
            (news.c.valid_to == "") | (news.c.valid_to >= today),
        )
        .order_by(news.c.told.desc(), news.c.id.desc())
        .limit(_MOST_OFFERS)
    )
    rows = work.connection.execute(chosen)
    titles = ((row.title_en if language == "en" else "") or row.title for row in rows)
    return [" ".join(title.split())[:_SENTENCE] for title in titles]


def _tell(work: Work, client_id: str, told: NewsData) -> None:
    """Tell one client, or all if none is named."""
    if client_id:
        work.feed.put(client_id, Kind.NEWS, told)
    else:
        work.feed.put_all(Kind.NEWS, told)


def _day(text: str) -> date | None:
    """Read an ISO day; days are compared as texts, so the short and the week form of ISO 8601 are none."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput("news_days", value=text) from None
    if found is not None and found.isoformat() != text:
        raise BadInput("news_days", value=text)
    return found
