"""Application to take a contract off the record («Заявление о снятии контракта с учёта», 181-И chapter 6)."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import control, filling
from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    attachments,
    bic,
    choice,
    code,
    day,
    doc_number,
    lines,
    person,
    phone,
    product,
    text,
)
from bsclient.domain.rules import common
from bsclient.domain.rules import control as rules

REASONS = {
    "performed": "All obligations are performed",
    "other_bank": "It goes to another bank",
    "assigned_resident": "Claim or debt went to another resident",
    "assigned_foreign": "Claim went to a non-resident",
    "ended": "Obligations ended otherwise",
    "no_ground": "It need not be on record",
}


class ContractRemoval(
    Document,
    code="contract_removal",
    title="Removal of a contract from the record",
    family=Family.CONTROL,
    schemed=True,
    listing=Listing(purpose="reason"),
    groups={"contract": "Contract", "why": "Why", "papers": "Papers"},
    fills=(
        filling.of_product("contract", {"unk": "number"}),
        filling.bank("other_bic", "other_bank"),
    ),
    rules=(common.term(), rules.same_contract(), rules.in_force(), common.known_bank("other_bic")),
):
    """Ends the record of a contract; the bank checks the balance of one that is said to be performed."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    contract: str = product("Contract on record", of="contract", group="contract")
    unk: str = code(
        "Unique number of the contract", control.UNK, "unk_form", required=True, group="contract", listed=True
    )  # fmt: skip
    reason: str = choice(
        "Reason", tuple(REASONS), words=REASONS, default="performed", group="why", listed=True
    )
    other_bic: str = bic("BIC of the other bank", when=("reason", "other_bank"), group="why")
    other_bank: str = text("The other bank", longest=160, when=("reason", "other_bank"), group="why")
    note: str = lines("Explanation", longest=500, required=False, group="why")
    contact: str = person("Contact person", required=False, group="papers")
    contact_phone: str = phone("Contact phone", required=False, group="papers")
    attachments: tuple[Attachment, ...] = attachments("Documents", group="papers")
