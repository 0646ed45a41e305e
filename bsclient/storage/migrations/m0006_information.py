"""Step 6: news, notices, offers and rates of the bank as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATEMENTS: Final[tuple[str, ...]] = (
    """CREATE TABLE news (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        title_en TEXT NOT NULL DEFAULT '',
        text_en TEXT NOT NULL DEFAULT '',
        valid_from TEXT NOT NULL DEFAULT '',
        valid_to TEXT NOT NULL DEFAULT '',
        told TEXT NOT NULL,
        withdrawn INTEGER NOT NULL DEFAULT 0,
        read_at TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE official_rate (
        currency TEXT NOT NULL,
        day TEXT NOT NULL,
        nominal INTEGER NOT NULL,
        value TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (currency, day)
    ) STRICT, WITHOUT ROWID""",
    # Up to now the last notice alone was kept, as three lines of a setting: instant, title, text.
    """INSERT INTO news (id, kind, title, text, told)
        SELECT 'before', 'news', substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1), told
        FROM (
            SELECT substr(value, 1, instr(value, char(10)) - 1) AS told,
                substr(value, instr(value, char(10)) + 1) AS rest
            FROM setting WHERE key = 'news'
        ) WHERE told <> '' AND instr(rest, char(10)) > 0""",
    "DELETE FROM setting WHERE key = 'news'",
)


def run(connection: Connection) -> None:
    """Take the schema from step 5 to step 6."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
