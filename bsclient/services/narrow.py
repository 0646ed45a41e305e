"""The columns of a list from a draft: which field of which document type goes where, as far as it can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from bsclient.domain import kinds, money
from bsclient.domain.document import Raw
from bsclient.domain.problems import Problem, Severity
from bsclient.storage.rows import Narrow

_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "payment_order": {
        "number": "number",
        "day": "date",
        "amount": "amount",
        "account": "payer_account",
        "counterparty": "payee_name",
        "counterparty_account": "payee_account",
        "counterparty_bic": "payee_bic",
        "counterparty_inn": "payee_inn",
        "purpose": "purpose",
    },
    "recall_request": {
        "number": "number",
        "day": "date",
        "amount": "document_amount",
        "purpose": "reason",
        "related": "document_id",
    },
    "letter": {"number": "number", "day": "date", "purpose": "subject", "related": "thread"},
}
_PLAIN: Final = {"number": "number", "day": "date", "amount": "amount", "purpose": "purpose"}
_CURRENCIES: Final = {"810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY"}
_RUBLE: Final = "RUB"


def of(kind: str, raw: Raw, problems: list[Problem]) -> Narrow:
    """Return the columns of a draft; hints are not counted as problems."""
    fields = _FIELDS.get(kind, _PLAIN)
    texts = {column: _text(raw, name) for column, name in fields.items()}
    account = texts.get("account", "")
    day, amount = texts.pop("day", ""), texts.pop("amount", "")
    return Narrow(
        type=kind,
        day=day_of(day),
        amount=amount_of(amount),
        currency=_CURRENCIES.get(account[5:8], _RUBLE),
        problems=sum(problem.severity is not Severity.INFO for problem in problems),
        **texts,
    )


def day_of(text: str) -> dt.date | None:
    """Read a day; None if it is none."""
    try:
        return kinds.DAY.read(text)
    except kinds.Unreadable:
        return None


def amount_of(text: str) -> Decimal | None:
    """Read an amount; None if it is none."""
    try:
        return money.parse_amount(text)
    except ValueError:
        return None


def _text(raw: Raw, name: str) -> str:
    value = raw.get(name, "")
    return value.strip() if isinstance(value, str) else ""
