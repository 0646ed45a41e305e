"""Arithmetic of deposits, the same for the form that shows interest before signing and for the bank that pays it.

Sums are minor units. A deposit earns from the day after it was placed to the day of its return (`domain.interest`);
monthly payouts fall on the day of the month on which it was placed, the last one on the day of its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bsclient.domain.interest import add_months, exact, interest

BOOK: Final = "deposit_products"
KIND: Final = "deposit"
MONTHLY: Final = "monthly"
AT_END: Final = "end"
INTEREST: Final = "interest"
"""Kind of the ledger's entries that pay interest."""


@dataclass(frozen=True, slots=True)
class Change:
    """Money that came to a deposit or left it (`amount` < 0) on a day; `interest` that was joined to it is marked."""

    day: date
    amount: int
    interest: bool = False


def payouts(start: date, end: date, payout: str) -> Iterator[date]:
    """Yield the days on which interest is paid."""
    month = 1
    while payout == MONTHLY and (day := add_months(start, month)) < end:
        yield day
        month += 1
    yield end


def expected(amount: int, percent: Decimal, term: tuple[date, date], payout: str, *, joins: bool) -> int:
    """Return all interest of a term if nothing is added or taken; `joins`: what is paid earns with the rest."""
    total, since = 0, term[0]
    for day in payouts(*term, payout):
        paid = interest(amount, percent, since, day)
        total, since = total + paid, day
        amount += paid if joins else 0
    return total


def earned(changes: Sequence[Change], percent: Decimal, start: date, end: date) -> Fraction:
    """Return the exact interest on what lay on a deposit after `start` up to `end`."""
    total, balance, since = Fraction(0), 0, start
    for change in sorted(changes, key=lambda one: one.day):
        if change.day >= end:
            break
        if change.day > since:
            total += exact(balance, percent, since, change.day)
            since = change.day
        balance = max(balance + change.amount, 0)
    return total + exact(balance, percent, since, end)


def own_money(changes: Sequence[Change], opened: date) -> list[Change]:
    """Return the changes without interest that joined in this term: it is counted anew when a deposit is closed early."""
    return [change for change in changes if change.day <= opened or not change.interest]
