"""Application to change what is on record of a contract («Заявление о внесении изменений в раздел I ВБК», 181-И chapter 7)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import control, filling
from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    attachments,
    code,
    country,
    day,
    doc_number,
    money,
    person,
    phone,
    product,
    text,
)
from bsclient.domain.rules import common
from bsclient.domain.rules import control as rules
from bsclient.domain.rules import currency as currency_rules

NEW = ("new_amount", "new_ends", "new_number", "new_date", "new_counterparty", "new_country")


class ContractChange(
    Document,
    code="contract_change",
    title="Change of a contract on record",
    family=Family.CONTROL,
    schemed=True,
    listing=Listing(amount="new_amount", counterparty="new_counterparty", purpose="basis"),
    groups={"contract": "Contract", "basis": "Why", "new": "What is new", "papers": "Papers"},
    fills=(filling.of_product("contract", {"unk": "number"}),),
    rules=(
        common.term(),
        rules.same_contract(),
        rules.in_force(),
        rules.not_future("basis_date", "new_date"),
        rules.changes(*NEW),
        currency_rules.stopped("new_country"),
    ),
):
    """Changes sum, end, number or counterparty; what is left empty stays as it is."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    contract: str = product("Contract on record", of="contract", group="contract")
    unk: str = code(
        "Unique number of the contract", control.UNK, "unk_form", required=True, group="contract", listed=True
    )  # fmt: skip
    basis: str = text("Document of the change", longest=160, group="basis", listed=True)
    basis_number: str = text("Its number", longest=60, required=False, group="basis")
    basis_date: dt.date = day("Its date", group="basis")
    new_amount: Decimal | None = money("New sum", required=False, group="new")
    new_ends: dt.date | None = day("New end of obligations", required=False, group="new")
    new_number: str = text("New number of the contract", longest=60, required=False, group="new")
    new_date: dt.date | None = day("New date of the contract", required=False, group="new")
    new_counterparty: str = text("New name of the counterparty", longest=160, required=False, group="new")
    new_country: str = country("New country", required=False, group="new")
    contact: str = person("Contact person", required=False, group="papers")
    contact_phone: str = phone("Contact phone", required=False, group="papers")
    attachments: tuple[Attachment, ...] = attachments("Documents", required=True, group="papers")
