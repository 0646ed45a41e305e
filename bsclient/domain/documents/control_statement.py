"""Statement of bank control («Ведомость банковского контроля», 181-И annex 5) that the bank made and signed.

Section I is the contract, II the payments, III the supporting documents; the balance is in the contract's currency.
"""

from __future__ import annotations

import datetime as dt

from bsclient.domain import control, fields
from bsclient.domain.document import Document
from bsclient.domain.documents.currency_operation_info import DIRECTIONS
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import choice, code, country, currency, day, rows, text

_SUM = r"-?[0-9]{1,15}\.[0-9]{2}"
STATES = {"open": "On record", "removed": "Taken off the record"}


class StatedPayment(Document):
    """A row of section II."""

    day: dt.date = day("Date")
    direction: str = choice("Direction", tuple(DIRECTIONS), words=DIRECTIONS)
    vo_code: str = code("VO code", control.VO, "operation_code_form", required=True)
    number: str = text("Number", longest=50, required=False)
    amount: str = code("Amount", _SUM, "amount_form", required=True)
    currency: str = currency("Currency")
    contract_amount: str = code("In the contract's currency", _SUM, "amount_form", required=True)
    due: dt.date | None = fields.day("Expected date", required=False)
    note: str = text("Note", longest=140, required=False)


class StatedPaper(Document):
    """A row of section III."""

    day: dt.date = day("Date")
    kind: str = code("Kind of paper", r"[01][0-9]_[34]", "supporting_kind_form", required=True)
    number: str = text("Number", longest=50, required=False)
    amount: str = code("Amount", _SUM, "amount_form", required=True)
    currency: str = currency("Currency")
    contract_amount: str = code("In the contract's currency", _SUM, "amount_form", required=True)
    due: dt.date | None = fields.day("Expected date", required=False)
    note: str = text("Note", longest=140, required=False)


class ControlStatement(
    Document,
    code="control_statement",
    title="Statement of bank control",
    family=Family.CONTROL,
    flow=Flow.IN,
    listing=Listing(currency="currency", counterparty="counterparty", purpose="unk", related="related"),
    groups={
        "contract": "Section I. Contract",
        "sums": "Totals in the contract's currency",
    },
):
    """All that the bank has counted under a contract. A balance above zero is owed by the resident."""

    number: str = text("Number", longest=20, listed=True)
    date: dt.date = day("Date", listed=True)
    unk: str = code("Unique number of the contract", control.UNK, "unk_form", required=True, group="contract", listed=True)  # fmt: skip
    state: str = choice("State", tuple(STATES), words=STATES, group="contract")
    contract_kind: str = choice(
        "Kind of contract", tuple(control.KINDS), words=control.KINDS, group="contract"
    )
    contract_number: str = text("Number of the contract", longest=60, group="contract")
    contract_date: dt.date = day("Date of the contract", group="contract")
    currency: str = currency("Currency of the contract", group="contract")
    amount: str = code("Amount", _SUM, "amount_form", group="contract")
    registered: dt.date = day("On record since", group="contract")
    ends: dt.date = day("All obligations end", group="contract")
    counterparty: str = text("Counterparty", longest=160, group="contract")
    country: str = country("Country", group="contract")
    paid_out: str = code("Paid by the resident", _SUM, "amount_form", required=True, group="sums")
    paid_in: str = code("Paid to the resident", _SUM, "amount_form", required=True, group="sums")
    given: str = code("Delivered by the resident", _SUM, "amount_form", required=True, group="sums")
    received: str = code("Delivered by the non-resident", _SUM, "amount_form", required=True, group="sums")
    balance: str = code("Balance of obligations", _SUM, "amount_form", required=True, group="sums")
    payments: tuple[StatedPayment, ...] = rows("Section II. Payments", StatedPayment, longest=2000)
    papers: tuple[StatedPaper, ...] = rows("Section III. Supporting documents", StatedPaper, longest=2000)
    related: str = text("Request", longest=36, required=False)
