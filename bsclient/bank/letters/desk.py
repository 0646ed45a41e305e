"""The letter desk: operators take conversations from the queue, read, answer, hand on and close them.

Every act is one transaction that holds the conversation locked, so that of two operators one has it. An answer covers every
question that waits, and each of them must have been opened before: nobody answers what nobody has read.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import bindparam, delete, select

from bsclient import clock
from bsclient.bank import files
from bsclient.bank.letters import post as letters
from bsclient.bank.letters import words as letter_words
from bsclient.bank.letters.book import ANSWERED, CLOSED, TAKEN, WAITING, Case, Question, Step
from bsclient.bank.letters.limits import LARGEST, MOST, TOTAL
from bsclient.bank.schema.access import client
from bsclient.bank.schema.letters import letter_question
from bsclient.bank.schema.tables import letter_due
from bsclient.bank.work.transaction import Doc, Work
from bsclient.domain.states import State
from bsclient.errors import BadInput, NotAllowed
from bsclient.protocol.letters import Automatic, LetterEvent

LONGEST_NAME: Final = 80
LONGEST_BODY: Final = 10_000
LONGEST_FILE_NAME: Final = 120

_DUE = select(letter_due.c.document_id).where(letter_due.c.due <= bindparam("now")).limit(200)
_CLAIM = delete(letter_due).where(letter_due.c.document_id == bindparam("of"))
_THREAD_OF = select(letter_question.c.thread).where(letter_question.c.document_id == bindparam("of"))
_CLIENT = select(client.c.id).where(client.c.id == bindparam("of"))


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes with an answer."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operator writes; `subject` "" is that of a reply."""

    body: str
    subject: str = ""
    files: tuple[File, ...] = ()
    close: bool = False


def operator_name(name: str) -> str:
    """Return an operator's name with its blanks in order; BadInput("operator_name")."""
    clean = " ".join(name.split())
    if not 0 < len(clean) <= LONGEST_NAME or any(
        unicodedata.category(sign).startswith("C") for sign in clean
    ):
        raise BadInput("operator_name", value=name[:LONGEST_NAME])
    return clean


def read_file(path: Path) -> File:
    """Read a file that goes with an answer; BadInput("letter_file") or "attachments_too_large"."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput("letter_file", value=str(path)) from error
    signs = ("" if unicodedata.category(sign).startswith("C") else sign for sign in path.name)
    name = "".join(signs).strip()[-LONGEST_FILE_NAME:]
    if not data or not name:
        raise BadInput("letter_file", value=str(path))
    if len(data) > LARGEST:
        raise BadInput("attachments_too_large", limit=str(LARGEST // (1024 * 1024)))
    return File(name, data)


def need(work: Work, wanted: str) -> Case:
    """Return a conversation by its id or that of a client's letter in it, locked; BadInput("letter_thread_unknown")."""
    thread = work.connection.execute(_THREAD_OF, {"of": wanted}).scalar() or wanted
    case = work.mail.case(thread)
    if case is None:
        raise BadInput("letter_thread_unknown", value=wanted)
    return case


def open_letters(work: Work, thread: str, operator: str) -> None:
    """Note that an operator reads what waits in a conversation; the client is told so once for each letter."""
    case = need(work, thread)
    _open(work, case, operator)


def take(work: Work, thread: str, operator: str) -> None:
    """Take a conversation that waits; once taken by oneself it stays so. NotAllowed if somebody else has it."""
    case = need(work, thread)
    if case.state == TAKEN and case.operator != operator:
        raise NotAllowed("letter_taken", operator=case.operator)
    if case.state != TAKEN:
        _give(work, case, operator, Step("taken", operator, case.thread))
    _open(work, case, operator)


def assign(work: Work, thread: str, operator: str, by: str) -> None:
    """Give a conversation to an operator, whoever has it now."""
    case = need(work, thread)
    if case.state != TAKEN or case.operator != operator:
        _give(work, case, operator, Step("assigned", by, case.thread, note=operator))


def release(work: Work, thread: str, operator: str, note: str = "") -> None:
    """Put a conversation back into the queue."""
    case = _own(work, thread, operator)
    case.state, case.operator, case.changed = WAITING, "", clock.stamp(work.at)
    work.mail.note(Step("released", operator, case.thread, note=note))
    for question in work.mail.waiting(case.thread):
        letters.wait_alone(work, question.document_id)
        letters.tell(work, case, question.document_id, LetterEvent.RELEASED, operator)


def answer(work: Work, thread: str, operator: str, told: Answer) -> str:
    """Answer all questions of a conversation that wait; returns the id of the letter."""
    case = _own(work, thread, operator)
    _demand_answer(told)
    unseen = [one for one in work.mail.waiting(case.thread) if not one.opened]
    if unseen:
        raise NotAllowed("letter_unseen", letter=unseen[0].document_id)
    last = _load(work, work.mail.waiting(case.thread))[-1]
    text = letters.Text(
        told.subject or letter_words.reply_subject(last, case.language),
        told.body,
        author=f"{operator}, {work.profile.name}",
        attachments=tuple(_attach(work, case.client_id, file) for file in told.files),
    )
    own = _complete(work, case, text, operator)
    if told.close:
        _close(work, case, operator, "")
    return own


def write(work: Work, client_id: str, operator: str, told: Answer) -> str:
    """Begin a conversation: write a letter to a client who has not asked; returns its id. His reply comes to the desk."""
    if work.connection.execute(_CLIENT, {"of": client_id}).first() is None:
        raise BadInput("letter_client_unknown", value=client_id)
    _demand_answer(told)
    if not told.subject.strip():
        raise BadInput("letter_subject_missing")
    files = tuple(_attach(work, client_id, file) for file in told.files)
    author = f"{operator}, {work.profile.name}"
    text = letters.Text(told.subject, told.body, author=author, attachments=files)
    own = letters.send(work, client_id, text, work.setting.signer)
    work.mail.note(Step("written", operator, own, own))
    return own


def close(work: Work, thread: str, operator: str, note: str = "") -> None:
    """Close a conversation. What waits in it is closed without an answer, which needs a note that the client reads."""
    case = need(work, thread)
    if case.state == TAKEN and case.operator != operator:
        raise NotAllowed("letter_taken", operator=case.operator)
    if case.state == CLOSED:
        raise NotAllowed("letter_closed")
    waiting = work.mail.waiting(case.thread)
    if waiting and not note:
        raise NotAllowed("letter_unanswered", count=str(len(waiting)))
    _open(work, case, operator)
    for doc, question in zip(_load(work, waiting), waiting, strict=True):
        question.done, question.operator = clock.stamp(work.at), operator
        _execute(work, doc, note)
    _unwait(work, waiting)
    _close(work, case, operator, note)


def due(connection: Any, now: str) -> list[str]:
    """Return the letters that no operator has taken and that the demo's automatic one answers now."""
    return list(connection.execute(_DUE, {"now": now}).scalars())


def answer_alone(work: Work, document_id: str) -> None:
    """Answer a letter without an operator (demo), unless one has taken it or it is answered."""
    thread = work.connection.execute(_THREAD_OF, {"of": document_id}).scalar()
    case = work.mail.case(thread) if thread else None
    if work.connection.execute(_CLAIM, {"of": document_id}).rowcount != 1:
        return
    if case is None:
        _adopt(work, document_id)
        return
    waiting = work.mail.waiting(case.thread)
    if case.state != WAITING or document_id not in {one.document_id for one in waiting}:
        return
    last = _load(work, waiting)[-1]
    kind = letters.kind_of(work, case.kind)
    fitting = letter_words.fitting(last, kind, letters.rows(work, letters.QUESTIONS), by_words=True)
    text = letters.Text(
        letter_words.reply_subject(last, case.language),
        letter_words.demo_answer(last, fitting, case.language),
        automatic=Automatic.OPERATOR,
    )
    _complete(work, case, text, "")


def _adopt(work: Work, document_id: str) -> None:
    """Take a letter that came before there was a desk into its queue."""
    work.lock([document_id])
    doc = work.find(document_id)
    if doc is not None and doc.state is State.ACCEPTED:
        letters.receive(work, doc)


def _own(work: Work, thread: str, operator: str) -> Case:
    """Return a conversation that this operator has taken; NotAllowed says whether it is there to be taken."""
    case = need(work, thread)
    if case.state != TAKEN and not work.mail.waiting(case.thread):
        raise NotAllowed("letter_not_waiting", state=case.state)
    if case.state != TAKEN:
        raise NotAllowed("letter_not_taken", state=case.state)
    if case.operator != operator:
        raise NotAllowed("letter_taken", operator=case.operator)
    return case


def _give(work: Work, case: Case, operator: str, step: Step) -> None:
    waiting = work.mail.waiting(case.thread)
    if not waiting:
        raise NotAllowed("letter_not_waiting", state=case.state)
    case.state, case.operator, case.changed = TAKEN, operator, clock.stamp(work.at)
    _unwait(work, waiting)
    work.mail.note(step)
    for question in waiting:
        letters.tell(work, case, question.document_id, LetterEvent.ASSIGNED, operator)


def _open(work: Work, case: Case, operator: str) -> None:
    for question in work.mail.waiting(case.thread):
        if not question.opened:
            question.opened = clock.stamp(work.at)
            work.mail.note(Step("opened", operator, case.thread, question.document_id))
            letters.tell(work, case, question.document_id, LetterEvent.OPENED, operator)


def _complete(work: Work, case: Case, text: letters.Text, operator: str) -> str:
    """Send an answer: every question that waits is answered by it."""
    waiting = work.mail.waiting(case.thread)
    docs = _load(work, waiting)
    whole = letters.Text(
        text.subject,
        text.body,
        thread=case.thread,
        in_reply_to=waiting[-1].document_id,
        author=text.author,
        kind=case.kind,
        automatic=text.automatic,
        about=docs[-1].text("about"),
        attachments=text.attachments,
    )
    own = letters.send(work, case.client_id, whole, work.setting.signer)
    stamp = clock.stamp(work.at)
    for question, doc in zip(waiting, docs, strict=True):
        question.done, question.answer, question.operator = stamp, own, operator
        _execute(work, doc)
        work.mail.note(Step("answered", operator, case.thread, own, question.document_id))
        letters.tell(work, case, question.document_id, LetterEvent.ANSWERED, operator)
    case.state, case.operator, case.due, case.changed = ANSWERED, "", "", stamp
    _unwait(work, waiting)
    return own


def _close(work: Work, case: Case, operator: str, note: str) -> None:
    case.state, case.operator, case.due, case.changed = CLOSED, "", "", clock.stamp(work.at)
    work.mail.note(Step("closed", operator, case.thread, note=note))
    letters.tell(work, case, work.mail.last(case.thread), LetterEvent.CLOSED, operator)


def _execute(work: Work, doc: Doc, note: str = "") -> None:
    """End a letter's business, unless it was refused meanwhile."""
    if doc.state is State.ACCEPTED:
        work.move(doc, State.EXECUTED, note=note)


def _unwait(work: Work, questions: list[Question]) -> None:
    """Take letters away from the automatic operator."""
    for question in questions:
        work.connection.execute(_CLAIM, {"of": question.document_id})
    ids = {question.document_id for question in questions}
    work.rows["letter"][:] = [row for row in work.rows["letter"] if row["document_id"] not in ids]


def _load(work: Work, questions: list[Question]) -> list[Doc]:
    """Return the documents of questions, locked."""
    work.lock([question.document_id for question in questions])
    found = [work.find(question.document_id) for question in questions]
    return [doc for doc in found if doc is not None]


def _demand_answer(told: Answer) -> None:
    if not told.body.strip():
        raise BadInput("letter_text_missing")
    if len(told.body) > LONGEST_BODY or len(told.subject) > letter_words.LONGEST_SUBJECT:
        raise BadInput("letter_text_long", limit=str(LONGEST_BODY))
    if len(told.files) > MOST:
        raise BadInput("attachments_too_many", limit=str(MOST))
    if sum(len(file.data) for file in told.files) > TOTAL:
        raise BadInput("attachments_too_large", limit=str(TOTAL // (1024 * 1024)))


def _attach(work: Work, client_id: str, file: File) -> Mapping[str, str]:
    """Keep a file for the client to fetch; returns its row."""
    sha256 = hashlib.sha256(file.data).hexdigest()
    files.give(work.connection, (client_id, sha256), file.data)
    return {"name": file.name, "sha256": sha256, "size": str(len(file.data))}
