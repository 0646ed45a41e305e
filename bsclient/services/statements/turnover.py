"""Turnover of a scope of entries: by counterparty, by category of the purpose, by month.

`share` of a row is its part of the whole turnover (credits and debits together), from 0 to 1, rounded to four places. Amounts
are of the scope's one currency.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.services.statements import turnover_entries
from bsclient.services.statements.categories import OTHER, Categories, Classifier
from bsclient.storage import turnover, values
from bsclient.storage.entry_search import Cursor, Page
from bsclient.storage.scope import Scope
from bsclient.storage.turnover import Sums

__all__ = ["Scope", "Turnover", "TurnoverRow"]

_FOUR: Final = Decimal("0.0001")
_NAMELESS: Final = "name:"


@dataclass(frozen=True, slots=True)
class TurnoverRow:
    """One group: `key` is the INN (or "name:…"), the category's name ("" for entries that no rule takes), or "2026-11"."""

    key: str
    title: str
    credits: Decimal
    debits: Decimal
    count: int
    share: Decimal


class Turnover:
    """Turnover in an open profile."""

    def __init__(self, place: Workplace, categories: Categories) -> None:
        self._place = place
        self._categories = categories

    def by_counterparty(self, scope: Scope) -> tuple[TurnoverRow, ...]:
        """Return turnover by counterparty, the largest first; raises `BadInput("period_reversed")`."""
        with self._place.store.read() as reader:
            return _largest(turnover.by_party(reader, _checked(scope)), scope.currency)

    def by_category(self, scope: Scope) -> tuple[TurnoverRow, ...]:
        """Return turnover by category, the largest first; raises `BadInput("period_reversed")`."""
        with self._place.store.read() as reader:
            classifier = Classifier(self._categories.of(reader))
            sums: dict[str, list[int]] = {}
            for block in turnover.blocks(reader, _checked(scope)):
                names = classifier.names([(credit, inn, purpose) for credit, _, inn, purpose in block])
                for name, (credit, amount, _inn, _purpose) in zip(names, block, strict=True):
                    kept = sums.setdefault(name, [0, 0, 0])
                    kept[0 if credit else 1] += amount
                    kept[2] += 1
        return _largest((Sums(name, name, *found) for name, found in sums.items()), scope.currency)

    def by_month(self, scope: Scope) -> tuple[TurnoverRow, ...]:
        """Return turnover by month, oldest first; raises `BadInput("period_reversed")`."""
        with self._place.store.read() as reader:
            return _rows(turnover.by_month(reader, _checked(scope)), scope.currency)

    def entries(self, scope: Scope, by: str, key: str, before: Cursor | None = None) -> Page:
        """Return the entries behind a row, newest first; `by` "counterparty", "category" or "month", `key` is the row's."""
        with self._place.store.read() as reader:
            classifier = Classifier(self._categories.of(reader))
            return turnover_entries.page(reader, _checked(scope), (by, key), classifier, before)


def _checked(scope: Scope) -> Scope:
    if scope.start is not None and scope.end is not None and scope.end < scope.start:
        raise BadInput("period_reversed", value=scope.start.isoformat(), limit=scope.end.isoformat())
    return scope


def _largest(found: Iterable[Sums], currency: str) -> tuple[TurnoverRow, ...]:
    return _rows(sorted(found, key=lambda one: (-(one.credits + one.debits), one.key)), currency)


def _rows(found: Iterable[Sums], currency: str) -> tuple[TurnoverRow, ...]:
    sums = list(found)
    whole = sum(one.credits + one.debits for one in sums)
    return tuple(
        TurnoverRow(
            key=one.key,
            title=one.title or (OTHER if not one.key else one.key.removeprefix(_NAMELESS)),
            credits=values.amount(one.credits, currency),
            debits=values.amount(one.debits, currency),
            count=one.count,
            share=(Decimal(one.credits + one.debits) / whole).quantize(_FOUR) if whole else Decimal(0),
        )
        for one in sums
    )
