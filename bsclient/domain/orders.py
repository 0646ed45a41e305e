"""What settlement documents of 762-П have in common: number, sum, payer, payee, priority, purpose, boxes of the form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import filling
from bsclient.domain.document import Document
from bsclient.domain.families import Listing
from bsclient.domain.fields import account, bic, choice, day, doc_number, inn, money, text

GROUPS = {"payer": "Payer", "payee": "Payee"}

PRIORITY = {
    "1": "writs: alimony, harm to life and health",
    "2": "writs: severance pay, wages, authors' fees",
    "3": "wages; collection orders of tax bodies",
    "4": "other writs",
    "5": "all other payments",
}
"""Priorities of payment (Civil Code, art. 855)."""

FROM_PAYER = Listing(
    amount="amount",
    account="payer_account",
    counterparty="payee_name",
    counterparty_account="payee_account",
    counterparty_bic="payee_bic",
    counterparty_inn="payee_inn",
    purpose="purpose",
)
"""Columns of lists for the payer's side."""

TO_PAYEE = Listing(
    amount="amount",
    account="payee_account",
    counterparty="payer_name",
    counterparty_account="payer_account",
    counterparty_bic="payer_bic",
    counterparty_inn="payer_inn",
    purpose="purpose",
)
"""Columns of lists for the payee's side."""

BANKS = (
    filling.bank("payer_bic", "payer_bank_name", "payer_corr_account"),
    filling.bank("payee_bic", "payee_bank_name", "payee_corr_account"),
)
"""Fills of both banks' names and correspondent accounts."""


class SettlementOrder(Document):
    """Fields 3–21 and 24, as in the payment order 0401060; `form=` is the box of the paper form."""

    number: str = doc_number(form="3")
    date: dt.date = day("Date", form="4", listed=True)
    payment_kind: str = choice(
        "Kind of payment",
        ("", "срочно", "электронно", "почтой", "телеграфом"),
        words={"": "ordinary", "срочно": "urgent service of the Bank of Russia"},
        required=False,
        form="5",
    )
    amount: Decimal = money("Amount", form="7", listed=True)
    payer_name: str = text("Payer", longest=160, form="8", group="payer", listed=True)
    payer_inn: str = inn("Payer's INN", form="60", group="payer")
    payer_account: str = account("Payer's account", form="9", group="payer", listed=True)
    payer_bic: str = bic("Payer's bank BIC", form="11", group="payer")
    payer_bank_name: str = text("Payer's bank", longest=190, form="10", group="payer", derived=True)
    payer_corr_account: str = account(
        "Payer's bank correspondent account", required=False, form="12", group="payer", derived=True
    )
    payee_name: str = text("Payee", longest=160, form="16", group="payee", listed=True)
    payee_inn: str = inn("Payee's INN", form="61", group="payee")
    payee_account: str = account("Payee's account", form="17", group="payee", listed=True)
    payee_bic: str = bic("Payee's bank BIC", form="14", group="payee")
    payee_bank_name: str = text("Payee's bank", longest=190, form="13", group="payee", derived=True)
    payee_corr_account: str = account(
        "Payee's bank correspondent account", required=False, form="15", group="payee", derived=True
    )
    priority: str = choice("Priority", tuple(PRIORITY), words=PRIORITY, form="21", default="5")
    purpose: str = text("Purpose of payment", longest=210, form="24", listed=True)
