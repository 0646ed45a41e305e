"""Collection order, form 0401071 (Regulation 762-П): money is taken from a payer by law, by a writ or by contract."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import orders
from bsclient.domain.attachments import Attachment
from bsclient.domain.families import Family
from bsclient.domain.fields import attachments, choice, code, day, kpp, text
from bsclient.domain.rules import budget, common, payment, roubles

GROUNDS = {
    "contract": "Contract: the payer gave his acceptance in advance",
    "law": "Law",
    "writ": "Writ of execution",
}


class CollectionOrder(
    orders.SettlementOrder,
    code="collection_order",
    title="Collection order",
    family=Family.ROUBLES,
    listing=orders.TO_PAYEE,
    groups={**orders.GROUPS, "ground": "Ground of collection", "tax": "Payment to the budget"},
    schemed=True,
    fills=orders.BANKS,
    packs=budget.PACKS,
    rules=(
        payment.term,
        payment.keys,
        payment.currency,
        payment.banks,
        payment.uin,
        payment.income,
        common.own_account("payee_account"),
        roubles.two_accounts,
        roubles.tax_numbers,
        roubles.priority_of_ground,
        roubles.ground_day,
        roubles.ground_in_purpose,
    ),
):
    """Takes money from the payer's account without asking him. The bank looks at the ground before it does so."""

    ours = ("payee",)

    operation_type: str = choice(
        "Operation type", ("06",), words={"06": "collection order"}, form="18", default="06"
    )
    ground: str = choice("Ground", tuple(GROUNDS), words=GROUNDS, default="contract", group="ground")
    ground_number: str = text("Number of the contract, law or writ", longest=60, group="ground")
    ground_date: dt.date = day("Of", group="ground")
    issuer: str = text(
        "Issued by",
        longest=160,
        when=("ground", "law", "writ"),
        group="ground",
        hint="The court, the bailiffs or the body that collects.",
    )
    papers: tuple[Attachment, ...] = attachments(
        "Writ", when=("ground", "writ"), required=True, group="ground"
    )
    uin: str = code("UIN", r"0|[0-9A-Za-z]{20}|[0-9]{25}", "uin_form", form="22")
    purpose_code: str = choice("Income code", ("", "1", "2", "3", "4", "5"), required=False, form="20")
    tax_status: str = code("Taxpayer status", r"[0-9]{2}", "tax_status_unknown", form="101", group="tax")
    payer_kpp: str = kpp("Payer's KPP", form="102", group="tax")
    payee_kpp: str = kpp("Payee's KPP", form="103", group="tax")
    kbk: str = code("KBK", r"0|[0-9]{20}", "kbk_form", form="104", group="tax")
    oktmo: str = code("OKTMO", r"0|[0-9]{8}|[0-9]{11}", "oktmo_form", form="105", group="tax")
    tax_ground: str = text("Ground of payment", longest=2, required=False, form="106", group="tax")
    tax_period: str = text("Tax period or customs code", longest=10, required=False, form="107", group="tax")
    tax_document_number: str = text("Document number", longest=15, required=False, form="108", group="tax")
    tax_document_date: str = text("Document date", longest=10, required=False, form="109", group="tax")
