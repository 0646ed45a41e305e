"""Order to buy foreign currency for roubles («Поручение на покупку валюты»)."""

from __future__ import annotations

from bsclient.domain.exchange import FILLS, FIXED, GROUPS, LISTING, RULES, ExchangeOrder
from bsclient.domain.families import Family
from bsclient.domain.fields import choice
from bsclient.domain.rules import currency as rules


class CurrencyPurchase(
    ExchangeOrder,
    code="currency_purchase",
    title="Currency purchase",
    family=Family.CURRENCY,
    schemed=True,
    listing=LISTING,
    groups=GROUPS,
    fills=FILLS,
    rules=(*RULES, rules.held_in("account", roubles=True), rules.held_in("credit_account", roubles=False)),
):
    """Buys currency: the account in roubles gives, the currency account gets."""

    fixed: str = choice("What is fixed", tuple(FIXED), words=FIXED, default="bought", group="deal")
