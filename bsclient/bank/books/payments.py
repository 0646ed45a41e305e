"""The business of a payment order once its signatures hold: limits, duplicates, funds; then it is posted or held.

All decisions are made under the lock of the payer's account, in the transaction that writes their effects.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Connection

from bsclient.bank import bulk
from bsclient.bank.books.ledger import CLIENT, Account, Order
from bsclient.bank.payees import holds as payee_holds
from bsclient.bank.payees.history import Near
from bsclient.bank.work.postings import demand_within_limit
from bsclient.bank.work.transaction import Doc, Stop, Work
from bsclient.domain.money import plain_minor
from bsclient.domain.states import State

EXPRESS, CLEARING = "express", "clearing"
URGENT = "срочно"
ROUBLES = "RUB"
_DEPOSITS = ("421", "422", "423")
"""First digits of accounts of deposits: money leaves them by the deposit's own documents."""

_DUPLICATE, _STOPPED, _HOLDER = 1, 2, 3
# One statement for three questions: a single payment spends most of its time in the number of statements.
_LISTS = bulk.Query(
    """SELECT 1, duplicate_key, id FROM document WHERE duplicate_key IN :keys
    UNION ALL SELECT 2, account, reason FROM stop_list WHERE account IN :payees
    UNION ALL SELECT 3, a.number, c.inn FROM account a JOIN client c ON c.id = a.client_id WHERE a.number IN :own"""
)


@dataclass(slots=True)
class Lists:
    """What the bank knows about the payments at hand: same payments, payees it does not pay, INN of its own payees.

    `near` are the payer's own cards of payees; None: they were asked before.
    """

    duplicates: dict[str, str] = field(default_factory=dict)
    stopped: Mapping[str, str] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)
    card_file: Mapping[str, bool] = field(default_factory=dict)
    near: Near | None = None


def read_lists(
    connection: Connection, docs: Collection[Doc], bic: str, card_file: Mapping[str, bool]
) -> Lists:
    """Read the lists for these payments; their payers' accounts are locked already."""
    if not docs:
        return Lists()
    keys = [doc.duplicate_key for doc in docs if doc.duplicate_key]
    payees = list({doc.text("payee_account") for doc in docs})
    own = list({doc.text("payee_account") for doc in docs if doc.text("payee_bic") == bic})
    found: dict[int, dict[str, str]] = {_DUPLICATE: {}, _STOPPED: {}, _HOLDER: {}}
    for number, name, value in _LISTS.rows(connection, keys=keys, payees=payees, own=own):
        found[number][name] = value
    return Lists(found[_DUPLICATE], found[_STOPPED], found[_HOLDER], card_file)


def accept(work: Work, doc: Doc, lists: Lists) -> None:
    """Decide on a new payment and do it, or say why not (`Stop`)."""
    payer = _payer(work, doc)
    _no_duplicate(work, doc, lists)
    reason = lists.stopped.get(doc.text("payee_account"))
    if reason is not None:
        raise Stop(State.REJECTED, "payee_blocked", account=doc.text("payee_account"), reason=reason)
    payee = _own_payee(work, doc, lists) if doc.text("payee_bic") == work.profile.bic else None
    demand_within_limit(payer, doc.amount, work.today)
    lacking = payer.available < doc.amount
    if lacking and not lists.card_file.get(doc.client_id):
        facts = {"value": plain_minor(payer.available), "expected": plain_minor(doc.amount)}
        raise Stop(State.REFUSED_ABS, "insufficient_funds", account=payer.number, **facts)
    wait = None if lists.near is None else payee_holds.weigh(work, doc, lists.near)
    if wait is not None:
        payee_holds.put_off(work, doc, wait)
        _remember(doc, lists)
        return
    if lacking:
        _take(work, doc, lists)
        work.move(doc, State.WAITING_FUNDS, "waiting_funds", {"amount": plain_minor(doc.amount)})
        return
    _take(work, doc, lists)
    execute(work, doc, payer, payee)


def _take(work: Work, doc: Doc, lists: Lists) -> None:
    work.move(doc, State.ACCEPTED)
    _remember(doc, lists)


def _remember(doc: Doc, lists: Lists) -> None:
    """Let other documents of the transaction find this one."""
    if doc.duplicate_key:
        lists.duplicates[doc.duplicate_key] = doc.id


def execute(work: Work, doc: Doc, payer: Account, payee: Account | None) -> None:
    """Post at once within the bank; hold and give to the correspondent otherwise. The money must be there."""
    if payee is not None:
        payer.spend(doc.amount, work.today)
        done = work.ledger.post(payer, payee, Order(doc.amount, doc.id), work.today)
        work.move(doc, State.EXECUTED)
        work.feed.posted(done)
        return
    work.ledger.hold(doc.id, payer, doc.amount, counts=True)
    route = EXPRESS if doc.text("payment_kind") == URGENT else CLEARING
    work.enqueue(doc, payer.id, route, work.at + timedelta(seconds=work.plan.export))
    work.feed.balance(payer)


def _payer(work: Work, doc: Doc) -> Account:
    payer = work.ledger.find(doc.text("payer_account"))
    facts = {"field": "payer_account", "value": doc.text("payer_account")}
    if payer is None or payer.client_id != doc.client_id or doc.text("payer_bic") != work.profile.bic:
        raise Stop(State.BAD_DETAILS, "not_own_account", **facts)
    if payer.closed:
        raise Stop(State.BAD_DETAILS, "account_closed", **facts)
    if payer.currency != ROUBLES or payer.number.startswith(_DEPOSITS):
        raise Stop(State.BAD_DETAILS, "account_not_for_orders", **facts)
    doc.account_id = payer.id
    return payer


def _no_duplicate(work: Work, doc: Doc, lists: Lists) -> None:
    other = lists.duplicates.get(doc.duplicate_key or "")
    if other is None or other == doc.id:
        return
    before = work.find(other)
    if before is None or before.duplicate_key is not None:  # it was not refused or recalled just now
        facts = {"value": doc.number, "date": doc.day, "amount": plain_minor(doc.amount), "document": other}
        raise Stop(State.REJECTED, "duplicate_payment", **facts)


def _own_payee(work: Work, doc: Doc, lists: Lists) -> Account:
    number = doc.text("payee_account")
    payee = work.ledger.find(number)
    if payee is None:
        raise Stop(State.REJECTED, "payee_account_unknown", account=number)
    if payee.closed:
        raise Stop(State.REJECTED, "payee_account_closed", account=number)
    if payee.currency != ROUBLES:
        raise Stop(State.REJECTED, "payee_account_currency", account=number, currency=payee.currency)
    inn, known = doc.text("payee_inn"), lists.holders.get(number, "")
    if payee.kind == CLIENT and inn not in {"", "0"} and known and inn != known:
        raise Stop(State.REJECTED, "payee_inn_mismatch", account=number, value=inn)
    return payee
