"""Letters to and from the bank, by threads. A letter of ours is a signed document like any other.

Their files are the business of `services.documents.attachments`, what is shown of `services.letters.views`, what goes over the line beside
them of `services.letters.word`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from bsclient.domain import kinds_more
from bsclient.domain.documents import Letter
from bsclient.domain.kinds import Unreadable
from bsclient.domain.rights import Action
from bsclient.domain.states import EDITABLE
from bsclient.errors import BadInput
from bsclient.protocol.letters import BEST, LONGEST_NOTE, WORST
from bsclient.services.context import Workplace
from bsclient.services.documents import attachments
from bsclient.services.documents.attachments import LARGEST, MOST, Attachments, clean_name
from bsclient.services.documents.drafts import Draft, Drafts
from bsclient.services.documents.naming import document_words
from bsclient.services.information.limits import FileLimits
from bsclient.services.letters import books as letter_books
from bsclient.services.letters import search as letter_search
from bsclient.services.letters import views as letter_views
from bsclient.services.letters.books import KindOfLetter, Question
from bsclient.services.letters.views import LetterFilter, LetterView, Step, ThreadView
from bsclient.storage import documents, letter_desk, letter_reading, letters, settings
from bsclient.storage.letter_desk import LetterThreadRow
from bsclient.storage.rows.letters import Attachment

__all__ = [
    "LARGEST", "MOST", "KindOfLetter", "LetterFilter", "LetterView", "Letters", "Mail", "Question", "Step", "ThreadView",
    "Unsaved", "clean_name",
]  # fmt: skip

LONGEST_SIGNATURE: Final = 500
_SIGNATURE: Final = "letters.signature."
_PHONE: Final = "letters.phone."
_COUNTRY: Final = "+7"
_QUOTED: Final = "> "
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Mail:
    """What is written: `attachments` are kept already, `thread` is "" for a new conversation.

    `kind` is a code of the bank's kinds, `about` the id of the document discussed.
    """

    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    thread: str = ""
    kind: str = ""
    phone: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a user was writing when the program ended; `draft` is the id of the draft that it changes, or ""."""

    mail: Mail
    draft: str


class Letters:
    """The mail of a profile."""

    def __init__(self, place: Workplace, drafts: Drafts) -> None:
        self._place = place
        self._drafts = drafts
        self._files = Attachments(place)

    # reading ------------------------------------------------------------------------------------------------------

    def threads(self, text: str = "", chosen: LetterFilter | None = None) -> list[ThreadView]:
        """Return the conversations in which every word of a text stands somewhere, the latest first.

        Without `chosen` all are looked through, those in the archive, too.
        """
        sought = letter_search.words(text)
        with self._place.store.read() as reader:
            kept = letter_desk.threads(reader)
            found = letter_views.conversations(reader, self._place.user.id)
        views = [
            letter_views.thread_view(identity, one, kept.get(identity), sought)
            for identity, one in found.items()
            if letter_views.matches(one, sought)
        ]
        if chosen is not None:
            views = [view for view in views if letter_views.fits(view, chosen)]
        return sorted(views, key=lambda view: view.last, reverse=True)

    def thread(self, thread_id: str) -> list[LetterView]:
        """Return the letters of a conversation, the oldest first."""
        with self._place.store.read() as reader:
            return letter_views.conversation(reader, thread_id, self._place.user.id)

    def thread_of(self, letter_id: str) -> str:
        """Return the conversation of a letter, whoever wrote it; the id itself if it is one, "" if nothing is known of it."""
        with self._place.store.read() as reader:
            theirs = letters.find(reader, letter_id)
            if theirs is not None:
                return theirs.thread
            row = documents.find(reader, letter_id)
            if row is not None:
                return row.related or row.id
            return letter_id if letters.thread(reader, letter_id) else ""

    def unsent(self, thread_id: str) -> str:
        """Return the id of the latest draft in a conversation; "" when there is none."""
        drafts = [one.id for one in self.thread(thread_id) if one.state in EDITABLE]
        return drafts[-1] if drafts else ""

    def unread(self) -> int:
        """Return how many letters the user has not read."""
        with self._place.store.read() as reader:
            return letter_reading.unread(reader, self._place.user.id)

    def about(self, document_id: str) -> str:
        """Return what a document is called: number, day, amount; "" when it is not here."""
        with self._place.store.read() as reader:
            return document_words(reader, document_id)

    def kinds(self, language: str) -> list[KindOfLetter]:
        """Return the kinds of letters that the bank has."""
        return letter_books.kinds(self._place.books, language)

    def questions(self, kind: str, text: str, language: str) -> list[Question]:
        """Return questions and answers that fit what is being written."""
        return letter_books.questions(self._place.books, kind, text, language)

    # writing ------------------------------------------------------------------------------------------------------

    def compose(self, subject: str, body: str, files: Sequence[Path] = (), thread: str = "") -> Draft:
        """Save a letter with its attachments; it is sent like a payment: sign, queue, synchronise."""
        return self.keep(Mail(subject, body, self.attach(files), thread))

    def keep(self, mail: Mail, draft: Draft | None = None) -> Draft:
        """Save a letter, a new one or a draft written anew; raises what `Drafts.save` raises. The telephone is remembered."""
        files = mail.attachments
        self._demand_room(len(files), sum(file.size for file in files))
        draft = draft or self._drafts.new(Letter.code)
        told = {each.name: getattr(mail, each.name) for each in dataclasses.fields(Mail)}
        told |= {"attachments": attachments.to_raw(mail.attachments), "phone": telephone(mail.phone)}
        stored = self._drafts.save(dataclasses.replace(draft, raw={**draft.raw, **told}))
        if mail.phone and told["phone"] != self.phone():
            self.keep_phone(mail.phone)
        return stored

    def mail(self, draft: Draft) -> Mail:
        """Return what a stored draft says."""
        raw = draft.raw
        names = [each.name for each in dataclasses.fields(Mail) if each.name != attachments.FIELD]
        texts = {name: str(raw.get(name, "")) for name in names}
        return Mail(**texts, attachments=attachments.from_raw(raw))

    def keep_unsaved(self, mail: Mail, draft: str = "") -> None:
        """Keep what is being written, so that it is there after a crash; `forget_unsaved` when it is saved or discarded."""
        with self._place.store.write() as work:
            letter_desk.keep_unsaved(work, self._place.user.id, draft, msgspec.json.encode(mail).decode())

    def unsaved(self) -> Unsaved | None:
        """Return what the user was writing when the program ended; None for nothing."""
        with self._place.store.read() as reader:
            found = letter_desk.unsaved(reader, self._place.user.id)
        return None if found is None else Unsaved(msgspec.json.decode(found[1], type=Mail), found[0])

    def forget_unsaved(self) -> None:
        """Forget what was being written."""
        with self._place.store.write() as work:
            letter_desk.forget_unsaved(work, self._place.user.id)

    def phone(self) -> str:
        """Return the telephone at which the bank may call the user; "" while he was not asked."""
        return self._own(_PHONE)

    def keep_phone(self, phone: str) -> None:
        """Remember the user's telephone; what is no telephone stays in its letter and is not remembered."""
        told = telephone(phone)
        if told.startswith(_COUNTRY):
            self._put(_PHONE, told)

    def signature(self) -> str:
        """Return the text under the user's letters."""
        return self._own(_SIGNATURE)

    def keep_signature(self, text: str) -> None:
        """Keep the text under the user's letters; BadInput("letter_signature_long")."""
        plain = text.strip("\n")
        if len(plain) > LONGEST_SIGNATURE:
            raise BadInput("letter_signature_long", value=str(len(plain)), limit=str(LONGEST_SIGNATURE))
        self._put(_SIGNATURE, plain)

    # files --------------------------------------------------------------------------------------------------------

    def limits(self) -> FileLimits:
        """Return what the bank takes of files."""
        return self._files.limits()

    def attach(self, files: Sequence[Path], beside: Sequence[Attachment] = ()) -> tuple[Attachment, ...]:
        """Keep the bytes of files as they are now, under clean names; `beside` are those that the letter has already.

        Raises `BadInput` with the code attachments_too_many, attachments_too_large (together), attachment_unreadable,
        attachment_too_large or attachment_empty; nothing is kept then.
        """
        octets = sum(file.size for file in beside) + sum(map(_size, files))
        self._demand_room(len(beside) + len(files), octets)
        return self._files.keep(files, self.limits().most)

    def attachment(self, sha256: str) -> bytes:
        """Return the bytes of an attachment; raises BadInput when this PC has not got them."""
        return self._files.data(sha256)

    def here(self, found: Iterable[LetterView]) -> frozenset[str]:
        """Return the hashes of the files of letters that are on this PC."""
        return self._files.here([file for letter in found for file in letter.attachments])

    # acts ---------------------------------------------------------------------------------------------------------

    def seen(self, ids: Iterable[str]) -> int:
        """Note that the user read letters of the bank; returns how many were new to him. To his colleagues they stay new.

        The bank is told with the next call that somebody read them, and only once.
        """
        own = self._place.user.id
        colleagues = [one.id for one in self._place.profile.users if one.id != own]
        with self._place.store.write() as work:
            return letter_reading.seen(work, own, colleagues, ids)

    def mark_read(self, thread_id: str) -> int:
        """Note that the user read a conversation; returns how many letters were new to him."""
        with self._place.store.read() as reader:
            ids = [letter.id for letter in letters.thread(reader, thread_id)]
        return self.seen(ids)

    def mark_unread(self, thread_id: str) -> bool:
        """Make the last letter of the bank new again to the user alone; False when there is none."""
        with self._place.store.write() as work:
            return letter_reading.mark_unread(work, self._place.user.id, thread_id)

    def archive(self, thread_id: str, *, on: bool = True) -> None:
        """Put a conversation away (it comes back with the next letter), or take it back."""
        with self._place.store.write() as work:
            letter_desk.archive(work, thread_id, on=on)

    def rating(self, thread_id: str) -> LetterThreadRow:
        """Return the mark of a conversation."""
        with self._place.store.read() as reader:
            return letter_desk.thread(reader, thread_id)

    def rate(self, thread_id: str, mark: int, note: str = "") -> None:
        """Rate the bank's answer, 1 to 5; the bank is told with the next call. It may be changed for a day.

        Raises BadInput("letter_mark_form"), `letter_not_answered`, `letter_mark_closed`; NotAllowed without the right to letters.
        """
        if not WORST <= mark <= BEST or len(note) > LONGEST_NOTE:
            raise BadInput("letter_mark_form", limit=str(LONGEST_NOTE))
        self._place.permissions.demand(Action.LETTERS)
        found = self.thread(thread_id)
        if not answered(found):
            raise BadInput("letter_not_answered")
        if not may_rate(self.rating(thread_id), found, self._place):
            raise BadInput("letter_mark_closed")
        with self._place.store.write() as work:
            letter_desk.mark(work, thread_id, mark, note)

    def may_rate(self, thread_id: str, found: Sequence[LetterView]) -> bool:
        """Whether there is an answer whose mark can be given or changed now."""
        return answered(found) and may_rate(self.rating(thread_id), found, self._place)

    # inside -------------------------------------------------------------------------------------------------------

    def _demand_room(self, count: int, octets: int) -> None:
        limits = self.limits()
        if count > limits.most:
            raise BadInput("attachments_too_many", limit=str(limits.most))
        if limits.together and octets > limits.together:
            raise BadInput("attachments_too_large", limit=str(limits.together // _MEGABYTE))

    def _own(self, key: str) -> str:
        with self._place.store.read() as reader:
            return settings.get(reader, f"{key}{self._place.user.id}")

    def _put(self, key: str, value: str) -> None:
        with self._place.store.write() as work:
            settings.put(work, f"{key}{self._place.user.id}", value)


def _size(path: Path) -> int:
    """Return the size of a file; 0 for one that cannot be looked at: reading it says why."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def answered(found: Sequence[LetterView]) -> bool:
    """Whether the bank has written more than that a letter came, since one of ours went out."""
    asked = min((letter.time for letter in found if letter.gone), default=None)
    return asked is not None and any(
        letter.incoming and not letter.acknowledgement and letter.time >= asked for letter in found
    )


def may_rate(kept: LetterThreadRow, found: Sequence[LetterView], place: Workplace) -> bool:
    """Whether the bank still takes a mark: none yet, its day not over, or an answer that came later."""
    if not kept.mark or kept.until is None or kept.until > place.instant:
        return True
    answers = [letter.time for letter in found if letter.incoming and not letter.acknowledgement]
    return kept.marked is not None and max(answers) > kept.marked


def telephone(text: str) -> str:
    """Return a telephone as the letter wants it (+7 and ten digits); what is none stays as it was typed."""
    typed = text.strip()
    try:
        return kinds_more.PHONE.read(typed)
    except Unreadable as error:
        return error.mend or typed


def quoted(letter: LetterView) -> str:
    """Return the text of a letter as it is quoted in the next one."""
    return "\n".join(f"{_QUOTED}{line}".rstrip() for line in letter.body.strip().splitlines())
