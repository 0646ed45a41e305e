"""Products of the client at the bank: the bank's last signed word on each."""

from __future__ import annotations

from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows.products import ProductRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = "id, kind, number, account, currency, amount, state, opened, ends, terms, document_id, told, seq, canonical, signature"
_PUT: Final = (
    f"INSERT INTO product ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- fixed text
    " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, number = excluded.number, account = excluded.account,"
    " currency = excluded.currency, amount = excluded.amount, state = excluded.state, opened = excluded.opened,"
    " ends = excluded.ends, terms = excluded.terms, document_id = excluded.document_id, told = excluded.told,"
    " seq = excluded.seq, canonical = excluded.canonical, signature = excluded.signature"
    " WHERE excluded.seq > product.seq"
)
_GET: Final = f"SELECT {_COLUMNS} FROM product WHERE id = ?"  # noqa: S608 -- fixed text
_ALL: Final = f"SELECT {_COLUMNS} FROM product WHERE ? IN ('', kind) ORDER BY kind, opened DESC, number, id"  # noqa: S608 -- fixed text
_OF_DOCUMENT: Final = f"SELECT {_COLUMNS} FROM product WHERE document_id = ? ORDER BY id"  # noqa: S608 -- fixed text


def put(work: UnitOfWork, product: ProductRow) -> bool:
    """Keep what the bank says of a product; False when something later is kept already."""
    days = (values.day_text(product.opened), values.day_text(product.ends))
    told = (
        values.json_text(dict(product.terms)),
        product.document_id,
        clock.stamp(product.told),
        product.seq,
    )
    money = (product.account, product.currency, values.minor(product.amount), product.state)
    proof = (product.canonical, product.signature)
    done = work.run(_PUT, (product.id, product.kind, product.number, *money, *days, *told, *proof))
    if done.rowcount > 0:
        work.touch_products()
    return done.rowcount > 0


def find(reader: Reader, product_id: str) -> ProductRow | None:
    """Return a product, or None."""
    found = reader.one(_GET, (product_id,))
    return None if found is None else _row(found)


def of_kind(reader: Reader, kind: str = "") -> list[ProductRow]:
    """Return the products of a kind ("" all), the newest first within a kind."""
    return [_row(found) for found in reader.all(_ALL, (kind,))]


def of_document(reader: Reader, document_id: str) -> list[ProductRow]:
    """Return the products that came from a document."""
    return [_row(found) for found in reader.all(_OF_DOCUMENT, (document_id,))]


def _row(found: Any) -> ProductRow:
    return ProductRow(
        id=found[0], kind=found[1], number=found[2], account=found[3], currency=found[4],
        amount=values.amount_or_none(found[5]), state=found[6], opened=values.day(found[7]), ends=values.day(found[8]),
        terms=values.facts(found[9]), document_id=found[10], told=clock.parse(found[11]), seq=found[12],
        canonical=found[13], signature=found[14],
    )  # fmt: skip
