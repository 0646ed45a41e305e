"""Information on currency operations («Сведения о валютных операциях», 181-И chapters 2 and 3; the old certificate is gone since 2018).

One row tells one operation: which way the money went, its code, its contract. Information about a payment replaces what the
payment itself said.
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
    currency,
    day,
    doc_number,
    flag,
    lines,
    money,
    person,
    phone,
    product,
    reference,
    rows,
    text,
)
from bsclient.domain.rules import common
from bsclient.domain.rules import control as rules
from bsclient.domain.rules import currency as currency_rules

DIRECTIONS = {"in": "Money came in", "out": "Money went out"}


class Operation(
    Document,
    fills=(filling.of_product("contract", {"unk": "number"}),),
    rules=(
        common.amount_decimals("amount", "currency"),
        rules.not_future("day"),
        rules.reported_in_time("day", "direction"),
        rules.same_contract(),
        currency_rules.operation("vo_code", field="direction"),
        currency_rules.number_needed("amount", "currency", "vo_code", "unk"),
    ),
):
    """One operation. `contract_amount` is told where the contract has another currency; `due` is for advances."""

    document_number: str = text("Payment's number", longest=20)
    day: dt.date = day("Date of the operation")
    direction: str = choice("Direction", tuple(DIRECTIONS), words=DIRECTIONS, default="out")
    vo_code: str = code("VO code", control.VO, "operation_code_form", required=True, directory="vo_codes")
    amount: Decimal = money("Amount")
    currency: str = currency("Currency")
    contract: str = product("Contract on record", of="contract", required=False)
    unk: str = code("Unique number of the contract", control.UNK, "unk_form")
    contract_amount: Decimal | None = money("In the contract's currency", required=False)
    due: dt.date | None = fields.day("Expected date", required=False)
    note: str = text("Note", longest=140, required=False)


class CurrencyOperationInfo(
    Document,
    code="currency_operation_info",
    title="Information on currency operations",
    family=Family.CONTROL,
    listing=Listing(related="operation", purpose="note"),
    groups={"about": "What it is about", "contact": "Contact"},
    fills=(rules.first_row("operation", "operations"),),
    rules=(common.term(), common.twins("operations", "document_number", "day", "vo_code", "unk")),
):
    """Tells the bank what operations were for; the bank counts them under their contracts."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    operation: str = reference(
        "Payment or transit order", of=("currency_transfer", "transit_order"), required=False, group="about"
    )  # fmt: skip
    correction: str = flag("Corrects information given before", group="about")
    note: str = lines("Note", longest=500, required=False, group="about")
    operations: tuple[Operation, ...] = rows("Operations", Operation, longest=100, required=True)
    contact: str = person("Contact person", required=False, group="contact")
    contact_phone: str = phone("Contact phone", required=False, group="contact")
    attachments: tuple[Attachment, ...] = attachments("Documents", group="contact")
