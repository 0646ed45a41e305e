"""A document, its body and its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from bsclient.domain.states import By, Event, State

if TYPE_CHECKING:
    from bsclient.domain.document import Raw


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
