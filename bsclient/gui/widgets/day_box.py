"""A day between arrows and a calendar, typed as people key it in: over a selection, from any place, in short forms.

Qt's own box lets nobody type over a whole day: keys that do not fit the part under the cursor are lost without a word.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit

from bsclient.gui import format as written
from bsclient.gui.widgets.short_days import read_day

_DIGITS: Final = frozenset("0123456789")
_SIGNS: Final = _DIGITS | frozenset("./,- ")
_LONGEST: Final = 10


class DayBox(QDateEdit):
    """`dateChanged` comes when a day is whole: Enter, Tab, an arrow, the calendar; what is no day is put back."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self._today = day
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        self.setDisplayFormat(written.day_pattern())
        self.setAccessibleName(name)

    def day(self) -> date:
        """Return the day."""
        value = self.date()
        return date(value.year(), value.month(), value.day())

    def put(self, day: date) -> None:
        """Show a day; tells if it is another one."""
        self.setDate(QDate(day.year, day.month, day.day))

    # Qt -----------------------------------------------------------------------------------------------------------

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        if read_day(text, self._today) is not None:
            return QValidator.State.Acceptable, text, pos
        typing = len(text) <= _LONGEST and _SIGNS.issuperset(text)
        return (QValidator.State.Intermediate if typing else QValidator.State.Invalid), text, pos

    def dateTimeFromText(self, text: str) -> QDateTime:
        day = read_day(text, self._today) or self.day()
        return QDateTime(QDate(day.year, day.month, day.day), QTime(0, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.lineEdit().selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.lineEdit()
        if event.text() in _DIGITS and len(line.text()) == _LONGEST and not line.hasSelectedText():
            line.selectAll()  # a whole day is typed over, not into
        QAbstractSpinBox.keyPressEvent(self, event)  # not Qt's own of days, which goes by parts of them

    def stepBy(self, steps: int) -> None:
        """Step by days; Qt would step by the part under the cursor, mostly by years."""
        self.setDate(self.date().addDays(steps))
        self.lineEdit().selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return (
            QAbstractSpinBox.StepEnabledFlag.StepUpEnabled | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        )
