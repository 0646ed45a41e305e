"""Step 8: which statement files told of which entries, so that one can be taken back; the second date of an entry.

Amounts of entries, sections and accounts in currencies with three decimals become thousandths (`storage.values`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
    # Files that were kept before did not note this: each is taken to tell all entries of its days, so that taking one of
    # them back leaves rather too much than too little.
    """INSERT INTO archive_told (entry, file, turn, missing, preliminary)
        SELECT e.id, s.file, s.file, max(e.missing = s.file), e.preliminary
        FROM archive_entry e JOIN archive_section s ON s.account = e.account AND e.day BETWEEN s.start AND s."end"
        GROUP BY e.id, s.file""",
    """INSERT INTO archive_told (entry, file, turn, missing, preliminary)
        SELECT id, file, file, 0, preliminary FROM archive_entry WHERE true
        ON CONFLICT DO UPDATE SET missing = 0""",
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


def run(connection: Connection) -> None:
    """Take the schema from step 7 to step 8."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
    for table, columns in _SCALED:
        scaled = ", ".join(f"{column} = {column} * 10" for column in columns)
        connection.exec_driver_sql(f"UPDATE {table} SET {scaled} WHERE currency IN {_THREE}")  # noqa: S608 -- fixed text
