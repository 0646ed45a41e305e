"""What documents on their way will move: sums by account, day and type from the kept totals, no document is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.domain.states import State
from bsclient.storage import values
from bsclient.storage.unit_of_work import Reader

_PENDING: Final = (
    "SELECT account, day, type, sum(count), sum(amount) FROM day_count"
    " WHERE type IN (SELECT value FROM json_each(?)) AND state IN (SELECT value FROM json_each(?))"
    " AND account IN (SELECT value FROM json_each(?)) AND count > 0 GROUP BY account, day, type"
    " ORDER BY day, account, type"
)


_OTHERS: Final = "SELECT state, sum(count) FROM day_count WHERE type <> ? AND count > 0 GROUP BY state"


@dataclass(frozen=True, slots=True)
class Pending:
    """Documents of one type, account and day; `day` None where it cannot be read."""

    account: str
    day: dt.date | None
    type: str
    count: int
    amount: Decimal


def pending(
    reader: Reader, types: Sequence[str], states: Sequence[State], accounts: Sequence[str]
) -> list[Pending]:
    """Return the sums of documents of some types in some states on some accounts."""
    asked = (types, [str(state) for state in states], accounts)
    found = reader.all(_PENDING, tuple(values.json_text(list(part)) for part in asked))
    return [
        Pending(account, values.day(day), kind, count, values.amount(amount))
        for account, day, kind, count, amount in found
    ]


def others(reader: Reader, kind: str) -> dict[State, int]:
    """Return how many documents of all types but one stand in each state."""
    return {State(state): int(count) for state, count in reader.all(_OTHERS, (kind,))}
