"""The columns of a list from a draft: the declaration's `Listing` says which field goes where, as far as it can be read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from bsclient.domain import currencies, kinds, money
from bsclient.domain.document import Raw
from bsclient.domain.documents import registry
from bsclient.domain.families import Listing
from bsclient.domain.problems import Problem, Severity
from bsclient.storage.rows.documents import Narrow

RUBLE: Final = "RUB"
_CODE: Final = 3


class _Plan(NamedTuple):
    """Which field fills which column: texts as they are, and the three that are read."""

    texts: tuple[tuple[str, str], ...]
    day: str
    amount: str
    currency: str


@cache
def plan(kind: str) -> _Plan:
    """Return the fields of the columns of a type; an unknown type has the usual ones."""
    listing = registry[kind].listing if kind in registry else Listing(amount="amount", purpose="purpose")
    columns = listing.columns()
    day, amount, currency = (columns.pop(name, "") for name in ("day", "amount", "currency"))
    return _Plan(tuple(columns.items()), day, amount, currency)


def of(kind: str, raw: Raw, problems: list[Problem]) -> Narrow:
    """Return the columns of a draft; hints are not counted as problems."""
    fields = plan(kind)
    texts = {column: _text(raw, name) for column, name in fields.texts}
    currency = _text(raw, fields.currency).upper()
    if len(currency) != _CODE:
        currency = currencies.of_account(texts.get("account", "")) or RUBLE
    return Narrow(
        type=kind,
        day=day_of(_text(raw, fields.day)),
        amount=amount_of(_text(raw, fields.amount)),
        currency=currency,
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
    value = raw.get(name, "") if name else ""
    return value.strip() if isinstance(value, str) else ""
