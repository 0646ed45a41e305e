"""Request for a written reference («Запрос на справку»): balance, turnover, open accounts, absence of debts."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, choice, day, doc_number, lines, phone, text, whole
from bsclient.domain.rules import common, control

KINDS: Final = {
    "balance": "Balance of the account on a day",
    "turnover": "Turnover of the account for a period",
    "unpaid": "Unpaid orders to the account (card indexes 1 and 2)",
    "accounts": "List of open accounts",
    "loans": "Debt under loans",
}


class ReferenceRequest(
    Document,
    code="reference_request",
    title="Reference request",
    family=Family.REQUESTS,
    listing=Listing(account="account", purpose="purpose"),
    groups={"what": "What the reference says", "delivery": "Delivery"},
    rules=(
        common.term(),
        common.own_account("account"),
        common.period("date_from", "date_to", 1096),
        control.not_future("day_on"),
    ),
):
    """Asks the bank for a reference; it answers with a signed document, or by letter where the paper is kept ready."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    kind: str = choice("Kind of reference", tuple(KINDS), words=KINDS, group="what")
    account: str = account(
        "Account",
        directory="own_accounts",
        when=("kind", "balance", "turnover", "unpaid"),
        group="what",
        listed=True,
    )
    day_on: dt.date | None = day(
        "On the day", when=("kind", "balance", "unpaid", "accounts", "loans"), group="what"
    )
    date_from: dt.date | None = day("From", when=("kind", "turnover"), group="what")
    date_to: dt.date | None = day("To", when=("kind", "turnover"), group="what")
    purpose: str = text(
        "Where it will be shown",
        longest=210,
        group="what",
        listed=True,
        hint="For example: to a tax office, to a partner.",
    )
    language: str = choice(
        "Language", ("ru", "en"), words={"ru": "Russian", "en": "English"}, default="ru", group="what"
    )
    delivery: str = choice(
        "Form of delivery",
        ("electronic", "office", "post"),
        words={
            "electronic": "Electronic, with the bank's signature",
            "office": "On paper at an office of the bank",
            "post": "On paper by registered post",
        },
        default="electronic",
        group="delivery",
    )
    copies: int | None = whole(
        "Copies", least=1, most=20, when=("delivery", "office", "post"), default="1", group="delivery"
    )
    office: str = text(
        "Office", longest=160, directory="branches", when=("delivery", "office"), group="delivery"
    )
    address: str = lines("Postal address", longest=300, when=("delivery", "post"), group="delivery")
    contact_phone: str = phone("Contact phone", required=False, group="delivery")
