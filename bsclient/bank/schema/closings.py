"""Table of how far the days of each account are closed: the last day stated, its closing balance, the last transfer seen."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from bsclient.bank.schema.base import BIG, metadata

closing_head = Table(
    "closing_head",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id"), primary_key=True),
    Column("day", Text, nullable=False, server_default="", index=True),  # "": no day was stated yet
    Column("balance", BIG, nullable=False, server_default="0"),  # at the end of that day, minor units
    Column("transfer", BIG, nullable=False, server_default="0"),  # the last one of the account at that time
)
