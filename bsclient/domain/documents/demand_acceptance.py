"""Answer to a payment demand: acceptance in full or in part, or refusal («заявление об акцепте, отказе от акцепта»)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bsclient.domain import filling, orders
from bsclient.domain.document import Document
from bsclient.domain.families import Family
from bsclient.domain.fields import account, bic, choice, day, doc_number, flag, inn, money, reference, text
from bsclient.domain.rules import common, roubles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bsclient.domain.context import Context
    from bsclient.domain.document import Sheet

DECISIONS = {"full": "Accept", "partial": "Accept in part", "refuse": "Refuse"}

OF_DEMAND = {
    "demand_number": "number",
    "demand_date": "date",
    "demand_amount": "amount",
    "deadline": "deadline",
    **{
        name: name
        for name in (
            "payer_account",
            "payee_name",
            "payee_inn",
            "payee_account",
            "payee_bic",
            "payee_bank_name",
            "payee_corr_account",
            "priority",
            "purpose",
        )
    },
}
"""Fields taken over from the demand; the bank compares them with the one that it sent."""


def _whole_sum(sheet: Sheet, _: Context) -> Mapping[str, str]:
    demanded = sheet.money("demand_amount")
    return (
        {"accepted_amount": str(demanded)}
        if demanded is not None and sheet.text("decision") == "full"
        else {}
    )


class DemandAcceptance(
    Document,
    code="demand_acceptance",
    title="Answer to a payment demand",
    family=Family.ROUBLES,
    listing=replace(orders.FROM_PAYER, amount="accepted_amount"),
    groups={"demand": "Demand", "answer": "Decision", "payee": "Payee"},
    schemed=True,
    templates=False,
    fills=(filling.of_document("demand", OF_DEMAND), _whole_sum),
    rules=(
        common.term(),
        common.own_account("payer_account"),
        common.funds("payer_account", "accepted_amount"),
        roubles.demand_open,
        roubles.in_time,
        roubles.accepted_amount,
    ),
):
    """Says whether a demand is paid. An acceptance is itself the order to pay its sum to the payee."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    decision: str = choice(
        "Decision", tuple(DECISIONS), words=DECISIONS, default="full", group="answer", listed=True
    )
    accepted_amount: Decimal | None = money(
        "Accepted amount", when=("decision", "full", "partial"), group="answer", listed=True
    )
    reason: str = text(
        "Reason",
        longest=210,
        when=("decision", "partial", "refuse"),
        group="answer",
        hint="The clause of the contract and what was breached.",
    )
    standing: str = flag(
        "Pay later demands of this payee without asking", when=("decision", "full"), group="answer"
    )
    standing_limit: Decimal | None = money("Up to this amount each", when=("standing", "1"), group="answer")
    demand: str = reference("Incoming demand", of=("incoming_demand",), group="demand")
    demand_number: str = text("Number of the demand", longest=6, derived=True, group="demand", listed=True)
    demand_date: dt.date = day("Date of the demand", derived=True, group="demand")
    demand_amount: Decimal = money("Amount of the demand", derived=True, group="demand")
    deadline: dt.date = day("Answer not later than", derived=True, group="demand", form="72")
    payer_account: str = account("Payer's account", derived=True, group="demand", listed=True)
    priority: str = choice(
        "Priority", tuple(orders.PRIORITY), words=orders.PRIORITY, derived=True, group="demand"
    )
    purpose: str = text("Purpose of payment", longest=210, derived=True, group="demand")
    payee_name: str = text("Payee", longest=160, derived=True, group="payee", listed=True)
    payee_inn: str = inn("Payee's INN", derived=True, group="payee")
    payee_account: str = account("Payee's account", derived=True, group="payee")
    payee_bic: str = bic("Payee's bank BIC", derived=True, group="payee")
    payee_bank_name: str = text("Payee's bank", longest=190, derived=True, group="payee", required=False)
    payee_corr_account: str = account(
        "Payee's bank correspondent account", derived=True, group="payee", required=False
    )
