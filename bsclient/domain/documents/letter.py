"""A letter to the bank: subject, text, attachments named by their hash. Answers share the thread's id."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.fields import code, day, lines, rows, text

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


class Attachment(Document):
    """A file of a letter. The name is a label, never a path."""

    name: str = text("File name", longest=120)
    sha256: str = code("SHA-256", r"[0-9a-f]{64}", "bad_hash", required=True)
    size: str = code("Size", r"[0-9]{1,9}", "bad_size", required=True)


class Letter(Document, code="letter", title="Letter", purpose="bsclient.letter/1"):
    """Free-format letter. `thread` is the id of the first letter of the conversation, "" for a new one."""

    number: str = code("Number", r"[1-9][0-9]{0,5}", "bad_number", required=True, listed=True)
    date: dt.date = day("Date", listed=True)
    subject: str = text("Subject", longest=120, listed=True)
    body: str = lines("Text", longest=10000)
    thread: str = code("Thread", _UUID, "bad_document_id")
    attachments: tuple[Attachment, ...] = rows("Attachments", Attachment, longest=10)
