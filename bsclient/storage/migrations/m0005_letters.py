"""Step 5: what letters need beside their text: kinds, links, receipts of reading, answers rated, files that come in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NEW: Final = ("number", "kind", "automatic", "about", "reply_to", "due", "told")
_STATEMENTS: Final[tuple[str, ...]] = (
    *(f"ALTER TABLE letter ADD COLUMN {name} TEXT NOT NULL DEFAULT ''" for name in _NEW),
    # What was read before there were receipts of reading is not told to the bank years later.
    "UPDATE letter SET told = read_at",
    """CREATE TABLE letter_step (
        letter TEXT NOT NULL,
        event TEXT NOT NULL,
        thread TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL DEFAULT '',
        due TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (letter, event)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE conversation (
        thread TEXT PRIMARY KEY,
        archived TEXT NOT NULL DEFAULT '',
        mark INTEGER NOT NULL DEFAULT 0,
        note TEXT NOT NULL DEFAULT '',
        marked TEXT NOT NULL DEFAULT '',
        until TEXT NOT NULL DEFAULT '',
        told TEXT NOT NULL DEFAULT '',
        refused TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE letter_unsaved (
        user TEXT PRIMARY KEY,
        draft TEXT NOT NULL DEFAULT '',
        mail TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE blob_part (
        sha256 TEXT NOT NULL,
        start INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (sha256, start)
    ) STRICT, WITHOUT ROWID""",
)


def run(connection: Connection) -> None:
    """Take the schema from step 4 to step 5."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
