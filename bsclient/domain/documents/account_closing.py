"""Application to close an account (Civil Code, article 859; Instruction 204-И, chapter 8)."""

from __future__ import annotations

import datetime as dt

from bsclient.domain import fields
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import day, doc_number, flag, text
from bsclient.domain.rules import common, requests


class AccountClosing(
    Document,
    code="account_closing",
    title="Account closing",
    family=Family.REQUESTS,
    schemed=True,
    listing=Listing(account="account", counterparty_account="rest_account", purpose="reason"),
    groups={"what": "What is closed", "rest": "What is left on it"},
    rules=(
        common.term(),
        common.own_account("account", "rest_account"),
        requests.rest_account("account", "rest_account"),
        requests.agreed("confirmed"),
    ),
):
    """Ends the agreement on an account: what is left goes to another account of the client, then it is closed."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    account: str = fields.account("Account", directory="own_accounts", group="what", listed=True)
    reason: str = text("Reason", longest=210, group="what", listed=True)
    rest_account: str = fields.account(
        "Account for the rest",
        directory="own_accounts",
        group="rest",
        listed=True,
        hint="One of the organisation's accounts in the same currency.",
    )
    confirmed: str = flag(
        "The balance is confirmed; there are no unexecuted orders to this account", group="rest"
    )
