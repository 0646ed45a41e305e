"""A demand for money that has come to the payer: a payment demand to be answered, or a notice of what is collected."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import orders
from bsclient.domain.families import Family, Flow
from bsclient.domain.fields import choice, day, text

KINDS = {"02": "Payment demand (0401061)", "06": "Collection order (0401071)"}
CONDITIONS = {
    "1": "Paid without asking: accepted in advance, by law or by a writ",
    "2": "Your acceptance is needed",
}


class IncomingDemand(
    orders.SettlementOrder,
    code="incoming_demand",
    title="Incoming demand",
    family=Family.ROUBLES,
    flow=Flow.IN,
    listing=orders.FROM_PAYER,
    groups={**orders.GROUPS, "acceptance": "Acceptance"},
):
    """What another party demands of the client. Where acceptance is needed, silence until `deadline` is a refusal."""

    operation_type: str = choice("Kind of demand", tuple(KINDS), words=KINDS, form="18")
    condition: str = choice(
        "Condition of payment", tuple(CONDITIONS), words=CONDITIONS, form="35", group="acceptance"
    )
    deadline: dt.date | None = day(
        "Answer not later than", when=("condition", "2"), form="72", group="acceptance", listed=True
    )
    received: dt.date = day("Received by the payer's bank", form="62", group="acceptance")
    papers_sent: dt.date | None = day(
        "Papers sent to the payer", required=False, form="37", group="acceptance"
    )
    ground: str = text("Ground of collection", longest=400, required=False, group="acceptance")
