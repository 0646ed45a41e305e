"""Order to repay a loan before its time («Заявление о досрочном погашении»), in whole or in part (Civil Code, article 810)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import fields, loans
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import choice, currency, day, doc_number, money, percent, product, text
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import currency as days
from bsclient.domain.rules import loans as rules

TOLD = {
    "loan_number": "number",
    "currency": "currency",
    "debt": "debt",
    "rate": "rate",
    "account": "payment_account",
}


class LoanRepayment(
    Document,
    code="loan_repayment",
    title="Early repayment of a loan",
    family=Family.LOANS,
    schemed=True,
    listing=Listing(amount="total", currency="currency", account="account", purpose="loan_number"),
    groups={"loan": "Loan", "sum": "Repayment"},
    fills=(terms.told("product", TOLD), days.day_of_today("repay_day"), rules.repaid),
    rules=(
        common.term(),
        common.not_past("repay_day", 60),
        common.own_account("account"),
        common.currency_of("account", currency="currency"),
        common.funds("account", "total"),
        terms.in_force("product", "open", "overdue"),
        rules.notice,
        rules.repaid_true,
    ),
):
    """Interest up to the day is paid with it; later payments are counted from what is left."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    product: str = product("Loan", of=loans.KIND, group="loan")
    loan_number: str = text("Contract No.", longest=40, derived=True, group="loan", listed=True)
    debt: Decimal = money("Debt", derived=True, group="loan")
    rate: Decimal = percent("Rate, % a year", derived=True, group="loan")
    currency: str = currency("Currency", derived=True, group="loan", listed=True)
    scope: str = choice(
        "What is repaid", tuple(loans.SCOPES), words=loans.SCOPES, default=loans.WHOLE, group="sum"
    )
    repay_day: dt.date = day("Day of the repayment", group="sum", listed=True)
    amount: Decimal = money("Debt to be repaid", group="sum")
    interest: Decimal | None = money("Interest up to this day", required=False, derived=True, group="sum")
    total: Decimal = money("To be debited", derived=True, group="sum", listed=True)
    account: str = fields.account("Debit account", directory="own_accounts", group="sum", listed=True)
