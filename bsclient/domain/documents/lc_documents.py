"""Answer to documents presented under a letter of credit («Заявление об акцепте / отказе от акцепта документов»)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import filling
from bsclient.domain import letters_of_credit as letters
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import (
    choice,
    currency,
    day,
    doc_number,
    flag,
    lines,
    money,
    product,
    reference,
    text,
)
from bsclient.domain.rules import common, terms
from bsclient.domain.rules import credits as rules

TOLD = {
    "presentation_number": "number",
    "answer_by": "answer_by",
    "product": "product",
    "lc_number": "lc_number",
    "beneficiary_name": "beneficiary_name",
    "currency": "currency",
    "amount": "amount",
    "discrepancies": "discrepancies",
}


class LetterDocuments(
    Document,
    code="lc_documents",
    title="Answer to documents of a letter of credit",
    family=Family.CREDITS,
    schemed=True,
    templates=False,
    listing=Listing(
        amount="amount",
        currency="currency",
        counterparty="beneficiary_name",
        purpose="lc_number",
        related="presentation",
    ),
    groups={"letter": "Documents presented", "decision": "Decision"},
    fills=(filling.of_document("presentation", TOLD),),
    rules=(common.term(), terms.in_force("product", "open"), rules.as_presented),
):
    """Accepted documents are paid from the cover, refused ones go back to the beneficiary."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    presentation: str = reference("Presentation", of=(letters.PRESENTATION,), group="letter")
    presentation_number: str = text("Its number", longest=6, derived=True, group="letter")
    answer_by: dt.date = day("Answer not later than", derived=True, group="letter")
    product: str = product("Letter of credit", of=letters.KIND, derived=True, group="letter")
    lc_number: str = text("Letter of credit No.", longest=40, derived=True, group="letter", listed=True)
    beneficiary_name: str = text("Beneficiary", longest=160, derived=True, group="letter", listed=True)
    currency: str = currency("Currency", derived=True, group="letter", listed=True)
    amount: Decimal = money("Amount claimed", derived=True, group="letter", listed=True)
    discrepancies: str = lines(
        "Discrepancies found", longest=1000, required=False, derived=True, group="letter"
    )
    decision: str = choice("Decision", tuple(letters.DECISIONS), words=letters.DECISIONS, group="decision")
    waived: str = flag("We accept the discrepancies", when=("decision", letters.ACCEPT), group="decision")
    reason: str = lines(
        "Grounds of refusal", longest=1000, when=("decision", letters.REFUSE), group="decision"
    )
