"""Letters to and from the bank, by threads. A letter of ours is a signed document like any other.

Their files are the business of `services.attachments`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bsclient.domain.documents import Letter
from bsclient.domain.states import State
from bsclient.errors import BadInput
from bsclient.services import attachments
from bsclient.services.attachments import LARGEST, MOST, Attachments, clean_name
from bsclient.services.context import Workplace
from bsclient.services.drafts import Draft, Drafts
from bsclient.storage import documents, letters
from bsclient.storage.rows import Attachment, DocumentRow, LetterRow
from bsclient.storage.unit_of_work import Reader

__all__ = ["LARGEST", "MOST", "LetterView", "Letters", "Mail", "ThreadView", "clean_name"]


@dataclass(frozen=True, slots=True)
class LetterView:
    """One letter of a thread. `state` is None for letters of the bank; `code` and `note` are its word on ours."""

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


@dataclass(frozen=True, slots=True)
class Mail:
    """What is written: `attachments` are kept already, `thread` is "" for a new conversation."""

    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    thread: str = ""


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A conversation: its subject, the instant of the last letter, how many are unread and how many there are."""

    id: str
    subject: str
    last: dt.datetime
    unread: int
    count: int
    draft: bool = False


class Letters:
    """The mail of a profile."""

    def __init__(self, place: Workplace, drafts: Drafts) -> None:
        self._place = place
        self._drafts = drafts
        self._files = Attachments(place)

    def threads(self, text: str = "") -> list[ThreadView]:
        """Return the conversations in which every word of a text stands somewhere, the latest first."""
        words = text.casefold().split()
        with self._place.store.read() as reader:
            grouped: dict[str, list[LetterView]] = {}
            for row in documents.of_type(reader, Letter.code):
                grouped.setdefault(row.related or row.id, []).append(_ours(reader, row))
            for letter in letters.all_letters(reader):
                grouped.setdefault(letter.thread, []).append(_theirs(letter))
        threads = [_thread(identity, found) for identity, found in grouped.items() if _has(found, words)]
        return sorted(threads, key=lambda thread: thread.last, reverse=True)

    def thread(self, thread_id: str) -> list[LetterView]:
        """Return the letters of a conversation, the oldest first."""
        with self._place.store.read() as reader:
            rows = [
                row for row in documents.of_type(reader, Letter.code) if thread_id in {row.id, row.related}
            ]
            found = [_ours(reader, row) for row in rows]
            found += [_theirs(letter) for letter in letters.thread(reader, thread_id)]
        return sorted(found, key=lambda letter: letter.time)

    def compose(self, subject: str, body: str, files: Sequence[Path] = (), thread: str = "") -> Draft:
        """Save a letter with its attachments; it is sent like a payment: sign, queue, synchronise."""
        return self.keep(Mail(subject, body, self.attach(files), thread))

    def keep(self, mail: Mail, draft: Draft | None = None) -> Draft:
        """Save a letter, a new one or a draft written anew; raises what `Drafts.save` raises."""
        if len(mail.attachments) > MOST:
            raise BadInput("attachments_too_many", limit=str(MOST))
        draft = draft or self._drafts.new(Letter.code)
        files = attachments.to_raw(mail.attachments)
        told = {"subject": mail.subject, "body": mail.body, "thread": mail.thread, "attachments": files}
        return self._drafts.save(dataclasses.replace(draft, raw={**draft.raw, **told}))

    def mail(self, draft: Draft) -> Mail:
        """Return what a stored draft says."""
        raw = draft.raw
        texts = {name: str(raw.get(name, "")) for name in ("subject", "body", "thread")}
        return Mail(**texts, attachments=attachments.from_raw(raw))

    def attach(self, files: Sequence[Path]) -> tuple[Attachment, ...]:
        """Keep the bytes of files as they are now, under clean names.

        Raises `BadInput` with the code attachments_too_many, attachment_unreadable, attachment_too_large or
        attachment_empty; nothing is kept then.
        """
        return self._files.keep(files)

    def attachment(self, sha256: str) -> bytes:
        """Return the bytes of an attachment; raises BadInput when this PC has not got them."""
        return self._files.data(sha256)

    def mark_read(self, thread_id: str) -> int:
        """Note that a conversation was read; returns how many letters were new."""
        with self._place.store.write() as work:
            return letters.mark_read(work, thread_id)

    def unread(self) -> int:
        """Return how many letters nobody opened."""
        with self._place.store.read() as reader:
            return letters.unread(reader)


def _thread(identity: str, found: list[LetterView]) -> ThreadView:
    found = sorted(found, key=lambda letter: letter.time)
    unread = sum(not letter.read for letter in found)
    waiting = any(letter.state in {State.INVALID, State.NEW} for letter in found)
    return ThreadView(identity, found[0].subject, found[-1].time, unread, len(found), waiting)


def _ours(reader: Reader, row: DocumentRow) -> LetterView:
    raw = documents.body(reader, row.id).raw
    return LetterView(
        row.id, incoming=False, author=row.author, time=row.created, subject=str(raw.get("subject", "")),
        body=str(raw.get("body", "")), state=row.state, attachments=attachments.from_raw(raw), code=row.status_code,
        note=row.status_note,
    )  # fmt: skip


def _has(found: Sequence[LetterView], words: Sequence[str]) -> bool:
    parts = [part for letter in found for part in (letter.subject, letter.body, letter.author)]
    parts += [file.name for letter in found for file in letter.attachments]
    hay = "\n".join(parts).casefold()
    return all(word in hay for word in words)


def _theirs(letter: LetterRow) -> LetterView:
    return LetterView(
        letter.id, incoming=True, author=letter.author, time=letter.at, subject=letter.subject, body=letter.body,
        attachments=letter.attachments, read=letter.read_at is not None,
    )  # fmt: skip
