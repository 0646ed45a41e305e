"""Tables of the ends of keys: words that block by phone, ended keys of the bank itself, lists of revoked certificates.

Instants are texts written by `clock.stamp`, "" is none; serials are lower hex. Words are kept as slow hashes only.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table, Text

from bsclient.bank.schema import access as schema_access
from bsclient.bank.schema.base import BIG, metadata

block_word = Table(
    "block_word",
    metadata,
    Column("user_id", Text, ForeignKey(schema_access.user.c.id), primary_key=True),
    Column("hash", Text, nullable=False),  # scrypt, salted by the user's id
    Column("wrong", Integer, nullable=False, server_default="0"),  # guesses since the last right one
    Column("tried", Text, nullable=False, server_default=""),
)

bank_key_end = Table(
    "bank_key_end",
    metadata,
    Column("serial", Text, primary_key=True),  # of a certificate that signed for the bank itself
    Column("revoked", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

crl = Table(
    "crl",
    metadata,
    Column("number", BIG, primary_key=True, autoincrement=False),
    Column("issued", Text, nullable=False),
    Column("next_update", Text, nullable=False),
    Column(
        "serials", Text, nullable=False
    ),  # SHA-256 over the listed serials: another list is made when it differs
    Column("sha256", Text, nullable=False),
    Column("der", LargeBinary, nullable=False),
)
