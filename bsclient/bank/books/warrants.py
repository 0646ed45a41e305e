"""Orders that the bank itself draws up: payment warrant 0401066, bank order 0401067, memorial order 0401108.

The client gets each of them as a document that the bank signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bsclient import clock
from bsclient.bank.books.ledger import Account
from bsclient.bank.work import sequences
from bsclient.bank.work.doc import Doc
from bsclient.bank.work.transaction import Work
from bsclient.domain.documents import registry
from bsclient.domain.money import plain_minor

DEMAND, COLLECTION, WARRANT = "02", "06", "16"
"""Codes of kinds of operation (762-П, annex 1, box 18)."""

_CIPHERS: Final = {
    "payment_order": "01",
    "payment_demand": DEMAND,
    "demand_acceptance": DEMAND,
    "collection_order": COLLECTION,
}
_SAME: Final = (
    "priority", "purpose", "purpose_code", "uin", "tax_status", "kbk", "oktmo", "tax_ground", "tax_period",
    "tax_document_number", "tax_document_date", "payout_code", "payer_kpp", "payee_kpp",
)  # fmt: skip
_SIDE: Final = ("name", "inn", "account", "bic", "bank_name", "corr_account")
_NUMBERS: Final = 999_999


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an order: its number, its sum, what is left after it (minor units), since when the order waited."""

    number: int
    amount: int
    rest: int
    placed: str


def next_number(work: Work, kind: str) -> str:
    """Return the next number of the bank's own orders of a kind: 1 to 999999, then anew."""
    return str((sequences.take(work.connection, f"order:{kind}") - 1) % _NUMBERS + 1)


def named(doc: Doc) -> tuple[str, str, str]:
    """Return cipher, number and date of the order that a document pays: of the demand, if it accepts one."""
    cipher = _CIPHERS[doc.type]
    if doc.type == "demand_acceptance":
        return cipher, doc.text("demand_number"), doc.text("demand_date")
    return cipher, doc.number, doc.day


def fields(doc: Doc, amount: int) -> dict[str, str]:
    """Describe the payment of an order with the names of a payment order's fields."""
    cipher, number, day = named(doc)
    found = {name: doc.text(name) for name in _SAME if doc.text(name)}
    found |= {f"payee_{name}": doc.text(f"payee_{name}") for name in _SIDE}
    told = {f"payer_{name}": doc.text(f"payer_{name}") for name in _SIDE if doc.text(f"payer_{name}")}
    return (
        found
        | told
        | {"operation_type": cipher, "number": number, "date": day, "amount": plain_minor(amount)}
    )


def issue(work: Work, doc: Doc, payer: Account, part: Part) -> str:
    """Send the payer the warrant of a part; returns its number."""
    if payer.client_id is None:
        raise KeyError(payer.number)
    cipher, order_number, order_date = named(doc)
    number = next_number(work, "warrant")
    told = fields(doc, part.amount) | work.side("payer", payer)
    told |= {
        "operation_type": WARRANT,
        "number": number,
        "date": work.today.isoformat(),
        "part_number": str(part.number),
        "order_cipher": cipher,
        "order_number": order_number,
        "order_date": order_date,
        "rest": plain_minor(part.rest),
        "content": "частичная оплата" if part.rest else "последняя часть",
        "received": clock.business_day(clock.parse(doc.received)).isoformat(),
        "carded": part.placed,
        "debited": work.today.isoformat(),
    }
    send(work, payer.client_id, "payment_warrant", told, doc.id)
    return number


def send(work: Work, client_id: str, kind: str, told: Mapping[str, str], related: str = "") -> str:
    """Send an order of the bank, of what is told as much as its declaration has; returns its id."""
    names = {field.name for field in registry[kind].declared}
    said = {name: text for name, text in told.items() if name in names}
    return work.send(client_id, kind, said, related)
