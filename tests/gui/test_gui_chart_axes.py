"""Both charts over time stand on the same axes: arrow keys go round the days, the pointer tells the one under it."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import ClassVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from bsclient.domain.converting import Quote
from bsclient.gui.information.rate_chart import RateChart
from bsclient.gui.statements.chart import BalanceChart
from bsclient.gui.statements.reading import Day
from bsclient.gui.widgets import chart_axes
from bsclient.gui.widgets.chart_scale import Scale

FIRST = dt.date(2026, 11, 2)


def balances(amounts=(Decimal("10.00"), Decimal("-5.00"), Decimal("7.00")), ahead=None):
    chart = BalanceChart()
    chart.set_days(
        [Day(FIRST + dt.timedelta(days=at), Decimal(1), Decimal(2), one) for at, one in enumerate(amounts)],
        "RUB",
        ahead,
    )
    return chart


def rates(every=1, count=3):
    chart = RateChart()
    quotes = [
        Quote(
            "USD", FIRST + dt.timedelta(days=at * every), 1, *(Decimal(80 + at + more) for more in range(3))
        )
        for at in range(count)
    ]
    chart.set_quotes(quotes, FIRST + dt.timedelta(days=(count - 1) * every + 2))
    return chart


@pytest.fixture(params=[balances, rates])
def chart(request, qtbot):
    made = request.param()
    qtbot.addWidget(made)
    made.resize(420, 260)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_marks_of_rates_have_the_same_decimals(qtbot):
    made = rates()
    qtbot.addWidget(made)
    made.scale = Scale(Decimal("10.8"), Decimal("11.2"), Decimal("0.1"))
    assert [len(made.mark(each)) for each in made.scale.marks] == [4] * 5
    made.scale = Scale(Decimal(80), Decimal(100), Decimal(10))
    assert [made.mark(each) for each in made.scale.marks] == ["80", "90", "100"]


def test_arrow_keys_stop_at_the_ends(chart, qtbot):
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
        seen.append(chart.shown)
    assert seen == [2, 1, 0, 0, 1]


def test_the_pointer_tells_what_is_under_it(chart, qtbot):
    area = chart.area()
    for number in range(3):
        qtbot.mouseMove(chart, QPoint(chart.across(area, number) + 2, area.center().y()))
        qtbot.waitUntil(lambda number=number: chart.shown == number)
    assert chart.number_at(area.left() - 1) is None
    assert chart.number_at(area.right() + 1) is None


def test_amounts_lie_within_the_lines(chart):
    area = chart.area()
    assert all(area.top() <= chart.down(area, one) <= area.bottom() + 1 for one in chart.amounts())


class Noting(QPainter):
    """Draws, and notes where it writes: box and words."""

    written: ClassVar = []

    def drawText(self, *place):
        super().drawText(*place)
        if isinstance(place[0], QRect):
            box = self.boundingRect(*place)
        else:
            x, line, words = place
            metrics = self.fontMetrics()
            box = QRect(x, line - metrics.ascent(), metrics.horizontalAdvance(words), metrics.height())
        self.written.append((box, place[-1]))


@pytest.mark.parametrize(
    ("show", "least"),
    [
        (balances, 3),
        (lambda: balances([Decimal(at * 1_000_000) for at in range(-20, 40)]), 3),
        (lambda: balances([Decimal(at // 15 * 700) for at in range(30)], ahead=15), 3),
        (rates, 1),
        (lambda: rates(every=2, count=40), 3),
    ],
)
@pytest.mark.parametrize("size", [(180, 120), (420, 260), (1100, 260)])
def test_no_words_touch_others(qtbot, monkeypatch, show, least, size):
    monkeypatch.setattr(chart_axes, "QPainter", Noting)
    monkeypatch.setattr(Noting, "written", [])
    made = show()
    qtbot.addWidget(made)
    made.resize(*size)
    made.grab()
    below = [box for box, _words in Noting.written if box.top() > made.area().bottom()]
    assert len(below) >= (least if size[0] > 200 else 1)
    for (one, words), (other, others) in itertools.combinations(Noting.written, 2):
        assert not one.intersects(other), (words, one, others, other)


def test_an_empty_chart_has_nothing_to_go_to(qtbot):
    for made in (BalanceChart(), RateChart()):
        qtbot.addWidget(made)
        made.resize(300, 200)
        made.show()
        qtbot.keyClick(made, Qt.Key.Key_Right)
        assert made.shown is None
        assert made.number_at(150) is None


def test_rates_of_the_last_three_months_are_drawn_from_the_one_that_held_before(qtbot):
    chart = rates()
    qtbot.addWidget(chart)
    days = [FIRST - dt.timedelta(days=ago) for ago in (300, 200, 100, 40, 0)]
    chart.set_quotes([Quote("USD", day, 1, Decimal(80), None, None) for day in days], FIRST)
    area = chart.area()
    assert chart.count() == 3  # of 100, 40 and 0 days ago
    assert chart.across(area, 0) == area.left()
    assert chart.number_at(area.left()) == 0
    assert abs(chart.across(area, 1) - area.left() - (area.width() - 1) * 52 // 92) <= 1
