"""The period of a statement: a named one or two days of one's own, with arrows to the one before and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from bsclient.gui import icons
from bsclient.gui.tips import tip
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import periods, text
from bsclient.gui.widgets.day_box import DayBox

_DAY: Final = timedelta(days=1)


class Span(StrEnum):
    """What is offered."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CUSTOM = "custom"


_TITLES: Final = {
    Span.TODAY: N_("Today"),
    Span.YESTERDAY: N_("Yesterday"),
    Span.WEEK: N_("This week"),
    Span.MONTH: N_("This month"),
    Span.QUARTER: N_("This quarter"),
    Span.YEAR: N_("This year"),
    Span.CUSTOM: N_("Own period"),
}
_UNITS: Final = {
    Span.WEEK: periods.Period.WEEK,
    Span.MONTH: periods.Period.MONTH,
    Span.QUARTER: periods.Period.QUARTER,
    Span.YEAR: periods.Period.YEAR,
}


def span_days(span: Span, today: date) -> tuple[date, date]:
    """Return the first and last day of a span; what has not come yet is left out."""
    if span is Span.YESTERDAY:
        return today - _DAY, today - _DAY
    first, last = periods.days(_UNITS.get(span, periods.Period.TODAY), today)
    return first or today, min(last or today, today)


def shifted(start: date, end: date, step: int, today: date) -> tuple[date, date]:
    """Return the period before (-1) or after (1): the same unit of the calendar, else as many days.

    What begins after today is not gone to.
    """
    for unit in _UNITS.values():
        first, last = periods.days(unit, start)
        if first == start and last is not None and end > start and end in {last, min(last, today)}:
            other = first - _DAY if step < 0 else last + _DAY
            before, after = periods.days(unit, other)
            if before is not None and after is not None and before <= today:
                return before, min(after, today)
            return start, end
    moved = start + step * (end - start + _DAY)
    return (moved, moved + (end - start)) if moved <= today else (start, end)


class PeriodBox(QWidget):
    """`changed` when another period is chosen; `value()` gives its days, in order."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.spans = QComboBox()
        self.spans.setAccessibleName(tr("Period"))
        for span, title in _TITLES.items():
            self.spans.addItem(tr(title), span.value)
        self.first, self.last = self._day(tr("From")), self._day(tr("To"))
        self.before = self._arrow("arrow_left", tr("Period before"), -1)
        self.after = self._arrow("arrow_right", tr("Next period"), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.spans, self.before, self.first, text.label("–"), self.last, self.after):
            row.addWidget(widget)
        self.choose(Span.MONTH)
        self.spans.activated.connect(lambda _place: self._turn())

    def value(self) -> tuple[date, date]:
        """Return the first and the last day."""
        first, last = sorted((self.first.day(), self.last.day()))
        return first, last

    def kept(self) -> object:
        """Return what is remembered of the choice: the name of a span, which moves with the days, or two days."""
        span = str(self.spans.currentData())
        return span if span != Span.CUSTOM.value else [day.isoformat() for day in self.value()]

    def restore(self, kept: object) -> None:
        """Choose what was remembered, without telling; what cannot be read leaves the choice as it is."""
        match kept:
            case str(span) if span in {each.value for each in Span}:
                self.choose(Span(span))
            case [str(first), str(last)]:
                try:
                    self._put(date.fromisoformat(first), date.fromisoformat(last))
                except ValueError:
                    return
                self.spans.setCurrentIndex(self.spans.findData(Span.CUSTOM.value))

    def choose(self, span: Span) -> None:
        """Choose a span without telling."""
        self.spans.setCurrentIndex(self.spans.findData(span.value))
        if span is not Span.CUSTOM:
            self._put(*span_days(span, self._today()))

    def set_days(self, first: date, last: date) -> None:
        """Choose two days and tell."""
        self._put(first, last)
        self.spans.setCurrentIndex(self.spans.findData(self._name(first, last).value))
        self.changed.emit()

    def _name(self, first: date, last: date) -> Span:
        today = self._today()
        named = (span for span in Span if span is not Span.CUSTOM)
        return next((span for span in named if span_days(span, today) == (first, last)), Span.CUSTOM)

    def _put(self, first: date, last: date) -> None:
        for box, value in ((self.first, first), (self.last, last)):
            box.blockSignals(True)
            box.put(value)
            box.blockSignals(False)

    def _turn(self) -> None:
        self.choose(Span(self.spans.currentData()))
        self.changed.emit()

    def _typed(self) -> None:
        self.spans.setCurrentIndex(self.spans.findData(self._name(*self.value()).value))
        self.changed.emit()

    def _day(self, name: str) -> DayBox:
        box = DayBox(name, self._today())
        box.dateChanged.connect(lambda _day: self._typed())
        return box

    def _arrow(self, icon: str, words: str, step: int) -> QToolButton:
        made = QToolButton()
        made.setAutoRaise(True)
        made.setToolTip(tip(words))
        made.setAccessibleName(words)
        icons.put(made, icon, "muted")
        made.clicked.connect(lambda _on=False: self.set_days(*shifted(*self.value(), step, self._today())))
        return made
