"""Withdrawal of an acceptance in advance («отзыв заранее данного акцепта», 762-П): later demands are asked about again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import filling
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, day, doc_number, inn, money, product, text
from bsclient.domain.rules import common


class AcceptanceWithdrawal(
    Document,
    code="acceptance_withdrawal",
    title="Withdrawal of an acceptance",
    family=Family.ROUBLES,
    listing=Listing(
        amount="limit",
        account="payer_account",
        counterparty="payee_name",
        counterparty_account="payee_account",
        counterparty_inn="payee_inn",
        purpose="reason",
    ),
    groups={"given": "Acceptance in advance"},
    templates=False,
    fills=(
        filling.of_product(
            "acceptance",
            {
                "payer_account": "account",
                "limit": "amount",
                "payee_name": "payee_name",
                "payee_inn": "payee_inn",
                "payee_account": "payee_account",
            },
        ),
    ),
    rules=(common.term(), common.own_account("payer_account")),
):
    """From its execution on, the payee's demands and collection orders need the client's answer again."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    acceptance: str = product("Acceptance in advance", of="acceptance", group="given")
    payer_account: str = account("Payer's account", derived=True, group="given", listed=True)
    payee_name: str = text("Payee", longest=160, derived=True, group="given", listed=True)
    payee_inn: str = inn("Payee's INN", derived=True, group="given")
    payee_account: str = account("Payee's account", derived=True, group="given")
    limit: Decimal = money("Up to this amount each", derived=True, group="given")
    reason: str = text("Reason", longest=210, required=False)
