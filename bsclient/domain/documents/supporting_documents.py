"""Certificate of supporting documents («Справка о подтверждающих документах», СПД, 181-И chapter 8 and annex 6).

What was delivered under a contract: within 15 working days after the end of the month that the papers are dated in.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import control, fields, filling
from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    attachments,
    choice,
    code,
    country,
    currency,
    day,
    doc_number,
    flag,
    money,
    person,
    phone,
    product,
    rows,
    text,
)
from bsclient.domain.rules import common
from bsclient.domain.rules import control as rules

SIGNS = {
    "1": "By the resident, against an advance received",
    "2": "By the resident, payment deferred",
    "3": "By the non-resident, against an advance paid",
    "4": "By the non-resident, payment deferred",
}


class SupportingPaper(
    Document,
    rules=(
        common.amount_decimals("amount", "currency"),
        rules.not_future("day"),
        rules.papers_in_time("day"),
        rules.delivery("delivery", "kind", "due"),
    ),
):
    """One paper: an act, an invoice, a declaration. `due` is the expected end of a deferred payment."""

    document_number: str = text("Number of the paper", longest=50)
    day: dt.date = day("Date of the paper")
    kind: str = code(
        "Kind of paper", r"[01][0-9]_[34]", "supporting_kind_form", required=True, directory="supporting_kinds"
    )  # fmt: skip
    amount: Decimal = money("Amount")
    currency: str = currency("Currency")
    contract_amount: Decimal | None = money("In the contract's currency", required=False)
    delivery: str = choice("Sign of delivery", ("", *SIGNS), words=SIGNS, required=False)
    due: dt.date | None = fields.day("Expected date", required=False)
    country: str = country("Country of the goods", required=False)
    note: str = text("Note", longest=140, required=False)


class SupportingDocuments(
    Document,
    code="supporting_documents",
    title="Certificate of supporting documents",
    family=Family.CONTROL,
    listing=Listing(amount="total", currency="contract_currency", purpose="unk"),
    groups={"contract": "Contract", "contact": "Contact"},
    fills=(
        filling.of_product("contract", {"unk": "number", "contract_currency": "currency"}),
        rules.fill_total("total", "papers", "contract_currency"),
    ),
    rules=(
        common.term(),
        rules.same_contract(),
        rules.in_force(),
        rules.converted("papers", "contract_currency"),
        rules.contract_total("total", "papers", "contract_currency"),
        common.twins("papers", "document_number", "day", "kind"),
    ),
):
    """Tells what was delivered; the bank counts it under the contract when its currency control has looked."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    contract: str = product("Contract on record", of="contract", group="contract")
    unk: str = code(
        "Unique number of the contract", control.UNK, "unk_form", required=True, group="contract", listed=True
    )  # fmt: skip
    contract_currency: str = currency("Currency of the contract", group="contract")
    correction: str = flag("Corrects a certificate given before", group="contract")
    papers: tuple[SupportingPaper, ...] = rows("Papers", SupportingPaper, longest=100, required=True)
    total: Decimal | None = money(
        "Total in the contract's currency", required=False, derived=True, group="contract", listed=True
    )
    contact: str = person("Contact person", required=False, group="contact")
    contact_phone: str = phone("Contact phone", required=False, group="contact")
    attachments: tuple[Attachment, ...] = attachments("Copies of the papers", required=True, group="contact")
