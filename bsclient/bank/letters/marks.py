"""What clients tell back about the bank's letters: that one was read, and how content they are with the answers."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, insert, select, text, update

from bsclient import clock
from bsclient.bank.letters.book import Step
from bsclient.bank.rights import store as rights_store
from bsclient.bank.schema.letters import letter_mark, letter_question
from bsclient.bank.schema.tables import letter
from bsclient.bank.work.transaction import Work
from bsclient.domain.documents import Letter
from bsclient.domain.rights import deciding
from bsclient.domain.rights.policy import Subject
from bsclient.domain.rights.words import Action
from bsclient.errors import BadInput, Conflict, NotAllowed
from bsclient.protocol.letters import BEST, LONGEST_NOTE, WORST, LetterMark, LetterMarkKept

CHANGEABLE: Final = timedelta(days=1)

_LETTER = select(letter.c.thread).where(
    letter.c.id == bindparam("of"), letter.c.client_id == bindparam("client")
)
_IN_THREAD = (
    select(letter.c.id)
    .where(letter.c.thread == bindparam("of"), letter.c.client_id == bindparam("client"))
    .limit(1)
)
_READ = text(
    "INSERT INTO letter_read (letter_id, user_id, at) VALUES (:letter, :by, :at) ON CONFLICT DO NOTHING"
)
_ANSWERED = select(func.max(letter_question.c.done)).where(
    letter_question.c.thread == bindparam("of"), letter_question.c.answer != ""
)
_MARK = select(letter_mark).where(letter_mark.c.thread == bindparam("of"))


def read(work: Work, client_id: str, user_id: str, letter_id: str) -> bool:
    """Note that a user has read a letter of the bank; the first time counts. False if it is none of the client's."""
    thread = work.connection.execute(_LETTER, {"of": letter_id, "client": client_id}).scalar()
    if thread is None:
        return False
    row = {"letter": letter_id, "by": user_id, "at": clock.stamp(work.at)}
    if work.connection.execute(_READ, row).rowcount == 1:
        work.mail.note(Step("read", user_id, thread, letter_id))
    return True


def mark(work: Work, who: tuple[str, str], thread: str, told: LetterMark) -> LetterMarkKept | None:
    """Keep a mark of a user (`who`: client and user) for a conversation; None if it is none of the client's.

    Conflict("letter_not_answered"), Conflict("letter_mark_closed") when a day has passed and no answer came since; NotAllowed
    without the right to letters; BadInput("letter_mark_form").
    """
    client_id, user_id = who
    _demand_form(told)
    case = work.mail.case(thread)
    if case is None or case.client_id != client_id:
        here = work.connection.execute(_IN_THREAD, {"of": thread, "client": client_id}).first()
        if case is None and here is not None:
            raise Conflict("letter_not_answered")
        return None
    _demand_right(work, client_id, user_id)
    answered = work.connection.execute(_ANSWERED, {"of": thread}).scalar()
    if not answered:
        raise Conflict("letter_not_answered")
    known = work.connection.execute(_MARK, {"of": thread}).one_or_none()
    if known is not None and (known.mark, known.note) == (told.mark, told.note):
        return _kept(thread, told, clock.parse(known.changed), clock.parse(known.given))
    given = _given(work, answered, None if known is None else clock.parse(known.given))
    values = {
        "mark": told.mark,
        "note": told.note,
        "user_id": user_id,
        "given": clock.stamp(given),
        "changed": clock.stamp(work.at),
    }
    if known is None:
        work.connection.execute(insert(letter_mark).values(thread=thread, **values))
    else:
        work.connection.execute(update(letter_mark).where(letter_mark.c.thread == thread).values(**values))
    work.mail.note(Step("marked", user_id, thread, note=f"{told.mark} {told.note}".strip()))
    return _kept(thread, told, work.at, given)


def _given(work: Work, answered: str, known: datetime | None) -> datetime:
    """Return when the day of changing begins; Conflict if it is over and nothing was answered since."""
    if known is None or (work.at > known + CHANGEABLE and clock.parse(answered) > known):
        return work.at
    if work.at > known + CHANGEABLE:
        raise Conflict("letter_mark_closed")
    return known


def _kept(thread: str, told: LetterMark, at: datetime, given: datetime) -> LetterMarkKept:
    return LetterMarkKept(thread=thread, mark=told.mark, note=told.note, at=at, until=given + CHANGEABLE)


def _demand_form(told: LetterMark) -> None:
    if not WORST <= told.mark <= BEST:
        raise BadInput("letter_mark_form", field="mark", limit=str(LONGEST_NOTE))
    controls = any(unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\n" for sign in told.note)
    if len(told.note) > LONGEST_NOTE or controls:
        raise BadInput("letter_mark_form", field="note", limit=str(LONGEST_NOTE))


def _demand_right(work: Work, client_id: str, user_id: str) -> None:
    policy = rights_store.read(work.connection, client_id)
    reason = deciding.why_not(policy, user_id, Action.LETTERS, Subject(Letter.code), work.today)
    if reason is not None:
        raise NotAllowed(reason.code, **reason.facts)
