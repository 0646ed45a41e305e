"""Letters: a client's letter is kept and answered; the bank's own letters are documents that the bank signs.

A bank letter is canonical bytes of type `bank_letter` (purpose `bsclient.bank_document/1`) with the fields thread, author,
subject, body, in_reply_to, number and date; `thread` is the id of the letter that began the conversation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from bsclient import clock
from bsclient.bank.schema import letter, letter_due
from bsclient.bank.work import Doc, Work
from bsclient.crypto.signer import Signer
from bsclient.domain import identity
from bsclient.domain.canonical import Signed
from bsclient.domain.states import State
from bsclient.paths import resource
from bsclient.protocol.acts import BANK_DOCUMENT
from bsclient.protocol.messages import DocumentData, Kind

TYPE = "bank_letter"
_LIFE = timedelta(days=3650)
_DUE = select(letter_due.c.document_id).where(letter_due.c.due <= bindparam("now")).limit(200)
_CLAIM = delete(letter_due).where(letter_due.c.document_id == bindparam("of"))
_COUNT = select(func.count()).select_from(letter).where(letter.c.client_id == bindparam("client"))


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter of the bank says; `thread` "" begins a conversation."""

    subject: str
    body: str
    thread: str = ""
    in_reply_to: str = ""
    author: str = ""


def accept(work: Work, doc: Doc) -> None:
    """Take a client's letter: it is answered a little later."""
    work.move(doc, State.ACCEPTED)
    due = work.at + timedelta(seconds=work.plan.letter)
    work.rows["letter"].append({"document_id": doc.id, "due": clock.stamp(due)})


def due(connection: Connection, now: str) -> list[str]:
    """Return the letters that wait for their answer."""
    return list(connection.execute(_DUE, {"now": now}).scalars())


def answer(work: Work, document_id: str, signer: Signer) -> None:
    """Answer one letter, unless another process has just done it."""
    if work.connection.execute(_CLAIM, {"of": document_id}).rowcount != 1:
        return
    work.load([document_id])
    doc = work.find(document_id)
    if doc is None:
        return
    words = _answers()
    subject = doc.text("subject")
    text = Text(
        subject=subject if subject.startswith(words["prefix"]) else (words["prefix"] + subject)[:120],
        body=words["body"].format(number=doc.number, date=_russian(doc.day), subject=subject),
        thread=doc.text("thread") or doc.id,
        in_reply_to=doc.id,
    )
    send(work, doc.client_id, text, signer)
    work.move(doc, State.EXECUTED)


def send(work: Work, client_id: str, text: Text, signer: Signer) -> str:
    """Write a letter of the bank to a client; returns its id."""
    number = work.connection.execute(_COUNT, {"client": client_id}).scalar_one() + 1
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
            "number": str(number),
            "date": work.today.isoformat(),
        },
    )
    body = signed.encode()
    signature = signer.sign(body, work.at)
    work.connection.execute(
        insert(letter).values(
            id=own,
            client_id=client_id,
            thread=text.thread or own,
            in_reply_to=text.in_reply_to,
            body=body,
            signature=signature,
            sent=clock.stamp(work.at),
        )
    )
    work.feed.put(client_id, Kind.DOCUMENT, DocumentData(body=body, signature=signature))
    return own


@lru_cache(maxsize=1)
def _answers() -> dict[str, str]:
    words: dict[str, str] = json.loads(resource("demo/letters.json").read_text(encoding="utf-8"))["answer"]
    return words


def _russian(day: str) -> str:
    return ".".join(reversed(day.split("-")))
