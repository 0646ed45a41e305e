"""Request for a statement of bank control («Запрос ведомости банковского контроля», 181-И chapter 4)."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import control, filling
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import code, day, doc_number, product, text
from bsclient.domain.rules import common
from bsclient.domain.rules import control as rules


class ControlStatementRequest(
    Document,
    code="control_statement_request",
    title="Request for a statement of bank control",
    family=Family.CONTROL,
    listing=Listing(purpose="unk"),
    fills=(filling.of_product("contract", {"unk": "number"}),),
    rules=(common.term(), rules.same_contract()),
):
    """Asks for the statement of one contract; the bank answers with a document that it signs."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    contract: str = product("Contract on record", of="contract")
    unk: str = code("Unique number of the contract", control.UNK, "unk_form", required=True, listed=True)
    note: str = text("What it is needed for", longest=210, required=False)
