"""Application to open one more account (Bank of Russia Instruction 204-И of 30.06.2021)."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import attachments, choice, currency, day, doc_number, flag, person, phone, text
from bsclient.domain.rules import common, requests

KINDS = {
    "current": "Current account",
    "transit": "Current account with a transit account",
    "special": "Special account of a payment agent",
}


class AccountOpening(
    Document,
    code="account_opening",
    title="Account opening",
    family=Family.REQUESTS,
    schemed=True,
    listing=Listing(currency="currency", purpose="purpose"),
    groups={"what": "Account", "contact": "Contact"},
    rules=(
        common.term(),
        requests.served_currency("currency"),
        requests.kind_of_currency("kind", "currency"),
    ),
):
    """Asks for an account; the bank opens it under the agreement that is in force and tells its number."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    currency: str = currency("Currency", default="RUB", group="what", listed=True)
    kind: str = choice("Kind of account", tuple(KINDS), words=KINDS, default="current", group="what")
    purpose: str = text(
        "What it will be used for",
        longest=210,
        group="what",
        listed=True,
        hint="For example: settlements under export.",
    )
    same_cards: str = flag(
        "The card of signatures in force serves this account too", default="1", group="what"
    )
    same_services: str = flag("Connect to remote banking", default="1", group="what")
    contact: str = person("Contact person", group="contact")
    contact_phone: str = phone("Contact phone", group="contact")
    attachments: tuple[Attachment, ...] = attachments("Documents", group="contact")
