"""Periods, the axis of the chart, days and breaks: worked out exactly."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.gui.statements.chart import BalanceChart
from bsclient.gui.statements.period import PeriodBox, Span, shifted, span_days
from bsclient.gui.statements.reading import Day
from bsclient.gui.widgets.chart_scale import fitting

TODAY = date(2026, 11, 22)
AMOUNTS = st.decimals(-(10**13), 10**13, places=2)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.TODAY, TODAY, TODAY),
        (Span.YESTERDAY, date(2026, 11, 21), date(2026, 11, 21)),
        (Span.WEEK, date(2026, 11, 16), TODAY),
        (Span.MONTH, date(2026, 11, 1), TODAY),
        (Span.QUARTER, date(2026, 10, 1), TODAY),
        (Span.YEAR, date(2026, 1, 1), TODAY),
    ],
)
def test_named_periods_end_today_at_the_latest(span, first, last):
    assert span_days(span, TODAY) == (first, last)


@pytest.mark.parametrize(
    ("start", "end", "step", "expected"),
    [
        (date(2026, 11, 1), TODAY, -1, (date(2026, 10, 1), date(2026, 10, 31))),
        (date(2026, 10, 1), date(2026, 10, 31), 1, (date(2026, 11, 1), TODAY)),
        (date(2026, 3, 1), date(2026, 3, 31), -1, (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 1, 1), date(2026, 12, 31), -1, (date(2025, 1, 1), date(2025, 12, 31))),
        (date(2026, 10, 1), TODAY, -1, (date(2026, 7, 1), date(2026, 9, 30))),
        (date(2026, 11, 5), date(2026, 11, 7), -1, (date(2026, 11, 2), date(2026, 11, 4))),
        (date(2026, 11, 5), date(2026, 11, 7), 1, (date(2026, 11, 8), date(2026, 11, 10))),
        (TODAY, TODAY, -1, (date(2026, 11, 21), date(2026, 11, 21))),
        (TODAY, TODAY, 1, (TODAY, TODAY)),
        (date(2026, 11, 1), TODAY, 1, (date(2026, 11, 1), TODAY)),
    ],
)
def test_the_arrows_go_to_the_period_beside(start, end, step, expected):
    assert shifted(start, end, step, TODAY) == expected


def test_the_box_names_the_days_that_are_typed(qtbot):
    box = PeriodBox(lambda: TODAY)
    qtbot.addWidget(box)
    assert box.value() == (date(2026, 11, 1), TODAY)
    with qtbot.waitSignal(box.changed):
        box.before.click()
    assert box.value() == (date(2026, 10, 1), date(2026, 10, 31))
    assert box.spans.currentData() == Span.CUSTOM.value
    box.after.click()
    assert box.spans.currentData() == Span.MONTH.value
    box.set_days(date(2026, 11, 9), date(2026, 11, 2))
    assert box.value() == (date(2026, 11, 2), date(2026, 11, 9))


@given(st.lists(AMOUNTS, min_size=1, max_size=40), st.integers(1, 8))
def test_every_amount_lies_on_the_axis_and_in_its_order(amounts, lines):
    scale = fitting(amounts, lines)
    height = 1000
    places = {amount: scale.place(amount, height) for amount in amounts}
    assert all(0 <= place <= height for place in places.values())
    assert sorted(places.values()) == [places[amount] for amount in sorted(places, reverse=True)]
    marks = scale.marks
    assert marks[0] == scale.low
    assert marks[-1] == scale.high
    assert len(marks) <= 2 * lines + 3
    if min(amounts) < 0 < max(amounts):
        assert Decimal(0) in marks


@pytest.mark.parametrize("amount", ["16115122.31", "-10.50", "0.01"])
def test_a_balance_that_stays_lies_in_the_middle_of_round_amounts(amount):
    """What does not move is no cliff: the axis goes a tenth of the amount up and down, in steps that a label can say."""
    amount = Decimal(amount)
    scale = fitting([amount, amount], 4)
    tenth = abs(amount) / 10
    assert scale.low <= amount - tenth
    assert scale.high >= amount + tenth
    assert scale.step >= tenth / 4
    assert abs(scale.place(amount, 1000) - 500) < 350


@pytest.mark.parametrize("balances", [["0"], ["5", "5"], ["-10.50", "10.50"], ["0", "99999999999999.99"]])
def test_the_chart_paints_any_balances(qtbot, balances):
    chart = BalanceChart()
    qtbot.addWidget(chart)
    chart.resize(500, 140)
    blank = chart.grab().toImage()
    days = [
        Day(date(2026, 1, 1 + at), Decimal(0), Decimal(0), Decimal(each)) for at, each in enumerate(balances)
    ]
    chart.set_days(days, "RUB")
    assert chart.grab().toImage() != blank
    assert chart.accessibleDescription()
