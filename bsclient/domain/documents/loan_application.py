"""Application for a loan or a credit line («Заявка на кредит»): the bank's terms and what they cost are shown and signed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from bsclient.domain import fields, loans
from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    attachments,
    choice,
    code,
    currency,
    day,
    doc_number,
    lines,
    money,
    percent,
    person,
    phone,
    text,
    whole,
)
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import loans as rules

TERMS: Final = {
    "credit": "kind",
    "currency": "currency",
    "rate": "rate",
    "repayment": "repayment",
    "penalty": "penalty",
    "fee": "fee",
    "terms_version": "version",
}
OFFER: Final = {"book": loans.BOOK, "code": "loan_kind"}


class LoanApplication(
    Document,
    code="loan_application",
    title="Loan application",
    family=Family.LOANS,
    schemed=True,
    listing=Listing(amount="amount", currency="currency", account="account", purpose="purpose"),
    groups={"offer": "Loan", "price": "Price", "papers": "Security and papers"},
    fills=(terms.of_entry(loans.BOOK, "loan_kind", TERMS | {"product_name": "title"}), rules.price),
    rules=(
        common.term(),
        common.own_account("account"),
        common.currency_of("account", currency="currency"),
        terms.within("amount", "least", "most", **OFFER),
        terms.within("months", "months_least", "months_most", **OFFER),
        terms.as_offered(loans.BOOK, "loan_kind", TERMS),
        rules.price_true,
    ),
):
    """The bank decides; when it agrees, the limit is open and money is drawn by tranches."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    loan_kind: str = code(
        "Kind of loan",
        "[a-z][a-z0-9_]{0,31}",
        "offer_form",
        required=True,
        directory=loans.BOOK,
        strict=True,
        group="offer",
    )
    product_name: str = text("Name of the loan", longest=70, derived=True, group="offer")
    currency: str = currency("Currency", derived=True, group="offer", listed=True)
    credit: str = choice(
        "Form of credit", tuple(loans.CREDITS), words=loans.CREDITS, derived=True, group="offer"
    )
    amount: Decimal = money("Amount or limit", group="offer", listed=True)
    months: int = whole("Term, months", least=1, most=120, group="offer")
    purpose: str = text("What it is for", longest=210, group="offer", listed=True)
    account: str = fields.account("Account of payments", directory="own_accounts", group="offer", listed=True)
    rate: Decimal = percent("Rate, % a year", derived=True, group="price")
    penalty: Decimal = percent("Penalty for delay, % a day", derived=True, group="price")
    fee: Decimal = percent("Fee, % of the amount", derived=True, group="price")
    fee_amount: Decimal | None = money("Fee", required=False, derived=True, group="price")
    repayment: str = choice(
        "Repayment", tuple(loans.REPAYMENTS), words=loans.REPAYMENTS, derived=True, group="price"
    )
    payment: Decimal | None = money("First payment", required=False, derived=True, group="price")
    total_interest: Decimal | None = money(
        "Interest for the term",
        required=False,
        derived=True,
        group="price",
        hint="If the whole amount is drawn at once.",
    )
    terms_version: str = text("Version of the terms", longest=16, derived=True, group="price")
    collateral: str = lines("Security offered", longest=1000, required=False, group="papers")
    contact: str = person("Contact person", group="papers")
    contact_phone: str = phone("Contact phone", group="papers")
    attachments: tuple[Attachment, ...] = attachments("Accounts and other papers", group="papers")
