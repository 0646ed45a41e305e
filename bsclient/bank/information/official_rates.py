"""Official rates of a day taken from a file of the Bank of Russia; the bank's own prices keep their distance from them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from bsclient.bank.books import fx
from bsclient.bank.work.transaction import Work
from bsclient.formats.cbr_rates import DailyRates, OfficialRate

SOURCE: Final = "Банк России"
_STEP: Final = Decimal("0.0001")


def load(work: Work, told: DailyRates) -> dict[str, object]:
    """Keep the rates of a file for the currencies the bank deals in; returns the day, what was loaded and what was not."""
    known = {rate.currency: fx.find(work.connection, rate.currency, told.day) for rate in told.rates}
    loaded = [_priced(rate, told, before) for rate in told.rates if (before := known[rate.currency])]
    fx.put(work, loaded)
    names = [rate.currency for rate in loaded]
    return {
        "day": told.day.isoformat(),
        "loaded": names,
        "skipped": [rate.currency for rate in told.rates if rate.currency not in names],
    }


def _priced(rate: OfficialRate, told: DailyRates, before: fx.Rate) -> fx.Rate:
    buy, sell = (
        _rounded(Fraction(rate.value) * Fraction(price) / Fraction(before.official))
        for price in (before.buy, before.sell)
    )
    return fx.Rate(rate.currency, told.day, rate.nominal, rate.value, buy, sell, SOURCE)


def _rounded(price: Fraction) -> Decimal:
    return (Decimal(price.numerator) / Decimal(price.denominator)).quantize(_STEP)
