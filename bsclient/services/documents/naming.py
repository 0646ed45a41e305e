"""What ids in reference and product fields stand for, in words of the field itself: a number, a day, an amount."""

from __future__ import annotations

from bsclient.domain.content import Resolve, shown_amount
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.money import plain
from bsclient.storage import documents, products
from bsclient.storage.unit_of_work import Reader


def namer(reader: Reader) -> Resolve:
    """Return what names documents and products of one moment of the base."""

    def name(field: Field, identity: str) -> str:
        if field.kind.name is KindName.PRODUCT:
            return _product(reader, identity)
        return document_words(reader, identity)

    return name


def document_words(reader: Reader, identity: str) -> str:
    """Return number, day and amount of a document; "" when it is not here."""
    row = documents.find(reader, identity)
    if row is None:
        return ""
    parts = [f"№ {row.number}" if row.number else "", row.day.strftime("%d.%m.%Y") if row.day else ""]
    if row.amount is not None:
        parts.append(f"{shown_amount(plain(row.amount))} {row.currency}")
    return ", ".join(filter(None, parts))


def _product(reader: Reader, identity: str) -> str:
    product = products.find(reader, identity)
    if product is None:
        return ""
    parts = [f"№ {product.number}" if product.number else product.account]
    if product.opened:
        parts.append(product.opened.strftime("%d.%m.%Y"))
    if product.amount is not None:
        parts.append(f"{shown_amount(plain(abs(product.amount)))} {product.currency}")
    return ", ".join(filter(None, parts))
