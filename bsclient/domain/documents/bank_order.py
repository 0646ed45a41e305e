"""Bank order, form 0401067 (Bank of Russia Regulation 762-П): the bank debits or credits a client by itself, as for a fee."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import orders
from bsclient.domain.families import Family, Flow
from bsclient.domain.fields import choice, day


class BankOrder(
    orders.SettlementOrder,
    code="bank_order",
    title="Bank order",
    family=Family.ROUBLES,
    flow=Flow.IN,
    listing=orders.FROM_PAYER,
    groups=orders.GROUPS,
):
    """What the bank took or paid under the contract of the account: a fee, interest."""

    operation_type: str = choice("Operation type", ("17",), words={"17": "bank order"}, form="18")
    debited: dt.date = day("Debited", form="71")
