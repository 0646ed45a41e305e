"""Deposits at the bank: placed, topped up, withdrawn, paid interest, returned, prolonged, closed early; refused and recalled."""

import datetime as dt
import json
from contextlib import closing

import pytest
from bank_core_kit import TODAY, account_number, bank_keys, directory
from product_kit import file, house, product, rest

from bsclient.bank.core import Bank
from bsclient.paths import resource

TOMORROW = (TODAY + dt.timedelta(days=1)).isoformat()


@pytest.fixture
def town(town):
    """Over SQLite and PostgreSQL."""
    town.bank.load_directories()
    town.run()
    return town


@pytest.fixture
def auto(small_town):
    """Over SQLite alone."""
    small_town.bank.load_directories()
    small_town.run()
    return small_town


def place(town, kind="classic", amount="600000.00", days="181", **fields):
    given = {"account": town.ann.account, "return_account": town.ann.account}
    return file(town, "deposit_open", deposit_kind=kind, amount=amount, days=days, **(given | fields))


def placed(town, **fields):
    sent = place(town, **fields)
    town.run(seconds=10)
    assert town.state(sent) == ("executed", "deposit_opened")
    return product(town, "deposit")


def live(town, days):
    """Let days pass one by one, as they do."""
    for _ in range(days):
        town.run(days=1)


def test_a_deposit_is_placed_earns_daily_and_comes_back_with_interest(town):
    posted, _ = town.balance(town.ann)
    sent = place(town, days="31")
    assert town.state(sent)[0] == "accepted"
    assert town.balance(town.ann) == (posted, 60_000_000)
    town.run(seconds=10)
    told = product(town, "deposit")
    assert town.balance(town.ann) == (posted - 60_000_000, 0)
    assert rest(town, told["account"]) == 60_000_000
    assert told["account"].startswith("42103810")
    assert (told["amount"], told["state"], told["ends"]) == ("600000.00", "open", "2026-12-19")
    assert (told["terms"]["rate"], told["terms"]["version"]) == ("14.5", "1")
    live(town, 11)  # ten days of 600000.00 at 14.5 %
    assert product(town, "deposit")["terms"]["interest"] == "2383.56"
    assert product(town, "deposit")["terms"]["early_interest"] == "16.44"
    town.run(days=20)
    earned = 738_904  # 600000 * 0.145 * 31 / 365
    assert town.balance(town.ann) == (posted + earned, 0)
    assert house(town, "interest_paid") == -earned
    told = product(town, "deposit")
    assert (told["state"], told["amount"], rest(town, told["account"])) == ("closed", "0.00", 0)
    assert town.bank.audit() == []


def test_a_later_day_of_placement_is_waited_for_and_may_be_recalled(auto):
    town = auto
    sent, other = place(town, starts=TOMORROW), place(town, starts=TOMORROW, amount="200000.00")
    town.run(seconds=60)
    assert [town.state(one)[0] for one in (sent, other)] == ["accepted", "accepted"]
    assert town.products("ann") == []
    request = town.ann.recall(sent)
    assert town.state(request)[0] == "executed"
    assert town.state(sent)[0] == "recalled"
    town.run(days=1)
    assert town.state(other)[0] == "executed"
    assert [told["amount"] for told in town.products("ann")] == ["200000.00"]


def test_a_recalled_deposit_gives_the_hold_back(auto):
    town = auto
    posted, _ = town.balance(town.ann)
    sent = place(town)
    town.ann.recall(sent)
    assert town.state(sent)[0] == "recalled"
    town.run(seconds=60)
    assert town.balance(town.ann) == (posted, 0)
    assert town.products("ann") == []


@pytest.mark.parametrize(
    ("loose", "code"),
    [
        ({"terms_version": "0"}, "terms_changed"),
        ({"rate": "99"}, "terms_changed"),
        ({"interest": "1.00"}, "interest_differs"),
        ({"amount": "1.00", "interest": ""}, "offer_below_least"),
        ({"days": "5"}, "offer_below_least"),
        ({"account": "40702810000000000001"}, "not_own_account"),
    ],
)
def test_a_deposit_on_other_terms_is_refused(auto, loose, code):
    sent = place(auto, loose=loose)
    assert auto.state(sent) == ("bad_details", code)
    assert auto.balance(auto.ann)[1] == 0


def later_offers(bank, **changed):
    """Put the shipped offers into force in a later version, with other terms."""
    book = json.loads(resource("directories/deposit_products.json").read_bytes())
    book["version"] = "2026-12-31"
    for row in book["rows"]:
        row.update(changed)
    assert bank.put_directory("deposit_products", json.dumps(book).encode())


def test_terms_changed_a_moment_ago_count_even_if_this_process_has_not_heard(auto):
    def known():
        return auto.bank.shelf.find("deposit_products", "classic", TODAY)["version"]

    assert known() == "1"
    with closing(Bank.open(auto.url, bank_keys(), auto.time, directory())) as other:
        later_offers(other, rate="9.0000", version="2")
    assert known() == "1"
    assert auto.state(place(auto)) == ("bad_details", "terms_changed")


def test_a_later_directory_of_the_bank_outlives_a_restart(auto):
    later_offers(auto.bank, rate="9.0000", version="2")
    assert auto.bank.load_directories() == []
    auto.bank.shelf.refresh()
    assert auto.bank.shelf.find("deposit_products", "classic", TODAY)["version"] == "2"


def test_a_deposit_beyond_the_balance_is_refused(auto):
    assert auto.state(place(auto, amount="2000000.00")) == ("refused_abs", "insufficient_funds")


def test_money_comes_and_goes_and_interest_joins_every_month(town):
    told = placed(town, kind="managed", amount="400000.00", days="91", capitalisation="1")
    town.run(days=10)
    more = file(
        town, "deposit_top_up", product=told["product_id"], account=town.ann.account, amount="100000.00"
    )
    assert town.balance(town.ann)[1] == 10_000_000
    town.run(seconds=10)
    assert town.state(more) == ("executed", "deposit_topped_up")
    assert product(town, "deposit")["terms"]["interest"] == "1260.27"  # 400000 * 0.115 * 10 / 365
    town.run(days=10)
    less = file(town, "deposit_withdrawal", product=told["product_id"], amount="300000.00")
    town.run(seconds=10)
    assert town.state(less) == ("executed", "deposit_withdrawn")
    assert rest(town, told["account"]) == 20_000_000
    town.run(days=10)
    told = product(town, "deposit")
    month = 346_575  # (400000 * 10 + 500000 * 10 + 200000 * 10) * 0.115 / 365
    assert (told["amount"], told["terms"]["paid_interest"]) == ("203465.75", "3465.75")
    assert rest(town, told["account"]) == 20_000_000 + month
    assert town.bank.audit() == []


def test_what_the_terms_do_not_allow_is_refused(auto):
    town = auto
    told = placed(town)
    for kind, code in (
        ("deposit_top_up", "top_up_not_allowed"),
        ("deposit_withdrawal", "withdrawal_not_allowed"),
    ):
        loose = {
            "product": told["product_id"], "product_number": told["number"], "currency": "RUB", "amount": "1000.00",
            "account": town.ann.account, "balance": "",
        }  # fmt: skip
        loose |= {"rate": "14.5"} if kind == "deposit_top_up" else {}
        assert town.state(file(town, kind, loose=loose)) == ("rejected", code)


def test_a_withdrawal_keeps_the_least_balance(auto):
    told = placed(auto, kind="managed", amount="400000.00", days="91")
    sent = file(
        auto, "deposit_withdrawal", product=told["product_id"], amount="1.00", loose={"amount": "300000.01", "balance": ""}
    )  # fmt: skip
    assert auto.state(sent) == ("rejected", "withdrawal_below_least")


def test_early_closing_counts_anew_and_pays_what_was_shown(town):
    posted, _ = town.balance(town.ann)
    told = placed(town, days="31")
    live(town, 20)
    closing = file(town, "deposit_closing", product=told["product_id"], confirmed="1")
    assert (
        town.document(closing).amount == 60_000_000 + 3_287
    )  # 600000 * 0.001 / 365 for 19 days and for one more, as shown
    town.run(seconds=10)
    assert town.state(closing) == ("executed", "deposit_closed")
    assert town.balance(town.ann) == (posted + 3_287, 0)
    told = product(town, "deposit")
    assert (told["state"], told["ends"]) == ("closed", town.today.isoformat())
    town.run(days=20)
    assert town.balance(town.ann) == (posted + 3_287, 0), "no interest after the end"
    assert town.bank.audit() == []


def test_interest_paid_too_much_is_withheld_at_early_closing(auto):
    town = auto
    posted, _ = town.balance(town.ann)
    told = placed(town, kind="managed", amount="400000.00", days="91")
    live(town, 31)
    assert town.balance(town.ann)[0] == posted - 40_000_000 + 378_082  # 400000 * 0.115 * 30 / 365
    closing = file(town, "deposit_closing", product=told["product_id"], confirmed="1")
    town.run(seconds=10)
    assert town.state(closing) == ("executed", "deposit_closed")
    assert town.balance(town.ann) == (posted + 3_398, 0)  # 400000 * 0.001 * 31 / 365, as shown
    assert house(town, "interest_paid") == -3_398
    assert town.bank.audit() == []


def test_a_closing_that_shows_more_than_is_due_is_refused(auto):
    told = placed(auto)
    auto.run(days=3)
    loose = {"payout": "600300.00"}
    sent = file(auto, "deposit_closing", product=told["product_id"], confirmed="1", loose=loose)
    assert auto.state(sent) == ("rejected", "payout_below_shown")
    assert product(auto, "deposit")["state"] == "open"


def test_a_prolonged_deposit_goes_on_at_the_rate_of_that_day(auto):
    town = auto
    placed(town, days="31", prolongation="1")
    town.run(days=31)
    told = product(town, "deposit")
    assert (told["state"], told["opened"], told["ends"]) == ("open", "2026-12-19", "2027-01-19")
    assert told["terms"]["paid_interest"] == "0.00"
    town.run(days=31)
    assert product(town, "deposit")["ends"] == "2027-02-19"


def test_a_deposit_in_dollars_earns_dollars(auto):
    town = auto
    dollars = town.ann.open_account(
        account_number(town.bank.bic, 3001, currency="840"), 2_000_000, currency="USD"
    )
    placed(town, kind="currency_usd", amount="15000.00", days="91", account=dollars, return_account=dollars)
    town.run(days=91)
    assert town.balance(town.ann, 1) == (2_000_000 + 5_610, 0)  # 15000 * 0.015 * 91 / 365
    assert product(town, "deposit")["state"] == "closed"
    assert town.bank.audit() == []


def test_a_deposit_of_another_client_is_unknown(auto):
    told = placed(auto, kind="managed", amount="400000.00", days="91")
    loose = {"product": told["product_id"], "product_number": "1", "currency": "RUB", "amount": "1.00"}
    fields = {**loose, "account": auto.bob.account, "least_balance": "", "balance": ""}
    sent = auto.bob.file("deposit_withdrawal", **fields)
    assert auto.state(sent) == ("rejected", "product_unknown")


def test_an_account_that_gets_the_deposit_back_is_not_closed_before(auto):
    town = auto
    other = town.ann.open_account(account_number(town.bank.bic, 1002))
    told = placed(town, kind="managed", amount="400000.00", days="91")
    fields = {"account": town.ann.account, "reason": "Не нужен", "rest_account": other, "confirmed": "1"}
    assert town.state(town.ann.file("account_closing", **fields)) == ("rejected", "account_serves_product")
    file(town, "deposit_closing", product=told["product_id"], confirmed="1")
    town.run(seconds=10)
    sent = town.ann.file("account_closing", **fields)
    assert town.state(sent)[0] == "accepted"
