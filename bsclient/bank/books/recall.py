"""Recall requests («Запрос на отзыв»): a document that is not final yet is suspended and recalled, its hold given back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from bsclient.bank.books import cardfile
from bsclient.bank.payees import holds as payee_holds
from bsclient.bank.schema.tables import document
from bsclient.bank.services import SERVICES
from bsclient.bank.work import serving
from bsclient.bank.work.transaction import Doc, Stop, Work
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.money import from_minor, plain
from bsclient.domain.states import FINAL, RECALLABLE, State

_ACCOUNTS = select(document.c.id, document.c.account_id).where(
    document.c.id.in_(bindparam("documents", expanding=True))
)


def accounts(connection: Connection, documents: Sequence[str]) -> dict[str, int | None]:
    """Return the payers' accounts of documents, which must be locked before the documents may change.

    None for one that was refused before its account was looked at: it is final.
    """
    if not documents:
        return {}
    return {row.id: row.account_id for row in connection.execute(_ACCOUNTS, {"documents": documents})}


def accept(work: Work, request: Doc) -> None:
    """Carry out a recall request, or say why not (`Stop`)."""
    target = work.find(request.text("document_id"))
    if target is None or target.client_id != request.client_id:
        raise Stop(State.REJECTED, "recall_unknown", value=request.text("document_id"))
    if target.type != PaymentOrder.code and target.type not in SERVICES:
        raise Stop(State.REJECTED, "recall_not_payment", value=target.number)
    _demand_same(request, target)
    if target.state is State.EXECUTED:
        raise Stop(State.REJECTED, "already_executed", number=target.number, date=target.day)
    if target.state in FINAL or target.state not in RECALLABLE:
        raise Stop(
            State.REJECTED, "recall_final", number=target.number, date=target.day, state=target.state.value
        )
    if payee_holds.end(work, target):  # nothing was begun with it
        work.move(request, State.ACCEPTED)
        cardfile.end_recalled(work, request, target)
        work.move(request, State.EXECUTED)
        return
    if target.type in SERVICES:
        serving.recall(work, request, target)
        return
    work.move(request, State.ACCEPTED)
    work.move(target, State.SUSPENDED, "recall_received", {"number": request.number})
    give_back(work, target)
    cardfile.end_recalled(work, request, target)
    work.move(request, State.EXECUTED)


def give_back(work: Work, target: Doc) -> None:
    """Void the hold of a document, if it has one, and take it out of the queue."""
    if target.account_id is None or not work.ledger.has_hold(target.id):
        return  # it waited for funds: nothing is held
    payer = work.ledger.get(target.account_id)
    work.ledger.void(target.id, payer)
    work.requeue(target, None)
    work.feed.balance(payer)


def _demand_same(request: Doc, target: Doc) -> None:
    """What a person knows the document by must be right, lest another one is recalled than was meant."""
    amount = plain(from_minor(target.amount))
    pairs = {
        "document_number": (target.number, True),
        "document_date": (target.day, True),
        "document_amount": (amount, bool(request.text("document_amount"))),
    }
    for name, (expected, asked) in pairs.items():
        if asked and request.text(name) != expected:
            facts = {"field": name, "value": request.text(name), "expected": expected}
            raise Stop(State.BAD_DETAILS, "recall_mismatch", **facts)
