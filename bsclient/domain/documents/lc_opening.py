"""Application for a covered irrevocable letter of credit («Заявление на открытие аккредитива»), in roubles or by UCP 600."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import fields, filling
from bsclient.domain import letters_of_credit as letters
from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    attachments,
    bic,
    choice,
    code,
    country,
    currency,
    day,
    doc_number,
    flag,
    inn,
    kpp,
    lines,
    money,
    rows,
    swift_bic,
    text,
    whole,
)
from bsclient.domain.rules import common
from bsclient.domain.rules import credits as rules
from bsclient.domain.rules import currency as abroad


class DemandedDocument(Document):
    """A document that the beneficiary must present."""

    name: str = text("Document", longest=120)
    originals: int = whole("Originals", least=0, most=20, default="1")
    copies: int = whole("Copies", least=0, most=20, default="0")
    demands: str = text("What it must say", longest=210, required=False)


class LetterOpening(
    Document,
    code="lc_opening",
    title="Letter of credit opening",
    family=Family.CREDITS,
    schemed=True,
    listing=Listing(
        amount="amount",
        currency="currency",
        account="account",
        counterparty="beneficiary_name",
        counterparty_account="beneficiary_account",
        counterparty_bic="beneficiary_bic",
        counterparty_inn="beneficiary_inn",
        purpose="goods",
    ),
    groups={
        "letter": "Letter of credit",
        "applicant": "Applicant",
        "beneficiary": "Beneficiary",
        "contract": "Contract and goods",
        "documents": "Documents against which it is paid",
    },
    fills=(
        filling.account_currency("account", "currency"),
        filling.bank("beneficiary_bic", "beneficiary_bank"),
    ),
    rules=(
        common.term(),
        common.not_past("ends", letters.LONGEST),
        common.own_account("account"),
        common.currency_of("account", currency="currency"),
        common.funds("account", "amount"),
        common.known_bank("beneficiary_bic"),
        common.account_key("beneficiary_account", "beneficiary_bic"),
        abroad.iban("beneficiary_number", "beneficiary_country"),
        abroad.bank_code("beneficiary_swift"),
        abroad.stopped("beneficiary_country", bics=("beneficiary_swift",)),
        common.twins("documents", "name"),
        rules.regime,
        rules.shipment,
        rules.not_self,
    ),
):
    """The bank sets the sum apart and pays it to the beneficiary against the documents that are listed."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    regime: str = choice(
        "Rules", tuple(letters.REGIMES), words=letters.REGIMES, default=letters.HOME, group="letter"
    )
    account: str = fields.account(
        "Account for the cover", directory="own_accounts", group="letter", listed=True
    )
    currency: str = currency("Currency", derived=True, group="letter", listed=True)
    amount: Decimal = money("Amount", group="letter", listed=True)
    ends: dt.date = day("Expires on", group="letter", listed=True)
    presentation_days: int = whole(
        "Documents within, days after shipment", least=1, most=365, default="21", group="letter"
    )
    available: str = choice(
        "Paid", tuple(letters.AVAILABLE), words=letters.AVAILABLE, default=letters.SIGHT, group="letter"
    )
    deferred_days: int | None = whole(
        "Days after acceptance", least=1, most=365, when=("available", letters.DEFERRED), group="letter"
    )
    applicant_name: str = text("Applicant", longest=160, group="applicant")
    applicant_inn: str = inn("INN", required=True, group="applicant")
    applicant_kpp: str = kpp("KPP", group="applicant")
    beneficiary_name: str = text("Beneficiary", longest=160, group="beneficiary", listed=True)
    beneficiary_address: str = text("Address", longest=210, required=False, group="beneficiary")
    beneficiary_inn: str = inn("INN", required=True, when=("regime", letters.HOME), group="beneficiary")
    beneficiary_bic: str = bic("Bank's BIC", when=("regime", letters.HOME), group="beneficiary")
    beneficiary_account: str = fields.account("Account", when=("regime", letters.HOME), group="beneficiary")
    beneficiary_country: str = country("Country", when=("regime", letters.ABROAD), group="beneficiary")
    beneficiary_swift: str = swift_bic("SWIFT code", when=("regime", letters.ABROAD), group="beneficiary")
    beneficiary_number: str = code(
        "Account or IBAN", r"[0-9A-Z/\-]{1,34}", "beneficiary_account_form", required=True,
        when=("regime", letters.ABROAD), group="beneficiary",
    )  # fmt: skip
    beneficiary_bank: str = text("Bank", longest=160, group="beneficiary")
    contract_number: str = text("Number of the contract", longest=60, group="contract")
    contract_date: dt.date = day("Date of the contract", group="contract")
    latest_shipment: dt.date | None = day("Latest shipment", required=False, group="contract")
    partial: str = flag("Partial shipments are allowed", default="1", group="contract")
    goods: str = lines("Goods, works or services", longest=1000, group="contract")
    documents: tuple[DemandedDocument, ...] = rows(
        "Documents", DemandedDocument, longest=20, required=True, group="documents"
    )
    conditions: str = lines("Further conditions", longest=2000, required=False, group="documents")
    attachments: tuple[Attachment, ...] = attachments("Contract and annexes", group="documents")
