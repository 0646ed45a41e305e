"""What the wire needs of its surroundings: a bank to talk to, a key to log in with, somewhere to keep things."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bsclient.protocol.extracts import ExtractBatch, ExtractRequest
from bsclient.protocol.keys import Activated, Renewal, RevocationRequest, Revoked
from bsclient.protocol.letters import LetterMark, LetterMarkKept
from bsclient.protocol.messages import (
    BatchLine,
    Enrolment,
    EnrolmentRequest,
    EntryData,
    Envelope,
    Event,
    Hello,
    JournalHead,
    Session,
    SignedReceipt,
)
from bsclient.protocol.pending import PendingAnswer, PendingEnd, PendingOffer, PendingSignature
from bsclient.sync.entries import EntryQuery


class LoginKey(Protocol):
    """A key that can sign a log-in."""

    @property
    def serial(self) -> str:
        """Serial of its certificate, lower hex."""

    def sign_login(self, content: bytes, at: datetime) -> bytes:
        """Return a detached CMS over login bytes; refuses bytes of any other purpose."""


class Transport(Protocol):
    """The bank's calls. Raises `Unreachable` (outcome unknown), `Refused` (answered no) or `Conflict`."""

    def hello(self) -> Hello: ...
    def identify(self, code: str) -> Activated: ...
    def enrol(self, request: EnrolmentRequest) -> Enrolment: ...
    def enrolment(self, identity: str) -> Enrolment: ...
    def renew(self, request: Renewal) -> Enrolment: ...
    def revoke(self, request: RevocationRequest) -> Revoked: ...
    def crl(self, sha256: str) -> bytes | None: ...
    def login(self, key: LoginKey, device: str, at: datetime) -> Session: ...
    def logout(self) -> None: ...
    def send(self, envelopes: Sequence[Envelope]) -> list[BatchLine]: ...
    def pending_offer(self, offer: PendingOffer) -> PendingAnswer: ...
    def pending_sign(self, identity: str, signature: PendingSignature) -> PendingAnswer: ...
    def pending_end(self, identity: str, end: PendingEnd) -> PendingAnswer: ...
    def events(self, after: int, limit: int, wait: int) -> list[Event]: ...
    def put_blob(self, sha256: str, data: bytes) -> None: ...
    def get_blob(self, sha256: str) -> bytes: ...
    def blob_held(self, sha256: str, total: int) -> int: ...
    def put_piece(self, sha256: str, start: int, data: bytes, total: int) -> None: ...
    def get_piece(self, sha256: str, start: int, length: int) -> bytes: ...
    def is_whole(self, sha256: str, data: bytes) -> bool: ...
    def letter_read(self, identity: str) -> None: ...
    def letter_mark(self, thread: str, mark: LetterMark) -> LetterMarkKept: ...
    def directory(self, name: str, version: str) -> tuple[str, bytes] | None: ...
    def statements(self, query: EntryQuery) -> list[EntryData]: ...
    def journal(self, head: JournalHead) -> SignedReceipt: ...
    def extracts(self, request: ExtractRequest) -> ExtractBatch: ...
    def close(self) -> None: ...


class Outbox(Protocol):
    """Where documents wait to be sent. Each call is one transaction."""

    def take(self, limit: int, size: int) -> Sequence[Envelope]:
        """Return the next envelopes not tried in this session and commit that they are being sent (state unknown)."""

    def received(self, lines: Sequence[BatchLine]) -> None:
        """Keep the receipts, and the refusals of single envelopes."""

    def interrupted(self, identities: Sequence[str], code: str) -> None:
        """Keep that the outcome of these is unknown and will be asked for with the same bytes."""

    def failed(self, identity: str, code: str) -> None:
        """Keep that this one could not be sent; the others go on."""

    def blobs(self, envelopes: Sequence[Envelope]) -> Sequence[tuple[str, bytes]]:
        """Return the attachments that go before these envelopes."""


class Inbox(Protocol):
    """Where events are applied."""

    def cursor(self) -> int:
        """Return the number of the last applied event."""

    def apply(self, events: Sequence[Event]) -> None:
        """Apply events and move the cursor in one transaction; an event seen twice changes nothing."""


class Stage(StrEnum):
    """What a session is busy with."""

    CONNECT = "connect"
    LOGIN = "login"
    SEND = "send"
    RECEIVE = "receive"
    DIRECTORIES = "directories"
    FILES = "files"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is; `total` 0 means not known yet. `file` is the hash of the file whose bytes are counted."""

    stage: Stage
    done: int = 0
    total: int = 0
    file: str = ""


Report = Callable[[Progress], None]
Cancel = threading.Event
