"""Demands between two clients of the bank and of other banks: accepted, in part, refused, lapsed, recalled, paid in parts."""

import datetime as dt

import pytest
from bank_core_kit import SBER, START, Company, account_number, directory
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bsclient.bank.demanding import term
from bsclient.bank.schema_products import card_file
from bsclient.domain.money import from_minor, plain
from bsclient.errors import NotAllowed

DAY = dt.date(2026, 11, 18)
SAME = (
    "payer_account", "payee_name", "payee_inn", "payee_account", "payee_bic", "payee_bank_name", "payee_corr_account",
    "priority", "purpose",
)  # fmt: skip


def sides(town, payer=None, payee=None):
    """Fields of both sides; None is somebody at another bank."""
    home, other = town.profile, directory().find(SBER)
    found = {}
    for side, company in (("payer", payer), ("payee", payee)):
        party = company.party() if company else town.stranger
        found |= {f"{side}_{name}": text for name, text in party.items() if name != "kpp"}
        found[f"{side}_bic"] = home.bic if company else SBER
        found[f"{side}_bank_name"] = home.name if company else other.name
        found[f"{side}_corr_account"] = home.correspondent_account if company else other.correspondent_account
    return found


def demand(town, *, payer="ann", payee="bob", kind="payment_demand", **fields):
    """Bob demands 1000 roubles of Ann, unless told otherwise."""
    given_sides = sides(town, getattr(town, payer) if payer else None, getattr(town, payee))
    special = {"payment_demand": {"condition": "2"}, "collection_order": {
        "ground": "contract", "ground_number": "5", "ground_date": "2026-09-01",
    }}[kind]  # fmt: skip
    words = {"amount": "1000.00", "purpose": "Поставка по договору 5. НДС не облагается"}
    return getattr(town, payee).file(kind, **(given_sides | special | words | fields))


def incoming(town, client="ann"):
    return town.made(client, "incoming_demand")


def answer(town, decision="full", company=None, told=None, **fields):
    """Answer the last demand that came."""
    who = company or town.ann
    sent = told or incoming(town, who.id)[-1]
    said = {name: sent.fields[name] for name in SAME}
    said |= {"decision": decision, "demand": sent.id, "deadline": sent.fields["deadline"]}
    said |= {f"demand_{name}": sent.fields[name] for name in ("number", "date", "amount")}
    if decision == "full":
        said["amount"] = sent.fields["amount"]
    else:
        said["reason"] = "п. 3.2: поставлена часть товара"
    return who.file("demand_acceptance", **(said | fields))


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
    town.run(days=30)
    assert town.state(sent)[0] == "executed"
    assert town.bank.audit() == []


def test_acceptance_in_part_pays_the_part_alone(town):
    sent = demand(town)
    answer(town, "partial", amount="400.00")
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
    [({"payee_account": "ann"}, "acceptance_mismatch"), ({"demand_amount": "999.00", "amount": "999.00"}, "acceptance_mismatch"),
     ({"amount": "1500.00"}, "acceptance_amount"), ({"deadline": "2027-01-01"}, "acceptance_mismatch")],
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


# card file № 2 ----------------------------------------------------------------------------------------------------


def in_parts(town, at=6001, **more):
    company = Company(town, "parts", "770600006", "(1)", [1], card_file=True)
    company.open_account(account_number(town.bank.bic, at), **more)
    town.bank.allow_parts("parts")
    return company


def warrants(town):
    return [signed.fields for signed in town.made("parts", "payment_warrant")]


def test_an_order_is_paid_in_parts_and_its_warrants_make_it_up(town):
    company = in_parts(town)
    sent = company.pay(town.bob, amount="1000.00")
    for part in (30_000, 50_000):
        town.pay_in(company.account, part)
        town.run(seconds=1)
    assert town.last_status("parts", sent)["code"] == "part_paid"
    assert (town.balance(company), town.balance(town.bob)) == ((0, 0), (80_000, 0))
    town.pay_in(company.account, 90_000)
    town.run(seconds=1)
    assert town.state(sent)[0] == "executed"
    assert (town.balance(company), town.balance(town.bob)) == ((70_000, 0), (100_000, 0))
    told = warrants(town)
    assert [(each["part_number"], each["amount"], each["rest"]) for each in told] == [
        ("1", "300.00", "700.00"), ("2", "500.00", "200.00"), ("3", "200.00", "0.00"),
    ]  # fmt: skip
    assert {(each["order_cipher"], each["order_number"]) for each in told} == {
        ("01", town.document(sent).number)
    }
    assert [e.data["operation_type"] for e in town.events("bob") if e.kind == "entry"] == ["16"] * 3
    assert town.bank.audit() == []


def test_parts_go_to_another_bank_too(town):
    company = in_parts(town)
    sent = company.pay(amount="500.00")
    town.pay_in(company.account, 20_000)
    town.run(seconds=1)
    town.pay_in(company.account, 40_000)
    town.run(seconds=1)
    assert town.state(sent)[0] == "executed"
    assert town.balance(company) == (10_000, 0)
    assert town.bank.audit() == []


def test_without_the_clients_leave_nothing_is_paid_in_part(small_town):
    town = small_town
    company = in_parts(town)
    town.bank.allow_parts("parts", allowed=False)
    sent = company.pay(town.bob, amount="1000.00")
    town.pay_in(company.account, 99_999)
    town.run(seconds=1)
    assert (town.state(sent)[0], town.balance(company)) == ("waiting_funds", (99_999, 0))


def test_a_recall_leaves_what_was_paid(town):
    company = in_parts(town)
    sent = company.pay(town.bob, amount="1000.00")
    town.pay_in(company.account, 30_000)
    town.run(seconds=1)
    assert town.state(company.recall(sent))[0] == "executed"
    assert town.state(sent) == ("partly_executed", "rest_recalled")
    town.pay_in(company.account, 90_000)
    town.run(seconds=1)
    assert (town.balance(company), town.balance(town.bob)) == ((90_000, 0), (30_000, 0))
    assert town.bank.audit() == []


def test_a_part_keeps_to_the_limit_of_the_day(small_town):
    town = small_town
    company = in_parts(town, day_limit=60_000)
    sent = company.pay(town.bob, amount="500.00")
    town.time.forward(seconds=1)
    second = company.pay(town.bob, amount="550.00", purpose="Счёт 2. НДС не облагается")
    town.pay_in(company.account, 200_000)
    town.run(seconds=1)
    assert town.state(sent)[0] == "executed"
    assert town.balance(town.bob) == (60_000, 0)
    town.run(days=1)
    assert town.state(second)[0] == "executed"
    assert town.balance(town.bob) == (105_000, 0)


def test_the_base_forbids_more_than_the_order(small_town):
    town = small_town
    company = in_parts(town)
    company.pay(town.bob, amount="1000.00")
    town.pay_in(company.account, 30_000)
    town.run(seconds=1)
    with pytest.raises(Exception, match="card_file_paid"):
        town.change("UPDATE card_file SET paid = amount + 1")


def test_a_part_is_all_or_nothing(small_town, monkeypatch):
    """A fault between the warrant and the money leaves neither."""
    town = small_town
    company = in_parts(town)
    sent = company.pay(town.bob, amount="1000.00")
    town.pay_in(company.account, 30_000)
    town.change(
        "CREATE TRIGGER no_leg BEFORE INSERT ON transfer WHEN NEW.leg = 1 BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    )
    with pytest.raises(Exception, match="stopped"):
        town.run(seconds=1)
    assert (warrants(town), town.query(select(card_file)), town.balance(company)) == ([], [], (30_000, 0))
    town.change("DROP TRIGGER no_leg")
    town.run(seconds=1)
    assert [each["amount"] for each in warrants(town)] == ["300.00"]
    assert town.balance(company) == (0, 0)
    assert town.state(sent)[0] == "waiting_funds"
    assert town.bank.audit() == []


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 70_000), min_size=1, max_size=6))
def test_any_incomes_pay_exactly_the_order(tmp_path_factory, incomes):
    from bank_core_kit import Town

    with Town(f"sqlite:///{tmp_path_factory.mktemp('parts') / 'bank.db'}") as town:
        company = in_parts(town)
        sent = company.pay(town.bob, amount="1000.00")
        for income in incomes:
            town.pay_in(company.account, income)
            town.run(seconds=1)
        paid = min(sum(incomes), 100_000)
        assert town.balance(town.bob) == (paid, 0)
        assert town.balance(company) == (sum(incomes) - paid, 0)
        told = warrants(town)
        if told:
            assert sum(int(each["amount"].replace(".", "")) for each in told) == paid
            assert told[-1]["rest"] == plain(from_minor(100_000 - paid))
        assert (town.state(sent)[0] == "executed") is (paid == 100_000)
        assert town.bank.audit() == []


def test_a_term_counts_working_days():
    assert term(dt.date(2026, 11, 20), 1) == dt.date(2026, 11, 23)
    assert term(dt.date(2026, 12, 30), 1) == dt.date(2027, 1, 11)
    assert START.date() == DAY


# orders of the bank ------------------------------------------------------------------------------------------------


def test_a_fee_comes_with_a_bank_order(town):
    posted = town.balance(town.ann)[0]
    town.bank.take_fee(town.ann.account, 1_500, "Комиссия за ведение счёта за октябрь 2026")
    assert town.balance(town.ann) == (posted - 1_500, 0)
    (told,) = town.made("ann", "bank_order")
    assert (told.fields["amount"], told.fields["operation_type"], told.fields["payer_account"]) == (
        "15.00",
        "17",
        town.ann.account,
    )
    entry = [e.data for e in town.events("ann") if e.kind == "entry"][-1]
    assert (entry["number"], entry["operation_type"], entry["purpose"]) == (
        told.fields["number"],
        "17",
        told.fields["purpose"],
    )
    with pytest.raises(NotAllowed, match="insufficient_funds"):
        town.bank.take_fee(town.bob.account, 1, "Комиссия")
    assert town.made("bob", "bank_order") == []
    assert town.bank.audit() == []


def test_a_mistake_is_mended_by_a_memorial_order(small_town):
    town = small_town
    posted = town.balance(town.ann)[0]
    town.bank.mend(town.ann.account, 10_000, "зачислено не тому получателю")
    assert town.balance(town.ann) == (posted - 10_000, 0)
    (told,) = town.made("ann", "memorial_order")
    assert (told.fields["amount"], told.fields["cipher"], told.fields["debit_account"]) == (
        "100.00",
        "09",
        town.ann.account,
    )
    with pytest.raises(NotAllowed, match="payer_account_unknown"):
        town.bank.mend(account_number(town.bank.bic, 7777), 1, "x")
    assert town.bank.audit() == []
