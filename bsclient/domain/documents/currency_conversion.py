"""Order to change one foreign currency into another («Поручение на конверсию валюты»)."""

from __future__ import annotations

from bsclient.domain.exchange import FILLS, GROUPS, LISTING, RULES, ExchangeOrder
from bsclient.domain.families import Family
from bsclient.domain.rules import currency as rules


class CurrencyConversion(
    ExchangeOrder,
    code="currency_conversion",
    title="Currency conversion",
    family=Family.CURRENCY,
    schemed=True,
    listing=LISTING,
    groups=GROUPS,
    fills=FILLS,
    rules=(*RULES, rules.held_in("account", roubles=False), rules.held_in("credit_account", roubles=False)),
):
    """Changes currency: one currency account gives, one in another currency gets."""
