"""What a service may look up before anything is locked: only to find out which accounts it needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, bindparam, select

from bsclient.bank.books import house
from bsclient.bank.products import book as products
from bsclient.bank.products.book import Product
from bsclient.bank.schema.tables import document
from bsclient.bank.settings import Profile
from bsclient.bank.work.doc import Doc, stored
from bsclient.bank.work.errands import Sent, read_sent

_READ = select(document).where(document.c.id.in_(bindparam("documents", expanding=True)))


class Ask:
    """What a service may look up before the lock: only to find accounts; `accept` must look at all of it again.

    Products and documents that were asked for are locked with the accounts.
    """

    def __init__(self, connection: Connection, profile: Profile, day: date) -> None:
        self.profile = profile
        self.day = day
        self._connection = connection
        self._products: dict[str, Product | None] = {}
        self._documents: dict[str, Doc | None] = {}

    @property
    def products(self) -> set[str]:
        """The ids of the products that were asked for and exist."""
        return {key for key, found in self._products.items() if found is not None}

    @property
    def documents(self) -> set[str]:
        """The ids of the documents that were asked for and exist."""
        return {key for key, found in self._documents.items() if found is not None}

    def house(self, kind: str, currency: str = "RUB") -> str:
        """Return the number of the bank's own account of a sort (`house.KINDS`)."""
        return house.number(self.profile.bic, kind, currency)

    def product(self, product_id: str) -> Product | None:
        """Return a product as it stood a moment ago."""
        if product_id not in self._products:
            self._products[product_id] = products.read(self._connection, product_id)
        return self._products[product_id]

    def of_client(self, client_id: str, kind: str = "") -> list[Product]:
        """Return a client's products of a kind; they are locked, too."""
        found = products.of_client(self._connection, client_id, kind)
        self._products |= {item.id: item for item in found}
        return found

    def document(self, document_id: str) -> Doc | None:
        """Return a client's document that the bank has stored."""
        if document_id not in self._documents:
            self.load([document_id])
        return self._documents[document_id]

    def load(self, ids: Collection[str]) -> None:
        """Read several documents at once."""
        rows = self._connection.execute(_READ, {"documents": list(ids)}) if ids else ()
        self._documents |= dict.fromkeys(ids)
        self._documents |= {row.id: stored(row) for row in rows}

    def sent(self, document_id: str) -> Sent | None:
        """Return a document that the bank made."""
        return read_sent(self._connection, document_id)
