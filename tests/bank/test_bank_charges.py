"""Charges of the state: found by INN or UIN, marked as paid once a payment with their UIN is executed."""

import json

import pytest

from bsclient.domain import charging
from bsclient.paths import resource


def charges():
    return json.loads(resource("demo/charges.json").read_bytes())["charges"]


@pytest.fixture
def asked(small_town):
    """The town with two charges of Ann's and one of somebody else's."""
    first, second, other = charges()[:3]
    town = small_town
    town.bank.put_charges([first | {"payer_inn": town.ann.inn}, second | {"payer_inn": town.ann.inn}, other])
    return town


def ask(town, **fields):
    given = {"search": "inn", "payer_inn": town.ann.inn, "unpaid": "1"}
    sent = town.ann.file("charge_request", **(given | fields))
    assert town.state(sent)[0] == "accepted"
    town.run(seconds=10)
    assert town.state(sent)[0] == "executed"
    told = town.made("ann", "charges")[-1].fields
    assert told["related"] == sent
    return told


def test_charges_are_found_by_inn(asked):
    told = ask(asked)
    assert (told["count"], told["total"]) == ("2", "3750.00")
    assert [row["state"] for row in told["charges"]] == ["unpaid"] * 2


def test_a_charge_is_found_by_its_uin_whoever_asks(asked):
    told = ask(asked, search="uin", payer_inn="", uin=charges()[2]["uin"])
    assert [row["amount"] for row in told["charges"]] == ["10000.00"]


def test_nothing_found_is_an_answer_too(asked):
    told = ask(asked, payer_inn=asked.bob.inn)
    assert (told["count"], told["total"], told["charges"]) == ("0", "0.00", [])


def test_a_paid_charge_is_marked_and_left_out_of_what_is_owed(asked):
    town = asked
    row = ask(town)["charges"][0]
    bank = {"payee_bank_name": "УФК", "payee_corr_account": "40102810545370000003", "payer_kpp": "770001001"}
    sent = town.ann.pay(**(charging.order(row) | bank))
    town.run(seconds=5)
    town.run(seconds=5)
    assert len(ask(town)["charges"]) == 2, "on its way is not paid"
    town.run(hours=3)
    assert town.state(sent)[0] == "executed", town.state(sent)
    assert [one["uin"] for one in ask(town)["charges"]] == [charges()[1]["uin"]]
    both = ask(town, unpaid="")
    assert [one["state"] for one in both["charges"]] == ["paid", "unpaid"]
    assert both["total"] == "2250.00"


def test_a_request_can_be_recalled_before_its_answer(asked):
    town = asked
    sent = town.ann.file("charge_request", search="inn", payer_inn=town.ann.inn)
    assert town.state(town.ann.recall(sent))[0] == "executed"
    town.run(seconds=30)
    assert town.made("ann", "charges") == []
