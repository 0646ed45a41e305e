"""What the bank tells of its runs is what it does: the shown hour and day against the real settlement."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bsclient.bank import bankclock
from bsclient.bank.bankclock import Plan
from bsclient.bank.information import cutoff_book
from bsclient.clock import MOSCOW
from bsclient.domain import cutoffs
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
            cutoffs.read_runs(row["runs"]), row["days"] == "every", timedelta(seconds=float(row["handling"]))
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


def test_a_new_plan_is_told(town):
    town.bank.load_directories()
    town.bank.plan = bankclock.demo_plan()
    assert told(town)[Route.CLEARING].runs == bankclock.demo_plan().clearing
    names = [event.data["name"] for event in town.events("ann") if event.kind == "directory"]
    assert names.count(cutoff_book.NAME) == 2


@pytest.mark.parametrize("route", Route)
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
