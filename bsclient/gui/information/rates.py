"""Rates of today as a table, and the chosen currency over time as a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter

from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.information.rate_chart import RateChart, price
from bsclient.gui.information.view import InformationView
from bsclient.gui.shell import Shell
from bsclient.gui.tips import tip
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import choose_file
from bsclient.gui.widgets.model import Column
from bsclient.gui.widgets.table import DataTable
from bsclient.services.information.rates import SOURCE

if TYPE_CHECKING:
    from pathlib import Path

    from bsclient.domain.converting import Quote
    from bsclient.formats.cbr_rates import DailyRates
    from bsclient.services.desk import Desk

_SIZES: Final = [180, 320]


@dataclass(frozen=True, slots=True)
class RateRow:
    """A currency today: its quote, its name, and how far the official rate moved since the day before it."""

    quote: Quote
    name: str
    moved: Decimal | None


@dataclass(frozen=True, slots=True)
class _Told:
    rows: list[RateRow]
    history: Mapping[str, Sequence[Quote]]
    today: date


class RatesView(InformationView):
    """`table` has the currencies, `chart` the chosen one over time."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._told = _Told([], {}, desk.place.today)
        self.table: DataTable[RateRow] = DataTable("rates", _columns(), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.set_empty(tr("There are no rates yet: they come from the bank with the synchronisation"))
        self.chart = RateChart()
        self._take = keys.action(tr("Official rates from a file…"), "import", self.ask_file, self)
        self._take.setToolTip(tip(tr("A file XML_daily of the Bank of Russia")))
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.chart)
        parts.setSizes(_SIZES)
        self.box.addWidget(parts, 1)
        self.box.addWidget(
            text.hint(
                tr(
                    "In roubles. A rate holds from its day until another is told; the bank buys and sells at its own."
                )
            )
        )
        self.setFocusProxy(self.table)
        self.table.chosen.connect(self._show_chart)

    def actions_shown(self) -> Sequence[QAction]:
        return (self._take,)

    def read(self) -> None:
        desk = self.desk
        self.fetch(partial(_read, desk), self._show)

    def ask_file(self) -> None:
        """Ask for a file of the Bank of Russia and keep its rates."""
        choose_file(
            self.window(), tr("Official rates from a file"), tr("Rates of the Bank of Russia (*.xml *.asp);;All files (*)"),
            lambda paths: self.take(paths[0]),
        )  # fmt: skip

    def take(self, path: Path) -> None:
        """Keep the rates of a file."""
        rates = self.desk.rates
        self.shell.run_task(lambda: rates.take(path), self._taken).owned_by(self)

    def _taken(self, told: DailyRates) -> None:
        count = tr("%n official rate(s)", "", len(told.rates))
        self.shell.notify(tr("{rates} of {day} are kept").format(rates=count, day=written.day(told.day)))
        self.read()

    def _show(self, told: _Told) -> None:
        self._told = told
        self.table.set_rows(told.rows, lambda row: row.quote.currency)
        self._show_chart()

    def _show_chart(self) -> None:
        row = self.table.current_row()
        self.chart.setVisible(row is not None)
        if row is not None:
            self.chart.set_quotes(self._told.history.get(row.quote.currency, ()), self._told.today)


def _read(desk: Desk) -> _Told:
    rates, today = desk.rates, desk.place.today
    latest = rates.latest()
    history = {quote.currency: rates.history(quote.currency) for quote in latest}
    rows = [
        RateRow(quote, _name(desk, quote.currency, today), _moved(history[quote.currency]))
        for quote in latest
    ]
    return _Told(rows, history, today)


def _name(desk: Desk, currency: str, day: date) -> str:
    found = desk.books.find("currencies", currency, day)
    if found is None:
        return ""
    return (found.get("title_en", "") if language() == "en" else "") or found["title"]


def _moved(history: Sequence[Quote]) -> Decimal | None:
    told = [(quote.official, quote.nominal) for quote in history if quote.official is not None]
    if len(told) < 2 or told[-1][1] != told[-2][1]:  # noqa: PLR2004 -- a day and the one before it
        return None
    return told[-1][0] - told[-2][0]


def _columns() -> tuple[Column[RateRow], ...]:
    return (
        Column("currency", tr("Currency"), lambda row: row.quote.currency, 84),
        Column("name", tr("Name"), lambda row: row.name, 116, stretch=True),
        Column("nominal", tr("Units"), lambda row: written.number(row.quote.nominal), 80, right=True),
        Column("official", tr("Official"), lambda row: price(row.quote.official), 120, right=True),
        Column("moved", tr("Moved by"), _change, 100, right=True, colour=_direction),
        Column("buy", tr("Bank buys"), lambda row: price(row.quote.buy), 140, right=True),
        Column("sell", tr("Bank sells"), lambda row: price(row.quote.sell), 140, right=True),
        Column("day", tr("Rate of"), lambda row: written.day(row.quote.day), 100),
        Column("source", tr("Source"), _source, 180, hidden=True),
    )


def _change(row: RateRow) -> str:
    if row.moved is None:
        return ""
    sign = "+" if row.moved > 0 else "\u2212" if row.moved < 0 else ""
    return sign + price(abs(row.moved))


def _direction(row: RateRow) -> str:
    return "" if not row.moved else "done" if row.moved > 0 else "rejected"


def _source(row: RateRow) -> str:
    return tr("Bank of Russia") if row.quote.source == SOURCE else row.quote.source
