"""Step 2: what all document types need beside the payment order.

`product`: what the client has at the bank (deposits, loans, contracts …), each row the bank's last signed word. `incoming`: the
bank's signature under documents that the bank made. `edition`: a directory as the bank sent it, whole; `own_entry`:
rows of directories that the user keeps. `link`: document to document, `field` "" for links made by hand. Templates
get an owner; those made before were seen by all users of the profile and stay so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

STATEMENTS: Final = (
    """CREATE TABLE product (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        number TEXT NOT NULL,
        account TEXT NOT NULL,
        currency TEXT NOT NULL,
        amount INTEGER,
        state TEXT NOT NULL,
        opened TEXT NOT NULL,
        ends TEXT NOT NULL,
        terms TEXT NOT NULL,
        document_id TEXT NOT NULL,
        told TEXT NOT NULL,
        seq INTEGER NOT NULL,
        canonical BLOB NOT NULL,
        signature BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX product_kind ON product (kind, number)",
    """CREATE TABLE incoming (
        row INTEGER PRIMARY KEY REFERENCES document (row) ON DELETE CASCADE,
        signature BLOB NOT NULL,
        signed_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE edition (
        name TEXT PRIMARY KEY,
        version TEXT NOT NULL,
        kept TEXT NOT NULL,
        rows INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE own_entry (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        code TEXT NOT NULL,
        title TEXT NOT NULL,
        valid_from TEXT NOT NULL,
        valid_to TEXT NOT NULL,
        facts TEXT NOT NULL,
        author TEXT NOT NULL,
        updated TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX own_entry_name ON own_entry (name, code)",
    """CREATE TABLE comment (
        id TEXT PRIMARY KEY,
        row INTEGER NOT NULL REFERENCES document (row) ON DELETE CASCADE,
        at TEXT NOT NULL,
        user_id TEXT NOT NULL,
        author TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX comment_document ON comment (row, at)",
    """CREATE TABLE link (
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        field TEXT NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        PRIMARY KEY (source, target, field)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX link_target ON link (target)",
    """CREATE TABLE schedule (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        raw TEXT NOT NULL,
        rule TEXT NOT NULL,
        next_day TEXT NOT NULL,
        paused INTEGER NOT NULL DEFAULT 0,
        made INTEGER NOT NULL DEFAULT 0,
        author TEXT NOT NULL,
        updated TEXT NOT NULL,
        version INTEGER NOT NULL DEFAULT 1
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE template ADD COLUMN shared INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE account ADD COLUMN closed TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE template ADD COLUMN owner TEXT NOT NULL DEFAULT ''",
)


def run(connection: Connection) -> None:
    """Make the tables and give templates an owner."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
