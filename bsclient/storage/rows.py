"""What comes out of the tables: frozen dataclasses, amounts as `Decimal`, instants as aware UTC datetimes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from bsclient.domain.states import By, Event, State

if TYPE_CHECKING:
    from bsclient.domain.document import Raw
    from bsclient.protocol.payees import PayeeWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """The columns a list shows, as far as the draft could be read: `day` is None and `amount` None where not."""

    type: str
    number: str = ""
    day: dt.date | None = None
    amount: Decimal | None = None
    currency: str = "RUB"
    account: str = ""
    counterparty: str = ""
    counterparty_account: str = ""
    counterparty_bic: str = ""
    counterparty_inn: str = ""
    purpose: str = ""
    problems: int = 0
    related: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow(Narrow):
    """One document without its body. `version` rises with every rewriting; `status_seq` is the bank's sequence."""

    row: int
    id: str
    state: State
    signatures: int
    created: dt.datetime
    updated: dt.datetime
    author: str
    import_id: str
    version: int
    status_seq: int
    status_code: str
    status_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The long part: the draft as typed, and once signed the canonical bytes and the bank's receipt."""

    raw: Raw
    canonical: bytes = b""
    sha256: str = ""
    receipt: bytes = b""
    receipt_signature: bytes = b""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """What the base has of a document when its receipt comes; empty bytes before the first one."""

    number: str
    state: State
    sha256: str
    receipt: bytes
    receipt_signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What happens to a document: the event, whose act, and what the bank says with it.

    `seq` is the bank's sequence number of a status (0 for acts of our own), `at` the bank's time (None: now).
    """

    event: Event
    by: By
    actor: str
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    seq: int = 0
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One step of a document's history; `applied` False: a late status that changed nothing."""

    step: int
    at: dt.datetime
    by: By
    actor: str
    event: Event
    state: State
    seq: int
    code: str
    facts: Mapping[str, str]
    note: str
    applied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """One signature over the canonical bytes: a detached CMS."""

    user_id: str
    certificate_serial: str
    cms: bytes
    signed_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A document that waits for the bank's receipt. Instants are None before the first try."""

    id: str
    state: State
    queued_at: dt.datetime
    attempts: int
    last_try: dt.datetime | None
    next_try: dt.datetime | None
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is sent of one document: the stored bytes, unchanged, and all signatures."""

    id: str
    type: str
    canonical: bytes
    sha256: str
    signatures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account of the client as the bank last told; `source` "file": of another bank, known from statement files."""

    number: str
    currency: str
    name: str
    balance: Decimal
    available: Decimal
    opened: dt.date | None
    updated: dt.datetime
    closed: dt.date | None = None
    source: str = "bank"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A ledger entry; `credit` is the direction seen from the account, `order` the payment order's fields."""

    id: str
    account: str
    value_date: dt.date
    posted: dt.datetime
    credit: bool
    amount: Decimal
    currency: str
    balance_after: Decimal
    operation_type: str = ""
    document_id: str = ""
    number: str = ""
    document_date: dt.date | None = None
    counterparty_name: str = ""
    counterparty_inn: str = ""
    counterparty_kpp: str = ""
    counterparty_account: str = ""
    counterparty_bic: str = ""
    counterparty_bank: str = ""
    counterparty_corr_account: str = ""
    purpose: str = ""
    order: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeRow:
    """A payee's card. `state`: `new` (only typed), `known` (paid at least once, or confirmed by the user).

    `word` is what the bank has said and signed; only that makes a payee known or trusted when one signs.
    """

    id: str
    name: str
    inn: str
    kpp: str
    account: str
    bic: str
    bank_name: str
    corr_account: str
    state: str
    used: int = 0
    last_used: dt.date | None = None
    purpose: str = ""
    word: PayeeWord | None = None

    @property
    def vouched(self) -> bool:
        """Whether the bank's word stands behind it: something was paid, or two persons trust it."""
        return self.word is not None and self.word.vouches


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A named draft to begin from. `shared`: all users of the profile see it; `owner` is the id of who made it."""

    id: str
    name: str
    type: str
    raw: Raw
    author: str
    updated: dt.datetime
    shared: bool = False
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """An import that was stored; `undone` None while it stands."""

    id: str
    name: str
    sha256: str
    at: dt.datetime
    author: str
    count: int
    total: Decimal
    undone: dt.datetime | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """One row of the audit journal."""

    seq: int
    at: dt.datetime
    actor: str
    device: str
    action: str
    object: str
    object_hash: str
    facts: Mapping[str, str]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """How far the bank's feed is applied."""

    cursor: int
    applied_at: dt.datetime | None
    synchronised_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """Something the client has at the bank, as the bank told last in a document signed by it.

    `amount` None where the kind has none; `terms` are the kind's own facts; `document_id` is the document it came from.
    """

    id: str
    kind: str
    number: str
    account: str
    currency: str
    amount: Decimal | None
    state: str
    opened: dt.date | None
    ends: dt.date | None
    terms: Mapping[str, str]
    document_id: str
    told: dt.datetime
    seq: int = 0
    canonical: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntryRow:
    """A row of a directory that the user keeps; days None: valid without limit."""

    id: str
    name: str
    code: str
    title: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    facts: Mapping[str, str]
    author: str
    updated: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """A directory as the bank sent it: its version and bytes."""

    name: str
    version: str
    kept: dt.datetime
    rows: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """A note of a user beside a document; it never leaves this base."""

    id: str
    document_id: str
    at: dt.datetime
    user_id: str
    author: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A link from one document to another or to a product; `field` names the reference field, "" when made by hand."""

    source: str
    target: str
    field: str
    at: dt.datetime
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """A document to be made again and again. `next_day` None: nothing more is to come; `rule` is the calendar's."""

    id: str
    name: str
    type: str
    raw: Raw
    rule: Mapping[str, str]
    next_day: dt.date | None
    paused: bool
    made: int
    author: str
    updated: dt.datetime
    version: int = 1
