"""A letter to the bank: its kind, subject, text, attachments named by their hash. Answers share the thread's id."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import attachments, code, day, lines, phone, reference, text

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


class Letter(
    Document,
    code="letter",
    title="Letter",
    purpose="bsclient.letter/1",
    family=Family.LETTERS,
    listing=Listing(purpose="subject", related="thread"),
):
    """Free-format letter. `thread` is the id of the first letter of the conversation, "" for a new one.

    `kind` is a code of the bank's directory `letter_kinds`, `phone` where the bank may call about this letter, `about` the id of
    the document that is discussed. Letters of before 2026-11 have none of the three.
    """

    number: str = code("Number", r"[1-9][0-9]{0,5}", "bad_number", required=True, listed=True)
    date: dt.date = day("Date", listed=True)
    subject: str = text("Subject", longest=120, listed=True)
    body: str = lines("Text", longest=10000)
    thread: str = code("Thread", _UUID, "bad_document_id")
    kind: str = code("Kind of letter", r"[a-z][a-z0-9_]{0,39}", "letter_kind_form", directory="letter_kinds")
    phone: str = phone("Contact telephone", required=False)
    about: str = reference("About the document", of=(), required=False)
    attachments: tuple[Attachment, ...] = attachments()
