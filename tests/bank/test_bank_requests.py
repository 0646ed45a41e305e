"""Requests for statements and references: answered from the ledger, refused for accounts of others."""

import dataclasses
from datetime import timedelta

import pytest
from bank_core_kit import TODAY, Company, account_number
from product_kit import file, product
from sqlalchemy import select

from bsclient.bank.schema.tables import account, letter
from bsclient.domain import canonical

YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
DAY = TODAY.isoformat()


def letters(town, client="ann"):
    rows = town.query(select(letter.c.body).where(letter.c.client_id == client).order_by(letter.c.id))
    return [canonical.decode_signed(bytes(row.body)).fields for row in rows]


def statement(town, **fields):
    given = {
        "accounts": [{"account": town.ann.account}],
        "date_from": DAY,
        "date_to": DAY,
        "form": "electronic",
    }
    return town.ann.file("statement_request", **(given | fields))


def reference(town, kind, company=None, **fields):
    given = {
        "kind": kind,
        "purpose": "в налоговый орган",
        "language": "ru",
        "delivery": "electronic",
        "copies": "",
    }
    return (company or town.ann).file("reference_request", **(given | fields))


def test_a_statement_comes_signed_with_all_entries(town):
    town.ann.pay(town.bob, amount="12.50")
    town.pay_in(town.ann.account, 700)
    other = town.ann.open_account(account_number(town.bank.bic, 1002))
    own = statement(town, accounts=[{"account": town.ann.account}, {"account": other}])
    assert town.statuses("ann", own) == ["accepted"]
    town.run(seconds=4)
    assert town.statuses("ann", own) == ["accepted", "executed"]
    first, second = (signed.fields for signed in town.made("ann", "bank_statement"))
    assert (first["opening"], first["credits"], first["debits"], first["closing"]) == (
        "0.00", "1000007.00", "12.50", "999994.50",
    )  # fmt: skip
    assert [(row["credit"], row["amount"]) for row in first["entries"]] == [
        ("1", "1000000.00"), ("", "12.50"), ("1", "7.00"),
    ]  # fmt: skip
    assert (first["related"], first["account"], first["count"]) == (own, town.ann.account, "3")
    assert (second["account"], second["entries"], second["closing"]) == (other, [], "0.00")


def test_a_statement_on_paper_is_told_of_by_letter(small_town):
    own = statement(small_town, form="paper", branch="Головной офис")
    small_town.run(seconds=4)
    assert small_town.state(own)[0] == "executed"
    assert "Головной офис" in letters(small_town)[-1]["body"]
    assert small_town.made("ann", "bank_statement") == []


def test_foreign_accounts_and_days_to_come_are_refused(small_town):
    town = small_town
    bob = town.bob.account
    assert town.state(statement(town, accounts=[{"account": bob}])) == ("bad_details", "not_own_account")
    assert town.state(reference(town, "balance", account=bob, day_on=DAY)) == (
        "bad_details",
        "not_own_account",
    )
    later = (TODAY + timedelta(days=3)).isoformat()
    refused = statement(town, date_from=later, date_to=later)
    assert town.state(refused)[0] == "bad_details"


def test_a_request_is_recalled_until_it_is_answered(small_town):
    own = statement(small_town)
    small_town.ann.recall(own)
    small_town.run(seconds=4)
    assert small_town.state(own)[0] == "recalled"
    assert small_town.made("ann", "bank_statement") == []


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("balance", {"day_on": DAY}, "999\u00a0987,50 (RUB)"),
        ("turnover", {"date_from": DAY, "date_to": DAY}, "поступило 1\u00a0000\u00a0000,00, списано 12,50"),
        ("unpaid", {"day_on": DAY}, ": 0, на сумму 0,00"),
        ("accounts", {"day_on": DAY}, "RUB, открыт 18.11.2026"),
        ("loans", {"day_on": DAY}, "задолженности по кредитам на 18.11.2026 нет"),
    ],
)
def test_a_reference_says_what_the_ledger_holds(small_town, kind, fields, said):
    town = small_town
    town.ann.pay(town.bob, amount="12.50")
    if kind in {"balance", "turnover", "unpaid"}:
        fields = fields | {"account": town.ann.account}
    own = reference(town, kind, **fields)
    town.run(seconds=4)
    assert town.state(own)[0] == "executed"
    (told,) = (signed.fields for signed in town.made("ann", "bank_paper"))
    assert said in told["body"]
    assert town.ann.inn in told["body"]
    assert (told["related"], told["kind"], told["account"]) == (own, kind, fields.get("account", ""))


def test_a_paper_reference_names_the_office(small_town):
    own = reference(small_town, "accounts", day_on=DAY, delivery="office", office="Головной офис", copies="2")
    small_town.run(seconds=4)
    assert small_town.state(own)[0] == "executed"
    assert "Бумажный экземпляр (2): Головной офис" in letters(small_town)[-1]["body"]


def test_a_closed_account_is_not_in_the_list(small_town):
    town = small_town
    gone = town.ann.open_account(account_number(town.bank.bic, 1002))
    town.change("UPDATE account SET closed = :day WHERE number = :number", day=YESTERDAY, number=gone)
    reference(town, "accounts", day_on=DAY)
    town.run(seconds=4)
    (told,) = (signed.fields for signed in town.made("ann", "bank_paper"))
    assert town.ann.account in told["body"]
    assert gone not in told["body"]
    assert town.query(select(account.c.closed).where(account.c.number == gone)) == [(YESTERDAY,)]


def says(town, kind, client="ann", **fields):
    """Ask for a reference and return its words."""
    sent = reference(town, kind, company=getattr(town, client, None), **fields)
    town.run(seconds=4)
    assert town.state(sent)[0] == "executed"
    return town.made(client, "bank_paper")[-1].fields["body"]


def test_a_debt_is_what_stood_on_the_loan_account_on_the_day_not_the_limit(small_town):
    town = small_town
    town.bank.plan = dataclasses.replace(town.bank.plan, decide=3)
    town.bank.load_directories()
    town.run(days=1)
    granted = town.today.isoformat()
    file(
        town, "loan_application", account=town.ann.account, loan_kind="line", amount="1000000.00", months="6",
        purpose="Оборотные средства", contact="Петрова Анна", contact_phone="+79161234567",
    )  # fmt: skip
    town.run(seconds=4)
    assert f"задолженности по кредитам на {town.today:%d.%m.%Y} нет" in says(town, "loans", day_on=granted)
    town.run(days=1)
    drawn, loan = town.today.isoformat(), product(town, "loan")
    file(town, "loan_tranche", product=loan["product_id"], amount="400000.00", purpose="Оплата")
    town.run(seconds=10)
    owed = f"кредитный договор № {loan['number']}: задолженность 400\u00a0000,00 (RUB)"
    assert owed in says(town, "loans", day_on=drawn)
    assert " нет" in says(town, "loans", day_on=granted)
    back = (town.today + timedelta(days=1)).isoformat()
    file(town, "loan_repayment", product=loan["product_id"], scope="part", amount="150000.00", repay_day=back)
    town.run(days=1)
    town.run(seconds=10)
    assert "задолженность 250\u00a0000,00 (RUB)" in says(town, "loans", day_on=back)
    assert owed in says(town, "loans", day_on=drawn)


def test_unpaid_is_what_is_left_of_the_orders_as_of_today(small_town):
    town = small_town
    company = Company(town, "parts", "770600006", "(1)", [1], card_file=True)
    company.open_account(account_number(town.bank.bic, 6001))
    town.bank.allow_parts("parts")
    company.pay(town.bob, amount="1000.00")
    town.pay_in(company.account, 30_000)
    town.run(seconds=1)
    company.pay(town.bob, amount="50.00")
    town.parts = company
    body = says(town, "unpaid", "parts", account=company.account, day_on=YESTERDAY)
    assert f"на {TODAY:%d.%m.%Y} распоряжений, не исполненных в срок" in body
    assert ": 2, на сумму 750,00" in body


@pytest.mark.parametrize("kind", ["balance", "unpaid", "accounts", "loans", "turnover"])
def test_nothing_is_said_of_days_to_come(small_town, kind):
    town, later = small_town, (TODAY + timedelta(days=1)).isoformat()
    days = {"date_from": DAY, "date_to": later} if kind == "turnover" else {"day_on": later}
    own = {} if kind in {"accounts", "loans"} else {"account": town.ann.account}
    sent = reference(town, kind, **days, **own)
    code = "period_in_future" if kind == "turnover" else "day_not_come"
    assert town.state(sent) == ("bad_details", code)
