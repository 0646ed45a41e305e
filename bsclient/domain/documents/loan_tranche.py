"""Order to draw a loan («Заявление на предоставление транша») within its limit."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import fields, loans
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import currency, day, doc_number, money, percent, product, text
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import loans as rules

TOLD = {
    "loan_number": "number",
    "currency": "currency",
    "rate": "rate",
    "available": "available",
    "account": "payment_account",
}


class LoanTranche(
    Document,
    code="loan_tranche",
    title="Loan tranche",
    family=Family.LOANS,
    schemed=True,
    listing=Listing(amount="amount", currency="currency", account="account", purpose="purpose"),
    groups={"loan": "Loan", "sum": "Tranche"},
    fills=(terms.told("product", TOLD),),
    rules=(
        common.term(),
        common.own_account("account"),
        common.currency_of("account", currency="currency"),
        terms.in_force("product", "open"),
        rules.within_limit,
    ),
):
    """The money comes to the account; interest is counted from the next day on."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    product: str = product("Loan", of=loans.KIND, group="loan")
    loan_number: str = text("Contract No.", longest=40, derived=True, group="loan", listed=True)
    available: Decimal | None = money("May be drawn", required=False, derived=True, group="loan")
    rate: Decimal = percent("Rate, % a year", derived=True, group="loan")
    account: str = fields.account("Credit account", directory="own_accounts", group="sum", listed=True)
    currency: str = currency("Currency", derived=True, group="sum", listed=True)
    amount: Decimal = money("Amount", group="sum", listed=True)
    purpose: str = text("What it is for", longest=210, group="sum", listed=True)
