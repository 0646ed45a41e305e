"""Money safety of the bank's services: what must not happen whatever a client signs and however documents meet."""

import dataclasses
from decimal import Decimal

import pytest
from bank_core_kit import TODAY, account_number
from demand_kit import answer, demand, sides
from payroll_kit import employer, row, wages
from product_kit import file, product
from sqlalchemy import select

from bsclient.bank.operations import NewAccount
from bsclient.bank.schema.tables import transfer
from bsclient.domain.documents import registry
from bsclient.errors import NotAllowed


def raw(town, kind, /, **fields):
    return {**registry[kind].blank(), "number": str(town.number()), "date": TODAY.isoformat(), **fields}


def signed(company, kind, /, **fields):
    """An envelope of any type, not sent yet."""
    return company.signed(raw(company.town, kind, **fields), registry[kind])


def register(town, number="900"):
    row = {
        "number": "1", "payee_name": town.bob.party()["name"], "payee_inn": town.bob.inn, "payee_kpp": "770001001",
        "payee_account": town.bob.account, "payee_bic": town.bank.bic, "amount": "100.00",
        "purpose": "Счёт 1. НДС не облагается", "purpose_code": "", "uin": "",
    }  # fmt: skip
    given = {
        "account": town.ann.account,
        "count": "1",
        "total": "100.00",
        "payments": [row],
        "number": number,
    }
    return signed(town.ann, "payment_register", **given)


def moved(town, document_id):
    rows = town.query(select(transfer.c.amount).where(transfer.c.document_id == document_id))
    return sum(row.amount for row in rows)


def test_two_same_registers_of_one_batch_are_paid_once(town):
    twins = [register(town), register(town)]
    town.ann.send(*(town.ann.incoming(one) for one in twins))
    town.run(minutes=1)
    assert sorted(town.state(one.id)[0] for one in twins) == ["executed", "rejected"]
    assert town.balance(town.bob) == (10_000, 0)
    assert town.bank.audit() == []


def test_a_demand_in_favour_of_a_currency_account_harms_nobody(town):
    """Neither the payer's answer nor what came in the same batch is lost."""
    dollars = town.bob.open_account(account_number(town.bank.bic, 2009, currency="840"), currency="USD")
    sent = demand(town, payee_account=dollars)
    assert town.state(sent)[0] in {"rejected", "bad_details"}
    assert town.bank.audit() == []


def test_a_collection_from_the_collector_himself_is_refused(town):
    """One account on both sides."""
    both = sides(town, town.bob, town.bob)
    said = signed(
        town.bob, "collection_order", **both, ground="law", ground_number="5", ground_date="2026-09-01",
        issuer="ФНС", amount="10.00", purpose="Взыскание. НДС не облагается",
    )  # fmt: skip
    good = town.bob.signed(town.bob.order())
    town.bob.send(town.bob.incoming(said), town.bob.incoming(good))
    town.run(minutes=1)
    assert town.state(said.id)[0] in {"rejected", "bad_details"}


def test_the_stop_list_holds_for_an_accepted_demand(town):
    demand(town)
    town.bank.stop_payee(town.bob.account, "решение суда")
    sent = answer(town)
    assert town.state(sent) == ("rejected", "payee_blocked")
    assert town.balance(town.bob) == (0, 0)


@pytest.fixture
def saver(town):
    """Ann has a deposit."""
    town.bank.plan = dataclasses.replace(town.bank.plan, decide=3)
    town.bank.load_directories()
    town.run()
    own = town.ann.account
    file(
        town,
        "deposit_open",
        deposit_kind="classic",
        amount="600000.00",
        days="181",
        account=own,
        return_account=own,
    )
    town.run(seconds=10)
    town.deposit = product(town, "deposit")
    assert Decimal(town.deposit["amount"]) == 600_000
    return town


def cash(town, **fields):
    given = {
        "account": town.ann.account, "payout_day": TODAY.isoformat(), "receiver": "Петрова Анна Сергеевна",
        "receiver_document": "Паспорт 4510 123456", "amount": "2000.00",
        "symbols": [{"symbol": "53", "amount": "2000.00"}], "purpose": "Прочие выдачи",
    }  # fmt: skip
    return signed(town.ann, "cash_order", **(given | fields))


def test_money_of_a_deposit_leaves_it_by_its_own_documents_alone(saver):
    town, kept = saver, saver.deposit["account"]
    order = cash(town, account=kept)
    closing = signed(
        town.ann,
        "account_closing",
        account=kept,
        rest_account=town.ann.account,
        reason="Не нужен",
        confirmed="1",
    )
    town.ann.send(town.ann.incoming(order), town.ann.incoming(closing))
    town.run(minutes=1)
    assert town.state(order.id) == ("bad_details", "account_not_for_orders")
    assert town.state(closing.id)[0] == "bad_details"
    assert product(town, "deposit")["state"] == "open"
    assert town.bank.audit() == []


def test_an_account_that_a_product_needs_is_not_closed(saver):
    town = saver
    other = town.ann.open_account(account_number(town.bank.bic, 1777))
    closing = signed(
        town.ann,
        "account_closing",
        account=town.ann.account,
        rest_account=other,
        reason="Не нужен",
        confirmed="1",
    )
    town.ann.send(town.ann.incoming(closing))
    town.run(minutes=1)
    assert town.state(closing.id) == ("rejected", "account_serves_product")


def test_the_same_order_under_another_id_is_not_carried_out_twice(saver):
    town = saver
    held = town.balance(town.ann)[1]
    twins = [cash(town, number="77"), cash(town, number="77")]
    later = cash(town, number="77")
    town.ann.send(*(town.ann.incoming(one) for one in twins))
    town.ann.send(town.ann.incoming(later))
    town.run(minutes=1)
    assert [town.state(one.id)[0] for one in (*twins, later)].count("executed") == 1
    assert sum(moved(town, one.id) for one in (*twins, later)) == 200_000
    assert town.balance(town.ann)[1] == held


def test_a_register_whose_money_has_left_the_payer_is_not_refused_any_more(town):
    """Rows would never be credited, nor the money given back."""
    paid = employer(town)
    sent = wages(paid, [row(paid, 1, "100.00", account=account_number(paid.bank.bic, 1, "40817"))])
    early = wages(paid, [row(paid, 2, "50.00")])
    paid.bank.reject(early)
    assert paid.balance(paid.ann)[1] == 10_000
    other = wages(
        paid, [row(paid, 1, "70.00", bic="044525225", account=account_number("044525225", 5, "40817"))]
    )
    paid.run(seconds=30)
    assert paid.state(other)[0] == "accepted_abs"
    with pytest.raises(NotAllowed, match="register_begun"):
        paid.bank.reject(other)
    paid.run(hours=12)
    assert paid.state(other)[0] == "executed"
    assert paid.state(sent)[0] == "refused_abs"
    assert paid.bank.audit() == []


def test_money_that_waits_for_a_transit_order_leaves_by_no_closing(town):
    town.bank.plan = dataclasses.replace(town.bank.plan, decide=3)
    town.bank.load_directories()
    bic = town.bank.bic
    own = town.ann.open_account(account_number(bic, 1101, currency="840"), currency="USD")
    transit = account_number(bic, 1103, currency="840")
    town.bank.open_account(NewAccount(transit, "Транзитный счёт, USD", "ann", TODAY, currency="USD"))
    town.pay_in(transit, 50_000, "USD")
    said = signed(
        town.ann, "account_closing", account=transit, rest_account=own, reason="Не нужен", confirmed="1"
    )
    town.ann.send(town.ann.incoming(said))
    town.run(minutes=1)
    assert town.state(said.id) == ("rejected", "account_transit")


def test_the_limit_of_a_day_holds_for_cash_and_comes_back_with_a_recall(town):
    town.change("UPDATE account SET day_limit = 250000 WHERE number = :of", of=town.ann.account)
    orders = [cash(town) for _ in range(3)]
    town.ann.send(*(town.ann.incoming(one) for one in orders[:2]))
    assert [town.state(one.id)[1] for one in orders[:2]] == ["", "day_limit"]
    town.ann.recall(orders[0].id)
    assert town.state(orders[0].id)[0] == "recalled"
    assert town.balance(town.ann)[1] == 0
    town.ann.send(town.ann.incoming(orders[2]))
    assert town.state(orders[2].id)[0] == "accepted"
    assert town.bank.audit() == []
