"""Application to place a deposit («Заявка на депозит»): the bank's terms and the interest are shown and signed (Civil Code, 834–839)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from bsclient.domain import deposits, fields
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import choice, code, currency, day, doc_number, flag, money, percent, text, whole
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import currency as currencies
from bsclient.domain.rules import deposits as rules

PAYOUTS: Final = {deposits.AT_END: "At the end of the term", deposits.MONTHLY: "Every month"}
TERMS: Final = {
    "rate": "rate",
    "early_rate": "early_rate",
    "payout": "payout",
    "currency": "currency",
    "terms_version": "version",
}
OFFER: Final = {"book": deposits.BOOK, "code": "deposit_kind"}


class DepositOpen(
    Document,
    code="deposit_open",
    title="Deposit opening",
    family=Family.DEPOSITS,
    schemed=True,
    listing=Listing(amount="amount", currency="currency", account="account", purpose="product_name"),
    groups={"offer": "Deposit", "interest": "Interest", "accounts": "Accounts"},
    fills=(
        terms.of_entry(deposits.BOOK, "deposit_kind", TERMS | {"product_name": "title"}),
        currencies.day_of_today("starts"),
        terms.same_account("account", "return_account"),
        rules.interest_shown,
    ),
    rules=(
        common.term(),
        common.not_past("starts", 10),
        common.own_account("account", "return_account"),
        common.currency_of("account", currency="currency"),
        common.currency_of("return_account", currency="currency"),
        common.funds("account", "amount"),
        terms.within("amount", "least", "most", **OFFER),
        terms.within("days", "days_least", "days_most", **OFFER),
        terms.allowed("prolongation", "prolongation", **OFFER),
        terms.as_offered(deposits.BOOK, "deposit_kind", TERMS),
        rules.interest_true,
    ),
):
    """Places money for a term; on its last day it comes back with interest or, if so asked, goes on for another term."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    deposit_kind: str = code(
        "Kind of deposit",
        "[a-z][a-z0-9_]{0,31}",
        "offer_form",
        required=True,
        directory=deposits.BOOK,
        strict=True,
        group="offer",
    )
    product_name: str = text("Name of the deposit", longest=70, derived=True, group="offer", listed=True)
    currency: str = currency("Currency", derived=True, group="offer", listed=True)
    amount: Decimal = money("Amount", group="offer", listed=True)
    starts: dt.date = day("Placed on", group="offer", listed=True)
    days: int = whole("Term, days", least=1, most=3650, group="offer")
    ends: dt.date = day("Returned on", derived=True, group="offer", listed=True)
    prolongation: str = flag("Prolong for the same term at the rate of that day", group="offer")
    rate: Decimal = percent("Rate, % a year", derived=True, group="interest")
    payout: str = choice("Interest is paid", tuple(PAYOUTS), words=PAYOUTS, derived=True, group="interest")
    capitalisation: str = flag(
        "Interest joins the deposit", when=("payout", deposits.MONTHLY), group="interest"
    )
    interest: Decimal | None = money(
        "Interest for the term",
        required=False,
        derived=True,
        group="interest",
        hint="If nothing is added or taken.",
    )
    early_rate: Decimal = percent("Rate when closed early, % a year", derived=True, group="interest")
    terms_version: str = text("Version of the terms", longest=16, derived=True, group="interest")
    account: str = fields.account("Debit account", directory="own_accounts", group="accounts", listed=True)
    return_account: str = fields.account(
        "Account of return and interest", directory="own_accounts", group="accounts"
    )
