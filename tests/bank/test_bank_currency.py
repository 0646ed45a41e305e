"""Currency at the bank: transfers, deals and money from abroad from acceptance to the ledger, refusals, recalls."""

import dataclasses
import datetime as dt

import pytest
from bank_core_kit import TODAY, account_number
from sqlalchemy import select

from bsclient.bank.books import house
from bsclient.bank.operations import NewAccount
from bsclient.bank.schema.tables import account

TOMORROW = (TODAY + dt.timedelta(days=1)).isoformat()
USD, EUR = "840", "978"


def prepared(found):
    """A bank with directories, rates and an automatic operator; Ann has dollars, euros and a transit account."""
    found.bank.plan = dataclasses.replace(found.bank.plan, decide=3)
    found.bank.load_directories()
    found.bank.tick()
    bic = found.bank.bic
    found.usd = found.ann.open_account(account_number(bic, 1101, currency=USD), 5_000_000, currency="USD")
    found.eur = found.ann.open_account(account_number(bic, 1102, currency=EUR), currency="EUR")
    found.transit = account_number(bic, 1103, currency=USD)
    found.bank.open_account(NewAccount(found.transit, "Транзитный счёт, USD", "ann", TODAY, currency="USD"))
    return found


@pytest.fixture
def town(town):
    """Over SQLite and PostgreSQL."""
    return prepared(town)


@pytest.fixture
def auto(small_town):
    """Over SQLite alone."""
    return prepared(small_town)


def posted(town, number):
    (row,) = town.query(select(account.c.posted, account.c.held).where(account.c.number == number))
    return tuple(row)


def own(town, kind, currency="RUB"):
    return posted(town, house.number(town.bank.bic, kind, currency))[0]


def transfer(town, **fields):
    given = {
        "account": town.usd, "currency": "USD", "amount": "10000.00", "value_date": TODAY.isoformat(),
        "payer_name": 'ООО "ann"', "payer_inn": town.ann.inn, "payer_latin": "OOO ANN", "payer_town": "MOSCOW",
        "beneficiary_name": "SHENZHEN FLOWERS", "beneficiary_account": "4000023019200123456",
        "beneficiary_town": "SHENZHEN", "beneficiary_country": "CN", "bank_bic": "ICBKCNBJSZN",
        "bank_name": "ICBC", "bank_town": "SHENZHEN", "bank_country": "CN", "purpose": "GOODS\nCONTRACT 12",
        "fee_account": town.ann.account, "vo_code": "11100", "contract_number": "12",
        "contact": "Петрова Анна", "contact_phone": "+79161234567",
    }  # fmt: skip
    return town.ann.file("currency_transfer", **(given | fields))


def deal(town, kind, **fields):
    sides = {
        "currency_purchase": (town.ann.account, town.usd, "RUB", "USD", "bought"),
        "currency_sale": (town.usd, town.ann.account, "USD", "RUB", "sold"),
        "currency_conversion": (town.usd, town.eur, "USD", "EUR", "sold"),
    }
    debit, credit, sold, bought, fixed = sides[kind]
    fixed = fields.get("fixed", fixed)
    given = {
        "account": debit, "credit_account": credit, "sold_currency": sold, "bought_currency": bought, "fixed": fixed,
        "amount": "1000.00", "amount_currency": sold if fixed == "sold" else bought, "purpose": "Для расчётов",
    }  # fmt: skip
    return town.ann.file(kind, **(given | fields))


def come_in(town, amount="12000.00", to=""):
    town.bank.receive(
        [
            {
                "payer_name": "NORD GMBH", "payer_account": "DE89370400440532013000", "payer_bic": "",
                "payer_bank_name": "NORDBANK", "payer_country": "DE", "payee_account": to or town.transit,
                "payee_bic": town.bank.bic, "currency": "USD", "amount": amount, "number": "1",
                "date": TODAY.isoformat(), "purpose": "PAYMENT FOR GOODS", "reference": "NB1",
            }
        ]
    )  # fmt: skip
    return town.made("ann", "credit_notice")


def dispose(town, notice, **fields):
    told = notice.fields
    given = {
        "notice": notice.id, "notice_number": told["number"], "notice_date": told["date"], "account": told["account"],
        "currency": told["currency"], "amount": told["amount"], "use": "both", "sold_amount": "5000.00",
        "current_amount": "7000.00", "current_account": town.usd, "sale_account": town.ann.account,
        "operations": [{"vo_code": "10200", "amount": told["amount"], "contract": "", "unk": "", "note": ""}],
    }  # fmt: skip
    return town.ann.file("transit_order", **(given | fields))


# transfers --------------------------------------------------------------------------------------------------------


def test_a_transfer_leaves_through_the_correspondent_and_its_fee_is_taken_in_roubles(town):
    roubles, abroad, fees = town.balance(town.ann)[0], own(town, "abroad", "USD"), own(town, "fees")
    sent = transfer(town)
    assert town.state(sent)[0] == "accepted"
    assert posted(town, town.usd) == (5_000_000, 1_000_000)
    town.run(seconds=60)
    assert town.state(sent) == ("executed", "transfer_sent")
    assert posted(town, town.usd) == (4_000_000, 0)
    assert own(town, "abroad", "USD") == abroad + 1_000_000
    assert (
        town.balance(town.ann)[0] == roubles - 150_000
    )  # 0.15 % of 812,500 roubles is below the least, 1,500
    assert own(town, "fees") == fees + 150_000
    entry = next(e.data for e in town.events("ann") if e.kind == "entry" and e.data["document_id"] == sent)
    assert (entry["counterparty_name"], entry["counterparty_account"]) == (
        "SHENZHEN FLOWERS",
        "4000023019200123456",
    )
    assert town.last_status("ann", sent)["facts"] == {"value": "10000.00 USD", "fee": "1500.00 RUB"}
    assert town.bank.audit() == []


def test_the_payee_bears_the_fee_out_of_the_sum(town):
    fees = own(town, "fees")
    sent = transfer(town, charges="BEN", fee_account="", speed="urgent")
    town.run(seconds=60)
    assert town.state(sent)[0] == "executed"
    assert posted(town, town.usd) == (4_000_000, 0)
    assert own(town, "fees") == fees + 250_000
    taken = 3114  # 2,500 roubles at the bank's buying rate of 80.30, rounded up to a cent
    assert town.last_status("ann", sent)["facts"]["value"] == f"{(1_000_000 - taken) / 100:.2f} USD"
    assert town.bank.audit() == []


def test_a_fee_may_come_from_a_currency_account(auto):
    sent = transfer(auto, charges="OUR", fee_account=auto.usd)
    auto.run(seconds=60)
    assert auto.state(sent)[0] == "executed"
    assert posted(auto, auto.usd) == (4_000_000 - 3114, 0)  # 2,500 roubles, the least of OUR
    assert auto.bank.audit() == []


def test_a_transfer_of_a_later_value_date_waits_and_can_be_recalled(auto):
    sent, kept = transfer(auto, value_date=TOMORROW), transfer(auto, value_date=TOMORROW)
    auto.run(seconds=60)
    assert auto.state(sent)[0] == auto.state(kept)[0] == "accepted"
    auto.ann.recall(sent)
    assert auto.state(sent)[0] == "recalled"
    assert posted(auto, auto.usd) == (5_000_000, 1_000_000)
    auto.run(days=1)
    auto.run(seconds=60)
    assert auto.state(kept)[0] == "executed"
    assert posted(auto, auto.usd) == (4_000_000, 0)


@pytest.mark.parametrize(
    ("fields", "state", "code"),
    [
        ({"amount": "40000.00"}, "rejected", "unk_needed"),
        ({"amount": "50000.01", "vo_code": "99090"}, "refused_abs", "insufficient_funds"),
        ({"amount": "10.00", "charges": "BEN", "fee_account": ""}, "rejected", "fee_above_amount"),
        ({"beneficiary_country": "KP"}, "bad_details", "country_stopped"),
        ({"fee_account": account_number("044525888", 2001)}, "bad_details", "not_own_account"),
        ({"contract": "0199a1b2-0000-7000-8000-000000000009"}, "rejected", "product_unknown"),
    ],
)
def test_a_transfer_that_cannot_be_is_refused_and_takes_nothing(auto, fields, state, code):
    assert auto.state(transfer(auto, **fields)) == (state, code)
    assert posted(auto, auto.usd) == (5_000_000, 0)


def test_currency_control_may_refuse(small_town):
    town = prepared(small_town)
    town.bank.plan = dataclasses.replace(town.bank.plan, decide=0)
    sent = transfer(town)
    town.bank.refuse_document(sent, "operator", "Нет договора")
    assert town.state(sent) == ("rejected", "rejected_by_operator")
    assert posted(town, town.usd) == (5_000_000, 0)


# deals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fixed", "roubles", "dollars", "euros"),
    [
        ("currency_purchase", "bought", -8_220_000, 100_000, 0),
        ("currency_purchase", "sold", -100_000, 1216, 0),
        ("currency_sale", "sold", 8_030_000, -100_000, 0),
        ("currency_sale", "bought", 100_000, -1246, 0),
        ("currency_conversion", "sold", 0, -100_000, 84_322),
        ("currency_conversion", "bought", 0, -118_593, 100_000),
    ],
)
def test_a_deal_at_the_banks_rate(town, kind, fixed, roubles, dollars, euros):
    before = town.balance(town.ann)[0]
    sent = deal(town, kind, fixed=fixed)
    town.run(seconds=10)
    assert town.state(sent) == ("executed", "exchange_done")
    assert town.balance(town.ann) == (before + roubles, 0)
    assert posted(town, town.usd) == (5_000_000 + dollars, 0)
    assert posted(town, town.eur) == (euros, 0)
    assert town.bank.audit() == []


def test_a_deal_at_the_markets_rate_costs_a_fee(auto):
    before = auto.balance(auto.ann)[0]
    sent = deal(auto, "currency_sale", rate_kind="market", fee_account=auto.ann.account)
    auto.run(seconds=10)
    assert auto.state(sent)[0] == "executed"
    assert auto.last_status("ann", sent)["facts"]["rate"] == "81.2500"
    assert auto.balance(auto.ann) == (before + 8_125_000 - 30_000, 0)
    assert auto.bank.audit() == []


def test_a_limit_waits_for_its_rate(auto):
    waiting = deal(auto, "currency_purchase", rate_kind="limit", limit_rate="82", valid_until=TOMORROW)
    taken = deal(auto, "currency_purchase", rate_kind="limit", limit_rate="82.2", valid_until=TOMORROW)
    auto.run(seconds=10)
    assert auto.state(taken)[0] == "executed"
    assert auto.state(waiting)[0] == "accepted"
    before, held = auto.balance(auto.ann)
    assert held == 8_220_000
    auto.run(days=3)
    assert auto.state(waiting) == ("rejected", "limit_expired")
    assert auto.balance(auto.ann) == (before, 0)


def test_a_waiting_limit_is_recalled(auto):
    sent = deal(auto, "currency_sale", rate_kind="limit", limit_rate="99", valid_until=TOMORROW)
    auto.run(seconds=10)
    auto.ann.recall(sent)
    assert auto.state(sent)[0] == "recalled"
    assert posted(auto, auto.usd) == (5_000_000, 0)


def test_money_of_a_transit_account_is_not_sold_as_any_other(auto):
    come_in(auto)
    sent = deal(auto, "currency_sale", account=auto.transit)
    assert auto.state(sent) == ("rejected", "account_transit")


def test_a_deal_beyond_the_balance_is_refused(auto):
    assert auto.state(deal(auto, "currency_sale", amount="50000.01")) == ("refused_abs", "insufficient_funds")


# money from abroad ------------------------------------------------------------------------------------------------


def test_money_from_abroad_is_told_divided_and_answered_once(town):
    (notice,) = come_in(town)
    assert (notice.fields["account"], notice.fields["amount"]) == (town.transit, "12000.00")
    assert notice.fields["answer_by"] == "2026-12-09"  # 15 working days
    before = town.balance(town.ann)[0]
    sent = dispose(town, notice)
    assert posted(town, town.transit) == (1_200_000, 1_200_000)
    twin = dispose(town, notice)
    assert town.state(twin) == ("refused_abs", "insufficient_funds")
    town.run(seconds=10)
    assert town.state(sent) == ("executed", "receipt_credited")
    assert posted(town, town.transit) == (0, 0)
    assert posted(town, town.usd) == (5_700_000, 0)
    assert town.balance(town.ann) == (before + 5000 * 8030, 0)
    assert town.state(dispose(town, notice)) == ("rejected", "demand_answered")
    assert town.bank.audit() == []


def test_money_to_a_current_account_needs_no_order(auto):
    assert come_in(auto, to=auto.usd) == []
    assert posted(auto, auto.usd) == (6_200_000, 0)


def test_an_order_that_differs_from_its_notice_is_refused(auto):
    (notice,) = come_in(auto)
    part = {"vo_code": "10200", "amount": "11000.00", "contract": "", "unk": "", "note": ""}
    sent = dispose(auto, notice, amount="11000.00", sold_amount="4000.00", operations=[part])
    assert auto.state(sent) == ("bad_details", "notice_differs")
    assert posted(auto, auto.transit) == (1_200_000, 0)


def test_a_recalled_transit_order_leaves_the_notice_open(auto):
    (notice,) = come_in(auto)
    sent = dispose(auto, notice)
    auto.ann.recall(sent)
    assert auto.state(sent)[0] == "recalled"
    assert posted(auto, auto.transit) == (1_200_000, 0)
    again = dispose(auto, notice, use="current", sold_amount="", sale_account="", current_amount="12000.00")
    auto.run(seconds=10)
    assert auto.state(again)[0] == "executed"
    assert posted(auto, auto.usd) == (6_200_000, 0)
