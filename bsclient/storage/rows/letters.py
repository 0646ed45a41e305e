"""Letters of the bank."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a letter, named by its hash; the name is a label, never a path."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A letter of the bank as signed by it; `read_at` None while nobody opened it.

    `automatic` is a `protocol.letters.Automatic`, `about` the document discussed, `reply_to` the letter that is answered, `due`
    the instant by which an answer comes (told in acknowledgements).
    """

    id: str
    thread: str
    at: dt.datetime
    author: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    canonical: bytes = b""
    signature: bytes = b""
    read_at: dt.datetime | None = None
    number: str = ""
    kind: str = ""
    automatic: str = ""
    about: str = ""
    reply_to: str = ""
    due: dt.datetime | None = None
