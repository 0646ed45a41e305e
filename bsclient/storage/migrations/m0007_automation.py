"""Step 7: profiles of table files, exports into folders with their log, rules of notifications with what they told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PROFILES: Final = (
    # how table files of one kind are read: a profile of formats.table_files as JSON
    """CREATE TABLE table_profile (
        id TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        body TEXT NOT NULL,
        author TEXT NOT NULL,
        updated TEXT NOT NULL,
        UNIQUE (role, name)
    ) STRICT, WITHOUT ROWID""",
)
_EXPORTS: Final = (
    # what is written into which folder and when; `body` is JSON, `ran` when it last went through
    """CREATE TABLE export_job (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL,
        author TEXT NOT NULL,
        updated TEXT NOT NULL,
        ran TEXT NOT NULL DEFAULT '',
        tried TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    # how far a job is with an account: the last row of `entry`, or the last `seq` of `closing`
    """CREATE TABLE export_mark (
        job TEXT NOT NULL REFERENCES export_job (id) ON DELETE CASCADE,
        account TEXT NOT NULL,
        reached INTEGER NOT NULL,
        PRIMARY KEY (job, account)
    ) STRICT, WITHOUT ROWID""",
    # entries that got another row (`entry_intake.merge`), with their first one: marks count by it
    """CREATE TABLE entry_moved (
        id TEXT PRIMARY KEY,
        was INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # the log: a file is noted as ready before it is moved to its name and as done after it, with the mark
    """CREATE TABLE export_file (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        job TEXT NOT NULL,
        at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('ready', 'done', 'failed')),
        account TEXT NOT NULL,
        day TEXT NOT NULL DEFAULT '',
        folder TEXT NOT NULL,
        name TEXT NOT NULL DEFAULT '',
        beside TEXT NOT NULL DEFAULT '',
        reached INTEGER NOT NULL DEFAULT 0,
        count INTEGER NOT NULL DEFAULT 0,
        credits INTEGER NOT NULL DEFAULT 0,
        debits INTEGER NOT NULL DEFAULT 0,
        currency TEXT NOT NULL DEFAULT '',
        sha256 TEXT NOT NULL DEFAULT '',
        content TEXT NOT NULL DEFAULT '',
        code TEXT NOT NULL DEFAULT '',
        facts TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    "CREATE INDEX export_file_job ON export_file (job, account, day, seq)",
    "CREATE INDEX export_file_ready ON export_file (job) WHERE state = 'ready'",
)
_NOTICES: Final = (
    # what a user wants to be told; `body` is JSON
    """CREATE TABLE notice_rule (
        id TEXT PRIMARY KEY,
        user TEXT NOT NULL,
        body TEXT NOT NULL,
        updated TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # how far a rule has looked, and which accounts it has found short
    """CREATE TABLE notice_mark (
        rule TEXT NOT NULL REFERENCES notice_rule (id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (rule, key)
    ) STRICT, WITHOUT ROWID""",
    # what was told: once for a rule and a happening; tray and mail: none, waiting, done, given_up
    """CREATE TABLE notice (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        user TEXT NOT NULL,
        rule TEXT NOT NULL,
        happening TEXT NOT NULL,
        code TEXT NOT NULL,
        facts TEXT NOT NULL,
        page TEXT NOT NULL DEFAULT '',
        subject TEXT NOT NULL DEFAULT '',
        at TEXT NOT NULL,
        read_at TEXT NOT NULL DEFAULT '',
        tray TEXT NOT NULL,
        mail TEXT NOT NULL,
        UNIQUE (rule, happening)
    ) STRICT""",
    "CREATE INDEX notice_unread ON notice (user) WHERE read_at = ''",
    "CREATE INDEX notice_tray ON notice (user) WHERE tray = 'waiting'",
    "CREATE INDEX notice_mail ON notice (user) WHERE mail = 'waiting'",
    """CREATE INDEX document_outcome ON document (updated) WHERE state IN ('executed', 'partly_executed', 'rejected',
        'refused_abs', 'bad_signature', 'bad_details', 'waiting_funds', 'suspended', 'recalled')""",
)


def run(connection: Connection) -> None:
    """Take the schema from step 6 to step 7."""
    for statement in (*_PROFILES, *_EXPORTS, *_NOTICES):
        connection.exec_driver_sql(statement)
