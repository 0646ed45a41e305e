"""The order of dates of a file that does not tell it: a choice, with its first dates as each order reads them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.statements.qif_dates import DateOrder

_ORDERS: Final = (("dmy", N_("Day first: {days}")), ("mdy", N_("Month first: {days}")))


class DateOrderBox(QWidget):
    """`chosen(order)` when the user chooses one; hidden where there is nothing to choose."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.orders = QComboBox()
        self.orders.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.orders.setAccessibleName(tr("Order of dates"))
        self.orders.activated.connect(self._choose)
        label = text.label(tr("Order of dates"))
        label.setBuddy(self.orders)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.orders)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(line)
        box.addWidget(text.hint(tr("The file does not tell it. The choice is kept for the account.")))
        self.setFocusProxy(self.orders)
        self.hide()

    def show_choice(self, choice: DateOrder | None) -> None:
        """Show what may be chosen, with the first dates in both readings; None hides it."""
        self.setVisible(choice is not None)
        if choice is None:
            return
        self.orders.clear()
        self.orders.addItem(tr("Choose…"), "")
        for place, (order, words) in enumerate(_ORDERS):
            days = "; ".join(_in_words(pair[place]) for pair in choice.samples)
            self.orders.addItem(tr(words).format(days=days), order)
        self.orders.setCurrentIndex(max(0, self.orders.findData(choice.order)))

    def _choose(self, place: int) -> None:
        order = str(self.orders.itemData(place))
        if order:
            self.chosen.emit(order)


def _in_words(day: date) -> str:
    """Write the month as a word: digits are what nobody can tell here."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
