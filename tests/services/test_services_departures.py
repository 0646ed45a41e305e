"""When payments leave as the client says it: by the bank's directory alone, by the hour of this PC, in words."""

import json
from datetime import datetime

import pytest
from local_kit import BIC, office, payment

from bsclient.bank.bankclock import Plan, demo_plan
from bsclient.bank.information import cutoff_book
from bsclient.clock import MOSCOW
from bsclient.domain.cutoffs import Route
from bsclient.gui.departure_words import brief, sentence
from bsclient.services.information.departures import Departures

ELSEWHERE = {"payee_bic": "044525974", "payment_kind": ""}


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.store.close()


def told(desk, plan):
    desk.place.books.offered(cutoff_book.NAME, "1", cutoff_book.book(plan))
    return Departures(desk.place)


def test_nothing_is_promised_that_the_bank_has_not_told(desk):
    departures = Departures(desk.place)
    assert departures.of("payment_order", ELSEWHERE) is None
    assert departures.table() == []


def test_routes_follow_from_the_payee_and_the_kind(desk):
    departures = told(desk, Plan())
    bank = desk.place.profile.bank.bic
    assert departures.of("payment_order", ELSEWHERE).route is Route.CLEARING
    assert departures.of("payment_order", ELSEWHERE | {"payment_kind": "срочно"}).route is Route.URGENT
    assert departures.of("payment_order", {"payee_bic": bank}).route is Route.INSIDE
    assert departures.of("payment_order", {"payee_bic": ""}) is None
    assert departures.of("letter", ELSEWHERE) is None
    assert [row.route for row in departures.table()] == list(Route)


def test_every_type_that_leaves_the_bank_is_told_of(desk):
    departures = told(desk, Plan())
    bank = desk.place.profile.bank.bic
    other = ELSEWHERE["payee_bic"]
    for kind, raw, route in (
        ("currency_transfer", {"value_date": "2026-11-24"}, Route.ABROAD),
        ("currency_purchase", {}, Route.EXCHANGE),
        ("currency_sale", {}, Route.EXCHANGE),
        ("currency_conversion", {}, Route.EXCHANGE),
        ("transit_order", {}, Route.EXCHANGE),
        ("payment_register", {"payments": [{"payee_bic": bank}, {"payee_bic": other}]}, Route.CLEARING),
        ("payment_register", {"payments": [{"payee_bic": bank}]}, Route.INSIDE),
        ("salary_register", {"rows": [{"bic": bank}, {"bic": other}]}, Route.CLEARING),
        ("self_employed_register", {"rows": [{"bic": bank}]}, Route.INSIDE),
        ("payment_demand", {"payer_bic": other}, Route.DEMANDS),
        ("collection_order", {"payer_bic": other}, Route.DEMANDS),
        ("demand_acceptance", {"decision": "partial"}, Route.INSIDE),
    ):
        assert departures.of(kind, raw).route is route, kind
    for kind, raw in (
        ("payment_register", {"payments": []}),
        ("payment_demand", {"payer_bic": bank}),
        ("demand_acceptance", {"decision": "refuse"}),
        ("letter", {}),
    ):
        assert departures.of(kind, raw) is None, kind


def test_rows_are_read_once_for_an_edition(desk):
    departures = told(desk, Plan())
    before = departures.table()
    assert all(one.schedule is two.schedule for one, two in zip(before, departures.table(), strict=True))
    desk.place.books.offered(cutoff_book.NAME, "2", cutoff_book.book(demo_plan()))
    assert [one.schedule for one in departures.table()] == list(demo_plan().schedules().values())


@pytest.mark.parametrize(
    ("now", "kind", "raw", "words"),
    [
        ((18, 10, 0), "currency_sale", {}, "If sent now, it is carried out within seconds."),
        ((18, 9, 0), "currency_sale", {}, "If sent now, it is carried out on 18/11/2026 at 10:00 (Moscow time)."),
        ((20, 18, 0), "currency_sale", {}, "If sent now, it is carried out on 23/11/2026 at 10:00 (Moscow time)."),
        (
            (18, 10, 0), "currency_transfer", {"value_date": "2026-11-18"},
            "If sent now, it leaves today, as soon as currency control has looked at it.",
        ),
        (
            (18, 10, 0), "currency_transfer", {"value_date": "2026-11-24"},
            "If sent now, it leaves on 24/11/2026 from 10:00 (Moscow time), once currency control has looked at it.",
        ),
    ],
)  # fmt: skip
def test_currency_in_words(desk, now, kind, raw, words):
    departures = told(desk, Plan())
    day, hour, minute = now
    desk.clock.time = at = datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)
    assert sentence(departures.of(kind, raw), at) == words


def test_a_row_of_a_form_not_known_is_left_out(desk):
    book = json.loads(cutoff_book.book(demo_plan()))
    book["rows"][2]["runs"] = "sometimes"
    book["rows"].append({"code": "pigeon", "title": "Pigeon", "runs": "", "valid_from": "", "valid_to": ""})
    desk.place.books.offered(cutoff_book.NAME, "1", json.dumps(book).encode())
    departures = Departures(desk.place)
    assert departures.of("payment_order", ELSEWHERE) is None
    assert [row.route for row in departures.table()] == [
        route for route in Route if route is not Route.CLEARING
    ]


@pytest.mark.parametrize(
    ("now", "kind", "words"),
    [
        ((18, 10, 0), "", "If sent now, it leaves today at 11:00 (Moscow time)."),
        ((20, 22, 0), "", "If sent now, it leaves on 23/11/2026 at 11:00 (Moscow time)."),
        ((18, 10, 0), "срочно", "If sent now, it leaves within seconds."),
        ((21, 10, 0), "срочно", "If sent now, it leaves within seconds. It counts on 23/11/2026."),
    ],
    ids=["today", "after_the_weekend", "urgent", "urgent_on_saturday"],
)
def test_a_departure_in_words(desk, now, kind, words):
    departures = told(desk, Plan())
    day, hour, minute = now
    at = datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)
    desk.clock.time = at
    found = departures.of("payment_order", ELSEWHERE | {"payment_kind": kind})
    assert sentence(found, at) == words


@pytest.mark.parametrize(
    ("now", "kind", "raw", "words"),
    [
        ((18, 10, 0), "payment_order", ELSEWHERE, "Today at 11:00"),
        ((20, 22, 0), "payment_order", ELSEWHERE, "23/11/2026 at 11:00"),
        ((21, 10, 0), "payment_order", ELSEWHERE | {"payment_kind": "срочно"}, "Within seconds. It counts on 23/11/2026."),
        ((18, 9, 0), "currency_sale", {}, "Today at 10:00"),
        ((20, 18, 0), "currency_transfer", {}, "23/11/2026 at 10:00, after currency control"),
    ],
)  # fmt: skip
def test_a_departure_in_few_words(desk, now, kind, raw, words):
    departures = told(desk, Plan())
    day, hour, minute = now
    desk.clock.time = at = datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW)
    assert brief(departures.of(kind, raw), at) == words


@pytest.mark.parametrize(
    ("plan", "now", "raw", "day"),
    [
        (None, (22, 10, 0), ELSEWHERE, "2026-11-23"),
        (demo_plan(), (22, 10, 0), ELSEWHERE, ""),
        (Plan(), (22, 10, 0), ELSEWHERE, "2026-11-23"),
        (Plan(), (22, 10, 0), ELSEWHERE | {"payment_kind": "срочно"}, ""),
        (Plan(), (22, 10, 0), {"payee_bic": BIC, "payment_kind": ""}, ""),
        (Plan(), (20, 22, 0), ELSEWHERE, ""),
    ],
    ids=["nothing_told", "every_day", "working_days", "urgent", "inside", "friday_night"],
)
def test_the_hint_of_a_day_off_says_what_the_departure_says(desk, plan, now, raw, day):
    if plan is not None:
        told(desk, plan)
    date, hour, minute = now
    desk.clock.time = at = datetime(2026, 11, date, hour, minute, tzinfo=MOSCOW)
    found = desk.drafts.check("payment_order", payment() | raw, "")
    assert [one.facts["date"] for one in found if one.code == "day_off"] == ([day] if day else [])
    departure = Departures(desk.place).of("payment_order", raw)
    if departure is not None and at.weekday() == 6:
        assert departure.leaves.astimezone(MOSCOW).date().isoformat() == (day or "2026-11-22")
