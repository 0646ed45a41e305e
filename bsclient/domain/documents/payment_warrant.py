"""Payment warrant, form 0401066 (Regulation 762-П): the bank paid a part of an order for which there was not enough money."""

from __future__ import annotations

import dataclasses
import datetime as dt

from bsclient.domain import orders
from bsclient.domain.families import Family, Flow
from bsclient.domain.fields import choice, code, day, kpp, reference, text, whole

CIPHERS = {"01": "payment order", "02": "payment demand", "06": "collection order"}


class PaymentWarrant(
    orders.SettlementOrder,
    code="payment_warrant",
    title="Payment warrant",
    family=Family.ROUBLES,
    flow=Flow.IN,
    listing=dataclasses.replace(orders.FROM_PAYER, related="related"),
    groups={"part": "Part of the order", **orders.GROUPS, "tax": "Payment to the budget"},
):
    """One part of an order from card file № 2. The sums of all its warrants make the order; `rest` goes down to 0.00."""

    operation_type: str = choice("Operation type", ("16",), words={"16": "payment warrant"}, form="18")
    part_number: int = whole("Number of the part", least=1, most=999, form="38", group="part", listed=True)
    order_cipher: str = choice("Paid order", tuple(CIPHERS), words=CIPHERS, form="39", group="part")
    order_number: str = text("Number of the order", longest=6, form="40", group="part", listed=True)
    order_date: dt.date = day("Date of the order", form="41", group="part")
    rest: str = code(
        "Left to pay",
        r"[0-9]{1,15}\.[0-9]{2}",
        "amount_form",
        required=True,
        form="42",
        group="part",
        listed=True,
    )
    content: str = text("Contents of the operation", longest=16, required=False, form="70", group="part")
    received: dt.date | None = day("Received by the payer's bank", required=False, form="62", group="part")
    carded: dt.date | None = day("Placed into the card file", required=False, form="63", group="part")
    debited: dt.date = day("Debited", form="71", group="part")
    related: str = reference(
        "Order", of=("payment_order", "collection_order", "demand_acceptance"), required=False, group="part"
    )
    uin: str = text("UIN", longest=25, required=False, form="22")
    purpose_code: str = text("Income code", longest=1, required=False, form="20")
    tax_status: str = text("Taxpayer status", longest=2, required=False, form="101", group="tax")
    payer_kpp: str = kpp("Payer's KPP", form="102", group="tax")
    payee_kpp: str = kpp("Payee's KPP", form="103", group="tax")
    kbk: str = text("KBK", longest=20, required=False, form="104", group="tax")
    oktmo: str = text("OKTMO", longest=11, required=False, form="105", group="tax")
    tax_ground: str = text("Ground of payment", longest=2, required=False, form="106", group="tax")
    tax_period: str = text("Tax period or customs code", longest=10, required=False, form="107", group="tax")
    tax_document_number: str = text("Document number", longest=15, required=False, form="108", group="tax")
    tax_document_date: str = text("Document date", longest=10, required=False, form="109", group="tax")
    payout_code: str = text("Payout code", longest=1, required=False, form="110", group="tax")
