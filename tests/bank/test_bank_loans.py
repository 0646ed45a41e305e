"""Loans at the bank: granted, drawn, paid every month, overdue, repaid early; refused and recalled."""

import dataclasses
import datetime as dt

import pytest
from product_kit import file, house, product, rest


def automatic(made):
    made.bank.plan = dataclasses.replace(made.bank.plan, decide=3)
    made.bank.load_directories()
    made.run()
    return made


@pytest.fixture
def town(town):
    """Over SQLite and PostgreSQL."""
    return automatic(town)


@pytest.fixture
def auto(small_town):
    """Over SQLite alone."""
    return automatic(small_town)


def apply_for(town, kind="turnover", amount="600000.00", months="3", **fields):
    given = {
        "account": town.ann.account, "purpose": "Оборотные средства", "contact": "Петрова Анна",
        "contact_phone": "+79161234567",
    }  # fmt: skip
    return file(town, "loan_application", loan_kind=kind, amount=amount, months=months, **(given | fields))


def granted(town, **fields):
    sent = apply_for(town, **fields)
    town.run(seconds=4)
    assert town.state(sent) == ("executed", "loan_granted")
    return product(town, "loan")


def draw(town, amount, **fields):
    told = product(town, "loan")
    sent = file(town, "loan_tranche", product=told["product_id"], amount=amount, purpose="Оплата", **fields)
    town.run(seconds=10)
    return sent


def drawn(town, amount="600000.00", **fields):
    granted(town, **fields)
    assert town.state(draw(town, amount)) == ("executed", "tranche_paid")
    return product(town, "loan")


def live(town, days):
    for _ in range(days):
        town.run(days=1)


def test_a_loan_is_granted_drawn_and_repaid_in_equal_payments(town):
    posted, _ = town.balance(town.ann)
    told = granted(town)
    assert (told["amount"], told["terms"]["available"], told["terms"]["debt"]) == (
        "600000.00",
        "600000.00",
        "0.00",
    )
    assert told["account"].startswith("45204810")
    assert town.balance(town.ann)[0] == posted
    assert town.state(draw(town, "600000.00")) == ("executed", "tranche_paid")
    told = product(town, "loan")
    assert town.balance(town.ann)[0] == posted + 60_000_000
    assert rest(town, told["account"]) == -60_000_000
    assert (told["terms"]["debt"], told["terms"]["available"]) == ("600000.00", "0.00")
    assert told["terms"]["next_payment"] == "2026-12-18"
    live(town, 11)
    assert product(town, "loan")["terms"]["interest"] == "3534.25"  # 600000 * 0.215 * 10 / 365
    live(town, 19)
    told = product(town, "loan")
    first = 20_720_909  # annuity of 600000 for 3 months at 21.5 %
    assert town.balance(town.ann)[0] == posted + 60_000_000 - first
    assert told["terms"]["paid_interest"] == "10602.74"  # 600000 * 0.215 * 30 / 365
    assert told["terms"]["debt"] == "403393.65"
    town.run(days=31)
    town.run(days=31)
    told = product(town, "loan")
    assert (told["state"], told["terms"]["debt"], rest(town, told["account"])) == ("closed", "0.00", 0)
    earned = house(town, "interest_earned")
    assert town.balance(town.ann)[0] == posted - earned
    assert town.bank.audit() == []


def test_a_line_takes_its_fee_is_drawn_again_and_pays_interest_every_month(auto):
    town = auto
    posted, _ = town.balance(town.ann)
    granted(town, kind="line", amount="1000000.00", months="6")
    assert town.balance(town.ann)[0] == posted - 300_000
    assert house(town, "fees") == 300_000
    draw(town, "400000.00")
    town.run(days=10)
    draw(town, "200000.00")
    live(town, 20)
    told = product(town, "loan")
    assert told["terms"]["paid_interest"] == "9643.84"  # (400000 * 30 + 200000 * 20) * 0.22 / 365
    assert told["terms"]["debt"] == "600000.00"
    tomorrow = (town.today + dt.timedelta(days=1)).isoformat()
    back = file(
        town, "loan_repayment", product=told["product_id"], scope="part", amount="500000.00", repay_day=tomorrow
    )  # fmt: skip
    assert town.state(back)[0] == "accepted"
    town.run(days=1)
    assert town.state(back) == ("executed", "loan_repaid")
    told = product(town, "loan")
    assert (told["terms"]["debt"], told["terms"]["available"]) == ("100000.00", "900000.00")
    assert town.state(draw(town, "900000.00"))[0] == "executed"
    assert town.state(draw(town, "0.01", loose={"amount": "0.01"})) == ("rejected", "tranche_above_available")
    assert town.bank.audit() == []


def test_a_line_that_does_not_revolve_is_used_once(auto):
    granted(auto, kind="line_limit", amount="1000000.00", months="6")
    draw(auto, "700000.00")
    told = product(auto, "loan")
    day = (auto.today + dt.timedelta(days=1)).isoformat()
    file(auto, "loan_repayment", product=told["product_id"], scope="whole", repay_day=day)
    auto.run(days=1)
    told = product(auto, "loan")
    assert (told["state"], told["terms"]["debt"], told["terms"]["available"]) == ("open", "0.00", "300000.00")


def test_early_repayment_of_the_whole_debt_takes_what_was_shown_and_ends_the_loan(town):
    posted, _ = town.balance(town.ann)
    told = drawn(town)
    live(town, 7)
    day = (town.today + dt.timedelta(days=3)).isoformat()
    sent = file(town, "loan_repayment", product=told["product_id"], repay_day=day)
    shown = town.document(sent).amount
    assert shown - 60_000_000 == 353_425  # ten days
    town.run(days=3)
    assert town.state(sent) == ("executed", "loan_repaid")
    assert town.balance(town.ann) == (posted - 353_425, 0)
    assert product(town, "loan")["state"] == "closed"
    town.run(days=25)
    assert town.balance(town.ann) == (posted - 353_425, 0)
    assert town.bank.audit() == []


def test_a_repayment_may_be_recalled_before_its_day(auto):
    told = drawn(auto)
    day = (auto.today + dt.timedelta(days=5)).isoformat()
    sent = file(auto, "loan_repayment", product=told["product_id"], repay_day=day)
    auto.ann.recall(sent)
    assert auto.state(sent)[0] == "recalled"
    auto.run(days=5)
    assert product(auto, "loan")["terms"]["debt"] == "600000.00"


def test_without_money_the_loan_is_overdue_and_pays_a_penalty_later(auto):
    town = auto
    drawn(town)
    town.change("UPDATE account SET posted = posted - 155000000 WHERE number = :of", of=town.ann.account)
    live(town, 30)
    told = product(town, "loan")
    assert told["state"] == "overdue"
    live(town, 4)
    assert product(town, "loan")["state"] == "overdue"
    town.change("UPDATE account SET posted = posted + 155000000 WHERE number = :of", of=town.ann.account)
    live(town, 1)
    told = product(town, "loan")
    assert (told["state"], told["terms"].get("overdue")) == ("open", None)
    assert house(town, "penalties_earned") == 51_802  # 207209.09 * 0.0005 * 5 days
    assert town.bank.audit() == []


@pytest.mark.parametrize(
    ("loose", "code"),
    [({"terms_version": "0"}, "terms_changed"), ({"rate": "1"}, "terms_changed"), ({"amount": "1.00"}, "offer_below_least")],
)  # fmt: skip
def test_an_application_on_other_terms_is_refused(auto, loose, code):
    assert auto.state(apply_for(auto, loose=loose)) == ("bad_details", code)


def test_the_operator_refuses_or_the_client_recalls(small_town):
    town = small_town
    town.bank.load_directories()
    town.run()
    sent, other = apply_for(town), apply_for(town)
    town.bank.refuse_document(sent, "operator", "Недостаточная выручка")
    assert town.state(sent) == ("rejected", "rejected_by_operator")
    town.ann.recall(other)
    assert town.state(other)[0] == "recalled"
    assert town.products("ann") == []


def test_a_tranche_of_a_loan_is_the_whole_of_it(auto):
    granted(auto)
    assert auto.state(draw(auto, "600000.00", loose={"amount": "1000.00"})) == (
        "rejected",
        "tranche_not_whole",
    )


def test_repayment_without_notice_or_above_what_was_shown_is_refused(auto):
    told = drawn(auto)
    today = auto.today.isoformat()
    sent = file(
        auto, "loan_repayment", product=told["product_id"], repay_day=today, loose={"repay_day": today}
    )
    assert auto.state(sent) == ("rejected", "early_notice")
    day = (auto.today + dt.timedelta(days=3)).isoformat()
    low = {"interest": "1.00", "total": "600001.00"}
    sent = file(auto, "loan_repayment", product=told["product_id"], repay_day=day, loose=low)
    auto.run(days=3)
    assert auto.state(sent) == ("rejected", "repayment_above_shown")
