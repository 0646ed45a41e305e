"""Guarantees at the bank: fee and off-balance entry, expiry; refused by the terms or an operator, recalled."""

import dataclasses
import datetime as dt

import pytest
from bank_core_kit import TODAY, company_inn
from product_kit import file, house, product

ENDS = (TODAY + dt.timedelta(days=29)).isoformat()


@pytest.fixture
def town(town):
    """Over SQLite and PostgreSQL, with an automatic operator."""
    town.bank.plan = dataclasses.replace(town.bank.plan, decide=3)
    town.bank.load_directories()
    town.run()
    return town


@pytest.fixture
def manual(small_town):
    small_town.bank.load_directories()
    small_town.run()
    return small_town


def apply_for(town, **fields):
    given = {
        "guarantee_kind": "performance", "amount": "2000000.00", "ends": ENDS, "account": town.ann.account,
        "applicant_name": 'ООО "ann"', "applicant_inn": town.ann.inn, "beneficiary_name": "Школа N 5",
        "beneficiary_inn": company_inn("770999111"), "beneficiary_address": "г Москва", "contract_number": "15",
        "subject": "Мебель", "obligations": "Поставка в срок", "contact": "Петрова Анна", "contact_phone": "+79161234567",
    }  # fmt: skip
    return file(town, "guarantee_application", **(given | fields))


def test_a_guarantee_is_issued_for_its_fee_and_expires(town):
    posted, _ = town.balance(town.ann)
    sent = apply_for(town)
    fee = 410_959  # 2000000 * 0.025 * 30 / 365
    assert town.balance(town.ann) == (posted, fee)
    town.run(seconds=4)
    assert town.state(sent) == ("executed", "guarantee_issued")
    assert town.balance(town.ann) == (posted - fee, 0)
    assert house(town, "fees") == fee
    assert (house(town, "guarantees"), house(town, "off_balance")) == (200_000_000, -200_000_000)
    told = product(town, "guarantee")
    assert (told["state"], told["amount"], told["ends"]) == ("active", "2000000.00", ENDS)
    town.run(days=29)
    assert product(town, "guarantee")["state"] == "active"
    town.run(days=1)
    assert product(town, "guarantee")["state"] == "expired"
    assert (house(town, "guarantees"), house(town, "off_balance")) == (0, 0)
    assert town.bank.audit() == []


@pytest.mark.parametrize(
    ("loose", "code"),
    [({"fee": "1.00"}, "fee_differs"), ({"terms_version": "7"}, "terms_changed"), ({"ends": "2036-01-01"}, "guarantee_too_long")],
)  # fmt: skip
def test_other_terms_are_refused(manual, loose, code):
    assert manual.state(apply_for(manual, loose=loose)) == ("bad_details", code)


def test_refusal_and_recall_give_the_fee_back(manual):
    town = manual
    posted, _ = town.balance(town.ann)
    sent, other = apply_for(town), apply_for(town)
    town.bank.refuse_document(sent, "operator", "Нет обеспечения")
    assert town.state(sent) == ("rejected", "rejected_by_operator")
    town.ann.recall(other)
    assert town.state(other)[0] == "recalled"
    assert town.balance(town.ann) == (posted, 0)
    assert town.products("ann") == []
    assert house(town, "guarantees") == 0


def test_without_money_for_the_fee_it_is_refused(manual):
    sent = apply_for(manual, amount="400000000.00", ends=(TODAY + dt.timedelta(days=900)).isoformat())
    assert manual.state(sent) == ("refused_abs", "insufficient_funds")
