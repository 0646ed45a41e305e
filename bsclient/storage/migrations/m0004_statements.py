"""Step 4: what the archive of statements keeps: closing statements of the bank, accounts of other banks, categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ENTRY: Final = (
    "id, account, value_date, posted, credit, amount, currency, balance_after, operation_type, document_id, number,"
    " document_date, counterparty_name, counterparty_inn, counterparty_kpp, counterparty_account, counterparty_bic,"
    " counterparty_bank, counterparty_corr_account, purpose, order_fields"
)
_STATEMENTS: Final[tuple[str, ...]] = (
    # `source`: 'bank' for accounts at the bank of the profile, 'file' for those of other banks
    "ALTER TABLE account ADD COLUMN source TEXT NOT NULL DEFAULT 'bank'",
    # the bank's signed word for a day of an account: without it the day is preliminary
    """CREATE TABLE closing (
        account TEXT NOT NULL,
        day TEXT NOT NULL,
        opening INTEGER NOT NULL,
        credits INTEGER NOT NULL,
        debits INTEGER NOT NULL,
        closing INTEGER NOT NULL,
        count INTEGER NOT NULL,
        hash TEXT NOT NULL,
        at TEXT NOT NULL,
        seq INTEGER NOT NULL,
        canonical BLOB NOT NULL,
        signature BLOB NOT NULL,
        PRIMARY KEY (account, day)
    ) STRICT, WITHOUT ROWID""",
    # statement files that were taken in, and what each says of an account over an interval
    """CREATE TABLE archive_file (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        format TEXT NOT NULL,
        size INTEGER NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE archive_section (
        file INTEGER NOT NULL REFERENCES archive_file (id),
        account TEXT NOT NULL,
        start TEXT NOT NULL,
        "end" TEXT NOT NULL,
        currency TEXT NOT NULL,
        opening INTEGER,
        closing INTEGER,
        credits INTEGER,
        debits INTEGER,
        preliminary INTEGER NOT NULL,
        owner TEXT NOT NULL,
        bank TEXT NOT NULL,
        bic TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX archive_section_account ON archive_section (account, start)",
    # entries that came from files: `missing` names the file in whose interval they should stand and do not (0: none)
    """CREATE TABLE archive_entry (
        id TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        day TEXT NOT NULL,
        file INTEGER NOT NULL REFERENCES archive_file (id),
        missing INTEGER NOT NULL DEFAULT 0,
        preliminary INTEGER NOT NULL,
        reversal INTEGER NOT NULL,
        reference TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX archive_entry_day ON archive_entry (account, day)",
    # what files say of accounts at the bank of the profile and the bank did not tell: compared, never added up
    """CREATE TABLE entry_apart (
        id TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        value_date TEXT NOT NULL,
        posted TEXT NOT NULL,
        credit INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        currency TEXT NOT NULL,
        balance_after INTEGER NOT NULL,
        operation_type TEXT NOT NULL,
        document_id TEXT NOT NULL,
        number TEXT NOT NULL,
        document_date TEXT NOT NULL,
        counterparty_name TEXT NOT NULL,
        counterparty_inn TEXT NOT NULL,
        counterparty_kpp TEXT NOT NULL,
        counterparty_account TEXT NOT NULL,
        counterparty_bic TEXT NOT NULL,
        counterparty_bank TEXT NOT NULL,
        counterparty_corr_account TEXT NOT NULL,
        purpose TEXT NOT NULL,
        order_fields TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entry_apart_day ON entry_apart (account, value_date)",
    # fragments of entries by their rows, filled later than the entries themselves (`storage.entry_search`)
    """CREATE VIRTUAL TABLE entry_text USING fts5 (
        words, content='', columnsize=0, detail=none, tokenize='trigram'
    )""",
    # the bank tells of an account that only files knew: its word counts, what the files said is set apart
    f"""CREATE TRIGGER account_told AFTER UPDATE OF source ON account WHEN OLD.source = 'file' AND NEW.source = 'bank'
    BEGIN
        INSERT OR IGNORE INTO entry_apart ({_ENTRY}) SELECT {_ENTRY} FROM entry
            WHERE account = NEW.number AND id IN (SELECT id FROM archive_entry WHERE account = NEW.number);
        DELETE FROM entry WHERE account = NEW.number AND id IN (SELECT id FROM archive_entry WHERE account = NEW.number);
        INSERT INTO entry_text (entry_text) VALUES ('delete-all');
        DELETE FROM setting WHERE key = 'search.row';
    END""",  # noqa: S608 -- fixed text
    """CREATE TABLE category_rule (
        place INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        words TEXT NOT NULL,
        inn TEXT NOT NULL,
        direction TEXT NOT NULL,
        priority INTEGER NOT NULL
    ) STRICT""",
    # income that the user expects: once (`rule` empty), or by a calendar
    """CREATE TABLE expectation (
        id TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        name TEXT NOT NULL,
        inn TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount > 0),
        day TEXT NOT NULL,
        rule TEXT NOT NULL,
        author TEXT NOT NULL,
        updated TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)


def run(connection: Connection) -> None:
    """Take the schema from step 3 to step 4."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
