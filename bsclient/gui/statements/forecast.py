"""The forecast: what an account held, what it will hold by all that is known today, and when it holds least."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QSplitter

from bsclient.gui import format as written
from bsclient.gui.statements import forecast_items, ground
from bsclient.gui.statements.chart import BalanceChart
from bsclient.gui.statements.figures import Figures
from bsclient.gui.statements.ground import Choice, Ground, Reach
from bsclient.gui.statements.reading import Day
from bsclient.gui.statements.tabular import TableColumn, Tabular, TabularView, heading
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.model import ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.statements.forecast import Forecast, ForecastItem

_DAYS: Final = (14, 30, 60, 90, 180, 365)
_USUAL: Final = 60
_KEPT: Final = "statements.forecast.days"
_NONE: Final = Decimal("0.00")
_DAY: Final = dt.timedelta(days=1)
_CHART_HEIGHT: Final = 150
_TABLE_HEIGHT: Final = 110


@dataclass(frozen=True, slots=True)
class Outlook:
    """History and forecast in one row of days; from the place `ahead` on they are forecast."""

    forecast: Forecast
    days: tuple[Day, ...]
    ahead: int


def look(desk: Desk, choice: Choice, count: int) -> Outlook:
    """Read so many days back and ahead; blocks. Days before the first balance known are left out."""
    forecast = (
        desk.forecast.joint(choice.currency, count)
        if choice.joint
        else desk.forecast.of(choice.account, count)
    )
    start = forecast.start - count * _DAY
    history = _history(desk, choice.accounts, (start, forecast.start - _DAY))
    ahead = [
        Day(point.day, max(point.change, _NONE), max(-point.change, _NONE), point.balance)
        for point in forecast.points
    ]
    return Outlook(forecast, (*history, *ahead), len(history))


def _history(desk: Desk, accounts: Sequence[str], span: tuple[dt.date, dt.date]) -> list[Day]:
    """Return the end of each day of the accounts together."""
    start, end = span
    held = {number: desk.closings.balance(number, start) for number in accounts}
    rows = {(number, row.day): row for number in accounts for row in desk.closings.days(number, start, end)}
    days, day = [], start
    while day <= end:
        came = went = _NONE
        for number in accounts:
            row = rows.get((number, day))
            if row is not None:
                held[number] = row.closing
                came, went = came + row.credits, went + row.debits
        days.append(Day(day, came, went, sum(held.values(), _NONE)))
        day += _DAY
    return days


class ForecastView(TabularView):
    """See the module."""

    key: ClassVar[str] = ground.FORECAST
    reach: ClassVar[Reach] = Reach.CURRENCY
    dated: ClassVar[bool] = False

    def __init__(self, base: Ground) -> None:
        super().__init__(base)
        self._shown: tuple[Choice, Outlook] | None = None
        self.days = QComboBox()
        self.days.setAccessibleName(tr("How many days"))
        for count in _DAYS:
            self.days.addItem(tr("%n day(s) back and ahead", "", count), count)
        kept = base.shell.memory.get(_KEPT, _USUAL)
        self.days.setCurrentIndex(max(0, self.days.findData(kept if kept in _DAYS else _USUAL)))
        self.figures = Figures()
        self.verdict = text.label("", wrap=True)
        self.chart = BalanceChart()
        self.table: DataTable[ForecastItem] = DataTable(
            "statement_forecast", forecast_items.columns(), base.shell.memory
        )
        self.expected = QPushButton(tr("Expected income…"))
        self.expected.setToolTip(tr("What you believe will come: the forecast counts it"))
        self.expected.clicked.connect(lambda _on=False: self._expect())
        self.filters = (self.days, self.expected)
        self._build()
        self.days.currentIndexChanged.connect(lambda _place: self._choose())

    @property
    def outlook(self) -> Outlook | None:
        """What is shown."""
        return self._shown[1] if self._shown else None

    def read(self) -> None:
        told, desk = self.ground.choice(), self.ground.desk
        choice = dataclasses.replace(told, accounts=tuple(filter(self._of_bank, told.accounts)))
        count = int(self.days.currentData())
        self.expected.setEnabled(bool(choice.accounts))
        if not choice.accounts:
            self.forget()
            self._clear(tr("There is no forecast for a closed account or one of another bank."))
            return
        self.table.set_loading()
        self.fetch(lambda: look(desk, choice, count), lambda found: self._show(choice, found))

    def refresh(self, changed: Changed) -> None:
        if changed.documents or changed.schedules:
            self.read()

    def tabular(self) -> Tabular[Any] | None:
        if self._shown is None:
            return None
        choice, found = self._shown
        start, end = found.forecast.points[0].day, found.forecast.points[-1].day
        period = f"{written.day(start)} – {written.day(end)}"
        return Tabular(
            name=f"forecast_{start:%Y-%m-%d}_{end:%Y-%m-%d}",
            title=tr("Forecast of the balance, {period}").format(period=period),
            above=(
                tr("Account {account}, {currency}").format(
                    account=", ".join(choice.accounts), currency=choice.currency
                ),
                *heading(self.ground.shell, self.ground.account(choice.account)),
            ),
            columns=(
                TableColumn(tr("Date"), lambda row: row.day, "day", 22),
                TableColumn(tr("Amount"), lambda row: row.amount, "money", 34),
                TableColumn(tr("What"), forecast_items.what, "text", 90),
                TableColumn(tr("Where it is known from"), forecast_items.source, "text", 40),
            ),
            rows=found.forecast.items,
            below=(
                *(f"{name}: {value}" for name, value in self.figures.shown().items()),
                self.verdict.text(),
            ),
        )

    def blank(self) -> None:
        self._clear("")

    # inside -------------------------------------------------------------------------------------------------------

    def _expect(self) -> None:
        """Let the user say what will come to the account, or to the first of those that are taken together."""
        from bsclient.gui.statements.expected import ExpectedIncome

        accounts = [each for each in self.ground.choice().accounts if self._of_bank(each)]
        if accounts:
            ExpectedIncome(self.ground, accounts[0], self.read).open()

    def _of_bank(self, number: str) -> bool:
        known = self.ground.account(number)
        return known is not None and known.source == "bank" and known.closed is None

    def _choose(self) -> None:
        self.ground.shell.memory.set(_KEPT, int(self.days.currentData()))
        self.read()

    def _show(self, choice: Choice, found: Outlook) -> None:
        self._shown = (choice, found)
        told, lowest = found.forecast, found.forecast.lowest
        self.chart.set_days(found.days, told.currency, found.ahead)
        self.table.set_view(ListView(told.items))
        came = sum((item.amount for item in told.items if item.amount > 0), _NONE)
        went = -sum((item.amount for item in told.items if item.amount < 0), _NONE)
        self.figures.show_figures(
            (
                (tr("Available now"), written.amount(told.opening, told.currency), ""),
                (tr("Will come"), written.amount(came, told.currency), "done"),
                (tr("Will go"), written.amount(went, told.currency), ""),
                (
                    tr("Least, on {day}").format(day=written.day(lowest.day)),
                    written.amount(lowest.balance, told.currency),
                    "rejected" if lowest.balance < 0 else "",
                ),
                (tr("At the end"), written.amount(told.points[-1].balance, told.currency), ""),
            )
        )
        self._judge(told)
        self.changed.emit()

    def _judge(self, told: Forecast) -> None:
        """Say in one sentence whether the money lasts."""
        short = next((point for point in told.points if point.balance < 0), None)
        if short is None:
            words = tr("By all that is known today the money lasts.")
        else:
            words = tr("On {day} {amount} will be missing.").format(
                day=written.day(short.day), amount=written.amount(-short.balance, told.currency)
            )
        self.verdict.setText(words)
        text.paint(self.verdict, "rejected" if short is not None else "done")

    def _clear(self, words: str) -> None:
        """Show nothing but why there is nothing."""
        self._shown = None
        self.table.set_view(ListView())
        self.chart.set_days((), "")
        self.figures.show_figures(())
        self.verdict.setText(words)
        text.paint(self.verdict, "muted")
        self.changed.emit()

    def _build(self) -> None:
        policy = QSizePolicy.Policy
        self.chart.setSizePolicy(policy.Expanding, policy.Expanding)
        self.chart.setMinimumHeight(_CHART_HEIGHT)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.setAccessibleName(tr("What is ahead"))
        self.table.set_empty(
            tr("Nothing is on its way in these days: no documents, nothing in the calendar, nothing expected")
        )
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.chart)
        splitter.addWidget(self.table)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        self.box.addWidget(self.figures)
        self.box.addWidget(self.verdict)
        self.box.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
