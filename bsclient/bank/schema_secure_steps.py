"""Step 3 to 4 of the bank's base: keys and their ends, rights, documents that wait for signatures, payees.

`{bytes}` stands for the type of octets. A step once released is never changed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

_KEYS: Final[tuple[str, ...]] = (
    "ALTER TABLE enrolment ADD COLUMN kind TEXT DEFAULT 'activation' NOT NULL",
    "ALTER TABLE enrolment ADD COLUMN replaces TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE enrolment ADD COLUMN note TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE enrolment ADD COLUMN decided TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE approval ADD COLUMN step TEXT DEFAULT 'groups' NOT NULL",
    "ALTER TABLE certificate ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE certificate ADD COLUMN revoked_by TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE certificate ADD COLUMN used TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE certificate ADD COLUMN replaces TEXT DEFAULT '' NOT NULL",
    """CREATE TABLE block_word (
        user_id TEXT NOT NULL,
        hash TEXT NOT NULL,
        wrong INTEGER DEFAULT '0' NOT NULL,
        tried TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (user_id),
        FOREIGN KEY (user_id) REFERENCES user_ (id)
    )""",
    """CREATE TABLE bank_key_end (
        serial TEXT NOT NULL,
        revoked TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (serial)
    )""",
    """CREATE TABLE crl (
        number BIGINT NOT NULL,
        issued TEXT NOT NULL,
        next_update TEXT NOT NULL,
        serials TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        der {bytes} NOT NULL,
        PRIMARY KEY (number)
    )""",
)
_RIGHTS: Final[tuple[str, ...]] = ()
_PENDING: Final[tuple[str, ...]] = (
    """CREATE TABLE pending (
        offer TEXT NOT NULL,
        document_id TEXT NOT NULL,
        client_id TEXT NOT NULL,
        author TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        body {bytes} NOT NULL,
        attachments TEXT NOT NULL,
        valid_until TEXT NOT NULL,
        created TEXT NOT NULL,
        state TEXT NOT NULL,
        code TEXT DEFAULT '' NOT NULL,
        reason TEXT DEFAULT '' NOT NULL,
        ended_by TEXT DEFAULT '' NOT NULL,
        ended TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (offer),
        CONSTRAINT pending_state
            CHECK (state IN ('waiting', 'accepted', 'withdrawn', 'refused', 'expired', 'void')),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    "CREATE INDEX pending_client ON pending (client_id, state)",
    "CREATE INDEX pending_document ON pending (document_id)",
    "CREATE UNIQUE INDEX pending_waiting ON pending (document_id) WHERE state = 'waiting'",
    """CREATE TABLE pending_signature (
        offer TEXT NOT NULL,
        user_id TEXT NOT NULL,
        serial TEXT NOT NULL,
        position INTEGER NOT NULL,
        first INTEGER NOT NULL,
        cms {bytes} NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (offer, user_id),
        FOREIGN KEY (offer) REFERENCES pending (offer)
    )""",
)
_PAYEES: Final[tuple[str, ...]] = ()


def secure(connection: Connection) -> None:
    """3 to 4."""
    octets = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    for statement in (*_KEYS, *_RIGHTS, *_PENDING, *_PAYEES):
        connection.exec_driver_sql(statement.replace("{bytes}", octets))
