"""Order to add money to a deposit («Заявка на пополнение депозита»), as far as its terms allow."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import deposits, fields, filling
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import currency, day, doc_number, money, percent, product, text
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import deposits as rules


class DepositTopUp(
    Document,
    code="deposit_top_up",
    title="Deposit top-up",
    family=Family.DEPOSITS,
    schemed=True,
    listing=Listing(amount="amount", currency="currency", account="account", purpose="product_number"),
    groups={"deposit": "Deposit", "sum": "Sum"},
    fills=(
        filling.of_product("product", {"product_number": "number", "currency": "currency", "rate": "rate"}),
        rules.new_balance(1),
    ),
    rules=(
        common.term(),
        common.own_account("account"),
        common.currency_of("account", currency="currency"),
        common.funds("account", "amount"),
        terms.in_force("product", "open"),
        terms.other_account("account", "product"),
        rules.may_top_up,
    ),
):
    """Adds money to a deposit from an account; it earns from the next day on."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    product: str = product("Deposit", of=deposits.KIND, group="deposit")
    product_number: str = text("Contract No.", longest=40, derived=True, group="deposit", listed=True)
    rate: Decimal = percent("Rate, % a year", derived=True, group="deposit")
    account: str = fields.account("Debit account", directory="own_accounts", group="sum", listed=True)
    currency: str = currency("Currency", derived=True, group="sum", listed=True)
    amount: Decimal = money("Amount", group="sum", listed=True)
    balance: Decimal | None = money("Balance after it", required=False, derived=True, group="sum")
