"""What lists are narrowed with: search, period, amounts, account, and a hint that rows are hidden.

Each widget has a `changed` signal and gives its value in the domain's types.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from bsclient import clock
from bsclient.gui import format as written
from bsclient.gui import icons, keys, theme
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.day_box import DayBox
from bsclient.gui.widgets.periods import Period, days

_PAUSE_MS: Final = 200
_SEARCH_WIDTH: Final = 220
_PERIODS: Final = {
    Period.ALL: N_("All time"),
    Period.TODAY: N_("Today"),
    Period.WEEK: N_("This week"),
    Period.MONTH: N_("This month"),
    Period.QUARTER: N_("This quarter"),
    Period.YEAR: N_("This year"),
    Period.CUSTOM: N_("Own period…"),
}


class SearchField(QLineEdit):
    """Search as you type: `changed` comes when typing pauses; Ctrl+F and F3 lead here, Esc clears."""

    changed = Signal()

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder or tr("Search"))
        self.setToolTip(self.placeholderText())
        self.setAccessibleName(placeholder or tr("Search"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(_SEARCH_WIDTH)
        self._glass = self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        icons.put(self._glass, "search", "muted")
        self._told = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(lambda _text: self._pause.start())
        self.returnPressed.connect(self._tell)

    def value(self) -> str:
        """Return what is searched for."""
        return self.text().strip()

    def put(self, words: str) -> None:
        """Show words without telling: who puts them there looks for them, or for nothing."""
        self.setText(words)
        self._pause.stop()
        self._told = self.value()

    def action(self, parent: QWidget) -> QAction:
        """Return the action that leads here; a page adds it to itself."""
        made = keys.action(tr("Search"), "search", self._enter, parent, "search")
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        parent.addAction(made)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _tell(self) -> None:
        self._pause.stop()
        if self.value() != self._told:
            self._told = self.value()
            self.changed.emit()


class PeriodPicker(QWidget):
    """A named period, or two days of one's own."""

    changed = Signal()

    def __init__(self, start: Period = Period.MONTH, today: date | None = None) -> None:
        super().__init__()
        self._today = today
        self._box = QComboBox()
        self._box.setAccessibleName(tr("Period"))
        for period, title in _PERIODS.items():
            self._box.addItem(tr(title), period.value)
        self._first, self._last = self._day(tr("From")), self._day(tr("To"))
        self._dash = text.label("–")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._box, self._first, self._dash, self._last):
            row.addWidget(widget)
        self.choose(start)
        self._box.currentIndexChanged.connect(lambda _place: self._turn())

    def period(self) -> Period:
        """Return which period is chosen."""
        return Period(self._box.currentData())

    def value(self) -> tuple[date | None, date | None]:
        """Return the first and last day; None for no limit. Own days in the wrong order are swapped."""
        if self.period() is Period.CUSTOM:
            ends = sorted((self._first.day(), self._last.day()))
            return ends[0], ends[1]
        return days(self.period(), self._now())

    def choose(self, period: Period) -> None:
        """Choose a named period."""
        self._box.setCurrentIndex(self._box.findData(period.value))
        self._show()

    def set_days(self, first: date, last: date) -> None:
        """Choose own days."""
        for box, value in ((self._first, first), (self._last, last)):
            box.blockSignals(True)
            box.put(value)
            box.blockSignals(False)
        if self.period() is Period.CUSTOM:
            self.changed.emit()
        self.choose(Period.CUSTOM)

    def _now(self) -> date:
        return self._today or clock.business_day(clock.now())

    def _turn(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        own = self.period() is Period.CUSTOM
        for widget in (self._first, self._dash, self._last):
            widget.setVisible(own)

    def _day(self, name: str) -> DayBox:
        box = DayBox(name, self._now())
        box.dateChanged.connect(lambda _day: self.changed.emit())
        return box


class AmountRange(QWidget):
    """Amounts from … to …; what is no amount is marked and does not filter."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._low, self._high = self._box(tr("Amount from")), self._box(tr("to"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._low)
        row.addWidget(text.label("–"))
        row.addWidget(self._high)

    def value(self) -> tuple[Decimal | None, Decimal | None]:
        """Return the limits; None for no limit."""
        return _amount(self._low), _amount(self._high)

    def texts(self) -> tuple[str, str]:
        """Return what stands in the fields."""
        return self._low.text().strip(), self._high.text().strip()

    def set_texts(self, low: str, high: str) -> None:
        """Put limits into the fields."""
        self._low.setText(low)
        self._high.setText(high)
        self.changed.emit()

    def clear(self) -> None:
        """Take both limits away."""
        self._low.clear()
        self._high.clear()
        self.changed.emit()

    def _box(self, name: str) -> QLineEdit:
        box = QLineEdit()
        box.setPlaceholderText(name)
        box.setAccessibleName(name)
        box.setFixedWidth(box.fontMetrics().horizontalAdvance("00 000 000,00") + 16)
        box.editingFinished.connect(self.changed.emit)
        box.textChanged.connect(lambda _text: _mark(box))
        return box


class AccountBox(QComboBox):
    """One of the user's accounts, or all of them."""

    changed = Signal()

    def __init__(self, *, all_allowed: bool = True) -> None:
        super().__init__()
        self._all = all_allowed
        self.setAccessibleName(tr("Account"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def set_accounts(self, accounts: Sequence[tuple[str, str]]) -> None:
        """Offer accounts as (number, caption); the chosen one stays chosen if it is still there."""
        before = self.value()
        self.blockSignals(True)
        self.clear()
        if self._all:
            self.addItem(tr("All accounts"), "")
        for number, caption in accounts:
            self.addItem(caption, number)
        self.setCurrentIndex(max(0, self.findData(before)))
        self.blockSignals(False)
        if self.value() != before:
            self.changed.emit()

    def value(self) -> str:
        """Return the chosen number; "" for all."""
        return str(self.currentData() or "")


class HiddenHint(QWidget):
    """Says that filters hide rows, with a link that takes the filters away."""

    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._words = text.hint("", wrap=False)
        row.addWidget(text.icon_label("filter", "muted"))
        row.addWidget(self._words)
        row.addWidget(text.link(tr("Show all"), self.cleared.emit))
        row.addStretch(1)
        self.hide()

    def set_hidden(self, count: int, *, active: bool = False) -> None:
        """Show how many rows the filters hide; nothing for none, unless filters are `active` all the same."""
        self._words.setText(tr("Filters hide %n row(s)", "", count) if count else tr("Filters are on"))
        self.setVisible(count > 0 or active)


def _amount(box: QLineEdit) -> Decimal | None:
    try:
        return written.read_amount(box.text()) if box.text().strip() else None
    except ValueError:
        return None


def _mark(box: QLineEdit) -> None:
    wrong = bool(box.text().strip()) and _amount(box) is None
    palette = box.palette()
    palette.setColor(box.foregroundRole(), theme.colour("rejected" if wrong else "text"))
    box.setPalette(palette)
    box.setToolTip(tr("This is not an amount") if wrong else "")
