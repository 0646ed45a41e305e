"""Recall request («Запрос на отзыв»): asks the bank not to execute a document (762-П, clause 2.14)."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import code, day, text

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


class RecallRequest(
    Document,
    code="recall_request",
    title="Recall request",
    purpose="bsclient.recall/1",
    family=Family.ROUBLES,
    listing=Listing(amount="document_amount", purpose="reason", related="document_id"),
    templates=False,
):
    """Names the document by its id and by what a person knows it by."""

    number: str = code("Number", r"[1-9][0-9]{0,5}", "bad_number", required=True, listed=True)
    date: dt.date = day("Date", listed=True)
    document_id: str = code("Document", _UUID, "bad_document_id", required=True)
    document_number: str = text("Document number", longest=20, listed=True)
    document_date: dt.date = day("Document date", listed=True)
    document_amount: str = code("Amount", r"[0-9]{1,15}\.[0-9]{2}", "amount_form")
    reason: str = text("Reason", longest=210, listed=True)
