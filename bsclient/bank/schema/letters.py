"""Tables of the letter desk: conversations, the questions in them, what was done with them, templates, marks, read receipts.

A question is a client's letter; the base itself holds that each has one acknowledgement and no acknowledgement serves two.
Steps are the desk's journal: numbered without gaps and chained, only ever added to. Instants are texts written by
`clock.stamp` ("" is none).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from bsclient.bank.schema.base import BIG, metadata

letter_thread = Table(
    "letter_thread",
    metadata,
    Column("thread", Text, primary_key=True),
    Column("client_id", Text, ForeignKey("client.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("priority", Integer, nullable=False),  # 1 first
    Column("state", Text, nullable=False),
    Column("operator", Text, nullable=False),  # who has taken it; "" when nobody
    Column("due", Text, nullable=False),  # when the oldest question that waits is due
    Column("changed", Text, nullable=False),
    CheckConstraint("state IN ('waiting', 'taken', 'answered', 'closed')", name="letter_thread_state"),
    CheckConstraint("state = 'taken' OR operator = ''", name="letter_thread_operator"),
    Index("letter_thread_queue", "state", "due"),
    Index("letter_thread_client", "client_id", "changed"),
)

letter_question = Table(
    "letter_question",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("thread", Text, ForeignKey("letter_thread.thread"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("received", Text, nullable=False, index=True),
    Column("due", Text, nullable=False),
    Column("acknowledgement", Text, ForeignKey("letter.id"), nullable=False, unique=True),
    Column("opened", Text, nullable=False),
    Column("done", Text, nullable=False),  # answered, or closed without an answer
    Column("answer", Text, nullable=False),  # the letter that answers; "" when none does
    Column("operator", Text, nullable=False),  # who answered; "" for the demo's automatic one
    CheckConstraint("answer = '' OR done <> ''", name="letter_question_answer"),
)

letter_step = Table(
    "letter_step",
    metadata,
    Column("number", BIG, primary_key=True, autoincrement=False),
    Column("thread", Text, nullable=False, index=True),  # "" for acts about no conversation
    Column("letter_id", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("chain", Text, nullable=False),  # SHA-256 over the chain before and this row
)

letter_template = Table(
    "letter_template",
    metadata,
    Column("code", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("changed", Text, nullable=False),
)

letter_read = Table(
    "letter_read",
    metadata,
    Column("letter_id", Text, ForeignKey("letter.id"), primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("at", Text, nullable=False),
)

letter_mark = Table(
    "letter_mark",
    metadata,
    Column("thread", Text, ForeignKey("letter_thread.thread"), primary_key=True),
    Column("mark", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("given", Text, nullable=False),  # the day in which it may be changed begins here
    Column("changed", Text, nullable=False),
    CheckConstraint("mark BETWEEN 1 AND 5", name="letter_mark_range"),
)
