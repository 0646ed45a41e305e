"""Payment demand, form 0401061 (Bank of Russia Regulation 762-П, annexes): the payee asks the payer's bank for money."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import orders
from bsclient.domain.families import Family
from bsclient.domain.fields import choice, day, whole
from bsclient.domain.rules import common, payment, roubles

CONDITIONS = {"1": "Accepted by the payer in advance", "2": "The payer's acceptance is needed"}
LONGEST_TERM = 30


class PaymentDemand(
    orders.SettlementOrder,
    code="payment_demand",
    title="Payment demand",
    family=Family.ROUBLES,
    listing=orders.TO_PAYEE,
    groups={**orders.GROUPS, "acceptance": "Acceptance"},
    schemed=True,
    fills=orders.BANKS,
    rules=(
        payment.term,
        payment.keys,
        payment.currency,
        payment.banks,
        common.own_account("payee_account"),
        roubles.two_accounts,
        roubles.tax_numbers,
        roubles.papers_day,
    ),
):
    """Demands money of a payer. Without his acceptance in advance he has the term of field 36 for an answer."""

    ours = ("payee",)

    operation_type: str = choice(
        "Operation type", ("02",), words={"02": "payment demand"}, form="18", default="02"
    )
    condition: str = choice(
        "Condition of payment",
        tuple(CONDITIONS),
        words=CONDITIONS,
        form="35",
        default="2",
        group="acceptance",
    )
    acceptance_days: int | None = whole(
        "Term for acceptance, working days",
        least=1,
        most=LONGEST_TERM,
        when=("condition", "2"),
        required=False,
        form="36",
        group="acceptance",
        hint="Five working days when it is empty.",
    )
    papers_sent: dt.date | None = day(
        "Papers sent to the payer", required=False, form="37", group="acceptance"
    )
