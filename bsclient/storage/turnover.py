"""Sums of entries over a scope, grouped by the base itself: nothing is read entry by entry but purposes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bsclient.storage.scope import WITHIN, Scope
from bsclient.storage.unit_of_work import Reader

_SUMS: Final = (
    "sum(CASE credit WHEN 1 THEN amount ELSE 0 END), sum(CASE credit WHEN 1 THEN 0 ELSE amount END), count(*)"
)
_PARTY: Final = "CASE counterparty_inn WHEN '' THEN 'name:' || counterparty_name ELSE counterparty_inn END"
_BY_PARTY: Final = (
    f"SELECT {_PARTY}, counterparty_name, {_SUMS}, max(value_date) FROM entry"  # noqa: S608 -- fixed text
    f" WHERE {WITHIN} AND currency = :currency GROUP BY 1"
)
"""With one `max` the other columns are those of its row: the name that the counterparty had last."""
_BY_MONTH: Final = (
    f"SELECT substr(value_date, 1, 7), '', {_SUMS} FROM entry"  # noqa: S608 -- fixed text
    f" WHERE {WITHIN} AND currency = :currency GROUP BY 1 ORDER BY 1"
)
_BY_DAY: Final = f"SELECT value_date, '', {_SUMS} FROM entry WHERE {WITHIN} GROUP BY 1 ORDER BY 1"  # noqa: S608 -- fixed text
_ENTRIES: Final = (
    "SELECT credit, amount, counterparty_inn, purpose FROM entry"  # noqa: S608 -- fixed text
    f" WHERE {WITHIN} AND currency = :currency"
)
BLOCK: Final = 5000


@dataclass(frozen=True, slots=True)
class Sums:
    """Turnover of one group in minor units."""

    key: str
    title: str
    credits: int
    debits: int
    count: int


def by_party(reader: Reader, scope: Scope) -> list[Sums]:
    """Return turnover by counterparty: its INN, or `name:` and its name where it has none."""
    return [Sums(*row[:5]) for row in reader.all(_BY_PARTY, scope.bound(reader))]


def by_month(reader: Reader, scope: Scope) -> list[Sums]:
    """Return turnover by month ("2026-11"), oldest first."""
    return [Sums(*row) for row in reader.all(_BY_MONTH, scope.bound(reader))]


def by_day(reader: Reader, scope: Scope) -> list[Sums]:
    """Return turnover by value date (ISO), oldest first; days without entries are left out. All currencies count."""
    return [Sums(*row) for row in reader.all(_BY_DAY, scope.bound(reader))]


def blocks(reader: Reader, scope: Scope) -> Iterator[Sequence[Any]]:
    """Yield (credit, amount, INN, purpose) of all entries, a block at a time."""
    return reader.blocks(_ENTRIES, scope.bound(reader), BLOCK)
