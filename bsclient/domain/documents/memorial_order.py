"""Memorial order, form 0401108 (Bank of Russia Directive 2161-У): a record in the bank's books, such as a mended mistake."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, choice, day, doc_number, money, text


class MemorialOrder(
    Document,
    code="memorial_order",
    title="Memorial order",
    family=Family.ROUBLES,
    flow=Flow.IN,
    listing=Listing(
        amount="amount",
        account="debit_account",
        counterparty="credit_name",
        counterparty_account="credit_account",
        purpose="purpose",
    ),
    groups={"debit": "Debit", "credit": "Credit"},
):
    """A record of the bank on a client's account that no payment document stands behind."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    cipher: str = choice("Operation type", ("09",), words={"09": "memorial order"})
    amount: Decimal = money("Amount", listed=True)
    debit_name: str = text("Debited", longest=160, group="debit")
    debit_account: str = account("Debit account", group="debit", listed=True)
    credit_name: str = text("Credited", longest=160, group="credit")
    credit_account: str = account("Credit account", group="credit", listed=True)
    purpose: str = text("Contents of the operation", longest=210, listed=True)
    ground: str = text("Ground", longest=210, required=False)
