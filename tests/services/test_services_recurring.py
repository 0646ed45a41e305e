"""The calendar of recurring documents, and the forecast of balances: exact days, each occurrence once, nothing sent."""

import datetime as dt
import json
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_kit import OTHER, OWN, SENT, TODAY, happen, office, payment, save

from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, Conflict, NotAllowed
from bsclient.services.documents import calendar
from bsclient.services.documents.calendar import BusinessDays, Every, Rule, Shift
from bsclient.services.documents.recurring import Recurring
from bsclient.services.documents.wording import worded
from bsclient.services.statements.forecast import Forecasts
from bsclient.storage import documents, outbox

D = dt.date


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def recurring(desk):
    return Recurring(desk.place, desk.drafts)


def holidays(desk, *rows):
    """Give the profile another edition of the holidays: (day, kind)."""
    told = [{"code": day, "title": "-", "kind": kind} for day, kind in rows]
    tree = {"name": "holidays", "version": "t", "rows": told}
    desk.place.books.offered("holidays", "t", json.dumps(tree).encode())


def monthly(day, start, **more):
    return Rule(every=Every.MONTH, day=day, start=start, shift=Shift.SAME, **more)


def first(rule, count=4):
    return [rule.planned(number) for number in range(count)]


def test_months_weeks_and_the_last_day():
    assert first(monthly(31, D(2027, 1, 31))) == [
        D(2027, 1, 31),
        D(2027, 2, 28),
        D(2027, 3, 31),
        D(2027, 4, 30),
    ]
    assert first(monthly(5, D(2026, 11, 20)), 2) == [D(2026, 12, 5), D(2027, 1, 5)]
    assert first(monthly(20, D(2026, 11, 20), interval=3), 2) == [D(2026, 11, 20), D(2027, 2, 20)]
    weekly = Rule(every=Every.WEEK, weekday=0, start=D(2026, 11, 20), interval=2)
    assert first(weekly, 3) == [D(2026, 11, 23), D(2026, 12, 7), D(2026, 12, 21)]


def test_an_end_and_a_number_of_times():
    assert first(monthly(1, D(2026, 12, 1), end=D(2027, 1, 1)), 3) == [D(2026, 12, 1), D(2027, 1, 1), None]
    assert first(monthly(1, D(2026, 12, 1), times=1), 2) == [D(2026, 12, 1), None]
    assert monthly(1, D(9999, 12, 1)).planned(1) is None


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("interval", {"interval": 0}), ("day", {"day": 32}), ("times", {"times": 0}), ("end", {"end": D(2026, 1, 1)}),
     ("weekday", {"weekday": 7})],
)  # fmt: skip
def test_what_is_no_calendar_is_refused(name, wrong):
    with pytest.raises(BadInput, match="schedule_rule") as caught:
        Rule(**{"every": Every.MONTH, "start": D(2026, 11, 20), **wrong})
    assert caught.value.facts == {"value": name}


@given(
    start=st.dates(D(2000, 1, 1), D(2100, 1, 1)), day=st.integers(1, 31), interval=st.integers(1, 30),
    every=st.sampled_from(Every), weekday=st.integers(0, 6),
)  # fmt: skip
def test_planned_days_rise_from_the_start_and_a_kept_rule_is_the_same(start, day, interval, every, weekday):
    rule = Rule(every=every, start=start, day=day, interval=interval, weekday=weekday)
    planned = [one for one in first(rule, 12) if one is not None]
    assert planned == sorted(set(planned))
    assert all(start <= one for one in planned)
    assert Rule.of(rule.texts()) == rule
    for one in planned:
        last = (one.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        fits = one.weekday() == weekday if every is Every.WEEK else one.day == min(day, last.day)
        assert fits


def test_days_off_move_a_document_before_or_after(desk):
    holidays(desk, ("2026-12-31", "holiday"), ("2027-01-01", "holiday"), ("2026-12-26", "workday"))
    business = BusinessDays(desk.place.books)
    assert business.works(D(2026, 12, 26)), "a Saturday that is worked"
    assert not business.works(D(2026, 12, 31))
    assert business.moved(D(2026, 12, 31), Shift.BEFORE) == D(2026, 12, 30)
    assert business.moved(D(2026, 12, 31), Shift.AFTER) == D(2027, 1, 4)
    assert business.moved(D(2026, 12, 31), Shift.SAME) == D(2026, 12, 31)
    rule = Rule(every=Every.MONTH, day=31, start=D(2026, 12, 1), shift=Shift.AFTER)
    assert next(calendar.days(rule, business)) == D(2027, 1, 4)


def test_the_shipped_holidays_are_in_force_before_the_bank_sends_any(desk):
    assert not BusinessDays(desk.place.books).works(D(2026, 1, 1))
    assert BusinessDays(desk.place.books).works(D(2026, 11, 20))


def rent(**changes):
    return payment(purpose="Аренда за {месяц} {год}, без НДС {VO10100}", **changes)


def test_drafts_are_made_once_when_they_are_due_and_stay_drafts(desk, recurring):
    rule = monthly(20, TODAY)
    schedule = recurring.add("  Аренда  склада ", "payment_order", rent(), rule)
    assert (schedule.name, schedule.next_day, schedule.raw.get("number")) == ("Аренда склада", TODAY, None)
    [due] = recurring.due()
    assert (due.day, due.schedule.id) == (TODAY, schedule.id)
    [draft] = recurring.make_due()
    assert draft.state is State.NEW
    assert (draft.raw["number"], draft.raw["date"]) == ("1", TODAY.isoformat())
    assert draft.raw["purpose"] == "Аренда за ноябрь 2026, без НДС {VO10100}"
    assert recurring.make_due() == ()
    [left] = recurring.list()
    assert (left.made, left.next_day) == (1, D(2026, 12, 20))
    with desk.store.read() as reader:
        assert documents.body(reader, draft.id).extra == {"schedule": schedule.id, "due": TODAY.isoformat()}
        assert outbox.size(reader) == 0


def test_what_was_missed_is_made_up_for_one_draft_each(desk, recurring):
    recurring.add("Аренда", "payment_order", rent(), monthly(20, TODAY))
    desk.clock.time += dt.timedelta(days=62)  # 21 January
    drafts = recurring.make_due()
    assert [draft.raw["purpose"][10:22] for draft in drafts] == [
        "ноябрь 2026,",
        "декабрь 2026",
        "январь 2027,",
    ]
    assert [draft.raw["number"] for draft in drafts] == ["1", "2", "3"]
    assert {draft.raw["date"] for draft in drafts} == {"2027-01-21"}


def test_one_that_is_not_whole_is_saved_with_its_problems(desk, recurring):
    recurring.add("Пустая", "payment_order", {"purpose": "x"}, monthly(20, TODAY))
    [draft] = recurring.make_due()
    assert draft.state is State.INVALID


def test_pause_skip_change_delete(desk, recurring):
    schedule = recurring.add("Аренда", "payment_order", rent(), monthly(20, TODAY))
    recurring.pause(schedule.id)
    assert recurring.due() == ()
    recurring.pause(schedule.id, paused=False)
    skipped = recurring.skip(schedule.id)
    assert (skipped.made, skipped.next_day) == (1, D(2026, 12, 20))
    with pytest.raises(Conflict, match="schedule_changed"):
        recurring.change(schedule, name="Позже")
    changed = recurring.change(skipped, name="Позже", raw={"amount": "7.00"}, rule=monthly(1, D(2026, 12, 1)))
    assert (changed.name, changed.raw, changed.made, changed.next_day) == (
        "Позже",
        {"amount": "7.00"},
        0,
        D(2026, 12, 1),
    )
    recurring.delete(schedule.id)
    assert recurring.list() == []
    for act in (recurring.delete, recurring.skip, recurring.pause):
        with pytest.raises(NotAllowed, match="schedule_unknown"):
            act(schedule.id)


def test_what_cannot_recur(recurring):
    with pytest.raises(BadInput, match="schedule_name_empty"):
        recurring.add(" ", "payment_order", {}, monthly(1, TODAY))
    with pytest.raises(BadInput, match="schedule_type"):
        recurring.add("Отзыв", "recall_request", {}, monthly(1, TODAY))
    with pytest.raises(BadInput, match="type_unknown"):
        recurring.add("Нечто", "nothing", {}, monthly(1, TODAY))


def test_days_of_a_rule_are_shown_before_it_is_kept(desk, recurring):
    holidays(desk, ("2026-12-21", "holiday"))
    rule = Rule(every=Every.MONTH, day=20, start=TODAY, shift=Shift.AFTER)
    assert recurring.days(rule, 3) == (D(2026, 11, 20), D(2026, 12, 22), D(2027, 1, 20))


def test_words_of_the_day_in_english_too():
    raw = {
        "purpose": "Rent for {month} {year}, as of {date}; before: {last_month}",
        "rows": [{"a": "{year}"}],
    }
    assert worded(raw, D(2027, 1, 31)) == {
        "purpose": "Rent for январь 2027, as of 31.01.2027; before: декабрь 2026", "rows": [{"a": "{year}"}],
    }  # fmt: skip


# forecast -----------------------------------------------------------------------------------------------------


def test_a_forecast_takes_what_is_decided_and_what_recurs(desk, recurring):
    forecasts = Forecasts(desk.place)
    draft = save(desk, amount="1000.00")
    signed, sent, accepted = (save(desk, amount=amount) for amount in ("200.00", "30.00", "5000.00"))
    happen(desk, signed.id, (Event.SIGN_LAST, By.USER, 0))
    happen(desk, sent.id, *SENT)
    happen(
        desk, accepted.id, *SENT, (Event.ACCEPT, By.BANK, 3)
    )  # held: it has left the available sum already
    recurring.add("Аренда", "payment_order", rent(amount="100.00"), monthly(25, D(2026, 11, 25)))
    told = forecasts.of(OWN, days=40)
    assert (told.start, told.opening, len(told.points)) == (TODAY, Decimal("1000000.00"), 40)
    assert [(item.day, item.amount, item.count, item.source) for item in told.items] == [
        (TODAY, Decimal("-230.00"), 2, "documents"),
        (D(2026, 11, 25), Decimal("-100.00"), 1, "recurring"),
        (D(2026, 12, 25), Decimal("-100.00"), 1, "recurring"),
    ]
    assert told.points[0].balance == Decimal("999770.00")
    assert told.points[-1].balance == told.lowest.balance == Decimal("999570.00")
    assert told.lowest.day == D(2026, 12, 25)
    assert sum(point.change for point in told.points) == told.points[-1].balance - told.opening
    assert draft.state is State.NEW


def test_an_overdue_document_weighs_on_today_and_a_later_one_on_its_day(desk):
    old = save(desk, amount="1.00", date="2026-11-13")
    desk.clock.time += dt.timedelta(days=4)
    late = save(desk, amount="2.00", date="2026-11-24")
    desk.clock.time -= dt.timedelta(days=4)
    for one in (old, late):
        happen(desk, one.id, (Event.SIGN_LAST, By.USER, 0))
    told = Forecasts(desk.place).of(OWN, days=10)
    assert [(point.day, point.change) for point in told.points if point.change] == [
        (TODAY, Decimal("-1.00")), (D(2026, 11, 24), Decimal("-2.00")),
    ]  # fmt: skip


def test_accounts_of_one_currency_together_and_an_unknown_one(desk):
    forecasts = Forecasts(desk.place)
    joint = forecasts.joint("RUB", 5)
    assert (joint.opening, joint.account, joint.currency) == (Decimal("1000010.00"), "", "RUB")
    assert forecasts.joint("USD", 5).opening == Decimal("0.00")
    assert forecasts.of(OTHER, 5).opening == Decimal("10.00")
    with pytest.raises(NotAllowed, match="account_unknown"):
        forecasts.of("40702810000000009999")


def test_a_schedule_without_end_is_not_walked_to_the_end_of_time(desk):
    rule = Rule(every=Every.WEEK, weekday=4, start=TODAY)
    ahead = islice(calendar.days(rule, BusinessDays(desk.place.books)), 3)
    assert list(ahead) == [D(2026, 11, 20), D(2026, 11, 27), D(2026, 12, 4)]
