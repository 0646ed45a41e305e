"""The engine itself: declarations, what is asked when, dated packs, lookups."""

import datetime as dt
from decimal import Decimal
from typing import ClassVar

import pytest
from example_kit import Books, Found

from bsclient.domain import filling
from bsclient.domain.context import Context, DocumentFacts, ProductFacts
from bsclient.domain.document import Document
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import (
    account,
    choice,
    code,
    day,
    doc_number,
    flag,
    money,
    percent,
    product,
    reference,
    text,
    whole,
)
from bsclient.domain.problems import Problem
from bsclient.domain.rules import budget
from bsclient.domain.rules.packs import Pack, in_force
from bsclient.domain.series import Series

TODAY = dt.date(2026, 11, 20)
HERE = Context(today=TODAY)
ID = "019e0000-0000-7000-8000-000000000001"


def found(kind, raw, context=HERE):
    return [(p.field, p.code) for p in kind.check(raw, context)]


# declarations -----------------------------------------------------------------------------------------------------


def test_a_declaration_with_a_slip_is_refused_at_once():
    with pytest.raises(TypeError, match="sum"):

        class NoSuchColumn(Document, listing=Listing(number="", day="", amount="sum")):
            amount: Decimal = money("Amount")

    with pytest.raises(TypeError, match="kind"):

        class NoSuchWhen(Document):
            note: str = text("Note", longest=10, when=("kind", "a"))


def test_documents_of_the_bank_are_signed_as_such():
    class Demand(Document, code="demand", title="Demand", flow=Flow.IN, family=Family.CONTROL):
        number: str = doc_number()

    assert Demand.signed_as == "bsclient.bank_document/1"
    assert not Demand.templates
    assert Demand.listing == Listing(day="")
    assert PaymentOrder.signed_as == "bsclient.document/1"
    assert PaymentOrder.schemed


class Delivery(Document):
    how: str = choice("How", ("post", "office", "none"))
    address: str = text("Address", longest=50, when=("how", "post"))
    copies: int | None = whole("Copies", when=("how", "post", "office"), default="1")
    stamp: str = flag("Stamp", when=("address",))


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ({"how": "none"}, []),
        ({"how": "post"}, [("address", "required"), ("copies", "required")]),
        ({"how": "post", "address": "Тверская 1", "copies": "2", "stamp": "1"}, []),
        ({"how": "office", "copies": "2", "address": "x"}, [("address", "not_asked")]),
        ({"how": "office", "copies": "2", "address": " "}, []),
        ({"how": "none", "copies": "nonsense"}, [("copies", "not_asked")]),
        ({"how": "office", "copies": "1", "stamp": "1"}, [("stamp", "not_asked")]),
        ({}, [("how", "required")]),
    ],
)
def test_fields_are_asked_only_when(raw, problems):
    assert found(Delivery, raw) == problems
    assert found(Delivery, raw) == problems  # also when texts are remembered


def test_hidden_fields_are_empty_in_the_document_and_in_a_new_draft():
    assert Delivery.read({"how": "none"}, HERE).copies is None
    assert Delivery.blank() == {"how": "", "address": "", "copies": "", "stamp": ""}


# packs ------------------------------------------------------------------------------------------------------------


def complaint(name):
    def rule(_sheet, _context):
        yield Problem("", name)

    return rule


def test_the_day_of_the_document_chooses_the_pack():
    old = Pack("law", "1", dt.date(2020, 1, 1), dt.date(2026, 3, 31), "1", (complaint("old"),))
    new = Pack("law", "2", dt.date(2026, 4, 1), None, "1", (complaint("new"),))

    class Lawful(Document, packs=(old, new)):
        date: dt.date | None = day("Date", required=False)

    assert found(Lawful, {"date": "2019-12-31"}) == []
    assert found(Lawful, {"date": "2026-03-31"}) == [("", "old")]
    assert found(Lawful, {"date": "2026-04-01"}) == [("", "new")]
    assert found(Lawful, {"date": "nonsense"})[-1] == ("", "new")
    assert found(Lawful, {}, Context(today=dt.date(2026, 3, 1))) == [("", "old")]
    assert in_force(Lawful.packs, dt.date(2026, 4, 1)) == [new]


def test_budget_packs_meet_without_gap_or_overlap():
    first, second = budget.PACKS
    assert first.valid_to + dt.timedelta(days=1) == second.valid_from == dt.date(2026, 4, 1)
    assert (first.act, second.act) == ("107н", "58н")
    assert len(first.rules) == len(second.rules)
    assert second.valid_to is None


def test_rules_of_a_pack_that_read_own_fields_are_not_remembered_by_a_series():
    def odd(sheet, _context):
        if sheet.text("number") == "13":
            yield Problem("number", "odd")

    class Numbered(
        Document, packs=(Pack("p", "", dt.date(2020, 1, 1), None, "1", (odd, complaint("always"))),)
    ):
        own: ClassVar = ("number",)
        own_rules: ClassVar = frozenset((odd,))
        number: str = doc_number()
        note: str = text("Note", longest=10)

    series = Series(Numbered, HERE)
    for number in ("12", "13", "14"):
        raw = {"number": number, "note": "x"}
        assert sorted(p.code for p in series.check(raw)) == sorted(p.code for p in Numbered.check(raw, HERE))
    assert ("number", "odd") in found(Numbered, {"number": "13", "note": "x"})


# lookups ----------------------------------------------------------------------------------------------------------


class Naming(Document):
    vo: str = code("Code", "[0-9]{5}", "vo_form", directory="vo_codes", strict=True)
    town: str = text("Town", longest=20, directory="towns", required=False)
    deposit: str = product("Deposit", of=("deposit", "account"), required=False)
    order: str = reference("Order", of=("payment_order",), required=False)


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ({"vo": "10100", "town": "Nowhere"}, []),
        ({"vo": "10101"}, [("vo", "not_in_directory")]),
        ({"deposit": "D1", "order": ID}, []),
        ({"deposit": "L1"}, [("deposit", "product_kind")]),
        ({"deposit": "X"}, [("deposit", "product_unknown")]),
        ({"order": ID[:-1] + "2"}, [("order", "reference_unknown")]),
        ({"order": ID[:-1] + "3"}, [("order", "reference_type")]),
    ],
)
def test_what_is_named_must_be_there_where_it_can_be_looked_up(raw, problems):
    known = Context(
        today=TODAY,
        directories=Books({"vo_codes": {"10100": {}}}),
        products=Found({"D1": ProductFacts("D1", "deposit"), "L1": ProductFacts("L1", "loan")}),
        documents=Found(
            {
                ID: DocumentFacts("payment_order", "executed", {}),
                ID[:-1] + "3": DocumentFacts("letter", "executed", {}),
            }
        ),
    )
    assert found(Naming, raw, known) == problems
    assert found(Naming, raw) == []
    assert found(Naming, {"vo": "99999"}, Context(today=TODAY, directories=Books({}))) == []


def test_facts_of_a_product_are_filled():
    class TopUp(
        Document,
        fills=(filling.of_product("deposit", {"account": "account", "rate": "rate", "left": "amount"}),),
    ):
        deposit: str = product("Deposit", of="deposit")
        account: str = account("Account", derived=True)
        rate: Decimal = percent("Rate", derived=True)
        left: Decimal = money("Left", derived=True)

    chosen = ProductFacts(
        "D1", "deposit", account="42102810000000000001", amount=Decimal("10.5"), terms={"rate": "14.5"}
    )
    known = Context(today=TODAY, products=Found({"D1": chosen}))
    assert TopUp.fill({"deposit": "D1"}, known) == {
        "account": chosen.account,
        "rate": "14.5",
        "left": "10.50",
    }
    assert TopUp.fill({"deposit": "D1"}, HERE) == {}
