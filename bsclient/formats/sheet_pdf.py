"""What a printed statement shows of an exchange file; `services.exports.conversions` draws it."""

from __future__ import annotations

from typing import Final

from bsclient.formats import losses
from bsclient.formats.model import ENTRIES

HOLDS: Final = frozenset(
    (
        "own_account",
        "interval",
        "balances",
        "turnover",
        "owner",
        "number",
        "date",
        "entry_day",
        "amount",
        "currency",
        "direction",
        "operation_type",
        "name",
        "inn",
        "counter_account",
        "bic",
        "purpose",
        ENTRIES,
    )
)
assert losses.ALL >= HOLDS - losses.ROLES  # noqa: S101 - a slip of a name would hide a loss
