"""Bodies of the calls: msgspec structures in JSON. Unknown fields are refused in calls that change something.

Bytes travel as base64 (msgspec does it for `bytes`), instants as ISO 8601 with zone, hashes as lower hex.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""An instant with its zone; one without is refused."""

Token = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9457 problem; `code` is from `Code`, the text is the client's own."""

    type: str = "about:blank"
    title: str = ""
    status: int
    code: str
    facts: dict[str, str] = {}


class Code(StrEnum):
    """Closed list of refusals of a call. Refusals of business are status events, not these."""

    BAD_REQUEST = "bad_request"
    TOO_LARGE = "too_large"
    NOT_FOUND = "not_found"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    BUSY = "busy"
    HASH_MISMATCH = "hash_mismatch"
    ACTIVATION_UNKNOWN = "activation_unknown"
    REQUEST_INVALID = "request_invalid"
    NONCE_INVALID = "nonce_invalid"
    LOGIN_REFUSED = "login_refused"
    CERTIFICATE_UNKNOWN = "certificate_unknown"
    CERTIFICATE_REVOKED = "certificate_revoked"
    VERSION_UNSUPPORTED = "version_unsupported"
    SERVER_ERROR = "server_error"


UPLOAD_QUOTA: Final = "upload_quota"
"""Reason of `too_large`: the bank has too many bytes of files of this organisation that no document names yet."""
FILE_MISSING: Final = "attachment_missing"
"""Reason of `bad_request`: the bank has not got a file that the document names, or has it no more."""
PASSING: Final = {UPLOAD_QUOTA: UPLOAD_QUOTA, FILE_MISSING: "bank_file_missing"}
"""Reasons that are no end: the same goes again, its files before it. To each the code that the client tells."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Sizes in bytes and counts that the bank takes.

    `attachments` and `attachments_total` are of one letter: files, and bytes of all of them (0: not told).
    """

    body: int
    batch: int
    batch_documents: int
    attachment: int
    events: int
    wait_seconds: int
    attachments: int = 10
    attachments_total: int = 0


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """Answer of `GET /v1/hello`."""

    bank: str
    bic: str
    protocol_min: int
    protocol_max: int
    time: Instant
    limits: Limits
    ca_fingerprint: str


class EnrolmentRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Activation code from the bank, PKCS#10 in DER, name of the device."""

    activation_code: str
    request: bytes
    device: str


class EnrolmentState(StrEnum):
    """How far an enrolment is."""

    PENDING = "pending"
    ISSUED = "issued"
    REFUSED = "refused"


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """State of an enrolment; `fingerprint` is the SHA-256 of the public key in 16 groups of 4 hex digits.

    Once issued it carries the certificate, the chain (PEM) and who the user is at the bank. `step` says what a pending one
    waits for (`protocol.keys.Step`), `note` is the bank's word on a refusal, `block_word` blocks the key by phone: it
    is told with the first answer to an activation code alone.
    """

    id: str
    state: EnrolmentState
    fingerprint: str
    code: str = ""
    certificate: str = ""
    chain: str = ""
    client_id: str = ""
    user_id: str = ""
    step: str = ""
    note: str = ""
    block_word: str = ""


class ChallengeRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Asks for a nonce for the certificate with this serial (hex) on this device."""

    serial: str
    device: str


class Challenge(msgspec.Struct, frozen=True, kw_only=True):
    """A nonce (hex, 256 bit) good once within 60 seconds; `server` is the bank's server id."""

    nonce: str
    server: str
    expires: Instant


class SessionRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The login bytes (canonical, purpose `bsclient.login/1`) and the CMS over them."""

    login: bytes
    signature: bytes


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Bearer token of 256 bit (hex), idle time in seconds, and who one is at the bank.

    `journal_sequence` and `journal_head` are of the audit journal as this device told them last; the client's own chain
    must still have that hash in that row.
    """

    token: Token
    idle_seconds: int
    client_id: str
    user_id: str
    journal_sequence: int = 0
    journal_head: str = ""


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document on its way: canonical bytes, one detached CMS a signer, hashes of attachments."""

    id: str
    body: bytes
    signatures: list[bytes]
    attachments: list[str] = []


class SignedReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """Canonical receipt bytes (purpose `bsclient.receipt/1`: id, sha256, time, sequence) and the bank's CMS."""

    receipt: bytes
    signature: bytes


class BatchLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a batch answer, in the order of the envelopes: a receipt or a problem."""

    id: str
    receipt: SignedReceipt | None = None
    problem: Problem | None = None


class Kind(StrEnum):
    """Kinds of events in the feed."""

    RECEIPT = "receipt"
    STATUS = "status"
    ENTRY = "entry"
    BALANCE = "balance"
    DOCUMENT = "document"
    DIRECTORY = "directory"
    RATES = "rates"
    CERTIFICATE = "certificate"
    RIGHTS = "rights"
    NEWS = "news"
    PAYEE = "payee"
    PENDING = "pending"
    LIMITS = "limits"
    LETTER = "letter"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a client's feed; `seq` rises without repeats, `data` is one of the structures below."""

    seq: int
    kind: str
    time: datetime
    data: dict[str, Any]


class StatusData(msgspec.Struct, frozen=True, kw_only=True):
    """Status of a document; `state` is a `domain.states.State`, `code` a reason from the bank's closed list."""

    document_id: str
    state: str
    code: str = ""
    facts: dict[str, str] = {}
    note: str = ""


class EntryData(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger entry on an account of the client. Amounts are texts like "1234.05", days ISO.

    `credit` is the direction seen from the account. `order` repeats the payment order's fields (by the names of
    the declared document) for statements and exports.
    """

    entry_id: str
    account: str
    value_date: str
    posted: Instant
    credit: bool
    amount: str
    currency: str
    balance_after: str
    operation_type: str
    document_id: str = ""
    number: str = ""
    document_date: str = ""
    counterparty_name: str = ""
    counterparty_inn: str = ""
    counterparty_kpp: str = ""
    counterparty_account: str = ""
    counterparty_bic: str = ""
    counterparty_bank: str = ""
    counterparty_corr_account: str = ""
    purpose: str = ""
    order: dict[str, str] = {}


class BalanceData(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the client and what it holds; `closed` is the day it was closed, "" while it is open."""

    account: str
    currency: str
    name: str
    balance: str
    available: str
    opened: str
    time: Instant
    closed: str = ""


class DocumentData(msgspec.Struct, frozen=True, kw_only=True):
    """A document made by the bank: canonical bytes (type `bank_letter`, `statement` …) and the bank's CMS."""

    body: bytes
    signature: bytes


class DirectoryData(msgspec.Struct, frozen=True, kw_only=True):
    """A directory has a new version."""

    name: str
    version: str


class RightsData(msgspec.Struct, frozen=True, kw_only=True):
    """The organisation as the bank knows it: users with their signature group and roles, and the general scheme.

    `scheme` is in the grammar `(110)||(111)`: digits count signatures of group 1, 2, 3; alternatives by `||`. The other
    lists hold texts as `domain.rights.told` reads them; a client that does not know them is none the worse.
    """

    client_id: str
    name: str
    inn: str
    kpp: str
    scheme: str
    users: list[dict[str, str]]
    grants: list[dict[str, str]] = []
    limits: list[dict[str, str]] = []
    schemes: list[dict[str, str]] = []
    substitutes: list[dict[str, str]] = []


class CertificateData(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate of one of the client's users was issued or revoked; `revoked` is an instant, "" while it holds.

    `pem` is the certificate itself, `reason` why it was revoked (`protocol.keys.Reason`), `replaces` the serial of the
    one that it will replace by its first use.
    """

    serial: str
    user_id: str
    not_before: Instant
    not_after: Instant
    revoked: str = ""
    pem: str = ""
    reason: str = ""
    replaces: str = ""


class NewsData(msgspec.Struct, frozen=True, kw_only=True):
    """News, a notice or an offer of the bank: plain text in Russian and, if the bank wrote it, in English.

    Told again under the same `id` it stands in place of what was told before; `withdrawn` takes it back. Days are ISO, ""
    for no bound. `kind` is `news`, `notice` or `offer`.
    """

    title: str
    text: str
    id: str = ""
    kind: str = "news"
    valid_from: str = ""
    valid_to: str = ""
    withdrawn: bool = False
    title_en: str = ""
    text_en: str = ""


class JournalHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Head of the client's audit journal, sent with each sync; the bank keeps it and answers with its own."""

    sequence: int
    head: str
