"""Request to change the limit of what an account may spend in a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, choice, day, doc_number, money, text
from bsclient.domain.rules import common

_DEEDS = {"set": "Set or change the limit", "remove": "Remove the limit"}


class LimitsRequest(
    Document,
    code="limits_request",
    title="Limits request",
    family=Family.REQUESTS,
    schemed=True,
    listing=Listing(amount="day_limit", account="account", purpose="reason"),
    rules=(common.term(), common.own_account("account"), common.not_past("starts", 90)),
):
    """Sets or removes the limit for payments of a day, from a day on; the bank counts against it."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    account: str = account("Account", directory="own_accounts", listed=True)
    deed: str = choice("What to do", tuple(_DEEDS), words=_DEEDS, default="set")
    day_limit: Decimal | None = money("Limit of a day", when=("deed", "set"), listed=True)
    starts: dt.date = day("In force from", listed=True)
    reason: str = text("Reason", longest=210, required=False, listed=True)
