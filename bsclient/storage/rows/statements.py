"""Accounts and their ledger entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


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
