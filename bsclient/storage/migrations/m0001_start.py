"""Step 1: the first schema.

Documents are split in two: narrow rows with indexes, and bodies with the long bytes; a list over a million rows reads
the first alone. Amounts are whole minor units, days ISO texts ("" when unreadable), instants stamps of
`clock.stamp`. `day_count` keeps totals by type, account, state and day: an exact scroll bar without counting.
The search index has no copy of the texts; a delete needs the old words, which the triggers have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

TABLES: Final = (
    """CREATE TABLE document (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        state TEXT NOT NULL,
        number TEXT NOT NULL DEFAULT '',
        number_value INTEGER NOT NULL DEFAULT 0,
        day TEXT NOT NULL DEFAULT '',
        amount INTEGER,
        currency TEXT NOT NULL DEFAULT 'RUB',
        account TEXT NOT NULL DEFAULT '',
        counterparty TEXT NOT NULL DEFAULT '',
        counterparty_account TEXT NOT NULL DEFAULT '',
        counterparty_bic TEXT NOT NULL DEFAULT '',
        counterparty_inn TEXT NOT NULL DEFAULT '',
        purpose TEXT NOT NULL DEFAULT '',
        problems INTEGER NOT NULL DEFAULT 0,
        signatures INTEGER NOT NULL DEFAULT 0,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        author TEXT NOT NULL,
        import_id TEXT,
        related TEXT NOT NULL DEFAULT '',
        version INTEGER NOT NULL DEFAULT 1,
        status_seq INTEGER NOT NULL DEFAULT 0,
        status_code TEXT NOT NULL DEFAULT '',
        status_note TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX document_order ON document (type, day, number_value, row, state, account, amount)",
    "CREATE INDEX document_number ON document (type, substr(day, 1, 4), number_value)",
    "CREATE INDEX document_payee ON document (counterparty_account, amount, day)",
    "CREATE INDEX document_related ON document (related) WHERE related <> ''",
    """CREATE TABLE body (
        row INTEGER PRIMARY KEY REFERENCES document (row) ON DELETE CASCADE,
        raw TEXT NOT NULL,
        canonical BLOB,
        sha256 TEXT NOT NULL DEFAULT '',
        receipt BLOB,
        receipt_signature BLOB,
        extra TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE signature (
        row INTEGER NOT NULL REFERENCES document (row),
        user_id TEXT NOT NULL,
        certificate_serial TEXT NOT NULL,
        cms BLOB NOT NULL,
        signed_at TEXT NOT NULL,
        PRIMARY KEY (row, user_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE outbox (
        row INTEGER PRIMARY KEY REFERENCES document (row),
        queued_at TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        last_try TEXT NOT NULL DEFAULT '',
        next_try TEXT NOT NULL DEFAULT '',
        error TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE event (
        row INTEGER NOT NULL REFERENCES document (row) ON DELETE CASCADE,
        step INTEGER NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        actor TEXT NOT NULL,
        event TEXT NOT NULL,
        state TEXT NOT NULL,
        seq INTEGER NOT NULL DEFAULT 0,
        code TEXT NOT NULL DEFAULT '',
        facts TEXT NOT NULL DEFAULT '{}',
        note TEXT NOT NULL DEFAULT '',
        applied INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (row, step)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE feed (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        cursor INTEGER NOT NULL,
        applied_at TEXT NOT NULL DEFAULT '',
        synchronised_at TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "INSERT INTO feed (id, cursor) VALUES (1, 0)",
    """CREATE TABLE entry (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        account TEXT NOT NULL,
        value_date TEXT NOT NULL,
        posted TEXT NOT NULL,
        credit INTEGER NOT NULL,
        amount INTEGER NOT NULL CHECK (amount > 0),
        currency TEXT NOT NULL,
        balance_after INTEGER NOT NULL,
        operation_type TEXT NOT NULL DEFAULT '',
        document_id TEXT NOT NULL DEFAULT '',
        number TEXT NOT NULL DEFAULT '',
        document_date TEXT NOT NULL DEFAULT '',
        counterparty_name TEXT NOT NULL DEFAULT '',
        counterparty_inn TEXT NOT NULL DEFAULT '',
        counterparty_kpp TEXT NOT NULL DEFAULT '',
        counterparty_account TEXT NOT NULL DEFAULT '',
        counterparty_bic TEXT NOT NULL DEFAULT '',
        counterparty_bank TEXT NOT NULL DEFAULT '',
        counterparty_corr_account TEXT NOT NULL DEFAULT '',
        purpose TEXT NOT NULL DEFAULT '',
        order_fields TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    "CREATE INDEX entry_order ON entry (account, value_date, posted, row)",
    "CREATE INDEX entry_document ON entry (document_id) WHERE document_id <> ''",
    """CREATE TABLE account (
        number TEXT PRIMARY KEY,
        currency TEXT NOT NULL,
        name TEXT NOT NULL,
        balance INTEGER NOT NULL,
        available INTEGER NOT NULL,
        opened TEXT NOT NULL,
        updated TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE payee (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        inn TEXT NOT NULL,
        kpp TEXT NOT NULL,
        account TEXT NOT NULL,
        bic TEXT NOT NULL,
        bank_name TEXT NOT NULL,
        corr_account TEXT NOT NULL,
        state TEXT NOT NULL,
        used INTEGER NOT NULL DEFAULT 0,
        last_used TEXT NOT NULL DEFAULT '',
        purpose TEXT NOT NULL DEFAULT '',
        folded TEXT NOT NULL,
        UNIQUE (account, bic, inn)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE template (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        raw TEXT NOT NULL,
        author TEXT NOT NULL,
        updated TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE import_file (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        count INTEGER NOT NULL,
        total INTEGER NOT NULL,
        first_row INTEGER NOT NULL,
        last_row INTEGER NOT NULL,
        undone TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE letter (
        id TEXT PRIMARY KEY,
        thread TEXT NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        subject TEXT NOT NULL,
        body TEXT NOT NULL,
        attachments TEXT NOT NULL DEFAULT '[]',
        canonical BLOB NOT NULL,
        signature BLOB NOT NULL,
        read_at TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX letter_thread ON letter (thread, at)",
    """CREATE TABLE blob (
        sha256 TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        bytes BLOB NOT NULL
    ) STRICT""",
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE journal (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        device TEXT NOT NULL,
        action TEXT NOT NULL,
        object TEXT NOT NULL,
        object_hash TEXT NOT NULL,
        facts TEXT NOT NULL,
        prev TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT""",
    """CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'journal rows are never changed'); END""",
    """CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'journal rows are never deleted'); END""",
    """CREATE TABLE day_count (
        type TEXT NOT NULL,
        day TEXT NOT NULL,
        state TEXT NOT NULL,
        account TEXT NOT NULL,
        count INTEGER NOT NULL,
        amount INTEGER NOT NULL,
        PRIMARY KEY (type, day, state, account)
    ) STRICT, WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE document_text USING fts5 (
        words, content='', columnsize=0, detail=none, prefix='1 2', tokenize='unicode61 remove_diacritics 0'
    )""",
)

_WORDS: Final = (
    "replace(replace({0}.number || ' ' || {0}.counterparty || ' ' || {0}.counterparty_inn || ' ' ||"
    " {0}.counterparty_account || ' ' || {0}.purpose || ' ' ||"
    " iif({0}.amount IS NULL, '', ({0}.amount / 100) || ' ' || printf('%02d', {0}.amount % 100)),"
    " 'ё', 'е'), 'Ё', 'Е')"
)
INDEX_ROWS: Final = (
    "INSERT INTO document_text (rowid, words) SELECT row, "  # noqa: S608 -- fixed text
    + _WORDS.format("document")
    + " FROM document WHERE row BETWEEN ? AND ? ORDER BY row"
)
"""Indexes the words of new rows, by their numbers; the same words as the triggers give."""

_INDEX: Final = "INSERT INTO document_text (rowid, words) VALUES (NEW.row, " + _WORDS.format("NEW") + ");"  # noqa: S608 -- fixed text
_UNINDEX: Final = (
    "INSERT INTO document_text (document_text, rowid, words) VALUES ('delete', OLD.row, "  # noqa: S608 -- fixed text
    + _WORDS.format("OLD")
    + ");"
)
_ADD: Final = """INSERT INTO day_count (type, day, state, account, count, amount)
    VALUES (NEW.type, NEW.day, NEW.state, NEW.account, 1, coalesce(NEW.amount, 0))
    ON CONFLICT DO UPDATE SET count = count + 1, amount = amount + excluded.amount;"""
_TAKE: Final = """UPDATE day_count SET count = count - 1, amount = amount - coalesce(OLD.amount, 0)
    WHERE type = OLD.type AND day = OLD.day AND state = OLD.state AND account = OLD.account;"""
_TEXT_COLUMNS: Final = "number, counterparty, counterparty_inn, counterparty_account, purpose, amount"
_COUNT_COLUMNS: Final = "type, day, state, account, amount"

# New rows are counted and indexed by who inserts them (`storage.intake`).
_TRIGGERS: Final = (
    f"CREATE TRIGGER document_count_take AFTER DELETE ON document BEGIN {_TAKE} END",
    f"CREATE TRIGGER document_count_move AFTER UPDATE OF {_COUNT_COLUMNS} ON document BEGIN {_TAKE} {_ADD} END",
    f"CREATE TRIGGER document_text_take AFTER DELETE ON document BEGIN {_UNINDEX} END",
    f"CREATE TRIGGER document_text_change AFTER UPDATE OF {_TEXT_COLUMNS} ON document BEGIN {_UNINDEX} {_INDEX} END",
)


def run(connection: Connection) -> None:
    """Make all tables, indexes and triggers."""
    for statement in TABLES + _TRIGGERS:
        connection.exec_driver_sql(statement)
