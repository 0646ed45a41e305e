"""Tables of who may talk to the bank: clients, users, enrolments, certificates, sessions.

Instants are texts written by `clock.stamp` (they sort; "" is none), hashes are lower hex. Secrets are kept as hashes only.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, Table, Text, false, true

from bsclient.bank.schema.base import BIG, metadata

client = Table(
    "client",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("inn", Text, nullable=False),
    Column("kpp", Text, nullable=False, server_default=""),
    Column("scheme", Text, nullable=False),  # which signatures a payment needs, e.g. (110)||(111)
    Column("card_file", Boolean, nullable=False, server_default=false()),  # orders wait for funds
    Column("part_pay", Boolean, nullable=False, server_default=false()),  # such orders are paid in parts
    Column("feed_seq", BIG, nullable=False, server_default="0"),  # last sequence of the client's feed
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("rights_edition", Integer, nullable=False, server_default="0"),  # see schema_rights
)

user = Table(
    "user_",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("position", Text, nullable=False, server_default=""),
    Column("group_", Integer, nullable=False),  # of signatures: 1, 2, 3; 0 may not sign
    Column("active", Boolean, nullable=False, server_default=true()),
    Column(
        "roles", Text, nullable=False, server_default=""
    ),  # beside that of the group; "" from before roles
)

activation = Table(
    "activation",
    metadata,
    Column("code_hash", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False),
    Column("user_id", Text, ForeignKey("user_.id"), nullable=False),
    Column("expires", Text, nullable=False),
    Column("automatic", Boolean, nullable=False, server_default=false()),  # demo: no operators needed
    Column("used", Boolean, nullable=False, server_default=false()),
)

enrolment = Table(
    "enrolment",
    metadata,
    Column("id", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False),
    Column("user_id", Text, ForeignKey("user_.id"), nullable=False),
    Column("device", Text, nullable=False),
    Column("request", LargeBinary, nullable=False),
    Column("spki_sha256", LargeBinary, nullable=False),
    Column("created", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("code", Text, nullable=False, server_default=""),
    Column("serial", Text, nullable=False, server_default=""),
    Column("kind", Text, nullable=False, server_default="activation"),  # automatic, document, renewal
    Column("replaces", Text, nullable=False, server_default=""),  # serial of the key that a renewal succeeds
    Column("note", Text, nullable=False, server_default=""),  # of a refusal, for the client to read
    Column("decided", Text, nullable=False, server_default=""),
)

approval = Table(
    "approval",
    metadata,
    Column("enrolment_id", Text, ForeignKey("enrolment.id"), primary_key=True),
    Column("operator", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column(
        "step", Text, nullable=False, server_default="groups"
    ),  # typed from paper; look: confirmed by looking
)

certificate = Table(
    "certificate",
    metadata,
    Column("serial", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False, index=True),
    Column("user_id", Text, ForeignKey("user_.id"), nullable=False),
    Column("device", Text, nullable=False),
    Column("pem", Text, nullable=False),
    Column("not_before", Text, nullable=False),
    Column("not_after", Text, nullable=False),
    Column("revoked", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("revoked_by", Text, nullable=False, server_default=""),
    Column("used", Text, nullable=False, server_default=""),  # first log-in or signature
    Column(
        "replaces", Text, nullable=False, server_default=""
    ),  # serial that ends with the first use of this one
)

nonce = Table(
    "nonce",
    metadata,
    Column("nonce_hash", Text, primary_key=True),
    Column("serial", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("expires", Text, nullable=False, index=True),
)

session = Table(
    "session",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False),
    Column("user_id", Text, ForeignKey("user_.id"), nullable=False),
    Column("serial", Text, nullable=False, index=True),
    Column("device", Text, nullable=False),
    Column("used", Text, nullable=False),
)

client_journal = Table(
    "client_journal",
    metadata,
    Column("client_id", Text, ForeignKey("client.id"), primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("sequence", BIG, nullable=False),
    Column("head", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("bank_sequence", BIG, nullable=False),  # how many heads of this journal the bank has taken
    Column("bank_head", Text, nullable=False),  # a hash chain over all of them
)
