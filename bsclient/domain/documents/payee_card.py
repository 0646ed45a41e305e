"""Card of a payee at the bank: two persons of the client say that he is trusted, or that nothing is to be paid to him."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import choice, code, day, doc_number, inn, text
from bsclient.domain.rules import payee_cards

_DEEDS = {
    "trust": "Trust: payments do not wait",
    "block": "Block: nothing is paid",
    "clear": "Take back: as any other payee",
}


class PayeeCard(
    Document,
    code="payee_card",
    title="Card of a payee",
    family=Family.REQUESTS,
    schemed=True,
    least_signers=2,
    listing=Listing(
        counterparty="payee_name",
        counterparty_account="payee_account",
        counterparty_bic="payee_bic",
        counterparty_inn="payee_inn",
        purpose="reason",
    ),
    rules=(payee_cards.requisites,),
    templates=False,
):
    """The bank keeps it: payments to a trusted payee do not wait, those to a blocked one are refused."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    deed: str = choice("What to do", tuple(_DEEDS), words=_DEEDS, default="trust", listed=True)
    payee_name: str = text("Payee", longest=160, listed=True)
    payee_inn: str = inn("INN")
    payee_account: str = code(
        "Account or IBAN", r"[0-9A-Z/\-]{1,34}", "beneficiary_account_form", required=True, listed=True
    )
    payee_bic: str = code(
        "BIC or SWIFT code", r"[0-9]{9}|[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?", "payee_bic_form"
    )
    reason: str = text(
        "Reason", longest=210, listed=True, hint="Contract, who checked the requisites and how."
    )
