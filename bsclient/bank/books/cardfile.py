"""Card file № 2: orders whose payer has not enough money, paid in parts where the payer's contract allows it.

A part is a leg of its document; leg and counted sum are written in one transaction, and the base forbids both a leg
that comes twice and a sum of parts above the order. The payer gets a warrant (0401066) for each part.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from bsclient import clock
from bsclient.bank.books import warrants
from bsclient.bank.books.ledger import Account
from bsclient.bank.schema.products import card_file
from bsclient.bank.work.doc import Doc
from bsclient.bank.work.transaction import Leg, Work
from bsclient.domain.money import plain_minor
from bsclient.domain.states import State

WHOLE: Final = 0
"""Number of the leg of an order that is paid at once; parts are numbered from 1."""

_READ = select(card_file).where(card_file.c.document_id.in_(bindparam("documents", expanding=True)))
_COUNT = (
    update(card_file)
    .where(card_file.c.document_id == bindparam("of"))
    .values(paid=bindparam("new_paid"), parts=bindparam("new_parts"))
)


@dataclass(slots=True)
class Card:
    """What is to be paid on a document, what was, in how many parts, since which day it waits."""

    document_id: str
    amount: int
    paid: int
    parts: int
    placed: str

    @property
    def rest(self) -> int:
        """What is left to pay."""
        return self.amount - self.paid


def read(connection: Connection, documents: Collection[str]) -> dict[str, Card]:
    """Return the cards of documents; those that were never paid in part may have none."""
    return {row.document_id: Card(*row) for row in connection.execute(_READ, {"documents": list(documents)})}


def fresh(doc: Doc) -> Card:
    """Return the card of an order that nothing was paid on yet."""
    return Card(doc.id, doc.amount, 0, 0, clock.business_day(clock.parse(doc.received)).isoformat())


def pay(work: Work, doc: Doc, payer: Account, payee: Account) -> None:
    """Pay a waiting order of a service in one sum; `payee` is the account of the ledger that gets it."""
    details = warrants.fields(doc, doc.amount)
    work.post(payer, payee, doc.amount, Leg(doc, WHOLE, purpose=doc.text("purpose"), details=details))


def pay_part(work: Work, doc: Doc, card: Card, sides: tuple[Account, Account], amount: int) -> bool:
    """Pay a part of a waiting order, at most its rest, and send the payer a warrant; whether nothing is left."""
    payer, payee = sides
    part = Card(card.document_id, card.amount, card.paid + amount, card.parts + 1, card.placed)
    if card.parts:
        row = {"of": doc.id, "new_paid": part.paid, "new_parts": part.parts}
        work.connection.execute(_COUNT, row)
    else:
        row = {name: getattr(part, name) for name in Card.__slots__}
        work.connection.execute(insert(card_file).values(row))
    number = warrants.issue(work, doc, payer, warrants.Part(part.parts, amount, part.rest, part.placed))
    details = warrants.fields(doc, amount) | {
        "operation_type": warrants.WARRANT,
        "number": number,
        "date": work.today.isoformat(),
    }
    work.post(payer, payee, amount, Leg(doc, part.parts, purpose=doc.text("purpose"), details=details))
    if part.rest:
        facts = {"amount": plain_minor(amount), "number": number, "value": plain_minor(part.rest)}
        work.move(doc, State.WAITING_FUNDS, "part_paid", facts)
    return not part.rest


def unpaid(work: Work, doc: Doc) -> State:
    """Return the state in which an order ends whose rest is not paid any more."""
    return State.PARTLY_EXECUTED if read(work.connection, [doc.id]) else State.REJECTED


def end_recalled(work: Work, request: Doc, target: Doc) -> None:
    """End a recalled document: what was paid of it in parts stays paid."""
    card = read(work.connection, [target.id]).get(target.id)
    if card is None:
        facts = {"number": request.number, "date": request.day}
        work.move(target, State.RECALLED, "recalled_by_client", facts)
    else:
        work.move(target, State.PARTLY_EXECUTED, "rest_recalled", {"amount": plain_minor(card.paid)})
