"""Tables of what the bank does beyond payments: products, tasks, its own documents, operators' decisions, rates, closed days.

Days are ISO texts, instants are written by `clock.stamp`, money is in minor units, "" is none.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from bsclient.bank.schema.base import BIG, metadata

product = Table(  # deposits, loans, guarantees, contracts …: what a client has at the bank
    "product",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("amount", BIG, nullable=False),
    Column("state", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("terms", Text, nullable=False),  # JSON: texts by name
    Column("document_id", Text, nullable=False),  # that it came from
    Column("changed", Text, nullable=False),
    CheckConstraint("amount >= 0", name="product_amount"),
    Index("product_client", "client_id", "kind"),
)

task = Table(  # steps of services that are due at an instant; taken out by the transaction that does them
    "task",
    metadata,
    Column("id", Text, primary_key=True),
    Column("service", Text, nullable=False),
    Column("ref", Text, nullable=False, index=True),  # a document or a product
    Column("step", Text, nullable=False),
    Column("due", Text, nullable=False, index=True),
    Column("data", Text, nullable=False),  # JSON: texts by name
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=""),
)

bank_document = Table(  # documents that the bank made for a client, other than letters and products
    "bank_document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("related", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("sent", Text, nullable=False),
    CheckConstraint("state IN ('sent', 'answered', 'lapsed')", name="bank_document_state"),
)

decision = Table(  # documents that an operator must decide on
    "decision",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("asked", Text, nullable=False),
    Column("verdict", Text, nullable=False, server_default="", index=True),
    Column("operator", Text, nullable=False, server_default=""),
    Column("decided", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    CheckConstraint("verdict IN ('', 'approved', 'refused', 'recalled')", name="decision_verdict"),
)

rate = Table(  # roubles for `nominal` units: official, and at which the bank buys and sells
    "rate",
    metadata,
    Column("currency", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("nominal", Integer, nullable=False),
    Column("official", Text, nullable=False),
    Column("buy", Text, nullable=False),
    Column("sell", Text, nullable=False),
    Column("source", Text, nullable=False),
    CheckConstraint("nominal > 0", name="rate_nominal"),
)

closed_day = Table(
    "closed_day",
    metadata,
    Column("day", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("totals", Text, nullable=False),  # JSON: turnover of the day by currency
)

card_file = (
    Table(  # orders of card file 2 and those paid in parts: what is to be paid and what was, minor units
        "card_file",
        metadata,
        Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
        Column("amount", BIG, nullable=False),
        Column("paid", BIG, nullable=False, server_default="0"),
        Column("parts", Integer, nullable=False, server_default="0"),
        Column("placed", Text, nullable=False),  # the day on which it came into the card file
        CheckConstraint(
            "paid >= 0 AND paid <= amount", name="card_file_paid"
        ),  # never more than the order says
    )
)
