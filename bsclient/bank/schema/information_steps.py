"""Step 4 to 5 of the bank's base: closing statements, the letter desk, news, offers and papers.

A step once released is never changed.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from bsclient.bank.schema.base import run

_STATEMENTS: Final[tuple[str, ...]] = (
    """CREATE TABLE closing_head (
        account_id INTEGER NOT NULL,
        day TEXT DEFAULT '' NOT NULL,
        balance BIGINT DEFAULT '0' NOT NULL,
        transfer BIGINT DEFAULT '0' NOT NULL,
        PRIMARY KEY (account_id),
        FOREIGN KEY (account_id) REFERENCES account (id)
    )""",
    "CREATE INDEX ix_closing_head_day ON closing_head (day)",
)
_LETTERS: Final[tuple[str, ...]] = (
    """CREATE TABLE letter_thread (
        thread TEXT NOT NULL,
        client_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        language TEXT NOT NULL,
        phone TEXT NOT NULL,
        priority INTEGER NOT NULL,
        state TEXT NOT NULL,
        operator TEXT NOT NULL,
        due TEXT NOT NULL,
        changed TEXT NOT NULL,
        PRIMARY KEY (thread),
        CONSTRAINT letter_thread_state CHECK (state IN ('waiting', 'taken', 'answered', 'closed')),
        CONSTRAINT letter_thread_operator CHECK (state = 'taken' OR operator = ''),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    "CREATE INDEX letter_thread_queue ON letter_thread (state, due)",
    "CREATE INDEX letter_thread_client ON letter_thread (client_id, changed)",
    """CREATE TABLE letter_question (
        document_id TEXT NOT NULL,
        thread TEXT NOT NULL,
        kind TEXT NOT NULL,
        received TEXT NOT NULL,
        due TEXT NOT NULL,
        acknowledgement TEXT NOT NULL,
        opened TEXT NOT NULL,
        done TEXT NOT NULL,
        answer TEXT NOT NULL,
        operator TEXT NOT NULL,
        PRIMARY KEY (document_id),
        CONSTRAINT letter_question_answer CHECK (answer = '' OR done <> ''),
        FOREIGN KEY (document_id) REFERENCES document (id),
        FOREIGN KEY (thread) REFERENCES letter_thread (thread),
        UNIQUE (acknowledgement),
        FOREIGN KEY (acknowledgement) REFERENCES letter (id)
    )""",
    "CREATE INDEX ix_letter_question_thread ON letter_question (thread)",
    "CREATE INDEX ix_letter_question_received ON letter_question (received)",
    """CREATE TABLE letter_step (
        number BIGINT NOT NULL,
        thread TEXT NOT NULL,
        letter_id TEXT NOT NULL,
        action TEXT NOT NULL,
        actor TEXT NOT NULL,
        at TEXT NOT NULL,
        note TEXT NOT NULL,
        chain TEXT NOT NULL,
        PRIMARY KEY (number)
    )""",
    "CREATE INDEX ix_letter_step_thread ON letter_step (thread)",
    """CREATE TABLE letter_template (
        code TEXT NOT NULL,
        language TEXT NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        author TEXT NOT NULL,
        changed TEXT NOT NULL,
        PRIMARY KEY (code, language)
    )""",
    """CREATE TABLE letter_read (
        letter_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (letter_id, user_id),
        FOREIGN KEY (letter_id) REFERENCES letter (id)
    )""",
    """CREATE TABLE letter_mark (
        thread TEXT NOT NULL,
        mark INTEGER NOT NULL,
        note TEXT NOT NULL,
        user_id TEXT NOT NULL,
        given TEXT NOT NULL,
        changed TEXT NOT NULL,
        PRIMARY KEY (thread),
        CONSTRAINT letter_mark_range CHECK (mark BETWEEN 1 AND 5),
        FOREIGN KEY (thread) REFERENCES letter_thread (thread)
    )""",
)
_INFORMATION: Final[tuple[str, ...]] = (
    """CREATE TABLE news (
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        client_id TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        title_en TEXT NOT NULL,
        text_en TEXT NOT NULL,
        valid_from TEXT NOT NULL,
        valid_to TEXT NOT NULL,
        told TEXT NOT NULL,
        withdrawn TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT news_kind CHECK (kind IN ('news', 'notice', 'offer'))
    )""",
    "CREATE INDEX ix_news_told ON news (told)",
)


def information(connection: Connection) -> None:
    """4 to 5."""
    run(connection, (*_STATEMENTS, *_LETTERS, *_INFORMATION))
