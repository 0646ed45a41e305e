"""Step 8: which statement files told of which entries, so that one can be taken back; the second date of an entry.

Amounts of entries, sections and accounts in currencies with three decimals become thousandths (`storage.values`); the
search index is built anew where it holds any of them in their former shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ASIDE: Final = 14
"""So many days from the interval of a file an entry of it may be dated: a week of holidays and more."""
_STATEMENTS: Final[tuple[str, ...]] = (
    # `missing` 1: the file promises the day of the entry and lacks it; `turn` counts the keepings of files
    """CREATE TABLE archive_told (
        entry TEXT NOT NULL,
        file INTEGER NOT NULL REFERENCES archive_file (id),
        turn INTEGER NOT NULL,
        missing INTEGER NOT NULL,
        preliminary INTEGER NOT NULL,
        PRIMARY KEY (entry, file)
    ) STRICT, WITHOUT ROWID""",
    # Files that were kept before did not note this: each is taken to tell all entries of its days (of all days where it
    # states none), so that taking one of them back leaves rather too much than too little. What a file lacks is
    # missing to this day: that note is later than all keepings.
    """INSERT INTO archive_told (entry, file, turn, missing, preliminary)
        SELECT DISTINCT e.id, s.file, iif(e.missing = s.file, (SELECT max(id) + 1 FROM archive_file), s.file),
            e.missing = s.file, e.preliminary
        FROM archive_section s CROSS JOIN archive_entry e
            ON e.account = s.account AND e.day BETWEEN s.start AND iif(s.start = '', '9999-12-31', s."end")""",
    # Banks date entries outside the interval of a file too: where it overlaps the interval of the file that an entry came
    # from, both may have told it.
    f"""WITH overlap AS MATERIALIZED (
            SELECT DISTINCT s.file AS file, o.file AS other, s.account AS account,
                date(s.start, '-{_ASIDE} days') AS low, date(s."end", '+{_ASIDE} days') AS high
            FROM archive_section s JOIN archive_section o ON o.account = s.account AND o.file <> s.file
            WHERE s.start <> '' AND (o.start = '' OR o.start <= s."end" AND o."end" >= s.start)
        )
        INSERT INTO archive_told (entry, file, turn, missing, preliminary)
        SELECT e.id, w.file, w.file, 0, e.preliminary
        FROM overlap w CROSS JOIN archive_entry e ON e.account = w.account AND e.day BETWEEN w.low AND w.high
        WHERE e.file = w.other
        ON CONFLICT DO NOTHING""",  # noqa: S608 -- fixed text
    """INSERT INTO archive_told (entry, file, turn, missing, preliminary)
        SELECT id, file, file, 0, preliminary FROM archive_entry WHERE true
        ON CONFLICT DO UPDATE SET turn = excluded.turn, missing = 0""",
    # what is kept from now on is later (`storage.archive_told.begin`)
    """INSERT INTO setting (key, value)
        SELECT 'archive.turn', CAST(coalesce(max(id) + 1, 0) AS TEXT) FROM archive_file""",
    # the day of booking or of value that is not the entry's own: another format may date it so
    "ALTER TABLE archive_entry ADD COLUMN other_day TEXT NOT NULL DEFAULT ''",
)

_THREE: Final = "('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND')"
_SCALED: Final = (
    ("entry", ("amount", "balance_after")),
    ("entry_apart", ("amount", "balance_after")),
    ("archive_section", ("opening", "closing", "credits", "debits")),
    ("account", ("balance", "available")),
)
_UNSEARCHED: Final = (
    "INSERT INTO entry_text (entry_text) VALUES ('delete-all')",
    "DELETE FROM setting WHERE key = 'search.row'",
)


def run(connection: Connection) -> None:
    """Take the schema from step 7 to step 8."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
    for table, columns in _SCALED:
        scaled = ", ".join(f"{column} = {column} * 10" for column in columns)
        done = connection.exec_driver_sql(f"UPDATE {table} SET {scaled} WHERE currency IN {_THREE}")  # noqa: S608 -- fixed text
        if table == "entry" and done.rowcount:
            for statement in _UNSEARCHED:
                connection.exec_driver_sql(statement)
