"""The order of dates of a file that does not tell it: two readings of its first dates, of which the user takes one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.statements.qif_dates import DateOrder

_ORDERS: Final = (("dmy", N_("Day first: {days}")), ("mdy", N_("Month first: {days}")))


class DateOrderBox(QWidget):
    """`chosen(order)` when the user takes a reading; hidden where there is nothing to choose."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.orders = {order: QRadioButton() for order, _words in _ORDERS}
        self._group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(
            text.label(tr("The file does not tell the order of its dates. Which reading is right?"))
        )
        for order, button in self.orders.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, order=order: self.chosen.emit(order))
            box.addWidget(button)
        box.addWidget(text.hint(tr("The choice is kept for the account.")))
        self.setFocusProxy(self.orders[_ORDERS[0][0]])
        self.hide()

    def show_choice(self, choice: DateOrder | None) -> None:
        """Show what may be chosen, with the first dates in both readings; None hides it."""
        self.setVisible(choice is not None)
        if choice is None:
            return
        self._group.setExclusive(False)
        for place, (order, words) in enumerate(_ORDERS):
            button = self.orders[order]
            days = "; ".join(_in_words(pair[place]) for pair in choice.samples)
            button.setText(tr(words).format(days=days))
            button.setChecked(order == choice.order)
        self._group.setExclusive(True)

    def value(self) -> str:
        """Return the order that is taken; "" for none yet."""
        return next((order for order, button in self.orders.items() if button.isChecked()), "")


def _in_words(day: date) -> str:
    """Write the month as a word: digits are what nobody can tell here."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
