"""Payments to other banks through the simulated correspondent, and orders that wait for funds.

A held payment goes from step to step as its times come: exported, accepted by the core system, settled: an urgent one some
seconds later, others in the next clearing run. On settlement the hold becomes a transfer to the correspondent account; where the
other bank refuses, or the client has blocked the payee meanwhile, it is given back. A step is taken under the lock of the payer's account and only if it is still due.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select

from bsclient import clock
from bsclient.bank.books import cardfile, demanding, payments
from bsclient.bank.books.cardfile import Card
from bsclient.bank.books.ledger import Account, Order
from bsclient.bank.payees import blocks
from bsclient.bank.payees import history as payee_history
from bsclient.bank.payees import holds as payee_holds
from bsclient.bank.schema.access import client
from bsclient.bank.schema.products import card_file
from bsclient.bank.schema.tables import account, closed_account, correspondent_queue, document
from bsclient.bank.services import SERVICES
from bsclient.bank.work import serving
from bsclient.bank.work.transaction import Doc, Stop, Work
from bsclient.domain.states import State

LOT = 500
"""Documents in one transaction."""

_DUE = (
    select(correspondent_queue)
    .where(correspondent_queue.c.due <= bindparam("now"))
    .order_by(correspondent_queue.c.due, correspondent_queue.c.document_id)
    .limit(LOT)
)
_STILL_DUE = select(correspondent_queue).where(
    correspondent_queue.c.document_id.in_(bindparam("documents", expanding=True)),
    correspondent_queue.c.due <= bindparam("now"),
)
_CLOSED = select(closed_account.c.account).where(
    closed_account.c.account.in_(bindparam("accounts", expanding=True))
)
_REST = document.c.amount - func.coalesce(card_file.c.paid, 0)
_FREE = account.c.posted - account.c.held
_WAITING = (
    select(document.c.id, document.c.account_id)
    .join(account, account.c.id == document.c.account_id)
    .join(client, client.c.id == account.c.client_id)
    .outerjoin(card_file, card_file.c.document_id == document.c.id)
    .where(
        document.c.state == State.WAITING_FUNDS.value,
        or_(_FREE >= _REST, and_(client.c.part_pay, _FREE > 0)),
    )
    .order_by(document.c.received)
    .limit(LOT)
)
_IN_PARTS = (
    select(account.c.id)
    .join(client, client.c.id == account.c.client_id)
    .where(account.c.id.in_(bindparam("accounts", expanding=True)), client.c.part_pay)
)


def due(connection: Connection, now: datetime) -> Sequence[Row[Any]]:
    """Return the steps whose time has come, the oldest first, at most a lot."""
    return connection.execute(_DUE, {"now": clock.stamp(now)}).all()


def advance(work: Work, rows: Sequence[Row[Any]]) -> None:
    """Take one step with each of these payments."""
    work.ledger.lock([work.profile.correspondent_account], {row.account_id for row in rows})
    ids = [row.document_id for row in rows]
    still = work.connection.execute(_STILL_DUE, {"documents": ids, "now": clock.stamp(work.at)}).all()
    if not still:
        return
    ids = [row.document_id for row in still]
    work.load(ids)
    work.ledger.load_holds(ids)
    docs = {row.document_id: _demand(work.find(row.document_id), row.document_id) for row in still}
    unpaid = _unpaid(work, [doc for doc in docs.values() if doc.state is State.ACCEPTED_ABS])
    for row in sorted(still, key=lambda row: (row.due, row.document_id)):
        _step(work, row, docs[row.document_id], unpaid.get(row.document_id))


def waiting(connection: Connection) -> list[tuple[str, int]]:
    """Return the orders for which there is money now, with their payers' accounts."""
    return [(row.id, row.account_id) for row in connection.execute(_WAITING)]


def execute_waiting(work: Work, orders: Sequence[tuple[str, int]], payees: Collection[str]) -> None:
    """Pay the orders that waited for funds, by priority and then by age, as far as the money and the limit of the day go.

    Where the payer's contract allows it, what there is pays an order in part.
    """
    ids, payers = [document_id for document_id, _ in orders], {account_id for _, account_id in orders}
    looking = serving.ask(work)
    looking.load(ids)
    served = [doc for key in ids if (doc := looking.document(key)) is not None and doc.type in SERVICES]
    numbers = {*payees, *serving.accounts(looking, served), work.profile.correspondent_account}
    work.ledger.lock(numbers, payers)
    serving.lock(work, looking)
    cards = cardfile.read(work.connection, ids)
    parted = frozenset(work.connection.execute(_IN_PARTS, {"accounts": sorted(payers)}).scalars())
    docs = [doc for key in ids if (doc := work.find(key)) is not None and doc.state is State.WAITING_FUNDS]
    near = payee_history.near(work.connection, docs)
    for doc in sorted(docs, key=lambda doc: (doc.text("priority"), doc.received, doc.id)):
        if doc.state is not State.WAITING_FUNDS or doc.account_id is None:
            continue  # an earlier one has ended it, too
        payer, card = work.ledger.get(doc.account_id), cards.get(doc.id)
        try:
            with work.attempt():
                payee_holds.demand_payable(doc, near)  # blocked while it waited
                demanding.demand_wanted(work, doc, payer)
                _pay_waiting(work, doc, payer, card, in_parts=payer.id in parted)
        except Stop as reason:
            _return_unpaid(work, doc, card, reason)


def _pay_waiting(work: Work, doc: Doc, payer: Account, card: Card | None, *, in_parts: bool) -> None:
    """Pay one waiting order: whole, its rest, or a part of it."""
    free = payer.available
    left = payer.left_today(work.today) if doc.client_id == payer.client_id else None
    if left is not None:
        free = min(free, left)
    rest = doc.amount if card is None else card.rest
    if free <= 0 or (free < rest and not in_parts):
        return
    payee = work.ledger.find(doc.text("payee_account")) if _in_bank(work, doc) else work.correspondent
    whole = card is None and free >= rest
    at_once = (
        not whole or doc.type in SERVICES
    )  # not by the correspondent's queue, which would bring the refusal
    if payee is None or payee.closed or (at_once and _refused_elsewhere(work, doc)):
        reason = Stop(State.REJECTED, "payee_account_closed", account=doc.text("payee_account"))
        _return_unpaid(work, doc, card, reason)
    elif whole:
        _pay_whole(work, doc, payer, payee)
    else:
        amount = min(free, rest)
        payer.spend(amount, work.today)
        if cardfile.pay_part(work, doc, card or cardfile.fresh(doc), (payer, payee), amount):
            _paid(work, doc)


def _pay_whole(work: Work, doc: Doc, payer: Account, payee: Account) -> None:
    if doc.type in SERVICES:
        payer.spend(doc.amount, work.today)
        cardfile.pay(work, doc, payer, payee)
        _paid(work, doc)
    elif _in_bank(work, doc):
        payments.execute(work, doc, payer, payee)
    else:
        work.move(doc, State.ACCEPTED)
        payments.execute(work, doc, payer, None)


def _paid(work: Work, doc: Doc) -> None:
    """Note that nothing is left to pay; a service may have more to do then."""
    if doc.type in SERVICES:
        SERVICES[doc.type].paid(work, doc)
    else:
        work.move(doc, State.EXECUTED)


def _return_unpaid(work: Work, doc: Doc, card: Card | None, reason: Stop) -> None:
    """End an order that cannot be paid any more: what was paid of it stays paid."""
    if doc.type in SERVICES:
        SERVICES[doc.type].ended(work, doc)
    work.move(doc, State.REJECTED if card is None else State.PARTLY_EXECUTED, reason.code, reason.facts)


def _refused_elsewhere(work: Work, doc: Doc) -> bool:
    """Whether the payee's bank would send the rest back."""
    return not _in_bank(work, doc) and bool(_closed(work.connection, {doc.text("payee_account")}))


def own_payees(connection: Connection, orders: Sequence[tuple[str, int]], bic: str) -> set[str]:
    """Return the accounts within the bank that waiting orders pay to."""
    statement = select(document.c.body).where(document.c.id.in_([document_id for document_id, _ in orders]))
    fields = [json.loads(bytes(body))["fields"] for body in connection.execute(statement).scalars()]
    return {item["payee_account"] for item in fields if item["payee_bic"] == bic}


def _unpaid(work: Work, docs: Collection[Doc]) -> dict[str, Stop]:
    """Return why those of these payments are not made that the other bank refuses or whose payee the client has blocked."""
    if not docs:
        return {}
    closed = _closed(work.connection, {doc.text("payee_account") for doc in docs})
    found: dict[str, Stop] = {}
    for doc in docs:
        if doc.text("payee_account") in closed:
            facts = {"account": doc.text("payee_account"), "bic": doc.text("payee_bic")}
            found[doc.id] = Stop(State.REFUSED_ABS, "payee_account_closed", **facts)
    return found | blocks.stops(work.connection, docs)


def _step(work: Work, row: Row[Any], doc: Doc, unpaid: Stop | None) -> None:
    taken = clock.parse(row.due)
    if doc.state is State.ACCEPTED:
        work.move(doc, State.EXPORTED)
        work.requeue(doc, taken + timedelta(seconds=work.plan.accept))
    elif doc.state is State.EXPORTED:
        work.move(doc, State.ACCEPTED_ABS)
        urgent = taken + timedelta(seconds=work.plan.express)
        work.requeue(doc, urgent if row.route == payments.EXPRESS else work.plan.next_run(taken))
    elif doc.state is State.ACCEPTED_ABS:
        _settle(work, doc, unpaid)
        work.requeue(doc, None)


def _settle(work: Work, doc: Doc, unpaid: Stop | None) -> None:
    payer = work.ledger.get(doc.account_id or 0)
    if unpaid is not None:
        work.ledger.void(doc.id, payer)
        work.stop(doc, unpaid)
        work.feed.balance(payer)
        return
    order = Order(doc.amount, doc.id)
    done = work.ledger.post_held(payer, work.correspondent, order, work.plan.value_date(work.at))
    work.move(doc, State.EXECUTED)
    work.feed.posted(done)


def _in_bank(work: Work, doc: Doc) -> bool:
    return doc.text("payee_bic") == work.profile.bic


def _closed(connection: Connection, accounts: set[str]) -> frozenset[str]:
    return frozenset(connection.execute(_CLOSED, {"accounts": sorted(accounts)}).scalars())


def _demand(doc: Doc | None, document_id: str) -> Doc:
    if doc is None:  # the queue refers to documents: the base forbids it
        raise KeyError(document_id)
    return doc
