"""Application for a bank guarantee («Заявление на выдачу гарантии»; Civil Code, articles 368–379)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from bsclient.domain import fields, guarantees
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
    inn,
    kpp,
    lines,
    money,
    percent,
    person,
    phone,
    text,
)
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import currency as days
from bsclient.domain.rules import guarantees as rules

TERMS: Final = {"currency": "currency", "fee_rate": "percent", "terms_version": "version"}
OFFER: Final = {"book": guarantees.BOOK, "code": "guarantee_kind"}


class GuaranteeApplication(
    Document,
    code="guarantee_application",
    title="Bank guarantee application",
    family=Family.GUARANTEES,
    schemed=True,
    listing=Listing(
        amount="amount",
        currency="currency",
        account="account",
        counterparty="beneficiary_name",
        counterparty_inn="beneficiary_inn",
        purpose="kind_name",
    ),
    groups={
        "guarantee": "Guarantee",
        "fee": "Fee",
        "applicant": "Principal (applicant)",
        "beneficiary": "Beneficiary",
        "obligation": "What is secured",
        "papers": "Security and papers",
    },
    fills=(
        terms.of_entry(guarantees.BOOK, "guarantee_kind", TERMS | {"kind_name": "title"}),
        days.day_of_today("starts"),
        rules.fee,
    ),
    rules=(
        common.term(),
        common.not_past("starts", 90),
        common.own_account("account"),
        common.currency_of("account", code="RUB"),
        common.funds("account", "fee"),
        terms.within("amount", "least", "most", **OFFER),
        terms.as_offered(guarantees.BOOK, "guarantee_kind", TERMS),
        rules.term,
        rules.fee_true,
        rules.not_self,
        rules.covered,
    ),
):
    """The bank decides; a guarantee is issued against its fee and stands off the balance until it expires."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    guarantee_kind: str = code(
        "Kind of guarantee",
        "[a-z][a-z0-9_]{0,31}",
        "offer_form",
        required=True,
        directory=guarantees.BOOK,
        strict=True,
        group="guarantee",
    )
    kind_name: str = text("What it secures", longest=70, derived=True, group="guarantee", listed=True)
    currency: str = currency("Currency", derived=True, group="guarantee", listed=True)
    amount: Decimal = money("Amount", group="guarantee", listed=True)
    starts: dt.date = day("In force from", group="guarantee", listed=True)
    ends: dt.date = day("In force until", group="guarantee", listed=True)
    issued: str = choice(
        "Form", tuple(guarantees.ISSUED), words=guarantees.ISSUED, default="electronic", group="guarantee"
    )
    fee_rate: Decimal = percent("Fee, % a year", derived=True, group="fee")
    fee: Decimal = money("Fee", derived=True, group="fee")
    terms_version: str = text("Version of the terms", longest=16, derived=True, group="fee")
    account: str = fields.account("Account for the fee", directory="own_accounts", group="fee")
    applicant_name: str = text("Principal (applicant)", longest=160, group="applicant")
    applicant_inn: str = inn("INN", required=True, group="applicant")
    applicant_kpp: str = kpp("KPP", group="applicant")
    beneficiary_name: str = text("Beneficiary", longest=160, group="beneficiary", listed=True)
    beneficiary_inn: str = inn("INN", group="beneficiary")
    beneficiary_address: str = text("Address", longest=210, group="beneficiary")
    contract_number: str = text(
        "Number of the contract",
        longest=60,
        group="obligation",
        hint="Or the number of the purchase in the EIS.",
    )
    contract_date: dt.date | None = day("Date of the contract", required=False, group="obligation")
    contract_amount: Decimal | None = money("Amount of the contract", required=False, group="obligation")
    subject: str = lines("Subject of the contract", longest=500, group="obligation")
    obligations: str = lines("Obligations that are secured", longest=2000, group="obligation")
    collateral: str = lines("Security offered", longest=1000, required=False, group="papers")
    contact: str = person("Contact person", group="papers")
    contact_phone: str = phone("Contact phone", group="papers")
    attachments: tuple[Attachment, ...] = attachments("Contract, draft of the guarantee", group="papers")
