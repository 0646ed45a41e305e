"""What rules may ask of the base: the client's products, his documents, rates of exchange and days off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from bsclient.domain import canonical
from bsclient.domain.context import DocumentFacts, ProductFacts
from bsclient.domain.workdays import turned
from bsclient.services.information.directory_books import Books, Entry
from bsclient.storage import documents, products
from bsclient.storage.rows.products import ProductRow
from bsclient.storage.unit_of_work import Reader

RATES: Final = "rates"
HOLIDAYS: Final = "holidays"


class Products:
    """The client's products as rules see them, at one moment of the base."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def find(self, product_id: str, /) -> ProductFacts | None:
        """Return a product."""
        found = products.find(self._reader, product_id)
        return None if found is None else facts(found)


class Documents:
    """The client's documents as rules see them, at one moment of the base."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def find(self, document_id: str, /) -> DocumentFacts | None:
        """Return a document: its canonical texts once it is signed, before that the draft's."""
        row = documents.find(self._reader, document_id)
        if row is None:
            return None
        body = documents.body(self._reader, document_id)
        fields = canonical.decode_signed(body.canonical).fields if body.canonical else body.raw
        return DocumentFacts(row.type, str(row.state), dict(fields))


def facts(product: ProductRow) -> ProductFacts:
    """Return what rules and fills may know of a product."""
    return ProductFacts(
        product.id, product.kind, product.number, product.account, product.currency, product.amount, product.state,
        product.opened, product.ends, product.terms,
    )  # fmt: skip


def rates(books: Books, day: dt.date) -> Mapping[str, Decimal]:
    """Return roubles for one unit of each currency on a day, as far as the directory of rates says."""
    return books.derived(RATES, day.isoformat(), lambda entries: _rates(entries, day))


def days_off(books: Books) -> frozenset[dt.date]:
    """Return the days of the directory of holidays that are otherwise than their weekday."""
    return books.derived(HOLIDAYS, "days_off", _days_off)


def _rates(entries: Sequence[Entry], day: dt.date) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for entry in entries:
        if entry.holds(day) and entry.code not in found:
            value = _number(entry.facts.get("official") or entry.facts.get("rate", ""))
            nominal = _number(entry.facts.get("nominal", "1"))
            if value and nominal:
                found[entry.code] = value / nominal
    return found


def _days_off(entries: Sequence[Entry]) -> frozenset[dt.date]:
    return turned((entry.code, entry.facts.get("kind", "")) for entry in entries)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None
