"""Letters of the bank as signed by it. Own letters are documents of the type `letter`; `related` is their thread."""

from __future__ import annotations

from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows import Attachment, LetterRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_INSERT: Final = (
    "INSERT INTO letter (id, thread, at, author, subject, body, attachments, canonical, signature)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_ALL: Final = (
    "SELECT id, thread, at, author, subject, body, attachments, canonical, signature, read_at"
    " FROM letter ORDER BY at, id"
)
_THREAD: Final = (
    "SELECT id, thread, at, author, subject, body, attachments, canonical, signature, read_at"
    " FROM letter WHERE thread = ? ORDER BY at, id"
)
_ONE: Final = (
    "SELECT id, thread, at, author, subject, body, attachments, canonical, signature, read_at"
    " FROM letter WHERE id = ?"
)
_READ: Final = "UPDATE letter SET read_at = ? WHERE thread = ? AND read_at = ''"
_UNREAD: Final = "SELECT count(*) FROM letter WHERE read_at = ''"


def add(work: UnitOfWork, letter: LetterRow) -> bool:
    """Keep a letter of the bank; False when it was here before."""
    files = values.json_text([[one.name, one.sha256, one.size] for one in letter.attachments])
    text = (clock.stamp(letter.at), letter.author, letter.subject, letter.body, files)
    proof = (letter.canonical, letter.signature)
    done = work.run(_INSERT, (letter.id, letter.thread, *text, *proof))
    if done.rowcount > 0:
        work.touch_letters()
    return done.rowcount > 0


def find(reader: Reader, letter_id: str) -> LetterRow | None:
    """Return a letter of the bank, or None."""
    found = reader.one(_ONE, (letter_id,))
    return None if found is None else _row(found)


def all_letters(reader: Reader) -> list[LetterRow]:
    """Return all letters of the bank, the oldest first."""
    return [_row(found) for found in reader.all(_ALL)]


def thread(reader: Reader, thread_id: str) -> list[LetterRow]:
    """Return the bank's letters of a thread, the oldest first."""
    return [_row(found) for found in reader.all(_THREAD, (thread_id,))]


def mark_read(work: UnitOfWork, thread_id: str) -> int:
    """Note that the letters of a thread were read; return how many were new."""
    done = work.run(_READ, (work.stamp, thread_id))
    if done.rowcount > 0:
        work.touch_letters()
    return done.rowcount


def unread(reader: Reader) -> int:
    """Return how many letters nobody opened."""
    return int(reader.scalar(_UNREAD))


def _row(found: Any) -> LetterRow:
    files = values.json_value(found[6])
    return LetterRow(
        id=found[0],
        thread=found[1],
        at=clock.parse(found[2]),
        author=found[3],
        subject=found[4],
        body=found[5],
        attachments=tuple(Attachment(name=name, sha256=sha256, size=size) for name, sha256, size in files),
        canonical=found[7],
        signature=found[8],
        read_at=values.instant_or_none(found[9]),
    )
