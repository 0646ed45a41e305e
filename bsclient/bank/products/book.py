"""Products: what a client has at the bank beside accounts. Each change is told to him as a document that the bank signs.

A product document has the type `product` (purpose `bsclient.bank_document/1`) and the fields product_id, kind, number,
account, currency, amount, state, opened, ends, document_id and terms: rows of name and value.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bsclient import clock
from bsclient.bank.feed import Feed
from bsclient.bank.schema.products import product
from bsclient.bank.settings import Profile
from bsclient.bank.work.doc import Stop
from bsclient.crypto.signer import Signer
from bsclient.domain import identity
from bsclient.domain.canonical import Signed
from bsclient.domain.document import TextTree
from bsclient.domain.money import from_minor, plain
from bsclient.domain.states import State
from bsclient.protocol.acts import BANK_DOCUMENT
from bsclient.protocol.messages import DocumentData, Kind

TYPE = "product"
OPEN, CLOSED = "open", "closed"
_LIFE = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Product:
    """A product as it stands now. `amount` in minor units; `opened` and `ends` are ISO days, "" is none.

    `state` and the names in `terms` are those of its kind; OPEN and CLOSED serve most kinds.
    """

    id: str
    client_id: str
    kind: str
    number: str
    account: str
    currency: str
    amount: int
    state: str = OPEN
    opened: str = ""
    ends: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs for the bank, and where what he signed goes: into feeds of clients."""

    profile: Profile
    signer: Signer
    at: datetime
    feed: Feed

    def issue(self, client_id: str, kind: tuple[str, str], own: str, fields: TextTree) -> tuple[bytes, bytes]:
        """Sign a document of the bank, of a type and version, and put it into the client's feed; returns body and CMS."""
        signed = Signed(
            purpose=BANK_DOCUMENT,
            type=kind[0],
            version=kind[1],
            id=own,
            bank=self.profile.bic,
            client=client_id,
            valid_until=self.at + _LIFE,
            fields=fields,
        )
        body = signed.encode()
        signature = self.signer.sign(body, self.at)
        self.feed.put(client_id, Kind.DOCUMENT, DocumentData(body=body, signature=signature))
        return body, signature


_LOCK = (
    select(product)
    .where(product.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(product.c.id)
    .with_for_update()
)
_READ = select(product).where(product.c.id == bindparam("of"))
_OF_CLIENT = (
    select(product)
    .where(product.c.client_id == bindparam("client"))
    .order_by(product.c.opened, product.c.number, product.c.id)
)
_NAMES = [name for name in Product.__slots__ if name != "terms"]


class Products:
    """The products that one transaction reads and changes. What is changed is written and told at once."""

    def __init__(self, connection: Connection, issuer: Issuer) -> None:
        self._connection = connection
        self._issuer = issuer
        self._known: dict[str, Product] = {}

    def lock(self, ids: Collection[str]) -> None:
        """Lock products in the order of their ids, after the accounts."""
        if ids:
            found = [of_row(row) for row in self._connection.execute(_LOCK, {"ids": sorted(ids)})]
            self._known |= {item.id: item for item in found}

    def find(self, product_id: str) -> Product | None:
        """Return a product under lock; None if there is none."""
        if product_id not in self._known:
            self.lock([product_id])
        return self._known.get(product_id)

    def need(self, product_id: str, client_id: str, kind: str = "", *, state: str = OPEN) -> Product:
        """Return a client's own product of a kind ("" any) in a state ("" any), or stop the document."""
        found = self.find(product_id)
        if found is None or found.client_id != client_id or (kind and found.kind != kind):
            raise Stop(State.REJECTED, "product_unknown", value=product_id)
        if state and found.state != state:
            raise Stop(State.REJECTED, "product_not_open", number=found.number, state=found.state)
        return found

    def of_client(self, client_id: str, kind: str = "") -> list[Product]:
        """Return a client's products of a kind, the oldest first. They are not locked."""
        return of_client(self._connection, client_id, kind)

    def put(self, item: Product) -> Product:
        """Keep a product, new or changed, and tell its client."""
        row = asdict(item) | {
            "terms": json.dumps(dict(item.terms), ensure_ascii=False),
            "changed": clock.stamp(self._issuer.at),
        }
        if self.find(item.id) is None:
            self._connection.execute(insert(product).values(row))
        else:
            self._connection.execute(update(product).where(product.c.id == item.id).values(row))
        self._known[item.id] = item
        own = identity.new_id(self._issuer.at)
        self._issuer.issue(item.client_id, (TYPE, "1"), own, fields(item))
        return item

    def mark(self) -> dict[str, Product]:
        """Remember what is known now."""
        return dict(self._known)

    def back_to(self, mark: dict[str, Product]) -> None:
        """Forget what was changed since a mark; the base goes back to its savepoint."""
        self._known = mark


def fields(item: Product) -> TextTree:
    """Return the fields of the document that tells a client of his product."""
    return {
        "product_id": item.id,
        "kind": item.kind,
        "number": item.number,
        "account": item.account,
        "currency": item.currency,
        "amount": plain(from_minor(item.amount)),
        "state": item.state,
        "opened": item.opened,
        "ends": item.ends,
        "document_id": item.document_id,
        "terms": [{"name": name, "value": value} for name, value in sorted(item.terms.items())],
    }


def of_row(row: Any) -> Product:
    """Read a product's row."""
    return Product(**{name: getattr(row, name) for name in _NAMES}, terms=json.loads(row.terms))


def read(connection: Connection, product_id: str) -> Product | None:
    """Return a product as it stands, without a lock."""
    row = connection.execute(_READ, {"of": product_id}).one_or_none()
    return None if row is None else of_row(row)


def of_client(connection: Connection, client_id: str, kind: str = "") -> list[Product]:
    """Return a client's products of a kind ("" all), the oldest first."""
    rows = connection.execute(_OF_CLIENT, {"client": client_id})
    return [of_row(row) for row in rows if kind in {"", row.kind}]
