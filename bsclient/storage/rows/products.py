"""What the client has at the bank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


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
