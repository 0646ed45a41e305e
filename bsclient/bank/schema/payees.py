"""Tables of the payees of clients: the bank's own history of each, payments that wait before they go to a new one.

Days and instants are texts (they sort; "" is none), sums are minor units of the payee's currency.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from bsclient.bank.schema.base import BIG, metadata

payee = Table(
    "payee",
    metadata,
    Column("client_id", Text, ForeignKey("client.id"), primary_key=True),
    Column("account", Text, primary_key=True),
    Column("bic", Text, primary_key=True),
    Column("inn", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the name as `confusables.party` folds it
    Column("currency", Text, nullable=False, server_default="RUB"),
    Column("executed", Integer, nullable=False, server_default="0"),  # payments
    Column("total", BIG, nullable=False, server_default="0"),
    Column("first_day", Text, nullable=False, server_default=""),
    Column("last_day", Text, nullable=False, server_default=""),
    Column(
        "stated", Text, nullable=False, server_default=""
    ),  # trusted or blocked, as two persons have set it
    Column("document_id", Text, nullable=False, server_default=""),  # the document that set it
    Column("tried_day", Text, nullable=False, server_default=""),
    Column("tried", BIG, nullable=False, server_default="0"),  # taken in on that day while the payee was new
    Column("told", Integer, nullable=False, server_default="0"),  # 1: the client has heard of it as it stands
    CheckConstraint("stated IN ('', 'trusted', 'blocked')", name="payee_stated"),
    Index("payee_account", "client_id", "account"),
    Index("payee_inn", "client_id", "inn"),
    Index("payee_folded", "client_id", "folded"),
    Index("payee_told", "told"),
)

payee_hold = Table(
    "payee_hold",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("client_id", Text, nullable=False),
    Column("due", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
)
