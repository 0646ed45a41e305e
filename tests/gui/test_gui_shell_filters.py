"""Filters give values of the domain and say when they change; the flow layout breaks lines."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from bsclient.gui.widgets.filters import AccountBox, AmountRange, HiddenHint, PeriodPicker, SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.periods import Period, days
from bsclient.gui.widgets.tabs import Tabs

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        (Period.TODAY, TODAY, TODAY, TODAY),
        (Period.WEEK, TODAY, date(2026, 11, 16), date(2026, 11, 22)),
        (Period.WEEK, date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 22)),
        (Period.MONTH, TODAY, date(2026, 11, 1), date(2026, 11, 30)),
        (Period.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (Period.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Period.QUARTER, TODAY, date(2026, 10, 1), date(2026, 12, 31)),
        (Period.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (Period.YEAR, TODAY, date(2026, 1, 1), date(2026, 12, 31)),
        (Period.ALL, TODAY, None, None),
    ],
)
def test_named_periods(period, today, first, last):
    assert days(period, today) == (first, last)


@pytest.fixture
def heard():
    return []


def test_search_speaks_when_typing_pauses_and_once(qtbot, heard):
    field = SearchField()
    qtbot.addWidget(field)
    field.changed.connect(lambda: heard.append(field.value()))
    qtbot.keyClicks(field, "rom")
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["rom"])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["rom"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["rom", ""]


def test_search_is_reached_by_its_key(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    field = SearchField()
    field.setParent(page)
    action = field.action(page)
    page.show()
    page.activateWindow()
    action.trigger()
    qtbot.waitUntil(field.hasFocus)
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+F", "F3"]


def test_tabs_count_and_choose(qtbot, heard):
    tabs = Tabs([("all", "All"), ("sign", "To sign"), ("sent", "Sent")])
    qtbot.addWidget(tabs)
    tabs.changed.connect(lambda: heard.append(tabs.value()))
    assert tabs.value() == "all"
    tabs.set_counts({"sign": 1200})
    assert [button.text() for button in tabs._buttons.values()] == ["All", "To sign  1,200", "Sent"]
    tabs._buttons["sign"].click()
    tabs.choose("sent")
    tabs.choose("sent")
    tabs.choose("no such tab")
    assert heard == ["sign", "sent"]


def test_period_of_ones_own(qtbot, heard):
    picker = PeriodPicker(Period.MONTH, TODAY)
    qtbot.addWidget(picker)
    picker.changed.connect(lambda: heard.append(picker.value()))
    assert picker.value() == (date(2026, 11, 1), date(2026, 11, 30))
    picker.set_days(date(2026, 5, 9), date(2026, 5, 1))
    assert picker.period() is Period.CUSTOM
    assert picker.value() == (date(2026, 5, 1), date(2026, 5, 9))
    assert heard[-1] == (date(2026, 5, 1), date(2026, 5, 9))
    assert picker._first.isVisibleTo(picker)
    picker.choose(Period.ALL)
    assert picker.value() == (None, None)
    assert not picker._first.isVisibleTo(picker)


def test_amounts_are_read_as_the_domain_reads_them(qtbot):
    amounts = AmountRange()
    qtbot.addWidget(amounts)
    amounts._low.setText("1 000,50")
    amounts._high.setText("1e5")
    assert amounts.value() == (Decimal("1000.50"), None)
    assert amounts._high.toolTip() == "This is not an amount"
    assert amounts._low.toolTip() == ""
    amounts.clear()
    assert amounts.value() == (None, None)


def test_account_stays_chosen_while_it_is_there(qtbot, heard):
    box = AccountBox()
    qtbot.addWidget(box)
    box.set_accounts([("1", "one"), ("2", "two")])
    assert box.value() == ""
    box.changed.connect(lambda: heard.append(box.value()))
    box.setCurrentIndex(2)
    box.set_accounts([("2", "two"), ("3", "three")])
    assert box.value() == "2"
    box.set_accounts([("3", "three")])
    assert box.value() == ""
    assert heard == ["2", ""]


def test_hint_tells_how_many_rows_are_hidden(qtbot, heard):
    hint = HiddenHint()
    qtbot.addWidget(hint)
    hint.cleared.connect(lambda: heard.append(True))
    hint.set_hidden(12)
    assert hint.isVisibleTo(None) or not hint.isHidden()
    assert "12" in hint._words.text()
    hint.set_hidden(0)
    assert hint.isHidden()


def test_flow_breaks_lines_and_evens_heights(qtbot):
    frame = QWidget()
    qtbot.addWidget(frame)
    flow = FlowLayout(frame, gap=10, even=True)
    for height in (20, 40, 30):
        label = QLabel()
        label.setMinimumSize(100, height)
        label.setMaximumWidth(100)
        flow.addWidget(label)
    assert flow.heightForWidth(320) == 40
    assert flow.heightForWidth(210) == 40 + 10 + 30
    assert flow.heightForWidth(50) == 20 + 10 + 40 + 10 + 30
    flow.setGeometry(QRect(0, 0, 210, 100))
    assert [flow.itemAt(place).geometry().height() for place in range(3)] == [40, 40, 30]
    assert flow.itemAt(2).geometry().y() == 50
    assert flow.takeAt(7) is None
