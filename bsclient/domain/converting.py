"""What an amount of one currency is in another, by rates in roubles for `nominal` units.

At the Bank of Russia's rate the result is rounded half up. At the bank's own the client's currency is bought and the other sold,
and the result is rounded down, as the bank does it: whoever exchanges kopecks to and fro must not gain by it. Nothing is
rounded on the way.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from bsclient.domain.interest import rounded
from bsclient.domain.money import from_minor, to_minor

ROUBLES: Final = "RUB"


class Way(StrEnum):
    """At whose rate."""

    OFFICIAL = "official"
    BANK = "bank"


@dataclass(frozen=True, slots=True)
class Quote:
    """Roubles for `nominal` units of a currency on a day; a price is None where nobody named it."""

    currency: str
    day: dt.date
    nominal: int
    official: Decimal | None
    buy: Decimal | None
    sell: Decimal | None
    source: str = ""

    def names(self, way: Way) -> bool:
        """Whether it has what a way of converting needs."""
        return self.official is not None if way is Way.OFFICIAL else None not in (self.buy, self.sell)


def roubles(day: dt.date) -> Quote:
    """Return the rate of the rouble itself."""
    one = Decimal(1)
    return Quote(ROUBLES, day, 1, one, one, one)


def convert(amount: Decimal, sold: Quote, wanted: Quote, way: Way) -> Decimal:
    """Return what an amount of one currency is in another; ValueError if a quote does not name the price."""
    minor = Fraction(to_minor(amount))
    if way is Way.OFFICIAL:
        return from_minor(rounded(minor * _unit(sold.official, sold) / _unit(wanted.official, wanted)))
    return from_minor(math.floor(minor * _unit(sold.buy, sold) / _unit(wanted.sell, wanted)))


def _unit(price: Decimal | None, of: Quote) -> Fraction:
    if price is None or price <= 0:
        raise ValueError(of.currency)
    return Fraction(price) / of.nominal
