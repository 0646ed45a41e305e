"""Bodies of the calls and events about letters: how far the bank is with one, what the client tells back.

A letter itself travels as a document, a letter of the bank as a `document` event; these say what became of both.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from bsclient.protocol.messages import Instant

LONGEST_NOTE = 500
"""Characters of the note that goes with a mark."""
WORST, BEST = 1, 5
"""Bounds of a mark."""


class LetterEvent(StrEnum):
    """What happened to a client's letter at the bank's desk."""

    RECEIVED = "received"
    OPENED = "opened"
    ASSIGNED = "assigned"
    RELEASED = "released"
    ANSWERED = "answered"
    CLOSED = "closed"


class Automatic(StrEnum):
    """Who wrote a letter of the bank: a person, the instant acknowledgement, the demo bank's automatic operator."""

    PERSON = ""
    ACKNOWLEDGEMENT = "1"
    OPERATOR = "2"


class LetterData(msgspec.Struct, frozen=True, kw_only=True):
    """How far a client's letter is; `event` is a `LetterEvent`, others are to be ignored.

    `by` is the operator as the client may see him ("" for the automatic one), `due` the instant by which an answer comes
    (ISO 8601 with zone, "" when none is awaited).
    """

    id: str
    thread: str
    event: str
    at: Instant
    by: str = ""
    due: str = ""


class LetterRead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Says that the user of the session has read a letter of the bank; it has no fields."""


class LetterMark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How content a client is with the answers of a thread: 1 … 5, and a note."""

    mark: int
    note: str = ""


class LetterMarkKept(msgspec.Struct, frozen=True, kw_only=True):
    """A mark as the bank keeps it; it may be changed up to `until`."""

    thread: str
    mark: int
    note: str
    at: Instant
    until: Instant
