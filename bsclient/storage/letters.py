"""Letters of the bank as signed by it. Own letters are documents of the type `letter`; `related` is their thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows.letters import Attachment, LetterRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = (
    "id, thread, at, author, subject, body, attachments, canonical, signature, read_at,"
    " number, kind, automatic, about, reply_to, due"
)
_INSERT: Final = (
    "INSERT INTO letter (id, thread, at, author, subject, body, attachments, canonical, signature,"
    " number, kind, automatic, about, reply_to, due)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_ALL: Final = f"SELECT {_COLUMNS} FROM letter ORDER BY at, id"  # noqa: S608 -- fixed text
_THREAD: Final = f"SELECT {_COLUMNS} FROM letter WHERE thread = ? ORDER BY at, id"  # noqa: S608 -- fixed text
_ONE: Final = f"SELECT {_COLUMNS} FROM letter WHERE id = ?"  # noqa: S608 -- fixed text
_SEEN: Final = "UPDATE letter SET read_at = ? WHERE read_at = '' AND id IN (SELECT value FROM json_each(?))"
_UNOPENED: Final = (
    "SELECT id FROM letter WHERE read_at = '' AND id IN (SELECT value FROM json_each(?)) ORDER BY at, id"
)
_LAST: Final = "SELECT id FROM letter WHERE thread = ? ORDER BY automatic = '1', at DESC, id DESC LIMIT 1"
_UNTOLD: Final = "SELECT id FROM letter WHERE read_at <> '' AND told = '' ORDER BY at, id LIMIT ?"
_TOLD: Final = "UPDATE letter SET told = ? WHERE id = ?"
_OWN: Final = (
    "SELECT d.id, b.raw FROM document d JOIN body b ON b.row = d.row"
    " WHERE d.type = 'letter' AND d.state <> 'deleted'"
)


def add(work: UnitOfWork, letter: LetterRow) -> bool:
    """Keep a letter of the bank; False when it was here before."""
    files = values.json_text([[one.name, one.sha256, one.size] for one in letter.attachments])
    text = (clock.stamp(letter.at), letter.author, letter.subject, letter.body, files)
    proof = (letter.canonical, letter.signature)
    more = (letter.number, letter.kind, letter.automatic, letter.about, letter.reply_to)
    done = work.run(_INSERT, (letter.id, letter.thread, *text, *proof, *more, values.stamp_text(letter.due)))
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


def own_texts(reader: Reader) -> dict[str, Mapping[str, Any]]:
    """Return what own letters say, by id."""
    return {str(found[0]): values.json_value(found[1]) for found in reader.all(_OWN)}


def seen(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Note that these letters were read for the first time, by whomever; those read before stay as they are."""
    if work.run(_SEEN, (work.stamp, values.json_text(list(ids)))).rowcount > 0:
        work.touch_letters()


def unopened(reader: Reader, ids: Iterable[str]) -> list[str]:
    """Return those of these letters that nobody opened."""
    return [str(found[0]) for found in reader.all(_UNOPENED, (values.json_text(list(ids)),))]


def last(reader: Reader, thread_id: str) -> str | None:
    """Return the last letter of the bank in a thread, acknowledgements apart if there is any other."""
    found = reader.one(_LAST, (thread_id,))
    return None if found is None else str(found[0])


def untold(reader: Reader, limit: int = 100) -> list[str]:
    """Return letters that were read and of which the bank does not know it yet."""
    return [str(found[0]) for found in reader.all(_UNTOLD, (limit,))]


def told(work: UnitOfWork, letter_id: str) -> None:
    """Note that the bank knows that a letter was read; no window shows it."""
    work.run(_TOLD, (work.stamp, letter_id))


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
        number=found[10],
        kind=found[11],
        automatic=found[12],
        about=found[13],
        reply_to=found[14],
        due=values.instant_or_none(found[15]),
    )
