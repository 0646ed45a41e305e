"""Charges of the state («Начисления») that the bank found at the client's request; a payment order can be begun from each."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import (
    account,
    bic,
    choice,
    code,
    day,
    doc_number,
    inn,
    kpp,
    money,
    reference,
    rows,
    text,
    whole,
)

_SUM = r"[0-9]{1,15}\.[0-9]{2}"
STATES = {"unpaid": "Not paid", "paid": "Is paid"}


class Charge(Document):
    """One charge: what, to whom, until when, with the codes that its payment bears."""

    uin: str = code("UIN", r"[0-9A-Za-z]{20}|[0-9]{25}", "uin_form", required=True)
    purpose: str = text("What is charged", longest=210)
    amount: Decimal = money("Amount")
    charged: dt.date = day("Charged on")
    due: dt.date | None = day("Pay until", required=False)
    state: str = choice("State", tuple(STATES), words=STATES)
    payee_name: str = text("Payee", longest=160)
    payee_inn: str = inn("INN")
    payee_kpp: str = kpp("KPP")
    payee_account: str = account("Account")
    payee_bic: str = bic("BIC")
    kbk: str = code("KBK", r"0|[0-9]{20}", "kbk_form", required=True)
    oktmo: str = code("OKTMO", r"0|[0-9]{8}|[0-9]{11}", "oktmo_form", required=True)
    tax_status: str = code("Taxpayer status", r"[0-9]{2}", "tax_status_unknown", required=True)
    tax_ground: str = text("Ground", longest=2)
    tax_period: str = text("Period", longest=10)
    tax_document_number: str = text("Document number", longest=15)
    tax_document_date: str = text("Document date", longest=10)


class Charges(
    Document,
    code="charges",
    title="Charges of the state",
    family=Family.ROUBLES,
    flow=Flow.IN,
    listing=Listing(purpose="asked", related="related"),
):
    """The answer to a request; without rows nothing is charged."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    asked: str = text("Asked for", longest=60, listed=True)
    count: int = whole("Number of charges", listed=True)
    total: str = code("Not paid in all", _SUM, "amount_form", required=True, listed=True)
    related: str = reference("Request", of=("charge_request",), required=False)
    charges: tuple[Charge, ...] = rows("Charges of the state", Charge, longest=500)
