"""Demands between two clients of the bank and of other banks: accepted, in part, refused, lapsed, recalled, paid in parts."""

import datetime as dt

import pytest
from bank_core_kit import Company, account_number
from demand_kit import answer, demand, incoming, sides

from bsclient.bank.books.demanding import term

DAY = dt.date(2026, 11, 18)


def test_an_accepted_demand_moves_the_money_and_ends_at_both(town):
    sent = demand(town, acceptance_days="2")
    assert town.state(sent) == ("accepted", "demand_sent")
    told = incoming(town)[-1].fields
    assert (told["deadline"], told["amount"], told["payee_inn"]) == ("2026-11-20", "1000.00", town.bob.inn)
    before = town.balance(town.ann)[0]
    given_answer = answer(town)
    assert town.state(given_answer)[0] == town.state(sent)[0] == "executed"
    assert town.balance(town.ann) == (before - 100_000, 0)
    assert town.balance(town.bob) == (100_000, 0)
    entry = [e.data for e in town.events("bob") if e.kind == "entry"][-1]
    assert (entry["operation_type"], entry["number"], entry["counterparty_inn"]) == (
        "02",
        told["number"],
        town.ann.inn,
    )
    assert entry["document_id"] == ""
    own = [e.data for e in town.events("ann") if e.kind == "entry"][-1]
    assert (own["document_id"], own["credit"]) == (given_answer, False)
    town.run(days=12)
    assert town.state(sent)[0] == "executed"
    assert town.bank.audit() == []


def test_acceptance_in_part_pays_the_part_alone(town):
    sent = demand(town)
    answer(town, "partial", accepted_amount="400.00")
    assert town.state(sent) == ("partly_executed", "demand_part_accepted")
    assert town.balance(town.bob) == (40_000, 0)
    assert town.bank.audit() == []


def test_a_refusal_sends_the_demand_back_with_its_reason(town):
    sent = demand(town)
    assert town.state(answer(town, "refuse", reason="Товар не поставлен"))[0] == "executed"
    assert town.state(sent) == ("rejected", "demand_refused")
    assert town.last_status("bob", sent)["facts"]["reason"] == "Товар не поставлен"
    assert town.balance(town.bob) == (0, 0)


def test_silence_is_refusal_and_later_answers_come_too_late(town):
    sent = demand(town)  # Wednesday; five working days end on the next Wednesday
    assert incoming(town)[-1].fields["deadline"] == "2026-11-25"
    town.run(days=7, hours=13)
    assert town.state(sent)[0] == "accepted", "the last day is not over"
    town.run(hours=2)
    assert town.state(sent) == ("rejected", "demand_lapsed")
    assert town.state(answer(town))[1] == "acceptance_late"
    assert town.balance(town.bob) == (0, 0)


def test_a_demand_is_answered_once(small_town):
    town = small_town
    demand(town)
    answer(town, "refuse")
    assert town.state(answer(town)) == ("rejected", "demand_answered")


def test_a_recalled_demand_cannot_be_accepted(small_town):
    town = small_town
    sent = demand(town)
    assert town.state(town.bob.recall(sent))[0] == "executed"
    assert town.state(sent)[0] == "recalled"
    assert town.state(answer(town)) == ("rejected", "demand_answered")
    town.run(days=20)
    assert town.state(sent)[0] == "recalled"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"payee_account": "ann"}, "acceptance_mismatch"), ({"demand_amount": "999.00", "accepted_amount": "999.00"}, "acceptance_mismatch"),
     ({"accepted_amount": "1500.00"}, "acceptance_amount"), ({"deadline": "2027-01-01"}, "acceptance_mismatch")],
)  # fmt: skip
def test_an_answer_that_differs_from_the_demand_is_refused(small_town, change, code):
    town = small_town
    demand(town)
    if "payee_account" in change:
        change = {"payee_account": account_number(town.bank.bic, 4444)}
    assert town.state(answer(town, **change)) == ("bad_details", code)
    assert town.balance(town.bob) == (0, 0)


def test_only_the_payer_answers(small_town):
    town = small_town
    demand(town)
    told = incoming(town)[-1]
    state = town.state(answer(town, company=town.bob, told=told))
    assert state[0] in {"bad_details", "rejected"}
    assert town.balance(town.bob) == (0, 0)


def test_demand_on_a_strange_account_is_refused(small_town):
    town = small_town
    assert (
        town.state(demand(town, payer_account=account_number(town.bank.bic, 9999)))[1]
        == "payer_account_unknown"
    )
    assert town.state(demand(town, payer_inn=town.bob.inn))[1] == "payer_inn_mismatch"
    assert incoming(town) == []


def test_a_demand_on_another_bank_is_paid_by_the_correspondent_after_a_while(town):
    sent = demand(town, payer=None)
    assert town.statuses("bob", sent) == ["accepted"]
    town.run(seconds=5)
    assert town.state(sent) == ("exported", "demand_sent_out")
    town.run(hours=2)
    assert town.state(sent)[0] == "executed"
    assert town.balance(town.bob) == (100_000, 0)
    assert town.bank.audit() == []


@pytest.mark.parametrize(("how", "code"), [("closed", "payer_account_closed"), ("stopped", "demand_refused")])
def test_another_bank_may_send_the_demand_back(small_town, how, code):
    town = small_town
    if how == "closed":
        town.bank.close_elsewhere(town.stranger["account"])
    else:
        town.bank.stop_payee(town.stranger["account"], "нет договора")
    sent = demand(town, payer=None)
    town.run(seconds=5)
    town.run(hours=2)
    assert town.state(sent)[1] == code
    assert town.balance(town.bob) == (0, 0)


def from_elsewhere(town, **fields):
    order = {
        **sides(town, town.ann),
        "number": "77",
        "date": DAY.isoformat(),
        "amount": "250.00",
        "priority": "5",
        "purpose": "Счёт 9",
    }
    town.bank.bring_demand(order | fields)


def test_a_demand_from_another_bank_is_accepted_or_lapses(town):
    from_elsewhere(town)
    before = town.balance(town.ann)[0]
    assert town.state(answer(town))[0] == "executed"
    assert town.balance(town.ann) == (before - 25_000, 0)
    from_elsewhere(town, number="78")
    town.run(days=8)
    assert town.state(answer(town))[1] == "acceptance_late"
    assert town.balance(town.ann) == (before - 25_000, 0)
    assert town.bank.audit() == []


def test_an_accepted_demand_waits_for_money_and_is_paid_when_it_comes(town):
    poor = Company(town, "poor", "770500005", "(1)", [1])
    poor.open_account(account_number(town.bank.bic, 5001), 30_000)
    town.poor = poor
    sent = demand(town, payer="poor")
    given_answer = answer(town, company=poor)
    assert town.state(given_answer)[0] == town.state(sent)[0] == "waiting_funds"
    assert town.state(town_recall := poor.recall(given_answer)) == ("rejected", "acceptance_final"), (
        town_recall
    )
    assert town.state(town.bob.recall(sent)) == ("rejected", "demand_accepted")
    town.pay_in(poor.account, 80_000)
    town.run(seconds=1)
    assert town.state(given_answer)[0] == town.state(sent)[0] == "executed"
    assert (town.balance(poor), town.balance(town.bob)) == ((10_000, 0), (100_000, 0))
    assert town.bank.audit() == []


def test_an_acceptance_in_advance_pays_later_demands_and_collections(town):
    demand(town)
    answer(town, standing="1", standing_limit="1500.00")
    (kept,) = town.products("ann", "acceptance")
    assert (kept["amount"], kept["terms"]["payee_inn"]) == ("1500.00", town.bob.inn)
    assert town.state(demand(town, condition="1"))[0] == "executed"
    assert town.state(demand(town, condition="1", amount="1500.01"))[0] == "accepted", (
        "above the sum he is asked"
    )
    assert town.state(demand(town, kind="collection_order"))[0] == "executed"
    assert (
        town.state(demand(town, kind="collection_order", amount="1500.01"))[1] == "no_acceptance_in_advance"
    )
    assert town.balance(town.bob) == (300_000, 0)
    assert incoming(town)[-1].fields["ground"] == "Договор 5 от 01.09.2026"
    assert town.bank.audit() == []


def test_an_accepted_demand_whose_payee_closed_his_account_ends_at_both(small_town):
    town = small_town
    poor = Company(town, "poor", "770500005", "(1)", [1])
    poor.open_account(account_number(town.bank.bic, 5001), 30_000)
    town.poor = poor
    sent = demand(town, payer="poor")
    given_answer = answer(town, company=poor)
    town.change("UPDATE account SET closed = '2026-11-18' WHERE number = :of", of=town.bob.account)
    town.pay_in(poor.account, 80_000)
    town.run(seconds=1)
    assert town.state(given_answer) == ("rejected", "payee_account_closed")
    assert town.state(sent)[0] == "rejected"
    assert town.balance(poor) == (110_000, 0)


def withdraw(town, kept, **fields):
    same = {name: kept["terms"][name] for name in ("payee_name", "payee_inn", "payee_account")}
    given = {"acceptance": kept["product_id"], "payer_account": kept["account"], "limit": kept["amount"]}
    return town.ann.file("acceptance_withdrawal", **(same | given | fields))


def test_a_withdrawn_acceptance_pays_nothing_any_more(town):
    demand(town)
    answer(town, standing="1", standing_limit="1500.00")
    (kept,) = town.products("ann", "acceptance")
    other = account_number(town.bank.bic, 4444)
    assert town.state(withdraw(town, kept, payee_account=other)) == ("bad_details", "acceptance_mismatch")
    assert town.state(withdraw(town, kept))[0] == "executed"
    assert town.products("ann", "acceptance")[0]["state"] == "closed"
    assert town.state(demand(town, condition="1")) == ("accepted", "demand_sent")
    assert town.state(demand(town, kind="collection_order"))[1] == "no_acceptance_in_advance"
    assert town.state(withdraw(town, kept)) == ("rejected", "product_not_open")
    assert town.balance(town.bob) == (100_000, 0)


def test_collection_by_law_waits_for_an_operator_and_then_for_money(town):
    poor = Company(town, "poor", "770500005", "(1)", [1])
    poor.open_account(account_number(town.bank.bic, 5001), 30_000)
    town.poor = poor
    law = {"ground": "law", "issuer": "ФНС России", "priority": "3"}
    sent = demand(town, payer="poor", kind="collection_order", **law)
    town.run(seconds=60)
    assert town.state(sent)[0] == "accepted"
    town.bank.approve_document(sent, "operator")
    assert town.state(sent)[0] == "waiting_funds"
    town.pay_in(poor.account, 70_000)
    town.run(seconds=1)
    assert town.state(sent)[0] == "executed"
    assert town.balance(town.bob) == (100_000, 0)
    other = demand(town, payer="poor", kind="collection_order", **law)
    town.bank.refuse_document(other, "operator", "Нет основания")
    assert town.state(other) == ("rejected", "rejected_by_operator")
    assert town.bank.audit() == []


def test_a_term_counts_working_days():
    assert term(dt.date(2026, 11, 20), 1) == dt.date(2026, 11, 23)
    assert term(dt.date(2026, 12, 30), 1) == dt.date(2027, 1, 11)
