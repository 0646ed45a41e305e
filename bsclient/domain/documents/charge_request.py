"""Request for charges of the state («Запрос начислений»): by their UIN or by a payer's INN, as GIS GMP keeps them (27-н)."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import choice, code, day, doc_number, flag, inn
from bsclient.domain.rules import payment

SEARCHES = {"inn": "By the payer's INN", "uin": "By the UIN of a charge"}


class ChargeRequest(
    Document,
    code="charge_request",
    title="Request for charges",
    family=Family.ROUBLES,
    listing=Listing(counterparty_inn="payer_inn", purpose="uin"),
    rules=(payment.term, payment.uin),
):
    """Asks what is charged: taxes, fines, duties. The bank answers with a list from which payments can be begun."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    search: str = choice("Search", tuple(SEARCHES), words=SEARCHES, default="inn", listed=True)
    payer_inn: str = inn("Payer's INN", required=True, when=("search", "inn"), listed=True)
    uin: str = code(
        "UIN",
        r"[0-9A-Za-z]{20}|[0-9]{25}",
        "uin_form",
        required=True,
        when=("search", "uin"),
        form="22",
        listed=True,
    )
    unpaid: str = flag("Only what is not paid", default="1")
