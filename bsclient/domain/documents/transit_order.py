"""Order about money on a transit account («Распоряжение о списании с транзитного счёта», 181-И chapter 2).

It answers a notice and disposes of the notice's whole sum: to the current account, to be sold, or both.
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
    money,
    person,
    phone,
    product,
    reference,
    rows,
    text,
)
from bsclient.domain.rules import common, transit
from bsclient.domain.rules import currency as rules
from bsclient.domain.rules.control import same_contract

USES = {
    "current": "All to the current account",
    "sell": "Sell all for roubles",
    "both": "Sell a part, the rest to the current account",
}
NOTICE = {"notice_number": "number", "notice_date": "date"}
SAME = {"account": "account", "currency": "currency", "amount": "amount"}


class ReceiptPart(Document, fills=(filling.of_product("contract", {"unk": "number"}),), rules=(same_contract(), rules.operation("vo_code", "in"))):  # fmt: skip
    """A part of the money that one kind of operation brought."""

    vo_code: str = code("VO code", control.VO, "operation_code_form", required=True, directory="vo_codes")
    amount: Decimal = money("Amount")
    contract: str = product("Contract on record", of="contract", required=False)
    unk: str = code("Unique number of the contract", control.UNK, "unk_form")
    note: str = text("Note", longest=140, required=False)


class TransitOrder(
    Document,
    code="transit_order",
    title="Transit account order",
    family=Family.CURRENCY,
    schemed=True,
    listing=Listing(
        amount="amount",
        currency="currency",
        account="account",
        counterparty_account="current_account",
        related="notice",
    ),
    groups={"receipt": "Money received", "use": "What to do with it", "control": "Currency control"},
    fills=(
        filling.of_document("notice", NOTICE | SAME),
        transit.accounts("account", "current_account", "sale_account", "use"),
        transit.parts,
    ),
    rules=(
        common.term(),
        common.own_account("account", "current_account", "sale_account"),
        common.currency_of("account", currency="currency"),
        common.currency_of("current_account", currency="currency"),
        common.currency_of("sale_account", code="RUB"),
        common.amount_decimals("amount", "currency"),
        rules.foreign("currency"),
        transit.whole,
        transit.coded,
        transit.in_time,
        transit.as_told,
    ),
):
    """Credits currency to the current account and sells it at the bank's rate, as the client says, and codes it."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    notice: str = reference("Notice", of=("credit_notice",), group="receipt")
    notice_number: str = text("Number of the notice", longest=6, derived=True, group="receipt", listed=True)
    notice_date: dt.date = day("Date of the notice", derived=True, group="receipt")
    account: str = fields.account("Transit account", directory="own_accounts", group="receipt", listed=True)
    currency: str = currency("Currency", group="receipt", listed=True)
    amount: Decimal = money("Amount of the notice", group="receipt", listed=True)
    use: str = choice("What to do", tuple(USES), words=USES, default="current", group="use")
    sold_amount: Decimal | None = money("To be sold", when=("use", "sell", "both"), group="use")
    sale_account: str = fields.account(
        "Account for the roubles", directory="own_accounts", when=("use", "sell", "both"), group="use"
    )
    current_amount: Decimal | None = money(
        "To the current account", when=("use", "current", "both"), derived=True, group="use"
    )
    current_account: str = fields.account(
        "Current currency account", directory="own_accounts", when=("use", "current", "both"), group="use"
    )
    operations: tuple[ReceiptPart, ...] = rows(
        "Operations", ReceiptPart, longest=20, required=True, group="control"
    )
    contact: str = person("Contact person", required=False, group="control")
    contact_phone: str = phone("Contact phone", required=False, group="control")
    attachments: tuple[Attachment, ...] = attachments("Documents", group="control")
