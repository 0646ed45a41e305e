"""Application to change a letter of credit («Заявление на изменение условий аккредитива»): its amount or its term."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import fields
from bsclient.domain import letters_of_credit as letters
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import choice, currency, day, doc_number, flag, lines, money, product, text
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import credits as rules

TOLD = {
    "lc_number": "number",
    "beneficiary_name": "beneficiary",
    "currency": "currency",
    "before": "amount",
    "ends": "ends",
    "account": "return_account",
}


class LetterAmendment(
    Document,
    code="lc_amendment",
    title="Letter of credit amendment",
    family=Family.CREDITS,
    schemed=True,
    listing=Listing(
        amount="amount",
        currency="currency",
        account="account",
        counterparty="beneficiary_name",
        purpose="lc_number",
    ),
    groups={"letter": "Letter of credit", "change": "Change"},
    fills=(terms.told("product", TOLD), rules.after_change),
    rules=(
        common.term(),
        common.not_past("new_ends", letters.LONGEST),
        common.own_account("account"),
        common.currency_of("account", currency="currency"),
        terms.in_force("product", "open"),
        rules.change,
        rules.consent,
    ),
):
    """The cover follows a change of the amount; the beneficiary agrees to what is to his disadvantage."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    product: str = product("Letter of credit", of=letters.KIND, group="letter")
    lc_number: str = text("Letter of credit No.", longest=40, derived=True, group="letter", listed=True)
    beneficiary_name: str = text("Beneficiary", longest=160, derived=True, group="letter", listed=True)
    currency: str = currency("Currency", derived=True, group="letter", listed=True)
    before: Decimal = money("Amount now", derived=True, group="letter")
    ends: dt.date = day("Expires on", derived=True, group="letter")
    change: str = choice("What changes", tuple(letters.CHANGES), words=letters.CHANGES, group="change")
    amount: Decimal | None = money(
        "By how much", when=("change", letters.INCREASE, letters.DECREASE), group="change", listed=True
    )
    after: Decimal | None = money("Amount after it", required=False, derived=True, group="change")
    new_ends: dt.date | None = day("New day of expiry", when=("change", letters.EXTEND), group="change")
    account: str = fields.account("Account for the cover", directory="own_accounts", group="change")
    consent: str = flag("The beneficiary has agreed in writing", group="change")
    reason: str = lines("Reason and other conditions", longest=1000, required=False, group="change")
