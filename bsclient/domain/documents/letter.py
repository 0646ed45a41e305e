"""A letter to the bank: subject, text, attachments named by their hash. Answers share the thread's id."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import attachments, code, day, lines, text

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


class Letter(
    Document,
    code="letter",
    title="Letter",
    purpose="bsclient.letter/1",
    family=Family.LETTERS,
    listing=Listing(purpose="subject", related="thread"),
):
    """Free-format letter. `thread` is the id of the first letter of the conversation, "" for a new one."""

    number: str = code("Number", r"[1-9][0-9]{0,5}", "bad_number", required=True, listed=True)
    date: dt.date = day("Date", listed=True)
    subject: str = text("Subject", longest=120, listed=True)
    body: str = lines("Text", longest=10000)
    thread: str = code("Thread", _UUID, "bad_document_id")
    attachments: tuple[Attachment, ...] = attachments()
