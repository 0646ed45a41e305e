"""Payments that wait before they go to a payee who is new, or whose requisites are others than those paid before.

The wait ends by the client's confirmation or by time; until then the payment can be recalled. Nothing is reserved: when
the wait ends, the payment is decided on as if it came then. Law 161-ФЗ, article 8, part 3.4: a transfer with a sign of being made
without the client's consent is put off for two days; the signs are those of order ОД-2506 that a bank sees by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from bsclient import clock
from bsclient.bank import bulk
from bsclient.bank.books import fx
from bsclient.bank.payees import history as payee_history
from bsclient.bank.payees.history import Card, Near
from bsclient.bank.schema.payees import payee_hold
from bsclient.bank.work.doc import Doc, Stop
from bsclient.bank.work.transaction import Work
from bsclient.domain import payee_guard
from bsclient.domain.money import parse_amount, plain_minor, to_minor
from bsclient.domain.payee_guard import Judged, Payee, Standing
from bsclient.domain.states import State

NEW, CHANGED = "payee_hold_new", "payee_hold_changed"
LOT: Final = 100
_NIGHT: Final = (22, 6)
_MANY: Final = 5
"""New payees of one client in a day that are many."""
_DUE = (
    select(payee_hold.c.document_id)
    .where(payee_hold.c.due <= bindparam("now"))
    .order_by(payee_hold.c.due, payee_hold.c.document_id)
    .limit(LOT)
)
_ONE = select(payee_hold).where(payee_hold.c.document_id == bindparam("of"))
_END = delete(payee_hold).where(payee_hold.c.document_id == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Wait:
    """Why a payment waits."""

    code: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Sought:
    """One payment of a document: to whom, how much in kopecks, what is known of him."""

    payee: Payee
    amount: int
    card: Card
    judged: Judged[Card]


def weigh(work: Work, doc: Doc, near: Near) -> Wait | None:
    """Return why a document must wait, None if it need not; `Stop` for a payee whom the client has blocked.

    What is taken in for new payees is counted, so this is asked once of a document that nothing else forbids.
    """
    demand_payable(doc, near)
    found: list[_Sought] = []
    for named, amount in _payments(work, doc):
        card = near.card(doc.client_id, named)
        if card is None or _own(work, doc, named):
            continue
        if card.standing(work.today) is Standing.NEW:
            found.append(_Sought(named, amount, card, near.guards[doc.client_id].judge(named)))
    wait: Wait | None = None
    for one in found:
        one.card.tried = one.card.tried_on(work.today) + one.amount
        one.card.tried_day = work.today.isoformat()
        work.tried(one.card)
        wait = wait or _reason(work, one, near.tried_on(doc.client_id, one.card.account, work.today))
    return wait


def put_off(work: Work, doc: Doc, wait: Wait) -> None:
    """Let a document wait."""
    until = work.at + timedelta(seconds=work.plan.cooling)
    row = {"document_id": doc.id, "client_id": doc.client_id, "due": clock.stamp(until), "reason": wait.code}
    work.rows["payee_hold"].append(row)
    work.move(doc, State.SUSPENDED, wait.code, wait.facts | {"until": clock.stamp(until)})


def demand_payable(doc: Doc, near: Near) -> None:
    """Stop a document that pays somebody whom the client has blocked."""
    for named in payee_history.payees_of(doc):
        card = near.blocked(doc.client_id, named)
        if card is not None:
            raise Stop(State.REJECTED, "payee_blocked_by_you", account=named.account, name=card.name)


def end(work: Work, doc: Doc) -> bool:
    """End the wait of a document, if it waits; the caller says what becomes of it."""
    fresh = [row for row in work.rows["payee_hold"] if row["document_id"] == doc.id]
    for row in fresh:
        work.rows["payee_hold"].remove(row)
    return bool(fresh) or work.connection.execute(_END, {"of": doc.id}).rowcount > 0


def waits(connection: Connection, document_id: str) -> bool:
    """Whether a document waits for its payee's sake."""
    return connection.execute(_ONE, {"of": document_id}).first() is not None


def due(connection: Connection, at: datetime) -> list[str]:
    """Return the documents whose time has come, the oldest first, at most a lot."""
    return list(connection.execute(_DUE, {"now": clock.stamp(at)}).scalars())


def _payments(work: Work, doc: Doc) -> list[tuple[Payee, int]]:
    """Return whom a document pays and how much, in kopecks; the treasury's and the bank's own accounts are nobody's."""
    here = work.profile.bic
    named = [
        one for one in payee_history.payees_of(doc) if not (one.treasury or (one.shared and one.bic == here))
    ]
    rows = doc.rows(payee_guard.ROWS.get(doc.type, ""))
    if not rows:
        return [(one, _kopecks(work, doc)) for one in named]
    return [(one, to_minor(parse_amount(rows[one.row]["amount"]))) for one in named]


def _kopecks(work: Work, doc: Doc) -> int:
    currency = doc.text("currency")
    if not currency or currency == fx.ROUBLES:
        return doc.amount
    rate = fx.find(work.connection, currency, work.today)
    return fx.official(doc.amount, rate) if rate is not None else doc.amount


def _own(work: Work, doc: Doc, named: Payee) -> bool:
    """Whether it is another account of the client himself at this bank."""
    found = work.ledger.find(named.account) if named.bic == work.profile.bic else None
    return found is not None and found.client_id == doc.client_id


def _reason(work: Work, one: _Sought, tried: int) -> Wait | None:
    """Return why a payment waits; None if it does not. Sums of one day are added: many small ones are one large one."""
    plan, known = work.plan, one.judged.card
    if one.judged.red and known is not None and 0 < plan.changed_payment <= tried:
        facts = {
            "limit": plain_minor(plan.changed_payment),
            "expected": known.account,
            "date": known.last_day,
        }
        return Wait(CHANGED, facts | _facts(work, one))
    if 0 < plan.first_payment <= tried:
        return Wait(NEW, {"limit": plain_minor(plan.first_payment)} | _facts(work, one))
    return None


def _facts(work: Work, one: _Sought) -> dict[str, str]:
    return {
        "name": one.payee.name,
        "account": one.payee.account,
        "amount": plain_minor(one.amount),
        "signs": " ".join(_signs(work, one)),
    }


def _signs(work: Work, one: _Sought) -> list[str]:
    """Return the signs of ОД-2506 that are seen here: payee, requisites, time of day, many new payees."""
    found = ["payee"] if not one.card.executed else []
    if one.judged.red:
        found += [code.removeprefix("payee_") for code in one.judged.codes if code in payee_guard.RED]
    hour = work.at.astimezone(clock.MOSCOW).hour
    if hour >= _NIGHT[0] or hour < _NIGHT[1]:
        found.append("night")
    if payee_history.tried_today(work.connection, one.card.client_id, work.today) >= _MANY:
        found.append("speed")
    return found or ["sum"]


def signers(connection: Connection, ids: Collection[str]) -> dict[str, list[str]]:
    """Return who has signed stored documents, in the order of their signatures."""
    found: dict[str, list[str]] = {}
    for document_id, user_id in _SIGNERS.rows(connection, documents=sorted(ids)):
        found.setdefault(document_id, []).append(user_id)
    return found


_SIGNERS = bulk.Query(
    """SELECT s.document_id, c.user_id FROM signature s JOIN certificate c ON c.serial = s.serial
    WHERE s.document_id IN :documents ORDER BY s.document_id, s.position"""
)
