"""What the HTTP side of the bank asks of its core, and the records that pass between them.

All calls block and run in worker threads; each is a transaction of its own and safe to call from several threads. `core.Bank`
fulfils these protocols over SQLite or PostgreSQL. Secrets (activation codes, nonces, tokens) come here as SHA-256 only, in lower
hex; instants are aware, UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bsclient.bank.settings import Profile
from bsclient.crypto.certificates import CertificateAuthority, Subject
from bsclient.crypto.signer import Signer
from bsclient.protocol.extracts import ExtractBatch, ExtractWish
from bsclient.protocol.keys import Activated, Reason
from bsclient.protocol.letters import LetterMark, LetterMarkKept
from bsclient.protocol.messages import (
    Code,
    EnrolmentState,
    EntryData,
    Envelope,
    Event,
    JournalHead,
    SignedReceipt,
)
from bsclient.protocol.pending import PendingAnswer, PendingEnd, PendingOffer, PendingSignature


@dataclass(frozen=True, slots=True)
class BankKeys:
    """The authority that issues clients' certificates, and the key that signs receipts, statements and letters."""

    authority: CertificateAuthority
    signer: Signer


@dataclass(frozen=True, slots=True)
class Incoming:
    """An envelope and who brought it, as his session says."""

    client_id: str
    user_id: str
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one envelope: a receipt (`repeated` if it had been stored before), or the code of a refusal."""

    id: str
    receipt: SignedReceipt | None = None
    repeated: bool = False
    code: Code | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Activation:
    """A code handed to a user on paper: good once, until `expires`. `automatic` issues without operators (demo)."""

    code_hash: str
    client_id: str
    user_id: str
    expires: datetime
    automatic: bool = False
    used: bool = False


@dataclass(frozen=True, slots=True)
class EnrolmentRecord:
    """A certificate request at the bank and how far it is.

    `approvals` are the operators who compared the act, in turn; `kind` says how it came (`bank.keys.certificates`), `replaces`
    which certificate a renewal succeeds, `note` is the operator's word on a refusal.
    """

    id: str
    client_id: str
    user_id: str
    device: str
    request: bytes
    spki_sha256: bytes
    created: datetime
    state: EnrolmentState = EnrolmentState.PENDING
    code: str = ""
    certificate: str = ""
    approvals: tuple[str, ...] = ()
    kind: str = "activation"
    replaces: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """A certificate that the bank issued: whose, for which device, and since when and why it is revoked, if so.

    `replaces` is the serial of the certificate that ends with the first use (`used`) of this one.
    """

    serial: str
    client_id: str
    user_id: str
    device: str
    pem: str
    not_before: datetime
    not_after: datetime
    revoked: datetime | None = None
    reason: str = ""
    replaces: str = ""
    used: datetime | None = None


@dataclass(frozen=True, slots=True)
class CrlRecord:
    """A list of ended certificates as it was signed; `sha256` of the DER in lower hex."""

    number: int
    sha256: str
    der: bytes


@dataclass(frozen=True, slots=True)
class NonceRecord:
    """A challenge: for which certificate on which device, and until when."""

    serial: str
    device: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A login that holds: whose, with which certificate, and when it was last used."""

    client_id: str
    user_id: str
    serial: str
    device: str
    used: datetime


@dataclass(frozen=True, slots=True)
class Directory:
    """A snapshot of a directory as JSON bytes; the version changes whenever a byte does."""

    version: str
    data: bytes


class Documents(Protocol):
    """Documents in, events out."""

    def accept(self, batch: Sequence[Incoming]) -> list[Outcome]:
        """Store all in one transaction, outcomes in the same order; an envelope that fails does not fail the others."""
        ...

    def events(self, client_id: str, after: int, limit: int) -> list[Event]: ...

    def listen(self, heard: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Call `heard` with client ids after each commit that added to their feeds; returns how to stop."""
        ...

    def entries(
        self, client_id: str, account: str, days: tuple[date, date], after: str, limit: int
    ) -> list[EntryData]:
        """Ledger entries of one's own account, oldest first, after the entry id `after` ("" from the start)."""
        ...

    def put_blob(self, client_id: str, sha256: str, data: bytes) -> bool:
        """Keep an attachment; False if this client had it before. Refused if too many of his are here that nothing names."""
        ...

    def renew_blob(self, client_id: str, sha256: str) -> bool:
        """Whether an attachment is here; if so, it stays for another term."""
        ...

    def demand_room(self, client_id: str, size: int) -> None:
        """Refuse so many bytes more of attachments that no document names."""
        ...

    def blob(self, client_id: str, sha256: str) -> bytes | None:
        """An attachment that this client sent or was sent; None for all others."""
        ...

    def directory(self, name: str) -> Directory | None: ...

    def journal(self, session: SessionRecord, head: JournalHead) -> SignedReceipt:
        """Keep the head of the client's audit journal; returns the bank's own head, signed. Conflict if it went back."""
        ...

    def journal_head(self, session: SessionRecord) -> JournalHead:
        """The furthest head that the bank was told by this device; sequence 0 if none."""
        ...

    def extracts(self, client_id: str, wishes: Sequence[ExtractWish]) -> ExtractBatch:
        """Say under one signature what became of documents of a client; without those the bank does not know so."""
        ...

    def offer(self, client_id: str, user_id: str, told: PendingOffer) -> PendingAnswer | Outcome:
        """Take up a document with a part of its signatures."""
        ...

    def add_signature(
        self, client_id: str, user_id: str, document_id: str, told: PendingSignature
    ) -> PendingAnswer | Outcome:
        """Take one signature more; with the last one the document is taken in."""
        ...

    def end_offer(
        self, client_id: str, user_id: str, document_id: str, told: PendingEnd
    ) -> PendingAnswer | Outcome:
        """Take an offer back, or refuse somebody else's with a reason."""
        ...

    def letter_read(self, client_id: str, user_id: str, letter_id: str) -> bool:
        """Note that a user has read a letter of the bank; False if it is none of his client's."""
        ...

    def letter_mark(
        self, client_id: str, user_id: str, thread: str, told: LetterMark
    ) -> LetterMarkKept | None:
        """Keep a client's mark for a conversation; None if it is none of his."""
        ...

    def tick(self) -> None:
        """Do what is due: settlement, schedules, closing of days."""
        ...


class Register(Protocol):
    """Who may come in: activation codes, enrolments, certificates, challenges, sessions."""

    def add_activation(self, activation: Activation) -> None: ...

    def activation(self, code_hash: str) -> Activation | None: ...

    def activated(self, code: Activation) -> Activated:
        """Whose an activation code is."""
        ...

    def add_enrolment(self, code_hash: str, enrolment: EnrolmentRecord, word: str = "") -> bool:
        """Store an enrolment, use up its code, keep the word that blocks; False if the code was used meanwhile."""
        ...

    def enrolment(self, enrolment_id: str) -> EnrolmentRecord | None: ...

    def pending_enrolments(self) -> list[EnrolmentRecord]: ...

    def type_groups(self, enrolment_id: str, operator: str, groups: str) -> EnrolmentRecord:
        """Take the first operator's typing of the fingerprint from paper."""
        ...

    def confirm_enrolment(
        self, enrolment_id: str, operator: str, check: str, at: datetime
    ) -> EnrolmentRecord:
        """Take the second operator's word and issue, in one transaction."""
        ...

    def check_of(self, enrolment_id: str) -> str:
        """What stands for all that the second operator looks at."""
        ...

    def refuse_enrolment(self, enrolment_id: str, code: str, note: str = "") -> None: ...

    def issue_automatic(self, enrolment_id: str, at: datetime) -> None:
        """Issue what was asked for with an automatic code of the demo."""
        ...

    def issue(self, enrolment_id: str, certificate: CertificateRecord) -> None:
        """Register the certificate, mark the enrolment issued, put `certificate` and `rights` into the feed: one transaction."""
        ...

    def add_renewal(self, record: EnrolmentRecord, at: datetime) -> EnrolmentRecord:
        """Keep a request for the next key, and issue it if that is the policy: one transaction."""
        ...

    @property
    def renewal_policy(self) -> str: ...

    def certificate(self, serial: str) -> CertificateRecord | None: ...

    def person(self, client_id: str, user_id: str) -> Subject:
        """The names that stand in a user's certificate: his own and his organisation's, from the bank's register."""
        ...

    def revoke(self, serial: str, at: datetime, reason: Reason = Reason.OPERATOR, by: str = "") -> None:
        """Mark a certificate revoked, with all that follows from it: one transaction."""
        ...

    def block(self, user_id: str, word: str, at: datetime, by: str = "") -> list[str]:
        """End all certificates of a user by the word that he was told; returns their serials."""
        ...

    def revoked(self) -> dict[str, datetime]: ...

    def crl(self, at: datetime) -> CrlRecord:
        """The list of ended certificates: a new one when it says something new or the last one grows old."""
        ...

    def add_nonce(self, nonce_hash: str, nonce: NonceRecord) -> None: ...

    def take_nonce(self, nonce_hash: str) -> NonceRecord | None:
        """Return and delete it in one step, so that only one login can use it; also sweeps out old ones."""
        ...

    def add_session(self, token_hash: str, session: SessionRecord) -> None: ...

    def session(self, token_hash: str) -> SessionRecord | None: ...

    def touch_session(self, token_hash: str, at: datetime) -> None: ...

    def drop_session(self, token_hash: str) -> None: ...


class Core(Documents, Register, Protocol):
    """All of it. `name` and `bic` are the bank's own; `demo` says that its people are invented."""

    @property
    def name(self) -> str: ...

    @property
    def bic(self) -> str: ...

    @property
    def demo(self) -> bool: ...

    @property
    def profile(self) -> Profile: ...

    @property
    def keys(self) -> BankKeys: ...

    def close(self) -> None: ...
