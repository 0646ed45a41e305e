"""Bank guarantees: the fee, counted alike by the form that shows it and the bank that takes it. Sums in minor units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from bsclient.domain.interest import interest

BOOK: Final = "guarantee_kinds"
KIND: Final = "guarantee"
ACTIVE: Final = "active"
EXPIRED: Final = "expired"
ISSUED: Final = {"electronic": "Electronic, signed by the bank", "paper": "On paper"}


def fee(amount: int, percent: Decimal, least: int, term: tuple[date, date]) -> int:
    """Return the fee for a term, first and last day included: a share of the amount a year, at least `least`."""
    first = date.fromordinal(term[0].toordinal() - 1)
    return max(interest(amount, percent, first, term[1]), least)
