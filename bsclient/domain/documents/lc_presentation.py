"""Documents presented under a letter of credit («Извещение о представлении документов»), told by the bank."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import letters_of_credit as letters
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import currency, day, doc_number, lines, money, product, rows, text, whole


class PresentedDocument(Document):
    """A document that the beneficiary has presented."""

    name: str = text("Document", longest=120)
    number: str = text("No.", longest=40, required=False)
    day: dt.date | None = day("Dated", required=False)
    originals: int = whole("Originals", least=0, most=20)
    copies: int = whole("Copies", least=0, most=20)


class LetterPresentation(
    Document,
    code="lc_presentation",
    title="Documents presented under a letter of credit",
    family=Family.CREDITS,
    flow=Flow.IN,
    listing=Listing(
        amount="amount",
        currency="currency",
        counterparty="beneficiary_name",
        purpose="lc_number",
        related="related",
    ),
    groups={"letter": "Letter of credit", "documents": "Documents presented", "term": "What to do"},
):
    """The bank has examined the documents and asks whether the applicant accepts them."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    product: str = product("Letter of credit", of=letters.KIND, group="letter")
    lc_number: str = text("Letter of credit No.", longest=40, group="letter", listed=True)
    beneficiary_name: str = text("Beneficiary", longest=160, group="letter", listed=True)
    currency: str = currency("Currency", group="letter", listed=True)
    amount: Decimal = money("Amount claimed", group="letter", listed=True)
    documents: tuple[PresentedDocument, ...] = rows(
        "Documents", PresentedDocument, longest=40, required=True, group="documents"
    )
    discrepancies: str = lines("Discrepancies found", longest=1000, required=False, group="documents")
    answer_by: dt.date = day("Answer not later than", group="term", listed=True)
    related: str = text("Related document", longest=36, required=False, group="term")
