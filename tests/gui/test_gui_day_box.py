"""A day is typed over whatever stands in the box, in full or short; what is no day changes nothing."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from bsclient.gui.statements.period import PeriodBox
from bsclient.gui.widgets.day_box import DayBox

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def box(qtbot):
    made = DayBox("Day", DAY)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("typed", ["01112026", "011126", "1.11", "01/11/2026", "1"])
@pytest.mark.parametrize("place", [None, 0, 1, 10])
def test_a_day_is_typed_over_from_any_place(box, qtbot, typed, place):
    if place is None:
        box.lineEdit().selectAll()
    else:
        box.lineEdit().setCursorPosition(place)
    with qtbot.waitSignal(box.dateChanged):
        qtbot.keyClicks(box, typed)
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.day() == dt.date(2026, 11, 1)
    assert box.lineEdit().text() == box.textFromDateTime(box.dateTime())


@pytest.mark.parametrize("typed", ["31.02", "0", "99999999", "x"])
def test_what_is_no_day_is_put_back(box, qtbot, typed):
    shown = box.lineEdit().text()
    box.lineEdit().selectAll()
    with qtbot.assertNotEmitted(box.dateChanged):
        qtbot.keyClicks(box, typed)
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.day(), box.lineEdit().text()) == (DAY, shown)


def test_a_digit_is_mended_in_its_place(box, qtbot):
    box.lineEdit().setCursorPosition(2)
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    qtbot.keyClicks(box, "3")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.day() == dt.date(2026, 11, 23)


def test_a_typed_period_is_told_once(qtbot):
    period = PeriodBox(lambda: DAY)
    qtbot.addWidget(period)
    told = []
    period.changed.connect(lambda: told.append(period.value()))
    period.first.lineEdit().selectAll()
    qtbot.keyClicks(period.first, "01.09.2026")
    qtbot.keyClick(period.first, Qt.Key.Key_Return)
    assert told == [(dt.date(2026, 9, 1), DAY)]


@pytest.mark.parametrize("place", [0, 4, 10])
def test_arrows_go_a_day_further_wherever_the_cursor_is(box, qtbot, place):
    box.lineEdit().setCursorPosition(place)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.day() == dt.date(2026, 11, 23)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.day() == dt.date(2026, 11, 21)


def test_no_day_after_the_last_one_is_taken(box, qtbot):
    box.setMaximumDate(box.date())
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, "01.12.2026")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.day() == DAY
