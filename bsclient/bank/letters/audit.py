"""The auditor of the letter desk: no word is lost, every letter is acknowledged once, the journal is whole. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, select

from bsclient.bank.letters.book import chained
from bsclient.bank.schema.letters import letter_question, letter_step
from bsclient.bank.schema.tables import document, letter, letter_due
from bsclient.domain import canonical
from bsclient.domain.documents import Letter
from bsclient.domain.states import State
from bsclient.protocol.letters import Automatic

_QUESTIONS = select(letter_question)
_LETTERS = select(letter.c.id, letter.c.thread, letter.c.in_reply_to, letter.c.body)
_STEPS = select(letter_step).order_by(letter_step.c.number)
_FORGOTTEN = select(document.c.id).where(
    document.c.type == Letter.code,
    document.c.state == State.ACCEPTED.value,
    document.c.id.not_in(select(letter_question.c.document_id)),
    document.c.id.not_in(select(letter_due.c.document_id)),  # of before there was a desk: taken up when due
)


def findings(connection: Connection) -> Iterator[tuple[str, str]]:
    """Return what must not be: a code and the letter or line that it is about."""
    for document_id in connection.execute(_FORGOTTEN).scalars():
        yield "letter_forgotten", document_id
    yield from _questions(connection)
    yield from _journal(connection)


def _questions(connection: Connection) -> Iterator[tuple[str, str]]:
    sent: dict[str, str] = {}
    acknowledged: Counter[str] = Counter()
    for row in connection.execute(_LETTERS):
        sent[row.id] = row.thread
        fields = canonical.decode_signed(bytes(row.body)).fields
        acknowledged[row.in_reply_to] += fields.get("automatic") == Automatic.ACKNOWLEDGEMENT.value
    for row in connection.execute(_QUESTIONS):
        if acknowledged.pop(row.document_id, 0) != 1 or row.acknowledgement not in sent:
            yield "letter_acknowledgement_differs", row.document_id
        if row.answer and sent.get(row.answer) != row.thread:
            yield "letter_answer_lost", row.document_id
    yield from (("letter_acknowledgement_differs", key) for key, count in acknowledged.items() if count)


def _journal(connection: Connection) -> Iterator[tuple[str, str]]:
    before, expected = "", 1
    for row in connection.execute(_STEPS).mappings():
        told = {name: value for name, value in row.items() if name != "chain"}
        if row["number"] != expected or row["chain"] != chained(before, told):
            yield "letter_journal_differs", str(row["number"])
            return
        before, expected = row["chain"], expected + 1
