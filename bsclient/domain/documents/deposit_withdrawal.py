"""Order to take a part of a deposit back («Заявка на частичное изъятие»), down to the balance that its terms keep."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import deposits, fields
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import currency, day, doc_number, money, product, text
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import deposits as rules

TOLD = {
    "product_number": "number",
    "currency": "currency",
    "least_balance": "least_balance",
    "account": "return_account",
}


class DepositWithdrawal(
    Document,
    code="deposit_withdrawal",
    title="Deposit withdrawal",
    family=Family.DEPOSITS,
    schemed=True,
    listing=Listing(amount="amount", currency="currency", account="account", purpose="product_number"),
    groups={"deposit": "Deposit", "sum": "Sum"},
    fills=(terms.told("product", TOLD), rules.new_balance(-1)),
    rules=(
        common.term(),
        common.own_account("account"),
        common.currency_of("account", currency="currency"),
        terms.in_force("product", "open"),
        terms.other_account("account", "product"),
        rules.may_withdraw,
    ),
):
    """Gives a part of the money back before the term ends; what stays goes on at the same rate."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    product: str = product("Deposit", of=deposits.KIND, group="deposit")
    product_number: str = text("Contract No.", longest=40, derived=True, group="deposit", listed=True)
    least_balance: Decimal | None = money(
        "Must stay on the deposit", required=False, derived=True, group="deposit"
    )
    account: str = fields.account("Credit account", directory="own_accounts", group="sum", listed=True)
    currency: str = currency("Currency", derived=True, group="sum", listed=True)
    amount: Decimal = money("Amount", group="sum", listed=True)
    balance: Decimal | None = money("Balance after it", required=False, derived=True, group="sum")
