"""Declarations and services for tests of the engine alone: a term deposit, a transfer in two legs, a request for an operator.

They do all that a service can do, so that the engine is tested without the families that came later.
"""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from bank_core_kit import account_number
from sqlalchemy import func, select

from bsclient.bank.books import fx
from bsclient.bank.products.interest import add_months, interest
from bsclient.bank.services.base import Service, Stop
from bsclient.bank.services.helpers import Answering, Deciding
from bsclient.bank.work.transaction import Leg, Opening, Product
from bsclient.domain import fields
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, choice, day, doc_number, money, text
from bsclient.domain.states import State
from bsclient.errors import Corrupt, NotAllowed

PERCENT = Decimal(12)


class DepositOrder(Document, code="test_deposit", title="Deposit", family=Family.DEPOSITS,
                  listing=Listing(amount="amount", account="account")):  # fmt: skip
    number: str = doc_number()
    date: dt.date = day("Date")
    account: str = account("Account")
    amount: Decimal = money("Amount")
    fault: str = choice("Fault", ("", "late", "crash"), required=False)


class PairOrder(Document, code="test_pair", title="Two legs", family=Family.ROUBLES,
               listing=Listing(amount="amount", account="account")):  # fmt: skip
    number: str = doc_number()
    date: dt.date = day("Date")
    account: str = account("Account")
    other: str = fields.account("Other")
    amount: Decimal = money("Amount")
    second: Decimal = money("Second amount")


class HoldRequest(
    Document, code="test_request", title="Request", listing=Listing(amount="amount", account="account")
):
    number: str = doc_number()
    date: dt.date = day("Date")
    account: str = account("Account")
    amount: Decimal = money("Amount")
    mode: str = choice("Mode", ("hold", "fail", "stop"), default="hold")


class Question(Document, code="test_question", title="Question"):
    number: str = doc_number()
    date: dt.date = day("Date")


class BankDemand(
    Document,
    code="test_demand",
    title="Demand",
    flow=Flow.IN,
    listing=Listing(amount="amount", related="related"),
):
    number: str = doc_number()
    date: dt.date = day("Date")
    amount: Decimal = money("Amount")
    related: str = text("Related", longest=36, required=False)


DECLARED = (DepositOrder, PairOrder, HoldRequest, Question, BankDemand)


class Deposits(Service):
    """Takes money for two months, pays interest at the end of each and gives the money back."""

    types = ("test_deposit",)

    def accounts(self, doc, ask):
        found = {doc.text("account"), ask.house("interest_paid")}
        return found | {
            item.account for item in ask.of_client(doc.client_id, "test_kind") if item.document_id == doc.id
        }

    def task_accounts(self, task, ask):
        item = ask.product(task.ref)
        return {item.account, item.terms["payout"], ask.house("interest_paid")}

    def accept(self, work, doc):
        own = work.account(doc.text("account"), doc.client_id)
        work.move(doc, State.ACCEPTED)
        kept = work.open_account(doc.client_id, Opening("42103", "RUB", "Депозит"))
        work.post(own, kept, doc.amount, Leg(doc, kind="test_kind", purpose="Размещение депозита"))
        ends = add_months(work.today, 2)
        item = Product(
            work.new_id(), doc.client_id, "test_kind", f"Д-{doc.number}", kept.number, "RUB", doc.amount,
            opened=work.today.isoformat(), ends=ends.isoformat(),
            terms={"rate": str(PERCENT), "payout": own.number}, document_id=doc.id,
        )  # fmt: skip
        work.products.put(item)
        for month in (1, 2):
            work.schedule(item.id, "interest", add_months(work.today, month), {"month": str(month)})
        work.move(doc, State.EXECUTED)
        if doc.text("fault") == "late":
            raise Stop(State.REJECTED, "amount_zero")
        if doc.text("fault") == "crash":
            raise NotAllowed("hold_settled_twice")

    def due(self, work, task):
        item = work.products.find(task.ref)
        month = int(task.data["month"])
        opened = dt.date.fromisoformat(item.opened)
        kept, own = work.ledger.find(item.account), work.ledger.find(item.terms["payout"])
        days = (add_months(opened, month - 1), add_months(opened, month))
        earned = interest(item.amount, PERCENT, *days)
        work.post(work.house("interest_paid"), own, earned, Leg(None, kind="interest", purpose="Проценты"))
        if month == 2:
            work.post(kept, own, item.amount, Leg(None, kind="test_kind", purpose="Возврат депозита"))
            work.close_account(kept)
            work.products.put(replace(item, state="closed", amount=0))


class Pairs(Service):
    """Pays two amounts from one account to another, or exchanges when their currencies differ."""

    types = ("test_pair",)

    def accounts(self, doc, ask):
        return {doc.text("account"), doc.text("other"), *fx.accounts(ask, "RUB", "USD")}

    def accept(self, work, doc):
        own, other = (work.account(doc.text(name), doc.client_id) for name in ("account", "other"))
        work.move(doc, State.ACCEPTED)
        second = int(Decimal(doc.text("second")) * 100)
        if own.currency == other.currency:
            work.post(own, other, doc.amount, Leg(doc, 0))
            work.post(own, other, second, Leg(doc, 1, purpose="Вторая часть"))
        else:
            sold, wanted = fx.need(work, own.currency), fx.need(work, other.currency)
            fx.exchange(
                work, (own, other), (doc.amount, fx.bought(doc.amount, sold, wanted)), Leg(doc, kind="fx")
            )
        work.move(doc, State.EXECUTED)


class Holding(Service):
    """Holds money, then pays it as a fee; or fails, or stops."""

    types = ("test_request",)
    broken = True

    def accounts(self, doc, ask):
        return {doc.text("account"), ask.house("fees")}

    def accept(self, work, doc):
        own = work.account(doc.text("account"), doc.client_id)
        work.move(doc, State.ACCEPTED)
        work.hold(doc, own, doc.amount)
        work.after(doc.id, "pay", 10)

    def due(self, work, task):
        doc = work.find(task.ref)
        own = work.account(doc.text("account"), doc.client_id)
        work.post_held(own, work.house("fees"), doc.amount, Leg(doc, purpose="Комиссия"))
        work.move(doc, State.EXECUTED)
        if doc.text("mode") == "fail" and Holding.broken:
            raise Corrupt("hold_settled_twice")
        if doc.text("mode") == "stop":
            raise Stop(State.REJECTED, "client_closed")


class Days(Answering):
    """Answers; and keeps the days that were closed in front of it."""

    closed: ClassVar = []

    def close_day(self, work, day):
        Days.closed.append(day)


def ask_back(work, doc):
    work.send(
        doc.client_id,
        "test_demand",
        {"number": "1", "date": work.today.isoformat(), "amount": "5.00"},
        doc.id,
    )


def services():
    return (Deposits(), Pairs(), Holding(), Days(("test_question",), ask_back, seconds=5))


def deciding():
    return (Deciding(("test_request",)),)


def install(patch, offered):
    """Make the engine know these types and services for the time of a test."""
    from bsclient.bank import services as package
    from bsclient.domain.documents import registry

    for declared in DECLARED:
        patch.setitem(registry._known, declared.code, declared)
    patch.setattr(registry, "_codes", tuple({*registry._codes, *(declared.code for declared in DECLARED)}))
    for service in offered:
        patch.setitem(package.BY_NAME, service.name, service)
        for kind in service.types:
            patch.setitem(package.SERVICES, kind, service)


def count(town, table, *where):
    """Rows of a table of the bank's base."""
    return town.query(select(func.count()).select_from(table).where(*where))[0][0]


def deposit(town, amount="10000.00", **fields):
    return town.ann.file("test_deposit", account=town.ann.account, amount=amount, **fields)


def second_account(town, tail=1002):
    return town.ann.open_account(account_number(town.bank.bic, tail))


def request(town, mode="hold", amount="500.00"):
    return town.ann.file("test_request", account=town.ann.account, amount=amount, mode=mode)
