"""Currency and its control: terms in working days, thresholds, fees told beforehand, what a deal comes to."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from example_kit import Books, context, example

from bsclient.domain import control, exchange
from bsclient.domain.documents import registry
from bsclient.paths import resource

HOLIDAYS = frozenset({date(2026, 11, 4), date(2027, 2, 20), date(2027, 2, 22), date(2027, 2, 23)})
"""Days that are otherwise than their weekday: of these, Saturday 20 February 2027 is worked."""


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 2), 2, date(2026, 11, 5)),
        (date(2026, 11, 18), 15, date(2026, 12, 9)),
        (date(2027, 2, 19), 1, date(2027, 2, 20)),
        (date(2027, 2, 19), 2, date(2027, 2, 24)),
    ],
)
def test_working_days_pass_over_weekends_and_holidays(day, count, wanted):
    assert control.after_working_days(day, count, HOLIDAYS) == wanted


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2026, 10, 1), date(2026, 11, 23)),
        (date(2026, 10, 31), date(2026, 11, 23)),
        (date(2026, 2, 28), date(2026, 3, 20)),
    ],
)
def test_papers_are_due_after_the_end_of_their_month(day, wanted):
    assert control.papers_due(day, HOLIDAYS) == wanted


@pytest.mark.parametrize(
    ("kind", "limit"),
    [("1", 10_000_000), ("2", 3_000_000), ("3", 10_000_000), ("4", 3_000_000), ("6", 3_000_000)],
)
def test_thresholds_go_by_the_kind_of_contract(kind, limit):
    assert control.THRESHOLDS[control.sort(kind)] == limit


def told(code, field, **change):
    found = example(code)
    problems = registry[code].check({**found["good"], **change}, context(found))
    return [problem.facts["value"] for problem in problems if problem.code == field]


@pytest.mark.parametrize(
    ("change", "fee"),
    [
        ({}, "1523.44"),  # 0.15 % of 1,015,625 roubles
        ({"amount": "100.00"}, "1500.00"),
        ({"amount": "36000.00"}, "4387.50"),
        ({"speed": "urgent"}, "2523.44"),
    ],
)
def test_the_fee_of_a_transfer_is_told(change, fee):
    assert told("currency_transfer", "fee_expected", **change) == [fee]


@pytest.mark.parametrize(
    ("code", "fixed", "currency", "about"),
    [
        ("currency_purchase", "bought", "USD", "812500.00 RUB"),
        ("currency_purchase", "sold", "RUB", "123.08 USD"),
        ("currency_sale", "sold", "USD", "812500.00 RUB"),
        ("currency_sale", "bought", "RUB", "123.08 USD"),
        ("currency_conversion", "sold", "USD", "8631.68 EUR"),
        ("currency_conversion", "bought", "EUR", "11585.23 USD"),
    ],
)
def test_the_other_side_of_a_deal_is_told(code, fixed, currency, about):
    assert told(code, "exchange_about", fixed=fixed, amount_currency=currency) == [about]


def test_an_official_rate_is_written_as_orders_write_it():
    found = context(example("currency_conversion"))
    assert exchange.official("RUB", "USD", found) == Decimal("81.25")
    assert exchange.official("USD", "RUB", found) == Decimal("81.25")
    assert exchange.official("USD", "EUR", found) == Decimal("81.25") / Decimal("94.13")
    assert exchange.official("USD", "CNY", found) is None
    assert exchange.official("USD", "EUR", replace(found, rates={})) is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("20400", ["20400"]),
        ("20500", []),
        ("21400", []),
        ("21500", ["21500"]),
        ("70010", ["70010"]),
        ("70020", []),
        ("70100", ["70100"]),
        ("70105", []),
        ("61130", []),
        ("61150", []),
        ("23110", []),
        ("22110", ["22110"]),
    ],
)
def test_a_code_of_money_that_comes_in_is_told_at_a_transfer(code, said):
    found = example("currency_transfer")
    books = replace(context(found), directories=Books({"vo_codes": "shipped"}))
    problems = registry["currency_transfer"].check({**found["good"], "vo_code": code}, books)
    assert [one.facts["value"] for one in problems if one.code == "vo_direction"] == said
    assert "vo_code_unlisted" not in {one.code for one in problems}


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("12060", {"papers_needed"}), ("11100", {"papers_needed", "unk_needed"}), ("99090", set())],
)
def test_goods_that_never_enter_the_country_have_no_contract_on_record(code, wanted):
    found = example("currency_transfer")
    books = replace(context(found), directories=Books({"vo_codes": "shipped"}))
    change = {"amount": "60000.00", "vo_code": code, "unk": "", "contract_number": "", "attachments": ()}
    problems = registry["currency_transfer"].check({**found["good"], **change}, books)
    assert {one.code for one in problems} & {"papers_needed", "unk_needed"} == wanted


def test_codes_of_money_given_back_say_who_gives_it_back():
    rows = json.loads(resource("directories/vo_codes.json").read_bytes())["rows"]
    back = {
        row["code"]: row["direction"]
        for row in rows
        if "10" <= row["code"][:2] <= "70" and row["code"][2] in "89"
    }
    assert back.keys() >= {"10800", "11900", "30800", "42950", "43850", "58900", "70800"}
    assert back == {code: {"8": "out", "9": "in"}[code[2]] for code in back}
