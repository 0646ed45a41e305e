"""What the bank says of our letters beside its answers, and what it is told in return: letters read, answers rated."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from bsclient import clock
from bsclient.domain.identity import is_id
from bsclient.errors import BadInput, BsError, Conflict, Refused, Unreachable
from bsclient.protocol.letters import LetterData, LetterEvent, LetterMark
from bsclient.services.context import Workplace
from bsclient.storage import letter_desk, letters
from bsclient.storage.letter_desk import LetterStepRow
from bsclient.storage.unit_of_work import UnitOfWork
from bsclient.sync.ports import Transport

_KNOWN: Final = frozenset(LetterEvent)
_LONGEST_NAME: Final = 160
_CLOSED: Final = "letter_mark_closed"
_REASONS: Final = frozenset(("letter_not_answered", _CLOSED))


def apply(work: UnitOfWork, told: LetterData) -> None:
    """Keep how far a letter of ours is; an event of a newer bank changes nothing. BadInput("event_form")."""
    if told.event not in _KNOWN:
        return
    if not is_id(told.id) or not is_id(told.thread):
        raise BadInput("event_form", value="id")
    letter_desk.step(work, LetterStepRow(
        letter=told.id, event=told.event, thread=told.thread, at=told.at, by=told.by[:_LONGEST_NAME], due=instant(told.due),
    ))  # fmt: skip


def instant(text: str) -> datetime | None:
    """Read an instant of the bank; None for "". BadInput("event_form") for one without a zone."""
    if not text:
        return None
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise BadInput("event_form", value="due")
    return read.astimezone(UTC)


def tell(place: Workplace, line: Transport) -> int:
    """Tell the bank which letters were read and how answers were rated; returns how many words were taken.

    A refusal of one word is kept and not repeated; Unreachable ends it, the rest is told another time.
    """
    with place.store.whole() as reader:
        read, marks = letters.untold(reader), letter_desk.untold_marks(reader)
    for identity in read:
        _read(place, line, identity)
    for row in marks:
        _mark(place, line, row.thread, LetterMark(mark=row.mark, note=row.note))
    return len(read) + len(marks)


def _read(place: Workplace, line: Transport, identity: str) -> None:
    try:
        line.letter_read(identity)
    except Unreachable:
        raise
    except (Refused, Conflict) as error:
        if _passing(error):
            raise
    with place.store.write() as work:
        letters.told(work, identity)


def _mark(place: Workplace, line: Transport, thread: str, mark: LetterMark) -> None:
    try:
        kept = line.letter_mark(thread, mark)
    except Unreachable:
        raise
    except (Refused, Conflict) as error:
        if _passing(error):
            raise
        reason = error.facts.get("reason", "")
        with place.store.write() as work:
            letter_desk.mark_refused(work, thread, reason if reason in _REASONS else error.code)
        return
    with place.store.write() as work:
        letter_desk.mark_told(work, thread, clock.stamp(kept.until))


def _passing(error: BsError) -> bool:
    """Whether the bank may say otherwise next time."""
    return error.code in {"bank_busy", "bank_unauthenticated"}
