"""What the bank tells of its runs is what it does: the shown hour and day against the real settlement."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from bank_core_kit import SBER, account_number
from payroll_kit import employer, posted, row, wages
from test_bank_currency import deal, prepared, transfer
from test_bank_payee_rows import fees, person
from test_bank_registers import file, payment

from bsclient.bank import bankclock
from bsclient.bank.bankclock import Plan
from bsclient.bank.information import cutoff_book
from bsclient.clock import MOSCOW
from bsclient.domain import cutoffs, document_routes
from bsclient.domain.cutoffs import Route, Schedule

WEEK = [
    datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)
    for day, hour, minute in (
        (18, 10, 30), (18, 10, 59), (18, 21, 0), (19, 13, 59), (20, 20, 58), (20, 22, 0), (21, 12, 0), (22, 23, 50),
    )
]  # fmt: skip


def told(town):
    """The schedules as a client reads them."""
    rows = json.loads(town.bank.directory(cutoff_book.NAME).data)["rows"]
    return {
        Route(row["code"]): Schedule(
            cutoffs.read_runs(row["runs"]),
            row["days"] == "every",
            timedelta(seconds=float(row["handling"])),
            cutoffs.read_hours(row["hours"]),
        )
        for row in rows
    }


def until(town, instant):
    """Let the bank work until an instant of its clock."""
    town.run(seconds=(instant - town.bank.clock()).total_seconds())


@pytest.mark.parametrize("kind", ["", "срочно"], ids=["ordinary", "urgent"])
def test_payments_settle_when_clients_were_told(town, kind):
    town.bank.plan = replace(Plan(), first_payment=0, changed_payment=0)
    town.bank.load_directories()
    schedules = told(town)
    assert schedules == town.bank.plan.schedules()
    for number, at in enumerate(WEEK, start=1):
        until(town, at)
        document_id = town.ann.pay(payment_kind=kind, amount=f"{number}.00")
        taken = Route.URGENT if kind else Route.CLEARING
        shown = cutoffs.departure(taken, schedules, town.bank.clock(), bankclock.working_day)
        until(town, shown.leaves - timedelta(seconds=1))
        assert town.state(document_id)[0] != "executed", at
        until(town, shown.leaves + timedelta(seconds=1))
        assert town.state(document_id)[0] == "executed", at
        entry = next(
            e.data
            for e in reversed(town.events("ann"))
            if e.kind == "entry" and e.data["document_id"] == document_id
        )
        assert date.fromisoformat(entry["value_date"]) == shown.counts, at


def settled(town, sent, kind, fields):
    """Let the bank carry a document out; it must be done in the second that clients were told, and not before."""
    route = document_routes.of(kind, fields, town.bank.bic)
    begins = document_routes.begins(kind, fields, town.bank.clock())
    shown = cutoffs.departure(route, told(town), begins, bankclock.working_day)
    until(town, shown.leaves - timedelta(seconds=1))
    if shown.leaves > begins:
        assert town.state(sent)[0] not in ("executed", "partly_executed"), shown
    until(town, shown.leaves + timedelta(seconds=2))
    assert town.state(sent)[0] == "executed", shown
    return shown


@pytest.mark.parametrize("at", WEEK, ids=str)
def test_currency_is_carried_out_within_the_banks_own_hours(small_town, at):
    town = prepared(small_town)
    town.bank.plan = replace(town.bank.plan, currency_opens=time(10), currency_closes=time(18))
    until(town, at)
    fields = {"value_date": town.today.isoformat()}
    shown = settled(town, transfer(town, **fields), "currency_transfer", fields)
    assert time(10) <= shown.leaves.astimezone(MOSCOW).time() < time(18, 0, 9)
    settled(town, deal(town, "currency_sale"), "currency_sale", {})


def test_a_transfer_waits_for_its_value_date_and_the_hours_of_that_day(small_town):
    town = prepared(small_town)
    until(town, datetime(2026, 11, 20, 15, tzinfo=MOSCOW))
    fields = {"value_date": "2026-11-24"}
    shown = settled(town, transfer(town, **fields), "currency_transfer", fields)
    assert shown.leaves == datetime(2026, 11, 24, 10, tzinfo=MOSCOW)


@pytest.mark.parametrize("at", WEEK, ids=str)
@pytest.mark.parametrize("inside", [True, False], ids=["inside", "elsewhere"])
def test_a_register_goes_as_its_payments_do(small_town, at, inside):
    town = small_town
    town.bank.load_directories()
    until(town, at)
    payee = town.bob if inside else None
    fields = {"payments": [payment(town, 1, payee=payee), payment(town, 2, payee=town.bob)]}
    sent = file(town, *fields["payments"])
    shown = settled(town, sent, "payment_register", fields)
    assert shown.route is (Route.INSIDE if inside else Route.CLEARING)


@pytest.mark.parametrize("at", WEEK[:3], ids=str)
def test_wages_to_other_banks_go_with_the_clearing(small_town, at):
    town = employer(small_town)
    until(town, at)
    rows = [row(town, 1, "100.00"), row(town, 2, "50.00", bic=SBER, account=account_number(SBER, 5, "40817"))]
    settled(town, wages(town, rows), "salary_register", {"rows": rows})


@pytest.mark.parametrize("kind", ["fees", "wages"])
def test_a_register_that_waited_for_its_payee_goes_with_the_clearing(town, kind):
    """Taken in on Thursday and let go on a Saturday, a day off: its rows to other banks go with the first run of Monday."""
    employer(town)
    town.bank.plan = Plan(first_payment=1000, changed_payment=0, cooling=172_800)
    until(town, datetime(2026, 11, 19, 10, tzinfo=MOSCOW))
    own = town.profile.correspondent_account
    before, free = posted(town, own), town.balance(town.ann)[0]
    made = person if kind == "fees" else row
    rows = [
        made(town, 1, "10.00"),
        made(town, 2, "20.00", account=account_number(SBER, 71, "40817"), bic=SBER),
    ]
    sent = fees(town.ann, rows) if kind == "fees" else wages(town, rows)
    assert town.state(sent)[0] == "suspended"
    monday = datetime(2026, 11, 23, 11, tzinfo=MOSCOW)
    for at, state in (
        (datetime(2026, 11, 21, 10, 1, tzinfo=MOSCOW), "accepted"),
        (datetime(2026, 11, 21, 12, tzinfo=MOSCOW), "accepted_abs"),
        (monday - timedelta(seconds=1), "accepted_abs"),
        (monday, "executed"),
    ):
        until(town, at)
        assert (town.state(sent)[0], posted(town, own) - before) == (state, 2000 * (at == monday)), at
    assert town.balance(town.ann) == (free - 3000, 0)
    assert town.bank.audit() == []


def test_a_tax_payment_goes_with_the_clearing(small_town):
    town = small_town
    town.bank.load_directories()
    payee = {"payee_bic": "017003983", "payee_account": "03100643000000018500"}
    assert document_routes.of("payment_order", payee, town.bank.bic) is Route.CLEARING
    words = json.loads(town.bank.directory(cutoff_book.NAME).data)["rows"][2]
    assert ("бюджет" in words["title"], "budget" in words["title_en"]) == (True, True)


def test_a_new_plan_is_told(town):
    town.bank.load_directories()
    town.bank.plan = bankclock.demo_plan()
    assert told(town)[Route.CLEARING].runs == bankclock.demo_plan().clearing
    names = [event.data["name"] for event in town.events("ann") if event.kind == "directory"]
    assert names.count(cutoff_book.NAME) == 2


@pytest.mark.parametrize("route", cutoffs.PAYMENTS)
def test_a_payment_costs_what_clients_were_told(town, route):
    town.bank.load_directories()
    rows = {row["code"]: row for row in json.loads(town.bank.directory(cutoff_book.TARIFFS).data)["rows"]}
    assert (rows[route]["percent"], rows[route]["least"], rows[route]["most"]) == ("0", "0.00", "0.00")
    before, kind = town.balance(town.ann)[0], ""
    if route is Route.URGENT:
        kind = "срочно"
    given = {"payment_kind": kind, "amount": "123456.78"}
    if route is Route.INSIDE:
        town.ann.pay(town.bob, **given)
    else:
        town.ann.pay(**given)
    town.run(seconds=86_400 * 4)
    assert before - town.balance(town.ann)[0] == 12_345_678
