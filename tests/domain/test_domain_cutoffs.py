"""When payments leave: runs, days off, handling; how runs are written."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.clock import MOSCOW
from bsclient.domain import cutoffs
from bsclient.domain.cutoffs import Route, Schedule

RUNS = (time(11), time(14), time(16), time(18), time(21))
FOUR = timedelta(seconds=4)


def works(day):
    return day.weekday() < 5 and day != date(2026, 11, 4)


def moscow(day, hour, minute=0, second=0):
    return datetime(2026, 11, day, hour, minute, second, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("at", "leaves", "counts"),
    [
        (moscow(18, 10), moscow(18, 11), date(2026, 11, 18)),
        (moscow(18, 10, 59, 55), moscow(18, 11), date(2026, 11, 18)),
        (moscow(18, 10, 59, 56), moscow(18, 14), date(2026, 11, 18)),  # ready when the run has gone
        (moscow(18, 21), moscow(19, 11), date(2026, 11, 19)),
        (moscow(20, 22), moscow(23, 11), date(2026, 11, 23)),  # Friday night
        (moscow(3, 22), moscow(5, 11), date(2026, 11, 5)),  # a holiday between
    ],
)
def test_a_payment_leaves_with_the_next_run(at, leaves, counts):
    schedule = {Route.CLEARING: Schedule(RUNS, handling=FOUR)}
    found = cutoffs.departure(Route.CLEARING, schedule, at, works)
    assert (found.leaves, found.counts, found.at_once) == (leaves, counts, False)


def test_what_goes_at_once_waits_for_nothing_but_its_day():
    schedules = {Route.URGENT: Schedule(handling=FOUR), Route.INSIDE: Schedule(every_day=True)}
    sunday = moscow(22, 23, 59)
    urgent = cutoffs.departure(Route.URGENT, schedules, sunday, works)
    assert (urgent.leaves, urgent.counts, urgent.at_once) == (sunday + FOUR, date(2026, 11, 23), True)
    inside = cutoffs.departure(Route.INSIDE, schedules, sunday, works)
    assert (inside.leaves, inside.counts) == (sunday, date(2026, 11, 22))
    assert cutoffs.departure(Route.CLEARING, schedules, sunday, works) is None


def test_the_route_follows_from_the_banks_and_the_kind():
    assert cutoffs.route("044525888", "044525888", urgent=True) is Route.INSIDE
    assert cutoffs.route("044525888", "044525225", urgent=True) is Route.URGENT
    assert cutoffs.route("044525888", "044525225", urgent=False) is Route.CLEARING


def test_no_run_in_two_months_is_said():
    with pytest.raises(ValueError, match="no run"):
        cutoffs.next_run(moscow(18, 10), RUNS, lambda _day: False)


@given(
    st.lists(st.times().map(lambda it: it.replace(second=0, microsecond=0)), unique=True)
    .map(sorted)
    .map(tuple)
)
def test_runs_are_read_as_written(runs):
    assert cutoffs.read_runs(cutoffs.write_runs(runs)) == runs


@pytest.mark.parametrize("step", [1, 5, 15, 60])
def test_even_runs_are_written_as_a_step(step):
    runs = cutoffs.read_runs(f"every {step}")
    assert len(runs) == 24 * 60 // step
    assert cutoffs.write_runs(runs) == f"every {step}"


@pytest.mark.parametrize("text", ["every 0", "every", "every x", "25:00", "14:00 11:00", "11:00 11:00"])
def test_other_words_are_no_runs(text):
    with pytest.raises(ValueError):
        cutoffs.read_runs(text)


HOURS = (time(10), time(18))


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (moscow(18, 9, 59, 59), moscow(18, 10)),
        (moscow(18, 10), moscow(18, 10)),
        (moscow(18, 17, 59, 59), moscow(18, 17, 59, 59)),
        (moscow(18, 18), moscow(19, 10)),
        (moscow(20, 18), moscow(23, 10)),
        (moscow(3, 12), moscow(3, 12)),
        (moscow(4, 12), moscow(5, 10)),
    ],
)
def test_within_hours_of_working_days(at, leaves):
    assert Schedule(hours=HOURS).leaves(at, works) == leaves
    assert Schedule(every_day=True, hours=HOURS).leaves(moscow(22, 12), works) == moscow(22, 12)


@pytest.mark.parametrize("hours", [None, HOURS, (time(0, 30), time(23, 59))])
def test_hours_are_read_as_they_were_written(hours):
    assert cutoffs.read_hours(cutoffs.write_hours(hours)) == hours


@pytest.mark.parametrize(
    "text", ["10:00", "18:00-10:00", "10:00-10:00", "10:00-12:00-14:00", "ten-noon", "-"]
)
def test_hours_of_another_form_are_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        cutoffs.read_hours(text)
