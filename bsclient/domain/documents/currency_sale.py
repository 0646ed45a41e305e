"""Order to sell foreign currency for roubles («Поручение на продажу валюты»). A transit account has an order of its own."""

from __future__ import annotations

from bsclient.domain.exchange import FILLS, GROUPS, LISTING, RULES, ExchangeOrder
from bsclient.domain.families import Family
from bsclient.domain.rules import currency as rules


class CurrencySale(
    ExchangeOrder,
    code="currency_sale",
    title="Currency sale",
    family=Family.CURRENCY,
    schemed=True,
    listing=LISTING,
    groups=GROUPS,
    fills=FILLS,
    rules=(*RULES, rules.held_in("account", roubles=False), rules.held_in("credit_account", roubles=True)),
):
    """Sells currency: the current currency account gives, the account in roubles gets."""
