"""Table of news, notices and offers that the bank has told, to one client or to all. Days are ISO ("" is no bound)."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Table, Text

from bsclient.bank.schema.base import metadata

news = Table(
    "news",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("client_id", Text, nullable=False),  # "": all clients
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Column("told", Text, nullable=False, index=True),
    Column("withdrawn", Text, nullable=False),  # the instant; "" while it holds
    CheckConstraint("kind IN ('news', 'notice', 'offer')", name="news_kind"),
)
