"""The bank's engine: documents of the bank, exchange, closed days, its own accounts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import engine_kit as kit
import pytest
from bank_core_kit import TODAY, account_number, bank_keys, directory
from sqlalchemy import select, text

from bsclient.bank.books import house
from bsclient.bank.core import Bank
from bsclient.bank.schema.products import closed_day
from bsclient.bank.schema.tables import account, transfer
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import Code

pytestmark = pytest.mark.usefixtures("engine")


# documents of the bank ----------------------------------------------------------------------------------------------


def test_an_answer_comes_as_a_document_of_the_bank(town):
    own = town.ann.file("test_question")
    town.run(seconds=6)
    assert town.statuses("ann", own) == ["accepted", "executed"]
    (signed,) = town.made("ann", "test_demand")
    assert (signed.fields["amount"], signed.fields["related"]) == ("5.00", own)

    def answer(work):
        sent = work.sent(signed.id, "ann", "test_demand")
        assert (sent.related, sent.text("amount")) == (own, "5.00")
        work.answered(sent)
        for client, code in (("ann", "demand_answered"), ("bob", "demand_unknown")):
            with pytest.raises(NotAllowed, match=code):
                work.sent(signed.id, client)

    town.bank._work(answer)


def test_a_client_cannot_send_what_only_the_bank_makes(small_town):
    ann = small_town.ann
    raw = {"number": "1", "date": TODAY.isoformat(), "amount": "5.00"}
    outcome = ann.send(ann.incoming(ann.signed(raw, kit.BankDemand)))
    assert (outcome.code, dict(outcome.facts)) == (Code.BAD_REQUEST, {"reason": "type"})


def test_a_faulty_document_of_the_bank_is_not_sent(small_town):
    def send(fields, kind="test_demand"):
        return lambda work: work.send("ann", kind, fields) and None

    for fields, kind in (
        ({"number": "x"}, "test_demand"),
        ({"number": "1", "date": "2026-11-18"}, "test_question"),
    ):
        with pytest.raises(Exception, match="bank_document_faulty"):
            small_town.bank._work(send(fields, kind))
    assert small_town.made("ann", "test_demand") == []


# exchange ----------------------------------------------------------------------------------------------------------


def test_currency_is_exchanged_in_two_legs(town):
    town.bank.load_directories()
    dollars = account_number(town.bank.bic, 3001, currency="840")
    town.ann.open_account(dollars, 100_000, currency="USD")
    own = town.ann.file("test_pair", account=dollars, other=town.ann.account, amount="1000.00", second="1.00")
    assert town.state(own)[0] == "executed"
    legs = town.query(
        select(transfer.c.leg, transfer.c.currency, transfer.c.amount)
        .where(transfer.c.document_id == own)
        .order_by(transfer.c.leg)
    )
    assert legs == [(0, "USD", 100_000), (1, "RUB", 8_030_000)]  # bought at 80.30
    assert town.balance(town.ann) == (108_030_000, 0)
    position = {
        row.currency: row.posted
        for row in town.query(select(account).where(account.c.name.like("Расчёты по конв%")))
    }
    assert (position["USD"], position["RUB"]) == (100_000, -8_030_000)
    told = [
        item.data for item in town.events("ann") if item.kind == "entry" and item.data["document_id"] == own
    ]
    assert {entry["order"]["exchange_bought"] for entry in told} == {"80300.00 RUB"}
    assert {entry["currency"] for entry in told} == {"USD", "RUB"}
    assert town.bank.audit() == []


def test_an_exchange_stops_without_a_rate_or_for_nothing(town):
    dollars = account_number(town.bank.bic, 3001, currency="840")
    town.ann.open_account(dollars, 100_000, currency="USD")
    pair = {"account": dollars, "other": town.ann.account, "second": "1.00"}
    assert town.state(town.ann.file("test_pair", amount="1.00", **pair)) == ("rejected", "rate_unknown")
    town.bank.load_directories()
    back = {"account": town.ann.account, "other": dollars, "second": "1.00"}
    assert town.state(town.ann.file("test_pair", amount="0.01", **back)) == (
        "rejected",
        "service_amount_small",
    )
    assert town.balance(town.ann, 1) == (100_000, 0)


def test_orders_in_roubles_are_paid_from_and_to_rouble_accounts_alone(town):
    dollars = account_number(town.bank.bic, 3001, currency="840")
    town.ann.open_account(dollars, 100_000, currency="USD")
    kit.deposit(town)
    (kept,) = [told["account"] for told in town.products("ann")]
    assert town.state(town.ann.pay(town.bob, payer_account=kept)) == ("bad_details", "account_not_for_orders")
    assert town.state(town.ann.pay(town.bob, payer_account=dollars)) == ("bad_details", "account_currency")
    assert town.state(town.ann.pay(town.bob, payee_account=dollars)) == ("bad_details", "account_currency")
    odd = account_number(town.bank.bic, 3002)  # the bank's own word on the currency counts, not the digits
    town.ann.open_account(odd, currency="CNY")
    assert town.state(town.ann.pay(town.bob, payee_account=odd)) == ("rejected", "payee_account_currency")
    assert town.state(town.ann.pay(town.bob, payer_account=odd)) == ("bad_details", "account_not_for_orders")


# closed days --------------------------------------------------------------------------------------------------------


def test_each_day_is_closed_once(town):
    town.run(seconds=1)
    assert kit.Days.closed == []  # the bank begins today
    town.ann.pay(town.bob, amount="12.00")
    town.run(days=3)
    assert kit.Days.closed == [TODAY + timedelta(days=at) for at in range(3)]
    town.run(hours=1)
    assert len(kit.Days.closed) == 3
    (row,) = town.query(select(closed_day).where(closed_day.c.day == TODAY.isoformat()))
    assert row.totals == '{"RUB": ["2", "100001200"]}'


def test_many_processes_close_a_day_once(postgres_url):
    from bank_core_kit import Town

    with Town(postgres_url) as town:
        town.run(seconds=1)
        other = Bank.open(postgres_url, bank_keys(), town.time, directory())
        town.time.forward(days=2)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda bank: bank.tick(), (town.bank, other)))
        assert kit.Days.closed == [TODAY, TODAY + timedelta(days=1)]
        other.close()


def test_own_accounts_are_there_once_and_have_right_keys(town):
    from bsclient.domain import checks

    again = Bank.open(town.url, bank_keys(), town.time, directory())
    rows = town.query(select(account).where(account.c.kind == "bank"))
    again.close()
    wanted = sum(len(kind.currencies) for kind in house.KINDS.values())
    assert len(rows) == wanted + 1
    assert all(checks.account_key_ok(town.bank.bic, row.number) for row in rows if row.number[:3] != "301")
    assert all(house.CODES[row.currency] == row.number[5:8] for row in rows)


def test_new_accounts_have_numbers_of_their_own(town):
    taken = house.numbered(town.bank.bic, "42103", "RUB", 1001)
    town.ann.open_account(taken)
    for _ in range(2):
        kit.deposit(town)
    numbers = [told["account"] for told in town.products("ann")]
    assert numbers == [house.numbered(town.bank.bic, "42103", "RUB", tail) for tail in (1002, 1003)]
    assert Decimal(town.products("ann")[0]["amount"]) == 10_000
    assert town.query(text("SELECT next FROM counter WHERE name = 'account.42103.RUB'")) == [(1004,)]
