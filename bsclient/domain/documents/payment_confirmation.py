"""Confirmation of a payment that the bank has put off because its payee is new or has other requisites (161-ФЗ, art. 8, part 3.5)."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import day, doc_number, reference, text
from bsclient.domain.payee_guard import FIELDS


class PaymentConfirmation(
    Document,
    code="payment_confirmation",
    title="Confirmation of a payment",
    family=Family.ROUBLES,
    listing=Listing(purpose="reason", related="document_id"),
    templates=False,
):
    """Signed by another person than the first signer of the payment; the bank goes on with it at once."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    document_id: str = reference("Payment that waits", of=tuple(FIELDS), listed=True)
    reason: str = text(
        "How the payee was checked",
        longest=210,
        listed=True,
        hint="By a call to a number that you had before, not by the one in the letter or the invoice.",
    )
