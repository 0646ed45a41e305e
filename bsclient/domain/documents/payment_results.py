"""Results of a payment register («Результаты исполнения реестра»), payment by payment, that the bank made and signed."""

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
    money,
    reference,
    rows,
    text,
    whole,
)

_SUM = r"[0-9]{1,15}\.[0-9]{2}"
RESULTS = {"executed": "Executed", "refused": "Not executed"}


class PaymentResult(Document):
    """What became of one payment; `reason` says why it was not executed."""

    number: str = doc_number()
    payee_name: str = text("Payee", longest=160)
    payee_account: str = account("Account")
    payee_bic: str = bic("BIC")
    amount: Decimal = money("Amount")
    result: str = choice("Result", tuple(RESULTS), words=RESULTS)
    reason: str = text("Reason", longest=210, required=False)


class PaymentResults(
    Document,
    code="payment_results",
    title="Results of a payment register",
    family=Family.ROUBLES,
    flow=Flow.IN,
    listing=Listing(amount="executed", account="account", purpose="register", related="related"),
    groups={"sums": "Totals"},
):
    """Executed and refused sums with the result of each payment. `related` is the register."""

    number: str = text("Number", longest=20, listed=True)
    date: dt.date = day("Date", listed=True)
    register: str = text("Register", longest=60, listed=True)
    account: str = account("Payer's account", listed=True)
    executed: str = code("Sum executed", _SUM, "amount_form", required=True, group="sums", listed=True)
    executed_count: int = whole("Payments executed", group="sums")
    refused: str = code("Sum not executed", _SUM, "amount_form", required=True, group="sums", listed=True)
    refused_count: int = whole("Payments not executed", group="sums")
    related: str = reference("Register", of=("payment_register",), required=False)
    payments: tuple[PaymentResult, ...] = rows("Payments", PaymentResult, longest=1000, required=True)
