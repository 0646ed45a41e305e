"""What goes with letters: how far the bank is with own ones, what the user did with conversations, what he was writing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_STEP: Final = (
    "INSERT INTO letter_step (letter, event, thread, at, by, due) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
    " SET at = excluded.at, by = excluded.by, due = excluded.due WHERE excluded.at >= letter_step.at"
)
_STEPS: Final = "SELECT letter, event, thread, at, by, due FROM letter_step ORDER BY at, event"
_THREADS: Final = (
    "SELECT thread, archived, mark, note, marked, until, told, refused FROM conversation ORDER BY thread"
)
_THREAD: Final = (
    "SELECT thread, archived, mark, note, marked, until, told, refused FROM conversation WHERE thread = ?"
)
_UNTOLD: Final = (
    "SELECT thread, archived, mark, note, marked, until, told, refused FROM conversation"
    " WHERE mark > 0 AND told = '' AND refused = '' ORDER BY thread"
)
_ARCHIVE: Final = (
    "INSERT INTO conversation (thread, archived) VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET archived = excluded.archived"
)
_MARK: Final = (
    "INSERT INTO conversation (thread, mark, note, marked) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " mark = excluded.mark, note = excluded.note, marked = excluded.marked, told = '', refused = ''"
)
_KEPT: Final = "UPDATE conversation SET told = ?, until = ?, refused = '' WHERE thread = ?"
_REFUSED: Final = "UPDATE conversation SET refused = ? WHERE thread = ?"
_WRITE: Final = (
    "INSERT INTO letter_unsaved (user, draft, mail, at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " draft = excluded.draft, mail = excluded.mail, at = excluded.at"
)
_WRITTEN: Final = "SELECT draft, mail FROM letter_unsaved WHERE user = ?"
_FORGET: Final = "DELETE FROM letter_unsaved WHERE user = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStepRow:
    """How far an own letter is at the bank's desk; `by` "" for nobody in particular, `due` None when no answer is awaited."""

    letter: str
    event: str
    thread: str
    at: dt.datetime
    by: str = ""
    due: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterThreadRow:
    """What the user did with a conversation: put away at an instant, rated 1 … 5 (0: not).

    `until` is the bank's word how long the mark may be changed, `told` when it took it, `refused` its code when it did not.
    """

    thread: str
    archived: dt.datetime | None = None
    mark: int = 0
    note: str = ""
    marked: dt.datetime | None = None
    until: dt.datetime | None = None
    told: dt.datetime | None = None
    refused: str = ""


def step(work: UnitOfWork, row: LetterStepRow) -> None:
    """Keep how far a letter is; of the same event the latest stands."""
    told = (row.letter, row.event, row.thread, clock.stamp(row.at), row.by, values.stamp_text(row.due))
    if work.run(_STEP, told).rowcount > 0:
        work.touch_letters()


def steps(reader: Reader) -> dict[str, list[LetterStepRow]]:
    """Return what happened to letters at the bank, by letter, the oldest first."""
    found: dict[str, list[LetterStepRow]] = {}
    for one in reader.all(_STEPS):
        row = LetterStepRow(
            letter=one[0], event=one[1], thread=one[2], at=clock.parse(one[3]), by=one[4],
            due=values.instant_or_none(one[5]),
        )  # fmt: skip
        found.setdefault(row.letter, []).append(row)
    return found


def threads(reader: Reader) -> dict[str, LetterThreadRow]:
    """Return what the user did with conversations."""
    return {row.thread: row for row in map(_thread, reader.all(_THREADS))}


def thread(reader: Reader, thread_id: str) -> LetterThreadRow:
    """Return what the user did with a conversation."""
    found = reader.one(_THREAD, (thread_id,))
    return LetterThreadRow(thread=thread_id) if found is None else _thread(found)


def archive(work: UnitOfWork, thread_id: str, *, on: bool) -> None:
    """Put a conversation away as it stands now, or take it back."""
    work.run(_ARCHIVE, (thread_id, work.stamp if on else ""))
    work.touch_letters()


def mark(work: UnitOfWork, thread_id: str, value: int, note: str) -> None:
    """Keep how content the user is with the answer; the bank is told later."""
    work.run(_MARK, (thread_id, value, note, work.stamp))
    work.touch_letters()


def untold_marks(reader: Reader) -> list[LetterThreadRow]:
    """Return the marks that the bank does not know."""
    return [_thread(found) for found in reader.all(_UNTOLD)]


def mark_told(work: UnitOfWork, thread_id: str, until: str) -> None:
    """Note that the bank has taken a mark, which may be changed till an instant."""
    work.run(_KEPT, (work.stamp, until, thread_id))
    work.touch_letters()


def mark_refused(work: UnitOfWork, thread_id: str, code: str) -> None:
    """Note why the bank did not take a mark."""
    work.run(_REFUSED, (code, thread_id))
    work.touch_letters()


def keep_unsaved(work: UnitOfWork, user: str, draft: str, mail: str) -> None:
    """Keep what a user is writing; no window shows it before he comes back."""
    work.run(_WRITE, (user, draft, mail, work.stamp))


def unsaved(reader: Reader, user: str) -> tuple[str, str] | None:
    """Return (id of the draft or "", text) of what a user was writing when the program ended."""
    found = reader.one(_WRITTEN, (user,))
    return None if found is None else (str(found[0]), str(found[1]))


def forget_unsaved(work: UnitOfWork, user: str) -> None:
    """Forget it: it was saved or discarded."""
    work.run(_FORGET, (user,))


def _thread(found: Any) -> LetterThreadRow:
    return LetterThreadRow(
        thread=found[0], archived=values.instant_or_none(found[1]), mark=found[2], note=found[3],
        marked=values.instant_or_none(found[4]), until=values.instant_or_none(found[5]),
        told=values.instant_or_none(found[6]), refused=found[7],
    )  # fmt: skip
