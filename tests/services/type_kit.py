"""Types for tests of the engine: a demand that the bank makes, its answer, an order with rows, files and a product."""

import datetime as dt
from decimal import Decimal

from bsclient.domain import filling
from bsclient.domain.document import Document
from bsclient.domain.documents import registry
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import (
    account,
    attachments,
    choice,
    code,
    currency,
    day,
    inn,
    money,
    product,
    reference,
    rows,
    text,
)
from bsclient.services.documents import narrow, references
from bsclient.services.exchange import parcels

_NUMBER = r"[1-9][0-9]{0,5}"


class Demand(
    Document,
    code="test_demand",
    title="Demand",
    family=Family.ROUBLES,
    flow=Flow.IN,
    listing=Listing(amount="amount", account="payer_account", counterparty="payee_name"),
):
    """Made by the bank."""

    number: str = code("Number", _NUMBER, "bad_number", required=True)
    date: dt.date = day("Date")
    amount: Decimal = money("Amount")
    payer_account: str = account("Payer's account")
    payee_name: str = text("Payee", longest=160)
    attachments: tuple = attachments()


class Acceptance(
    Document,
    code="test_acceptance",
    title="Answer to a demand",
    family=Family.ROUBLES,
    listing=Listing(amount="amount"),
):
    """Answers a demand."""

    number: str = code("Number", _NUMBER, "bad_number", required=True)
    date: dt.date = day("Date")
    demand: str = reference("Demand", of=("test_demand",))
    amount: Decimal = money("Amount")
    reason: str = text("Reason", longest=200, required=False)


class Part(Document):
    """A row of an order."""

    name: str = text("Name", longest=50)
    sum: Decimal = money("Sum")


class Order(
    Document,
    code="test_order",
    title="Test order",
    family=Family.CURRENCY,
    listing=Listing(amount="total", currency="currency", account="account", counterparty="payee"),
    fills=(filling.total("total", "parts", "sum"), filling.of_product("contract", {"payee": "partner"})),
    groups={"terms": "Terms"},
):
    """Has everything that an order can have."""

    number: str = code("Number", _NUMBER, "bad_number", required=True)
    date: dt.date = day("Date")
    applicant_name: str = text("Applicant", longest=160)
    applicant_inn: str = inn("INN")
    account: str = account("Account")
    currency: str = currency("Currency", strict=False, default="USD")
    contract: str = product("Contract", of="contract", required=False, group="terms")
    payee: str = text("Payee", longest=100, group="terms")
    speed: str = choice("Speed", ("", "fast"), words={"fast": "within the day"}, required=False)
    total: Decimal | None = money("Total", required=False, derived=True)
    parts: tuple[Part, ...] = rows("Parts", Part, longest=20)
    attachments: tuple = attachments(longest=3)


class Simple(Document, code="test_simple", title="Simple request"):
    """Flat: it fits into a table."""

    number: str = code("Number", _NUMBER, "bad_number", required=True)
    date: dt.date = day("Date")
    subject: str = text("Subject", longest=100)


KINDS = (Demand, Acceptance, Order, Simple)


def declare(monkeypatch):
    """Put the types of this module into the registry for one test."""
    monkeypatch.setattr(registry, "_codes", tuple(sorted({*registry, *(kind.code for kind in KINDS)})))
    monkeypatch.setattr(registry, "_known", dict(registry._known) | {kind.code: kind for kind in KINDS})
    for cached in (narrow.plan, references.paths, parcels._with_files):
        cached.cache_clear()
