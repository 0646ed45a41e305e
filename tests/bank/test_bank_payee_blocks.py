"""The client's block of a payee counts when money goes: all that is taken in and waits, demands paid without asking him."""

from dataclasses import replace
from datetime import datetime, time

import bank_core_kit as kit
import pytest
from demand_kit import answer, demand, incoming
from payroll_kit import NAMES, employer, posted, row, settle, wages
from sqlalchemy import select
from test_bank_currency import posted as of_account
from test_bank_currency import prepared, transfer
from test_bank_departures import until
from test_bank_letters_of_credit import opening
from test_bank_payee_rows import INNS, fees, person
from test_bank_payees import SMALL, card, two
from test_bank_registers import payment

from bsclient.bank.payees import history as payee_history
from bsclient.bank.schema.payees import payee
from bsclient.clock import MOSCOW

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


ABROAD = ("SHENZHEN FLOWERS", "", "4000023019200123456", "ICBKCNBJSZN")


@pytest.mark.parametrize("until_hours", [False, True], ids=["operator", "hours"])
def test_a_transfer_abroad_whose_payee_was_blocked_after_acceptance_is_not_sent(town, until_hours):
    """It waits for currency control, or control has let it through and it waits for the bank's hours."""
    prepared(town)
    town.bank.plan = replace(town.bank.plan, decide=0, currency_opens=time(10), currency_closes=time(18))
    until(town, datetime(2026, 11, 20, 19 if until_hours else 12, tzinfo=MOSCOW))
    before, roubles = of_account(town, town.usd), town.balance(town.ann)
    stopped = transfer(town, value_date=town.today.isoformat())
    other = transfer(
        town, value_date=town.today.isoformat(), beneficiary_account="4000023019200999999", number="2"
    )
    if until_hours:
        town.bank.approve_document(stopped, "operator")
    assert of_account(town, town.usd) == (before[0], 2_000_000)
    block(town, "ann", *ABROAD)
    if not until_hours:
        town.bank.approve_document(stopped, "operator")
    until(town, datetime(2026, 11, 23, 10, tzinfo=MOSCOW))
    assert town.state(stopped) == ("rejected", "payee_blocked_by_you")
    assert of_account(town, town.usd) == (before[0], 1_000_000)
    assert town.balance(town.ann) == roubles, "no fee is taken"
    town.bank.approve_document(other, "operator")
    town.run(seconds=1)
    assert town.state(other)[0] == "executed"
    assert of_account(town, town.usd) == (before[0] - 1_000_000, 0)
    assert town.bank.audit() == []


@pytest.mark.parametrize("kind", ["", "срочно"], ids=["ordinary", "urgent"])
def test_an_order_whose_payee_was_blocked_does_not_leave_the_correspondents_queue(town, kind):
    """Of two clients who pay the same payee it stops the one who has blocked him, and no other payee's order."""
    duo, before = two(town), town.balance(town.ann)
    stopped = town.ann.pay(payment_kind=kind, amount="1000.00")
    other = town.ann.pay(payment_kind=kind, amount="20.00", payee_account=FAR)
    free = duo.pay(payment_kind=kind, amount="300.00")
    town.run(seconds=2)
    town.run(seconds=2)
    assert town.state(stopped)[0] == "accepted_abs"
    assert town.balance(town.ann) == (before[0], 102_000)
    named = [town.stranger[name] for name in ("name", "inn", "account")]
    block(town, "ann", *named, kit.SBER)
    block(town, "duo", "Иной", named[1], FAR, kit.SBER)
    town.run(days=1)
    assert town.state(stopped) == ("rejected", "payee_blocked_by_you")
    assert {town.state(other), town.state(free)} == {("executed", "")}
    assert town.balance(town.ann) == (before[0] - 2000, 0)
    assert town.bank.audit() == []
    again = town.ann.pay(payment_kind=kind, amount="1000.00")
    assert town.state(again) == ("rejected", "payee_blocked_by_you")


def test_a_block_taken_back_before_the_run_stops_no_order(small_town):
    town, duo = small_town, two(small_town)
    sent = duo.pay()
    for deed in ("block", "clear"):
        assert town.state(card(duo, deed, duo.people))[0] == "executed"
    town.run(days=1)
    assert town.state(sent) == ("executed", "")


def test_an_order_stopped_in_the_queue_gives_the_limit_of_the_day_back(small_town):
    town = small_town
    own = town.ann.open_account(kit.account_number(town.bank.bic, 1003), 500_000, day_limit=100_000)
    stopped = town.ann.pay(payer_account=own, payment_kind="срочно", amount="1000.00")
    named = [town.stranger[name] for name in ("name", "inn", "account")]
    block(town, "ann", *named, kit.SBER)
    assert town.state(town.ann.pay(town.bob, payer_account=own, amount="1.00"))[1] == "day_limit"
    town.run(minutes=1)
    assert town.state(stopped)[1] == "payee_blocked_by_you"
    assert town.state(town.ann.pay(town.bob, payer_account=own, amount="1000.00")) == ("executed", "")


def test_a_letter_of_credit_whose_beneficiary_was_blocked_is_not_opened(small_town):
    town = small_town
    town.bank.load_directories()
    before = town.balance(town.ann)
    sent = opening(town)
    account = kit.account_number(kit.SBER, 777)
    block(town, "ann", "АО Станкозавод", kit.company_inn("770999111"), account, kit.SBER)
    town.bank.approve_document(sent, "operator")
    assert town.state(sent) == ("rejected", "payee_blocked_by_you")
    assert town.balance(town.ann) == before
    assert town.bank.audit() == []
