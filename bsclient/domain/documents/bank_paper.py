"""Reference («Справка») that the bank made out and signed at the client's request."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.documents.reference_request import KINDS
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, choice, day, lines, text


class BankPaper(
    Document,
    code="bank_paper",
    title="Confirmation of the bank",
    family=Family.REQUESTS,
    flow=Flow.IN,
    listing=Listing(account="account", purpose="purpose", related="related"),
):
    """What the bank confirms, in its own words. `related` is the request."""

    number: str = text("Number", longest=20, listed=True)
    date: dt.date = day("Date", listed=True)
    kind: str = choice("Kind of reference", tuple(KINDS), words=KINDS, listed=True)
    account: str = account("Account", required=False)
    purpose: str = text("Where it will be shown", longest=210, required=False, listed=True)
    body: str = lines("The bank confirms", longest=20000)
    related: str = text("Request", longest=36, required=False)
