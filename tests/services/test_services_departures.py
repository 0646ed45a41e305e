"""When payments leave as the client says it: by the bank's directory alone, by the hour of this PC, in words."""

import json
from datetime import datetime

import pytest
from local_kit import office

from bsclient.bank.bankclock import Plan, demo_plan
from bsclient.bank.information import cutoff_book
from bsclient.clock import MOSCOW
from bsclient.domain.cutoffs import Route
from bsclient.gui.departure_words import sentence
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


def test_a_row_of_a_form_not_known_is_left_out(desk):
    book = json.loads(cutoff_book.book(demo_plan()))
    book["rows"][2]["runs"] = "sometimes"
    book["rows"].append({"code": "pigeon", "title": "Pigeon", "runs": "", "valid_from": "", "valid_to": ""})
    desk.place.books.offered(cutoff_book.NAME, "1", json.dumps(book).encode())
    departures = Departures(desk.place)
    assert departures.of("payment_order", ELSEWHERE) is None
    assert [row.route for row in departures.table()] == [Route.INSIDE, Route.URGENT]


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
