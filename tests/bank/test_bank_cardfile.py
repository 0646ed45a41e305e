"""Card file № 2: orders paid in parts, their warrants; fees and mended mistakes by the bank's own orders."""

import pytest
from bank_core_kit import LONG, Company, Town, account_number
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bsclient.bank.schema.products import card_file
from bsclient.domain.money import from_minor, plain
from bsclient.errors import NotAllowed


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


def test_no_part_goes_to_an_account_that_is_closed_elsewhere(small_town):
    town = small_town
    company = in_parts(town)
    sent = company.pay(amount="500.00")
    town.pay_in(company.account, 20_000)
    town.run(seconds=1)
    town.bank.close_elsewhere(town.stranger["account"])
    fresh = company.pay(amount="600.00")
    town.pay_in(company.account, 10_000)
    town.run(seconds=1)
    assert town.state(sent) == ("partly_executed", "payee_account_closed")
    assert town.state(fresh) == ("rejected", "payee_account_closed")
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


@settings(max_examples=60 if LONG else 8, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 70_000), min_size=1, max_size=6))
def test_any_incomes_pay_exactly_the_order(tmp_path_factory, sqlite_town, incomes):
    base, people = sqlite_town
    path = tmp_path_factory.mktemp("parts") / "bank.db"
    path.write_bytes(base)
    with Town(f"sqlite:///{path}", people) as town:
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
