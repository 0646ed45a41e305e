"""The converter: an amount of one currency in another, at the official rate or the bank's of a day up to today.

The day of the rate and the rounding are named; where a day has no rate, that the last one before it was taken.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bsclient.domain.converting import ROUBLES, Quote, Way
from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.information.rate_chart import price
from bsclient.gui.information.view import InformationView
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.day_box import DayBox
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.scrolling import fill

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.services.desk import Desk
    from bsclient.services.information.rates import Converted

_AMOUNT_WIDTH: Final = 200
_SWAP_WIDTH: Final = 44
_LONGEST: Final = 24


class ConverterView(InformationView):
    """`amount`, `source`, `target`, `way` and `day` are chosen; `result` says what comes out, `basis` by what."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._turn = 0
        self.amount = QLineEdit(written.amount(Decimal(1000)))
        self.amount.setMaxLength(_LONGEST)
        self.amount.setFixedWidth(_AMOUNT_WIDTH)
        self.source, self.target, self.way = QComboBox(), QComboBox(), QComboBox()
        self.way.addItem(tr("At the bank's rate"), Way.BANK.value)
        self.way.addItem(tr("At the official rate"), Way.OFFICIAL.value)
        self.day = DayBox(tr("Rate of the day"), desk.place.today)
        self.day.setMaximumDate(self.day.date())
        for widget, name in (
            (self.amount, tr("Amount")),
            (self.source, tr("From currency")),
            (self.target, tr("To currency")),
            (self.way, tr("Rate")),
            (self.day, tr("Rate of the day")),
        ):
            widget.setAccessibleName(name)
        self.swap = QPushButton("⇄")
        self.swap.setFixedWidth(_SWAP_WIDTH)
        self.swap.setToolTip(tr("The other way round"))
        self.swap.setAccessibleName(tr("The other way round"))
        self.result = text.heading("", 1)
        self.basis = text.label("", wrap=True, selectable=True)
        self.rounding = text.hint("")
        self._arrange()
        self.setFocusProxy(self.amount)

    def read(self) -> None:
        rates = self.desk.rates
        self._follow(_qdate(self.desk.place.today))
        self.fetch(rates.currencies, self._offer)

    def convert(self) -> None:
        """Convert what is typed now."""
        pair, way, rates = (
            (self.source.currentText(), self.target.currentText()),
            Way(self.way.currentData()),
            self.desk.rates,
        )
        try:
            amount = written.read_amount(self.amount.text())
        except ValueError:
            self._say(
                tr("Type an amount, for example {amount}").format(amount=written.amount(Decimal("1000.5")))
            )
            return
        if not all(pair):
            self._say(tr("There are no rates yet: they come from the bank with the synchronisation"))
            return
        self._turn += 1
        turn = self._turn

        def done(found: Converted) -> None:
            if turn == self._turn:
                self._show(found)

        def failed(error: BsError) -> None:
            if turn == self._turn:
                self._say(problems.of_error(error).message)

        day = self.chosen_day()
        self.shell.run_task(
            lambda: rates.convert(amount, pair, way, day), done, failed, Lane.NETWORK
        ).owned_by(self)

    def chosen_day(self) -> date:
        """Return the day whose rates are asked for."""
        return self.day.day()

    def _follow(self, today: QDate) -> None:
        """Let no day to come be chosen; whoever had today chosen keeps it when a new day has begun."""
        latest = self.day.date() == self.day.maximumDate()
        self.day.blockSignals(True)
        self.day.setMaximumDate(today)
        if latest:
            self.day.setDate(today)
        self.day.blockSignals(False)

    def _offer(self, currencies: list[str]) -> None:
        for box, first in ((self.source, "USD"), (self.target, ROUBLES)):
            before = box.currentText()
            box.blockSignals(True)
            box.clear()
            box.addItems([ROUBLES, *currencies] if currencies else [])
            wanted = before or first
            box.setCurrentIndex(max(0, box.findText(wanted)))
            box.blockSignals(False)
        self.convert()

    def _turn_round(self) -> None:
        source, target = self.source.currentText(), self.target.currentText()
        self.source.setCurrentText(target)
        self.target.setCurrentText(source)

    def _show(self, told: Converted) -> None:
        self.result.setText(
            f"{written.amount(told.amount, told.sold.currency)} = {written.amount(told.result, told.wanted.currency)}"
        )
        quotes = [quote for quote in (told.sold, told.wanted) if quote.currency != ROUBLES]
        earlier = [quote for quote in quotes if quote.day < told.day]
        words = [_basis(quote, told.way, sold=quote is told.sold) for quote in quotes]
        self.basis.setText("\n".join([*words, *(_earlier(quote, told.day) for quote in earlier)]))
        self.rounding.setText(
            tr("Rounded once, at the end: half a kopeck or cent up.")
            if told.way is Way.OFFICIAL
            else tr(
                "Rounded once, at the end, down, as the bank does it. The bank fixes the rate when it carries the order out."
            )
        )

    def _say(self, words: str) -> None:
        self._turn += 1
        self.result.setText("")
        self.basis.setText(words)
        self.rounding.setText("")

    def _arrange(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        line = FlowLayout(gap=8, even=True)
        for widget in (self.amount, self.source, self.swap, self.target, self.way, self.day):
            line.addWidget(widget)
        column.addLayout(line)
        self.result.setWordWrap(True)
        for label in (self.result, self.basis, self.rounding):
            column.addWidget(label)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        box.addStretch(1)
        holder = QWidget()
        fill(holder, inside, sideways=False)
        self.box.addWidget(holder, 1)
        self.amount.textChanged.connect(lambda _text: self.convert())
        for combo in (self.source, self.target, self.way):
            combo.currentIndexChanged.connect(lambda _place: self.convert())
        self.day.dateChanged.connect(lambda _day: self.convert())
        self.swap.clicked.connect(lambda _on=False: self._turn_round())


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _earlier(quote: Quote, asked: date) -> str:
    """Say that a day has no rate of its own."""
    return tr(
        "No rate of {currency} was told for {day}: the last one before it, of {used}, is taken."
    ).format(currency=quote.currency, day=written.day(asked), used=written.day(quote.day))


def _basis(quote: Quote, way: Way, *, sold: bool) -> str:
    """Return by which rate of which day a currency was converted."""
    if way is Way.OFFICIAL:
        words, value = tr("Official rate of {day}: {units} {currency} = {price} RUB"), quote.official
    elif sold:
        words, value = tr("The bank buys, rate of {day}: {units} {currency} = {price} RUB"), quote.buy
    else:
        words, value = tr("The bank sells, rate of {day}: {units} {currency} = {price} RUB"), quote.sell
    return words.format(
        day=written.day(quote.day),
        units=written.number(quote.nominal),
        currency=quote.currency,
        price=price(value),
    )
