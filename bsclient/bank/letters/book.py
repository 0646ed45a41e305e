"""The letter desk's part of one transaction: conversations under lock, questions, letters that go out, the desk's journal.

Nothing is written before `flush`, which comes after the documents were stored. The journal is numbered without gaps and
chained: a step that was changed or taken out later is found by `audit`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, text, update

from bsclient import clock
from bsclient.bank.schema.letters import letter_question, letter_step, letter_thread
from bsclient.bank.schema.tables import letter
from bsclient.bank.work.sequences import take

WAITING: Final = "waiting"
TAKEN: Final = "taken"
ANSWERED: Final = "answered"
CLOSED: Final = "closed"

JOURNAL: Final = "letter_step"
"""Name of the counter of the journal."""

_THREAD = select(letter_thread).where(letter_thread.c.thread == bindparam("of")).with_for_update()
_OPEN = (
    select(letter_question)
    .where(letter_question.c.thread == bindparam("of"), letter_question.c.done == "")
    .order_by(letter_question.c.received, letter_question.c.document_id)
)
_LAST = (
    select(letter_question.c.document_id)
    .where(letter_question.c.thread == bindparam("of"))
    .order_by(letter_question.c.received.desc(), letter_question.c.document_id.desc())
    .limit(1)
)
_PHONE = (
    select(letter_thread.c.phone)
    .where(letter_thread.c.client_id == bindparam("client"), letter_thread.c.phone != "")
    .order_by(letter_thread.c.changed.desc())
    .limit(1)
)
_NUMBERED = text(  # a base of before has letters, but no counter of them
    "INSERT INTO counter (name, next) SELECT :of, count(*) + 1 FROM letter WHERE client_id = :client ON CONFLICT DO NOTHING"
)
_LAST_CHAIN = select(letter_step.c.chain).order_by(letter_step.c.number.desc()).limit(1)
_CASE_FIELDS = ("kind", "subject", "language", "phone", "priority", "state", "operator", "due", "changed")
_QUESTION_FIELDS = ("opened", "done", "answer", "operator")
_SAVE_CASE = (
    update(letter_thread)
    .where(letter_thread.c.thread == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _CASE_FIELDS})
)
_SAVE_QUESTION = (
    update(letter_question)
    .where(letter_question.c.document_id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in _QUESTION_FIELDS})
)


@dataclass(slots=True)
class Case:
    """A conversation as the desk sees it."""

    thread: str
    client_id: str
    kind: str
    subject: str
    language: str
    phone: str = ""
    priority: int = 0
    state: str = WAITING
    operator: str = ""
    due: str = ""
    changed: str = ""


@dataclass(slots=True)
class Question:
    """A client's letter and what became of it."""

    document_id: str
    thread: str
    kind: str
    received: str
    due: str
    acknowledgement: str
    opened: str = ""
    done: str = ""
    answer: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the journal: who did what with which letter."""

    action: str
    actor: str = ""
    thread: str = ""
    letter_id: str = ""
    note: str = ""


class LetterBook:
    """What one transaction knows and decides about letters."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._stamp = clock.stamp(at)
        self._cases: dict[str, Case | None] = {}
        self._fresh: set[str] = set()
        self._asked: dict[str, list[Question]] = {}
        self._new: list[Question] = []
        self._letters: list[dict[str, Any]] = []
        self._steps: list[Step] = []

    def case(self, thread: str) -> Case | None:
        """Return a conversation, locked until the transaction ends; None if the desk has none of this id."""
        if thread not in self._cases:
            row = self._connection.execute(_THREAD, {"of": thread}).mappings().one_or_none()
            self._cases[thread] = None if row is None else Case(**row)
        return self._cases[thread]

    def begin(self, case: Case) -> None:
        """Take up a new conversation."""
        self._cases[case.thread] = case
        self._fresh.add(case.thread)

    def waiting(self, thread: str) -> list[Question]:
        """Return the questions of a conversation that wait for their answer, the oldest first."""
        if thread not in self._asked:
            rows = self._connection.execute(_OPEN, {"of": thread}).mappings()
            self._asked[thread] = [Question(**row) for row in rows]
        return [question for question in self._asked[thread] if not question.done]

    def last(self, thread: str) -> str:
        """Return the id of the last question of a conversation, waiting or done."""
        found: str | None = self._connection.execute(_LAST, {"of": thread}).scalar()
        fresh = [question.document_id for question in self._new if question.thread == thread]
        return fresh[-1] if fresh else found or ""

    def ask(self, question: Question) -> None:
        """Take up a new question."""
        self.waiting(question.thread)
        self._asked[question.thread].append(question)
        self._new.append(question)

    def post(self, row: dict[str, Any]) -> None:
        """Keep a letter of the bank."""
        self._letters.append(row)

    def next_number(self, client_id: str) -> int:
        """Return the number of the bank's next letter to a client: nobody else gets it."""
        name = f"letter.{client_id}"
        self._connection.execute(_NUMBERED, {"of": name, "client": client_id})
        return take(self._connection, name)

    def known_phone(self, client_id: str) -> str:
        """Return the telephone that a client has named last, "" if none."""
        return self._connection.execute(_PHONE, {"client": client_id}).scalar() or ""

    def note(self, step: Step) -> None:
        """Write a step into the journal."""
        self._steps.append(step)

    def mark(self) -> tuple[int, int]:
        """Remember what is to be written so far."""
        return len(self._letters), len(self._steps)

    def back_to(self, mark: tuple[int, int]) -> None:
        """Forget letters and steps since a mark; conversations change outside of what can be undone."""
        del self._letters[mark[0] :]
        del self._steps[mark[1] :]

    def flush(self) -> None:
        """Write everything."""
        known = [case for case in self._cases.values() if case is not None]
        self._insert(letter, self._letters)
        self._insert(letter_thread, [asdict(case) for case in known if case.thread in self._fresh])
        self._update(
            _SAVE_CASE, [_changes(c.thread, c, _CASE_FIELDS) for c in known if c.thread not in self._fresh]
        )
        self._insert(letter_question, [asdict(question) for question in self._new])
        fresh = {question.document_id for question in self._new}
        old = [q for asked in self._asked.values() for q in asked if q.document_id not in fresh]
        self._update(_SAVE_QUESTION, [_changes(q.document_id, q, _QUESTION_FIELDS) for q in old])
        self._flush_steps()

    def _flush_steps(self) -> None:
        if not self._steps:
            return
        first = take(self._connection, JOURNAL, len(self._steps))
        chain = self._connection.execute(_LAST_CHAIN).scalar() or ""
        rows = []
        for number, step in enumerate(self._steps, first):
            row = asdict(step) | {"number": number, "at": self._stamp}
            chain = chained(chain, row)
            rows.append(row | {"chain": chain})
        self._insert(letter_step, rows)

    def _insert(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _update(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows)


def chained(before: str, row: dict[str, Any]) -> str:
    """Return the chain's value after a row of the journal."""
    said = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()


def _changes(key: str, item: Case | Question, names: tuple[str, ...]) -> dict[str, Any]:
    return {"of": key, **{f"new_{name}": getattr(item, name) for name in names}}
