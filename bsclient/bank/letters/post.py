"""Letters: a client's letter is acknowledged at once and waits at the desk; the bank's own letters are documents it signs.

A bank letter is canonical bytes of type `bank_letter` (purpose `bsclient.bank_document/1`) with the fields thread, author,
subject, body, in_reply_to, number, date, kind, automatic (`protocol.letters.Automatic`), about, due and the rows attachments;
`thread` is the id of the letter that began the conversation. What operators do stands in `desk`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, select

from bsclient import clock
from bsclient.bank.letters import clock as letter_clock
from bsclient.bank.letters import offers as letter_offers
from bsclient.bank.letters import words as letter_words
from bsclient.bank.letters.book import TAKEN, WAITING, Case, Question, Step
from bsclient.bank.letters.limits import MOST, TOTAL
from bsclient.bank.schema.tables import blob, document, letter
from bsclient.bank.work.transaction import Doc, Stop, Work
from bsclient.crypto.signer import Signer
from bsclient.domain import identity
from bsclient.domain.canonical import Signed
from bsclient.domain.documents import Letter
from bsclient.domain.states import State
from bsclient.protocol.acts import BANK_DOCUMENT
from bsclient.protocol.letters import Automatic, LetterData, LetterEvent
from bsclient.protocol.messages import DocumentData, Kind

TYPE = "bank_letter"
KINDS: Final = "letter_kinds"
QUESTIONS: Final = "letter_questions"
OTHER: Final[Mapping[str, str]] = {
    "code": "other",
    "title": "Другой вопрос",
    "title_en": "Other question",
    "priority": "3",
    "answer_minutes": "240",
}
"""The kind of a letter that names none, or one that the directory does not hold."""

_FIGURE: Final = re.compile(r"[1-9][0-9]{0,4}")
_LIFE = timedelta(days=3650)
_OWN_LETTER = select(document.c.id).where(
    document.c.id == bindparam("of"),
    document.c.client_id == bindparam("client"),
    document.c.type == Letter.code,
)
_OWN_THREAD = (
    select(letter.c.id)
    .where(letter.c.thread == bindparam("of"), letter.c.client_id == bindparam("client"))
    .limit(1)
)
_SIZES = select(func.coalesce(func.sum(blob.c.size), 0)).where(
    blob.c.client_id == bindparam("client"), blob.c.sha256.in_(bindparam("hashes", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter of the bank says; `thread` "" begins a conversation. `attachments` are rows of name, sha256, size."""

    subject: str
    body: str
    thread: str = ""
    in_reply_to: str = ""
    author: str = ""
    kind: str = ""
    automatic: Automatic = Automatic.PERSON
    about: str = ""
    due: str = ""
    attachments: tuple[Mapping[str, str], ...] = ()


def accept(work: Work, doc: Doc) -> None:
    """Take a client's letter: it is acknowledged at once and waits for its answer. Stop if too much comes with it."""
    _demand_limits(work, doc)
    work.move(doc, State.ACCEPTED)
    receive(work, doc)


def receive(work: Work, doc: Doc) -> None:
    """Put a letter into the desk's queue, acknowledge it and tell the client by when it is answered."""
    mail = work.mail
    thread = _thread(work, doc)
    case = mail.case(thread)
    known_phone = (case.phone if case else "") or mail.known_phone(doc.client_id)
    language = letter_words.language_of(doc)
    kind = kind_of(work, doc.text("kind") or (case.kind if case else ""))
    if case is None:
        case = Case(thread, doc.client_id, kind["code"], doc.text("subject"), language)
        mail.begin(case)
    due = letter_clock.due(work.plan, work.at, figure(kind, "answer_minutes"))
    _queue(work, case, doc, (kind, language, clock.stamp(due)))
    notice = letter_words.Notice(
        kind,
        due,
        known_phone,
        letter_words.fitting(doc, kind, rows(work, QUESTIONS)),
        letter_offers.offers(work, doc.client_id, language),
    )
    text = Text(
        letter_words.reply_subject(doc, language),
        letter_words.acknowledgement(doc, notice, work.plan, language),
        thread=thread,
        in_reply_to=doc.id,
        kind=kind["code"],
        automatic=Automatic.ACKNOWLEDGEMENT,
        about=doc.text("about"),
        due=clock.stamp(due),
    )
    own = send(work, doc.client_id, text, work.setting.signer)
    stamp = clock.stamp(work.at)
    mail.ask(Question(doc.id, thread, kind["code"], stamp, clock.stamp(due), own))
    mail.note(Step("received", doc.user_id, thread, doc.id, kind["code"]))
    mail.note(Step("acknowledged", "", thread, own, doc.id))
    tell(work, case, doc.id, LetterEvent.RECEIVED)


def send(work: Work, client_id: str, text: Text, signer: Signer) -> str:
    """Write a letter of the bank to a client; returns its id."""
    own = identity.new_id(work.at)
    signed = Signed(
        purpose=BANK_DOCUMENT,
        type=TYPE,
        version="1",
        id=own,
        bank=work.profile.bic,
        client=client_id,
        valid_until=work.at + _LIFE,
        fields={
            "thread": text.thread or own,
            "author": text.author or work.profile.name,
            "subject": text.subject,
            "body": text.body,
            "in_reply_to": text.in_reply_to,
            "number": str(work.mail.next_number(client_id)),
            "date": work.today.isoformat(),
            "kind": text.kind,
            "automatic": text.automatic.value,
            "about": text.about,
            "due": text.due,
            "attachments": [dict(row) for row in text.attachments],
        },
    )
    body = signed.encode()
    signature = signer.sign(body, work.at)
    work.mail.post(
        {
            "id": own,
            "client_id": client_id,
            "thread": text.thread or own,
            "in_reply_to": text.in_reply_to,
            "body": body,
            "signature": signature,
            "sent": clock.stamp(work.at),
        }
    )
    work.feed.put(client_id, Kind.DOCUMENT, DocumentData(body=body, signature=signature))
    return own


def tell(work: Work, case: Case, letter_id: str, event: LetterEvent, by: str = "") -> None:
    """Tell a client how far his letter is, and while it waits, by when it is answered."""
    waiting = work.mail.waiting(case.thread)
    due = next((question.due for question in waiting if question.document_id == letter_id), "")
    data = LetterData(id=letter_id, thread=case.thread, event=event.value, at=work.at, by=by, due=due)
    work.feed.put(case.client_id, Kind.LETTER, data)


def kind_of(work: Work, code: str) -> Mapping[str, str]:
    """Return the row of a kind of letters, that of other questions where there is none."""
    found = work.directories.find(KINDS, code, work.today) if code else None
    return found or work.directories.find(KINDS, OTHER["code"], work.today) or OTHER


def figure(kind: Mapping[str, str], name: str) -> int:
    """Return a number of a kind; that of other questions where the directory says none: no letter is lost by a slip there."""
    said = kind.get(name, "")
    return int(said if _FIGURE.fullmatch(said) else OTHER[name])


def rows(work: Work, name: str) -> list[Mapping[str, str]]:
    """Return the rows of a directory that are in force today."""
    work.setting.directories.follow(work.connection)
    return list(work.setting.directories.rows(name, work.today))


def wait_alone(work: Work, document_id: str) -> None:
    """Let the demo's automatic operator answer a little later, where there is one."""
    if work.plan.desk_answer > 0:
        due = work.at + timedelta(seconds=work.plan.desk_answer)
        work.rows["letter"].append({"document_id": document_id, "due": clock.stamp(due)})


def earliest(due: list[str]) -> str:
    """Return the first of some instants, "" if there are none."""
    return min((one for one in due if one), default="")


def moment_of(stamp: str) -> datetime | None:
    """Read a stamp of the base; None for none."""
    return clock.parse(stamp) if stamp else None


def _queue(work: Work, case: Case, doc: Doc, told: tuple[Mapping[str, str], str, str]) -> None:
    """Let a conversation wait for its answer: it keeps who has taken it, and the more urgent of its kinds."""
    kind, language, due = told
    waits = case.state in {WAITING, TAKEN} and bool(case.due)
    priority = figure(kind, "priority")
    case.priority = min(case.priority, priority) if waits else priority
    case.kind, case.language = kind["code"], language
    case.due = earliest([case.due, due])
    case.phone = doc.text("phone") or case.phone
    case.changed = clock.stamp(work.at)
    if case.state != TAKEN:
        case.state = WAITING
        wait_alone(work, doc.id)


def _thread(work: Work, doc: Doc) -> str:
    """Return the conversation that a letter belongs to: the one it names if that is the client's own, else its own."""
    named = doc.text("thread")
    if not named:
        return doc.id
    case = work.mail.case(named)
    if case is not None:
        return named if case.client_id == doc.client_id else doc.id
    here = work.find(named)
    if here is not None and here.client_id == doc.client_id and here.type == Letter.code:
        return named
    asked = {"of": named, "client": doc.client_id}
    for statement in (_OWN_LETTER, _OWN_THREAD):
        if work.connection.execute(statement, asked).first() is not None:
            return named
    return doc.id


def _demand_limits(work: Work, doc: Doc) -> None:
    if len(doc.attachments) > MOST:
        raise Stop(State.REJECTED, "attachments_too_many", limit=str(MOST))
    if doc.attachments:
        asked = {"client": doc.client_id, "hashes": doc.attachments}
        if int(work.connection.execute(_SIZES, asked).scalar_one()) > TOTAL:
            raise Stop(State.REJECTED, "attachments_too_large", limit=str(TOTAL // (1024 * 1024)))
