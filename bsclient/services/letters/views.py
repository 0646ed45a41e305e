"""Letters and conversations as windows and paper show them, put together from own documents and letters of the bank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bsclient.domain.documents import Letter
from bsclient.domain.states import EDITABLE, FAILED, State
from bsclient.protocol.letters import Automatic, LetterEvent
from bsclient.services.documents import attachments
from bsclient.services.letters import search as letter_search
from bsclient.storage import documents, letter_desk, letter_reading, letters
from bsclient.storage.letter_desk import LetterStepRow, LetterThreadRow
from bsclient.storage.rows.documents import DocumentRow
from bsclient.storage.rows.letters import Attachment, LetterRow
from bsclient.storage.unit_of_work import Reader

_NOT_WAITING: Final = frozenset((
    *EDITABLE, *FAILED, State.PARTLY_SIGNED, State.SIGNED, State.EXECUTED, State.RECALLED, State.DELETED,
))  # fmt: skip
_HERE: Final = frozenset((*EDITABLE, State.PARTLY_SIGNED, State.SIGNED, State.QUEUED, State.DELETED))
_SAYS: Final = ("subject", "body", "kind", "phone", "about")
_ENDS: Final = frozenset((LetterEvent.ANSWERED, LetterEvent.CLOSED))


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to an own letter at the bank (`protocol.letters.LetterEvent`), when and by whom ("" for nobody)."""

    event: str
    at: dt.datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class LetterView:
    """One letter of a thread. `state` is None for letters of the bank; `code` and `note` are its word on ours.

    `automatic` is "1" for the instant acknowledgement, "2" for an answer that no person wrote. `due` is when the bank answers
    an own letter at the latest, `steps` how far the bank is with it; `about` is the document discussed.
    """

    id: str
    incoming: bool
    author: str
    time: dt.datetime
    subject: str
    body: str
    attachments: tuple[Attachment, ...]
    state: State | None = None
    read: bool = True
    code: str = ""
    note: str = ""
    number: str = ""
    kind: str = ""
    phone: str = ""
    about: str = ""
    automatic: str = ""
    due: dt.datetime | None = None
    steps: tuple[Step, ...] = ()

    @property
    def acknowledgement(self) -> bool:
        """Whether it only says that a letter has come."""
        return self.automatic == Automatic.ACKNOWLEDGEMENT

    @property
    def gone(self) -> bool:
        """Whether it is ours and has left this PC."""
        return self.state is not None and self.state not in _HERE

    @property
    def waits(self) -> bool:
        """Whether it is ours, has gone out, and the bank still owes its answer."""
        if self.state is None or self.state in _NOT_WAITING:
            return False
        return not any(step.event in _ENDS for step in self.steps)


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Which conversations are asked for; "" as kind: of all kinds. Those in the archive are a list of their own."""

    unread: bool = False
    waiting: bool = False
    files: bool = False
    archived: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A conversation: its subject, the instant of the last letter, how many are unread and how many there are.

    `waiting`: the bank owes an answer, by `due` if it has said so. `excerpt` is where a search was found, `mark` 0 without one.
    """

    id: str
    subject: str
    last: dt.datetime
    unread: int
    count: int
    draft: bool = False
    kind: str = ""
    waiting: bool = False
    due: dt.datetime | None = None
    files: bool = False
    archived: bool = False
    mark: int = 0
    excerpt: str = ""


def conversations(reader: Reader, user: str) -> dict[str, list[LetterView]]:
    """Return all letters by conversation as a user has read them, each the oldest first."""
    rows, theirs = documents.of_type(reader, Letter.code), _read_by(reader, letters.all_letters(reader), user)
    return _grouped(rows, letters.own_texts(reader), theirs, letter_desk.steps(reader))


def conversation(reader: Reader, thread_id: str, user: str) -> list[LetterView]:
    """Return the letters of one conversation as a user has read them, the oldest first."""
    rows = [row for row in documents.of_type(reader, Letter.code) if thread_id in {row.id, row.related}]
    texts = {row.id: documents.body(reader, row.id).raw for row in rows}
    theirs = _read_by(reader, letters.thread(reader, thread_id), user)
    found = _grouped(rows, texts, theirs, letter_desk.steps(reader))
    return found.get(thread_id, [])


def thread_view(
    identity: str, found: Sequence[LetterView], kept: LetterThreadRow | None, sought: Sequence[str] = ()
) -> ThreadView:
    """Return a conversation as one line of the list."""
    owed = [letter for letter in found if letter.waits]
    drafts = any(letter.state in EDITABLE for letter in found)
    dues = [letter.due for letter in owed if letter.due is not None]
    excerpt = (
        letter_search.excerpt([text for letter in found for text in _texts(letter)[1:]], sought)
        if sought
        else ""
    )
    return ThreadView(
        identity, found[0].subject, found[-1].time, sum(not letter.read for letter in found), len(found), drafts,
        kind=next((letter.kind for letter in found if letter.kind), ""),
        waiting=bool(owed), due=min(dues, default=None),
        files=any(letter.attachments for letter in found), archived=put_away(found, kept),
        mark=kept.mark if kept else 0, excerpt=excerpt,
    )  # fmt: skip


def put_away(found: Sequence[LetterView], kept: LetterThreadRow | None) -> bool:
    """Whether a conversation is in the archive: put there, and nothing has come since."""
    if kept is None or kept.archived is None:
        return False
    return not any(letter.time > kept.archived and not letter.acknowledgement for letter in found)


def fits(view: ThreadView, chosen: LetterFilter) -> bool:
    """Whether a conversation is asked for; search looks into the archive, too, when `chosen.archived` is set."""
    asked = (
        (chosen.unread, bool(view.unread)),
        (chosen.waiting, view.waiting),
        (chosen.files, view.files),
        (bool(chosen.kind), view.kind == chosen.kind),
    )
    return view.archived == chosen.archived and all(has for wanted, has in asked if wanted)


def matches(found: Sequence[LetterView], sought: Sequence[str]) -> bool:
    """Whether every word stands somewhere in a conversation: subject, text, names of files, number, author."""
    if not sought:
        return True
    hay = letter_search.fold("\n".join(text for letter in found for text in _texts(letter)))
    return all(word in hay for word in sought)


def _read_by(reader: Reader, theirs: Iterable[LetterRow], user: str) -> list[LetterRow]:
    """Return letters of the bank; those that only colleagues have read are new to a user."""
    left = letter_reading.left(reader, user)
    return [replace(letter, read_at=None) if letter.id in left else letter for letter in theirs]


def _texts(letter: LetterView) -> tuple[str, ...]:
    number = f"№ {letter.number}" if letter.number else ""
    return (letter.subject, letter.body, *(file.name for file in letter.attachments), number, letter.author)


def _grouped(
    rows: Iterable[DocumentRow],
    texts: Mapping[str, Mapping[str, Any]],
    theirs: Iterable[LetterRow],
    steps: Mapping[str, Sequence[LetterStepRow]],
) -> dict[str, list[LetterView]]:
    grouped: dict[str, list[LetterView]] = {}
    acknowledged: dict[str, dt.datetime] = {}
    for letter in theirs:
        grouped.setdefault(letter.thread, []).append(_theirs(letter))
        if letter.due is not None:
            acknowledged[letter.reply_to] = letter.due
    for row in rows:
        told = steps.get(row.id, ())
        due = next((one.due for one in reversed(told) if one.due is not None), acknowledged.get(row.id))
        view = _ours(row, texts.get(row.id, {}), told, due)
        grouped.setdefault(row.related or row.id, []).append(view)
    return {
        identity: sorted(found, key=lambda one: (one.time, one.incoming, one.id))
        for identity, found in grouped.items()
    }


def _ours(
    row: DocumentRow, raw: Mapping[str, Any], told: Sequence[LetterStepRow], due: dt.datetime | None
) -> LetterView:
    subject, body, kind, phone, about = (str(raw.get(name, "")) for name in _SAYS)
    time = next((one.at for one in told if one.event == LetterEvent.RECEIVED), row.created)
    return LetterView(
        row.id, incoming=False, author=row.author, time=time, state=row.state, number=row.number,
        attachments=attachments.from_raw(raw), code=row.status_code, note=row.status_note, due=due,
        steps=_steps(told), subject=subject, body=body,
        kind=kind, phone=phone, about=about,
    )  # fmt: skip


def _steps(told: Sequence[LetterStepRow]) -> tuple[Step, ...]:
    """Return the steps in order; those of one instant in the order in which they follow."""
    order = [str(event) for event in LetterEvent]
    return tuple(
        Step(one.event, one.at, one.by)
        for one in sorted(told, key=lambda one: (one.at, order.index(one.event)))
    )


def _theirs(letter: LetterRow) -> LetterView:
    return LetterView(
        letter.id, incoming=True, author=letter.author, time=letter.at, subject=letter.subject, body=letter.body,
        attachments=letter.attachments, read=letter.read_at is not None, number=letter.number, kind=letter.kind,
        about=letter.about, automatic=letter.automatic, due=letter.due,
    )  # fmt: skip
