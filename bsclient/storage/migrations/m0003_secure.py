"""Step 3: what keys, rights, shared signing and the guard over payees need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_KEYS: Final = (
    # certificates of the organisation's users as the bank told of them; `refused` says why one is not believed
    """CREATE TABLE certificate (
        serial TEXT PRIMARY KEY,
        user_id TEXT NOT NULL,
        not_before TEXT NOT NULL,
        not_after TEXT NOT NULL,
        pem TEXT NOT NULL DEFAULT '',
        revoked TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        replaces TEXT NOT NULL DEFAULT '',
        refused TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    # lists of revoked certificates as they came: evidence of what was known when
    """CREATE TABLE crl (
        number INTEGER PRIMARY KEY,
        issued TEXT NOT NULL,
        next_update TEXT NOT NULL,
        fetched TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        der BLOB NOT NULL
    ) STRICT""",
    # the few documents that are signed and not sent: looked through whenever a key may have ended
    "CREATE INDEX document_unsent ON document (state) WHERE state IN ('partly_signed', 'signed', 'queued')",
)
_RIGHTS: Final[tuple[str, ...]] = ()
_PENDING: Final = (
    # documents that go to colleagues, or came from them, through the bank; `stage` says how far that is
    """CREATE TABLE pending (
        row INTEGER PRIMARY KEY REFERENCES document (row) ON DELETE CASCADE,
        offer TEXT NOT NULL,
        stage TEXT NOT NULL,
        mine INTEGER NOT NULL,
        author TEXT NOT NULL,
        author_name TEXT NOT NULL,
        by_user TEXT NOT NULL DEFAULT '',
        by_name TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        code TEXT NOT NULL DEFAULT '',
        tried INTEGER NOT NULL DEFAULT 0,
        valid_until TEXT NOT NULL,
        updated TEXT NOT NULL,
        attachments TEXT NOT NULL DEFAULT '[]'
    ) STRICT""",
    "CREATE INDEX pending_stage ON pending (stage)",
    # signatures that the bank has, with the names of its register
    """CREATE TABLE pending_signer (
        row INTEGER NOT NULL REFERENCES pending (row) ON DELETE CASCADE,
        user_id TEXT NOT NULL,
        name TEXT NOT NULL,
        serial TEXT NOT NULL,
        first INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (row, user_id)
    ) STRICT, WITHOUT ROWID""",
)
_PAYEES: Final = (
    # what the bank has said of payees, as it came: it is verified whenever it is read
    "CREATE TABLE payee_word (seq INTEGER PRIMARY KEY, body BLOB NOT NULL, signature BLOB NOT NULL) STRICT",
)
_FINAL: Final = (
    "('executed', 'partly_executed', 'rejected', 'refused_abs', 'bad_signature', 'bad_details', 'recalled')"
)
_EVIDENCE: Final = (
    # the bank's signed word for the statuses of documents; `extract_due`: of which it is still to be fetched
    """CREATE TABLE extract_act (
        id INTEGER PRIMARY KEY,
        act BLOB NOT NULL,
        signature BLOB NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE extract (
        row INTEGER PRIMARY KEY REFERENCES document (row) ON DELETE CASCADE,
        body BLOB NOT NULL,
        act INTEGER NOT NULL REFERENCES extract_act (id)
    ) STRICT""",
    "CREATE TABLE extract_due (row INTEGER PRIMARY KEY REFERENCES document (row) ON DELETE CASCADE) STRICT",
    f"""CREATE TRIGGER extract_due_final AFTER UPDATE OF state ON document WHEN new.state IN {_FINAL}
    BEGIN INSERT OR IGNORE INTO extract_due (row) VALUES (new.row); END""",  # noqa: S608 -- fixed text
    f"INSERT INTO extract_due (row) SELECT row FROM document WHERE state IN {_FINAL}",  # noqa: S608 -- fixed text
    # heads of the audit journal under the bank's signature, the last of each day
    """CREATE TABLE journal_head (
        seq INTEGER PRIMARY KEY,
        body BLOB NOT NULL,
        signature BLOB NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
    # from this row on the chain runs over digests of the rows (see storage.journal)
    "INSERT INTO setting (key, value) SELECT 'journal.digests', coalesce(max(seq), 0) + 1 FROM journal",
)


def run(connection: Connection) -> None:
    """Take the schema from step 2 to step 3."""
    for statement in (*_KEYS, *_RIGHTS, *_PENDING, *_PAYEES, *_EVIDENCE):
        connection.exec_driver_sql(statement)
