"""What an account will hold: the balance by days as a line, and what moves it, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui.shell import Shell
from bsclient.gui.statements import forecast_items
from bsclient.gui.statements.chart import BalanceChart
from bsclient.gui.statements.reading import Day
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import AccountBox
from bsclient.gui.widgets.model import ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.statements.forecast import Forecast, ForecastItem
    from bsclient.services.statements.reading import AccountView

_DAYS: Final = 60
_NONE: Final = Decimal("0.00")


class ForecastView(QWidget):
    """Reads itself: `read()` when something has changed."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self.account = AccountBox(all_allowed=False)
        self.account.changed.connect(self._read_forecast)
        self.summary = text.label("", wrap=True)
        self.chart = BalanceChart()
        policy = QSizePolicy.Policy
        self.chart.setSizePolicy(policy.Expanding, policy.Expanding)
        self.summary.setSizePolicy(policy.Preferred, policy.Fixed)
        self.table: DataTable[ForecastItem] = DataTable("forecast", forecast_items.columns(), shell.memory)
        self.table.set_empty(tr("Nothing is on its way in these days"))
        top = QHBoxLayout()
        top.addWidget(text.heading(tr("Forecast for {count} days").format(count=_DAYS), 3))
        top.addWidget(self.account)
        top.addWidget(self.summary, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.chart)
        parts.setSizes([520, 480])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(parts, 1)

    def read(self) -> None:
        """Read accounts and forecast again."""
        task = self._shell.run_task(self._desk.statements.accounts, self._show_accounts, lane=Lane.NETWORK)
        task.owned_by(self)

    def _show_accounts(self, accounts: Sequence[AccountView]) -> None:
        self.account.set_accounts(
            [(each.number, f"{each.name}  {written.account(each.number)}".strip()) for each in accounts]
        )
        self._read_forecast()

    def _read_forecast(self) -> None:
        number, forecast = self.account.value(), self._desk.forecast
        if number:
            task = self._shell.run_task(lambda: forecast.of(number, _DAYS), self._show, lane=Lane.NETWORK)
            task.owned_by(self)

    def _show(self, found: Forecast) -> None:
        if found.account != self.account.value():
            return
        days = [
            Day(point.day, max(point.change, _NONE), max(-point.change, _NONE), point.balance)
            for point in found.points
        ]
        self.chart.set_days(days, found.currency)
        self.table.set_view(ListView(found.items))
        lowest = found.lowest
        words = tr("Now {now}; lowest {low} on {day}").format(
            now=written.amount(found.opening, found.currency),
            low=written.amount(lowest.balance, found.currency),
            day=written.day(lowest.day),
        )
        short = lowest.balance < 0
        self.summary.setText(tr("{words}. Money will run short.").format(words=words) if short else words)
        text.paint(self.summary, "rejected" if short else "muted")
