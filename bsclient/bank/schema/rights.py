"""Tables of the rights of clients' users: exceptions from roles, limits with what is used of them, rules, substitutes.

A client's `rights_edition` is 0 as long as there is nothing of this; every change makes it greater by one. Amounts are
minor units, days ISO texts; `scope` is "", "family:<family>" or a type's code (see `domain.rights.policy`).
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from bsclient.bank.schema.base import BIG, metadata

rights_grant = Table(
    "rights_grant",
    metadata,
    Column("client_id", Text, ForeignKey("client.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("user_id", Text, ForeignKey("user_.id"), nullable=False),
    Column("action", Text, nullable=False),  # "" all
    Column("allow", Boolean, nullable=False),
    Column("scope", Text, nullable=False),
    Column("account", Text, nullable=False),
)

rights_limit = Table(
    "rights_limit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False, index=True),
    Column("user_id", Text, nullable=False),  # "" the whole organisation
    Column("scope", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("per_document", BIG),
    Column("per_day", BIG),
    Column("used", BIG, nullable=False, server_default="0"),
    Column("used_on", Text, nullable=False, server_default=""),
    UniqueConstraint("client_id", "user_id", "scope", "account", "currency", name="rights_limit_once"),
    CheckConstraint("used >= 0", name="rights_limit_used"),
)

# What a document uses of a limit, on which day; under the number of an account: of that account's limit of a day.
limit_use = Table(
    "limit_use",
    metadata,
    Column("limit_id", Text, primary_key=True),
    Column("document_id", Text, primary_key=True, index=True),
    Column("day", Text, nullable=False),
    Column("amount", BIG, nullable=False),
)

rights_rule = Table(
    "rights_rule",
    metadata,
    Column("client_id", Text, ForeignKey("client.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("scheme", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("above", BIG),  # NULL: whatever the amount
    Column("currency", Text, nullable=False),
    Column("four_eyes", Boolean, nullable=False),
)

rights_substitute = Table(
    "rights_substitute",
    metadata,
    Column("client_id", Text, ForeignKey("client.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("user_id", Text, ForeignKey("user_.id"), nullable=False),
    Column("absent", Text, ForeignKey("user_.id"), nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("actions", Text, nullable=False),  # "sign1,approve"
)
