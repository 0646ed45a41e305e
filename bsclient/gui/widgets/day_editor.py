"""A field for a day: short forms, + and - for the next and the last day, a calendar on F4."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit

from bsclient import clock
from bsclient.domain.fields import Field
from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.tr import tr
from bsclient.gui.widgets.editors import LineEditor
from bsclient.gui.widgets.short_days import read_day


class DayEditor(LineEditor):
    """A day; the draft gets the ISO form, or what was typed if it is no day. `today` completes short forms."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.today: Callable[[], date] = _today
        self._calendar: QCalendarWidget | None = None
        self._button = self.addAction(
            icons.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        icons.put(self._button, "calendar", "muted")
        self._button.setToolTip(tr("Calendar (F4)"))
        self._button.triggered.connect(lambda _on=False: self.choose.emit())
        self.choose.connect(self._show_calendar)

    def day(self) -> date | None:
        """Return the day; None if there is none."""
        return read_day(self.text(), self.today()) if self.text().strip() else None

    def value(self) -> str:
        day = self.day()
        return self.text() if day is None else day.isoformat()

    def shown(self, text: str) -> str:
        return written.iso_day(text)

    def set_locked(self, *, locked: bool) -> None:
        super().set_locked(locked=locked)
        self._button.setEnabled(not locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {"+": 1, "-": -1, "=": 1}.get(event.text(), 0)
        whole = self.text().strip() == "" or self.hasSelectedText() or self.text() == self._full()
        if step and whole and not self.isReadOnly():
            day = self.day() or self.today()
            if day not in {date.min, date.max}:
                self.put((day + timedelta(days=step)).isoformat())
                self.edited.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._full() not in {"", self.text()} and not self.isReadOnly():
            self._replace(self._full())
        super().focusOutEvent(event)

    def _full(self) -> str:
        day = self.day()
        return written.day(day) if day else ""

    def _show_calendar(self) -> None:
        if self.isReadOnly():
            return
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        day = self.day() or self.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()
        calendar.setFocus()
        self._calendar = calendar

    def _take(self, chosen: QDate) -> None:
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None
            self.put(date(chosen.year(), chosen.month(), chosen.day()).isoformat())
            self.edited.emit()


def _today() -> date:
    return clock.business_day(clock.now())
