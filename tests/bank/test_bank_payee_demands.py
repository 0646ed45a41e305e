"""The guard over payees of accepted demands (blocked, learnt) and of letters of credit (held, blocked, learnt)."""

import dataclasses

import bank_core_kit as kit
import pytest
from demand_kit import answer, demand
from sqlalchemy import select
from test_bank_letters_of_credit import answer as examined
from test_bank_letters_of_credit import automatic, opening, present
from test_bank_payees import BIG, LIMIT, SMALL, card, two

from bsclient.bank.schema.payees import payee
from bsclient.domain.payee_guard import payees

WHOLE = 6_000_000


@pytest.fixture
def payer(town):
    """A company of two signatures, of whom money is demanded."""
    town.bank.plan = LIMIT
    town.duo = two(town)
    return town


def cards(town, client):
    rows = town.query(select(payee).where(payee.c.client_id == client, payee.c.executed > 0))
    return {each.account: each for each in rows}


def test_an_acceptance_does_not_wait_and_its_payee_is_learnt(payer):
    """Its payee stands in the bank's own paper, and a wait could outlast the term of the answer."""
    town, duo = payer, payer.duo
    before = town.balance(duo)[0]
    demanded = demand(town, payer="duo", amount=BIG)
    sent = answer(town, company=duo)
    assert (town.state(sent)[0], town.state(demanded)[0]) == ("executed", "executed")
    assert town.balance(duo) == (before - WHOLE, 0)
    assert set(cards(town, "duo")) == {town.bob.account}
    assert town.bank.audit() == []


def test_a_block_stops_an_acceptance_but_not_a_refusal(payer):
    town, duo = payer, payer.duo
    demanded = demand(town, payer="duo", amount=SMALL)
    who = {**town.bob.party(), "bic": town.bank.bic}
    assert town.state(card(duo, "block", duo.people, **who))[0] == "executed"
    assert town.state(answer(town, company=duo)) == ("rejected", "payee_blocked_by_you")
    assert town.state(demanded)[0] == "accepted"
    assert town.state(answer(town, "refuse", company=duo))[0] == "executed"
    assert town.state(demanded) == ("rejected", "demand_refused")


def test_a_letter_of_credit_waits_and_is_learnt_when_it_is_paid(town):
    automatic(town)
    town.bank.plan = dataclasses.replace(LIMIT, decide=3)
    before = town.balance(town.ann)
    sent = opening(town)
    assert town.state(sent) == ("suspended", "payee_hold_new")
    assert town.balance(town.ann) == before
    town.run(hours=2)
    town.run(seconds=4)
    assert town.state(sent) == ("executed", "lc_opened")
    assert not cards(town, "ann"), "nothing is paid yet"
    town.bank.plan = dataclasses.replace(LIMIT, decide=0)
    told = present(town, 1_200_000)
    assert town.state(examined(town, told, "accept"))[0] in {"accepted", "executed"}
    town.run(seconds=10)
    number = kit.account_number(kit.SBER, 777)
    assert {one.account: (one.name, one.total) for one in cards(town, "ann").values()} == {
        number: ("АО Станкозавод", 1_200_000)
    }
    town.run(days=11)
    swapped = opening(town, amount="12000.00", beneficiary_account=kit.account_number(kit.SBER, 666))
    assert town.state(swapped) == ("suspended", "payee_hold_changed")
    assert town.last_status("ann", swapped)["facts"]["expected"] == number
    town.ann.recall(swapped)
    assert town.state(swapped)[0] == "recalled"
    honest = opening(town, amount=BIG)
    assert town.state(honest)[0] == "accepted"
    assert town.bank.audit() == []


def test_whom_these_documents_pay():
    fields = {
        "regime": "ucp",
        "beneficiary_name": "NORDIC",
        "beneficiary_number": "DE89",
        "beneficiary_swift": "COBADEFFXXX",
    }
    (abroad,) = payees("lc_opening", fields)
    assert (abroad.account, abroad.bic, abroad.inn, abroad.abroad) == ("DE89", "COBADEFFXXX", "", True)
    said = {"payee_name": "А", "payee_inn": "1", "payee_account": "2", "payee_bic": "3"}
    assert [one.account for one in payees("demand_acceptance", {**said, "decision": "full"})] == ["2"]
    assert payees("demand_acceptance", {**said, "decision": "refuse"}) == []
