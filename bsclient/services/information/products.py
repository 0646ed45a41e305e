"""What the client has at the bank: deposits, loans, guarantees, letters of credit, contracts, as the bank says it."""

from __future__ import annotations

from bsclient.errors import NotAllowed
from bsclient.services.context import Workplace
from bsclient.storage import products
from bsclient.storage.rows.products import ProductRow as ProductView

__all__ = ["ENDED", "ProductView", "Products"]

ENDED = frozenset(("closed", "removed", "refused", "expired"))
"""States of products that are over."""


class Products:
    """The products of an open profile; they change by the bank's word alone."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def list(self, kind: str = "", *, closed: bool = True) -> list[ProductView]:
        """Return the products of a kind ("" all), the newest first within a kind; `closed` False leaves out what ended."""
        with self._place.store.read() as reader:
            found = products.of_kind(reader, kind)
        return [one for one in found if closed or one.state not in ENDED]

    def get(self, product_id: str) -> ProductView:
        """Return a product; raises `NotAllowed("product_unknown")`."""
        found = self.find(product_id)
        if found is None:
            raise NotAllowed("product_unknown", value=product_id)
        return found

    def find(self, product_id: str) -> ProductView | None:
        """Return a product, or None."""
        with self._place.store.read() as reader:
            return products.find(reader, product_id)

    def of_document(self, document_id: str) -> tuple[ProductView, ...]:
        """Return the products that came from a document."""
        with self._place.store.read() as reader:
            return tuple(products.of_document(reader, document_id))

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of products there are."""
        with self._place.store.read() as reader:
            return tuple(dict.fromkeys(one.kind for one in products.of_kind(reader)))
