"""Tables of documents that wait at the bank for the signatures of colleagues.

An offer is one attempt over fixed bytes; a document has one waiting offer at most, which the base itself holds. Instants
are texts written by `clock.stamp` ("" is none).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text

from bsclient.bank.schema.base import metadata

pending = Table(
    "pending",
    metadata,
    Column("offer", Text, primary_key=True),
    Column("document_id", Text, nullable=False),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("attachments", Text, nullable=False),  # JSON list of hashes
    Column("valid_until", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("code", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("ended_by", Text, nullable=False, server_default=""),
    Column("ended", Text, nullable=False, server_default=""),
    CheckConstraint(
        "state IN ('waiting', 'accepted', 'withdrawn', 'refused', 'expired', 'void')", name="pending_state"
    ),
    Index("pending_client", "client_id", "state"),
    Index("pending_document", "document_id"),
    Index(
        "pending_waiting",
        "document_id",
        unique=True,
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

pending_signature = Table(
    "pending_signature",
    metadata,
    Column("offer", Text, ForeignKey("pending.offer"), primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("serial", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("first", Integer, nullable=False),  # 1: came with the offer
    Column("cms", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
)
