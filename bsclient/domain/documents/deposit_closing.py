"""Order to close a deposit before its term («Заявление о досрочном возврате»): what is lost is shown and confirmed (Civil Code, 837)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import deposits, fields
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import currency, day, doc_number, flag, money, percent, product, text
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import deposits as rules

TOLD = {
    "product_number": "number",
    "currency": "currency",
    "amount": "amount",
    "ends": "ends",
    "rate": "rate",
    "early_rate": "early_rate",
    "paid": "paid_interest",
    "account": "return_account",
}


class DepositClosing(
    Document,
    code="deposit_closing",
    title="Early closing of a deposit",
    family=Family.DEPOSITS,
    schemed=True,
    templates=False,
    listing=Listing(amount="payout", currency="currency", account="account", purpose="product_number"),
    groups={"deposit": "Deposit", "loss": "Interest is counted anew", "sum": "Return"},
    fills=(terms.told("product", TOLD), rules.loss),
    rules=(
        common.term(),
        common.own_account("account"),
        common.currency_of("account", currency="currency"),
        terms.in_force("product", "open"),
        terms.other_account("account", "product"),
        rules.loss_true,
        terms.confirmed("confirmed", "loss_not_confirmed"),
    ),
):
    """Gives the whole deposit back at once; interest is counted anew at the lower rate, what was overpaid is withheld."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    product: str = product("Deposit", of=deposits.KIND, group="deposit")
    product_number: str = text("Contract No.", longest=40, derived=True, group="deposit", listed=True)
    currency: str = currency("Currency", derived=True, group="deposit", listed=True)
    amount: Decimal = money("On the deposit", derived=True, group="deposit")
    ends: dt.date = day("End of the term", derived=True, group="deposit")
    rate: Decimal = percent("Rate, % a year", derived=True, group="loss")
    accrued: Decimal | None = money(
        "Interest by the contract to this day", required=False, derived=True, group="loss"
    )
    early_rate: Decimal = percent("Rate when closed early, % a year", derived=True, group="loss")
    early_interest: Decimal | None = money(
        "Interest at the lower rate", required=False, derived=True, group="loss"
    )
    lost: Decimal | None = money("Interest lost", required=False, derived=True, group="loss")
    paid: Decimal | None = money("Interest paid already", required=False, derived=True, group="loss")
    account: str = fields.account("Credit account", directory="own_accounts", group="sum", listed=True)
    payout: Decimal = money("To be paid out", derived=True, group="sum", listed=True)
    reason: str = text("Reason", longest=210, required=False, group="sum")
    confirmed: str = flag("We agree that interest is counted at the lower rate", group="sum")
