"""The client's block of a payee counts when money goes: rows of registers already taken in, demands paid without asking him."""

import bank_core_kit as kit
import pytest
from demand_kit import answer, demand, incoming
from payroll_kit import NAMES, employer, posted, row, settle, wages
from sqlalchemy import select
from test_bank_payee_rows import INNS, fees, person
from test_bank_payees import SMALL, card, two
from test_bank_registers import payment

from bsclient.bank.payees import history as payee_history
from bsclient.bank.schema.payees import payee

FAR = kit.account_number(kit.SBER, 71, "40817")


def block(town, client, name, inn, account, bic):
    """What a card of two signatures does; Ann signs alone."""
    with town.bank.store.write() as connection:
        named = payee_history.Payee(name, inn, account, bic)
        payee_history.state(connection, client, named, "blocked", "")


def outcome(town, client, kind, part):
    """Result and reason of each row, over all parts of the answer."""
    found = [each for signed in town.made(client, kind) for each in signed.fields[part]]
    return [(each["result"], each["reason"]) for each in found]


@pytest.mark.parametrize("kind", ["fees", "wages"])
def test_a_row_whose_payee_was_blocked_after_acceptance_is_not_credited(town, kind):
    """One row of this bank, one of another; the second block comes between the lots."""
    employer(town)
    before = town.balance(town.ann)[0]
    made, pay = (
        (person, lambda rows: fees(town.ann, rows))
        if kind == "fees"
        else (row, lambda rows: wages(town, rows))
    )
    rows = [made(town, 1, SMALL), made(town, 2, SMALL), made(town, 3, SMALL, account=FAR, bic=kit.SBER)]
    sent = pay(rows)
    assert town.state(sent)[0] == "accepted"
    block(town, "ann", NAMES[1], INNS[1], town.people[1], town.bank.bic)
    settle(town)
    assert town.state(sent)[0] == "accepted_abs"
    assert (posted(town, town.people[0]), posted(town, town.people[1])) == (100_000, 0)
    block(town, "ann", NAMES[2], INNS[2], FAR, kit.SBER)
    settle(town, days=1)
    assert town.state(sent) == ("partly_executed", "rows_failed")
    assert town.balance(town.ann) == (before - 100_000, 0)
    told = outcome(town, "ann", "self_employed_results" if kind == "fees" else "salary_results", "rows")
    assert [result for result, _ in told] == ["credited", "refused", "refused"]
    assert NAMES[1] in told[1][1]
    assert FAR in told[2][1]
    assert {each.account for each in town.query(select(payee).where(payee.c.executed > 0))} == {
        town.people[0]
    }
    assert town.bank.audit() == []


def test_a_payment_of_a_register_whose_payee_was_blocked_after_acceptance_is_not_made(town):
    duo = two(town)
    before = town.balance(duo)[0]
    rows = [payment(town, 1, payee=town.bob), payment(town, 2)]
    said = {"account": duo.account, "count": "2", "total": "200.00", "payments": rows}
    sent = duo.file("payment_register", **said)
    assert town.state(card(duo, "block", duo.people))[0] == "executed"
    assert town.balance(duo) == (before, 20_000)
    town.run(hours=2)
    assert town.state(sent) == ("partly_executed", "register_partly")
    assert town.balance(duo) == (before - 10_000, 0)
    told = outcome(town, "duo", "payment_results", "payments")
    assert [result for result, _ in told] == ["executed", "refused"]
    assert "заблокировала" in told[1][1]
    assert town.bank.audit() == []


def test_a_block_of_others_and_one_taken_back_stop_no_row(small_town):
    town, duo = small_town, two(small_town)
    rows = [payment(town, 1), payment(town, 2, payee=town.bob)]
    said = {"account": duo.account, "count": "2", "total": "200.00", "payments": rows}
    sent = duo.file("payment_register", **said)
    for deed in ("block", "clear"):
        card(duo, deed, duo.people)
    block(town, "ann", "Bob", town.bob.inn, town.bob.account, town.bank.bic)
    town.run(hours=2)
    assert town.state(sent) == ("executed", "")
    assert town.bank.audit() == []


@pytest.fixture
def agreed(town):
    """Duo has accepted a demand of Bob's, and those to come."""
    town.duo = two(town)
    demand(town, payer="duo")
    answer(town, company=town.duo, standing="1", standing_limit="1500.00")
    assert town.balance(town.bob) == (100_000, 0)
    return town


def bob(town):
    return {**town.bob.party(), "bic": town.bank.bic}


def test_a_block_suspends_an_acceptance_in_advance(agreed):
    """The demand is handed to the payer as any other; what is taken back brings the acceptance back."""
    town = agreed
    assert town.state(card(town.duo, "block", town.duo.people, **bob(town)))[0] == "executed"
    sent = demand(town, payer="duo", condition="1")
    assert town.state(sent) == ("accepted", "demand_sent")
    assert incoming(town, "duo")[-1].fields["condition"] == "2"
    by_contract = demand(town, payer="duo", kind="collection_order")
    assert town.state(by_contract) == ("rejected", "no_acceptance_in_advance")
    assert town.state(answer(town, company=town.duo, told=incoming(town, "duo")[-1])) == (
        "rejected", "payee_blocked_by_you",
    )  # fmt: skip
    assert town.balance(town.bob) == (100_000, 0)
    card(town.duo, "clear", town.duo.people, **bob(town))
    assert town.state(answer(town, company=town.duo, told=incoming(town, "duo")[-1]))[0] == "executed"
    assert town.state(demand(town, payer="duo", condition="1"))[0] == "executed"
    assert town.balance(town.bob) == (300_000, 0)
    assert town.bank.audit() == []


def test_no_block_stops_a_collection_by_law(agreed):
    town = agreed
    card(town.duo, "block", town.duo.people, **bob(town))
    law = {"ground": "law", "issuer": "ФНС России", "priority": "3"}
    sent = demand(town, payer="duo", kind="collection_order", **law)
    town.bank.approve_document(sent, "operator")
    assert town.state(sent)[0] == "executed"
    assert town.balance(town.bob) == (200_000, 0)


@pytest.mark.parametrize(
    ("kind", "ground", "end"),
    [
        ("payment_demand", "", ("rejected", "acceptance_ended")),
        ("collection_order", "contract", ("rejected", "acceptance_ended")),
        ("collection_order", "law", ("executed", "")),
    ],
)
def test_a_block_counts_when_the_money_for_a_demand_comes(agreed, kind, ground, end):
    town, duo = agreed, agreed.duo
    duo.pay(town.ann, amount="998500.00", date=town.today.isoformat())
    assert town.balance(duo) == (50_000, 0)
    said = (
        {"condition": "1"} if not ground else {"ground": ground, "issuer": "ФНС" if ground == "law" else ""}
    )
    sent = demand(town, payer="duo", kind=kind, **said)
    if ground == "law":
        town.bank.approve_document(sent, "operator")
    assert town.state(sent)[0] == "waiting_funds"
    card(duo, "block", duo.people, **bob(town))
    town.pay_in(duo.account, 100_000)
    town.run(seconds=1)
    assert town.state(sent) == end
    assert town.balance(town.bob)[0] == (200_000 if ground == "law" else 100_000)
    assert town.bank.audit() == []
