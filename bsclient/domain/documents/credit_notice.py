"""Notice of money from abroad («Уведомление о зачислении на транзитный счёт»), made by the bank.

The money waits on the transit account until the client tells what it is for: a transit account order answers the notice.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, country, currency, day, doc_number, money, text


class CreditNotice(
    Document,
    code="credit_notice",
    title="Notice of money from abroad",
    family=Family.CURRENCY,
    flow=Flow.IN,
    listing=Listing(
        amount="amount",
        currency="currency",
        account="account",
        counterparty="payer_name",
        counterparty_account="payer_account",
        purpose="purpose",
        related="related",
    ),
    groups={"sum": "Amount and date", "payer": "Payer", "term": "What to do"},
):
    """What came to a transit account and until when its papers are due (181-И, chapter 2: 15 working days)."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    account: str = account("Transit account", group="sum", listed=True)
    currency: str = currency("Currency", group="sum", listed=True)
    amount: Decimal = money("Amount", group="sum", listed=True)
    value_date: dt.date = day("Value date", group="sum")
    reference: str = text("Reference of the payment", longest=35, required=False, group="sum")
    payer_name: str = text("Payer", longest=255, required=False, group="payer", listed=True)
    payer_account: str = text("Payer's account", longest=34, required=False, group="payer")
    payer_bank: str = text("Payer's bank", longest=160, required=False, group="payer")
    payer_country: str = country("Country", required=False, group="payer")
    purpose: str = text("Purpose of payment", longest=500, required=False, group="payer")
    answer_by: dt.date = day("Order and papers until", group="term", listed=True)
    related: str = text("Related document", longest=36, required=False, group="term")
