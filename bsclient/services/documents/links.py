"""Which documents belong together: by the fields that name another one, by answers and recalls, or linked by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.storage import documents, letters, links, products
from bsclient.storage.unit_of_work import Reader

RELATED = "related"


@dataclass(frozen=True, slots=True)
class LinkView:
    """The other end of a link. `kind`: document, product, letter, or unknown (not in this base).

    `field` names the field that refers ("" by hand, "related" for answers and recalls), `outgoing` says that the
    document asked about refers to the other one; `about` is a counterparty, purpose or subject.
    """

    id: str
    kind: str
    type: str = ""
    number: str = ""
    day: dt.date | None = None
    state: str = ""
    amount: Decimal | None = None
    currency: str = ""
    about: str = ""
    field: str = ""
    outgoing: bool = True

    @property
    def by_hand(self) -> bool:
        """Whether a user made it and may take it away."""
        return not self.field


class Links:
    """The links of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def of(self, document_id: str) -> list[LinkView]:
        """Return everything that is linked with a document (or product), each end and field once."""
        with self._place.store.read() as reader:
            ends = dict.fromkeys(_ends(reader, document_id))
            return [_view(reader, *end) for end in ends]

    def add(self, document_id: str, other_id: str) -> bool:
        """Link two documents by hand; False when they are so already. Raises `BadInput("link_unknown")`, `link_self`."""
        if document_id == other_id:
            raise BadInput("link_self")
        with self._place.store.write() as work:
            for one in (document_id, other_id):
                if _view(work, one, "", outgoing=True).kind == "unknown":
                    raise BadInput("link_unknown", value=one)
            return links.put(work, document_id, other_id, self._place.actor)

    def remove(self, document_id: str, other_id: str) -> bool:
        """Take a link made by hand away, whoever of both was linked to the other; False when there was none."""
        with self._place.store.write() as work:
            here, there = links.cut(work, document_id, other_id), links.cut(work, other_id, document_id)
            return here or there


def _ends(reader: Reader, identity: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (id of the other end, field, outgoing)."""
    for link in links.of(reader, identity):
        outgoing = link.source == identity
        yield (link.target if outgoing else link.source), link.field, outgoing
    row = documents.find(reader, identity)
    if row is not None and row.related:
        yield row.related, RELATED, True
    for other in documents.related(reader, identity):
        yield other.id, RELATED, False
    for product in products.of_document(reader, identity):
        yield product.id, "document_id", False
    product_here = products.find(reader, identity)
    if product_here is not None and product_here.document_id:
        yield product_here.document_id, "document_id", True


def _view(reader: Reader, identity: str, field: str, outgoing: bool) -> LinkView:  # noqa: FBT001 -- an end as `_ends` yields it
    row = documents.find(reader, identity)
    if row is not None:
        about = row.counterparty or row.purpose
        return LinkView(
            row.id, "document", row.type, row.number, row.day, str(row.state), row.amount, row.currency, about, field,
            outgoing,
        )  # fmt: skip
    product = products.find(reader, identity)
    if product is not None:
        return LinkView(
            product.id, "product", product.kind, product.number, product.opened, product.state, product.amount,
            product.currency, product.account, field, outgoing,
        )  # fmt: skip
    letter = letters.find(reader, identity)
    if letter is not None:
        return LinkView(
            letter.id,
            "letter",
            "bank_letter",
            day=letter.at.date(),
            about=letter.subject,
            field=field,
            outgoing=outgoing,
        )
    return LinkView(identity, "unknown", field=field, outgoing=outgoing)
