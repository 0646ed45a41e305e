"""The summary: every account on a day, each in its own currency or all in one by the rates, over organisations too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit

from bsclient.gui import format as written
from bsclient.gui.statements import ground
from bsclient.gui.statements.figures import Figures
from bsclient.gui.statements.ground import Ground, Reach
from bsclient.gui.statements.tabular import TableColumn, Tabular, TabularView
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.services.statements.summary import SummaryRow, Total

_CURRENCIES: Final = ("RUB", "USD", "EUR", "CNY")
_CURRENCY: Final = "statements.summary.currency"
_ALL: Final = "statements.summary.organisations"
_TABLE_HEIGHT: Final = 150
_FILE: Final = "file"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for: a day, a currency ("" for none), all organisations or this one."""

    day: date
    currency: str
    everyone: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What was found: accounts, totals by currency, the organisations beside each other."""

    rows: Sequence[SummaryRow]
    totals: Sequence[Total]
    organisations: int


class OverviewView(TabularView):
    """See the module. Enter opens the operations of an account on the day."""

    key: ClassVar[str] = ground.SUMMARY
    reach: ClassVar[Reach] = Reach.ALL
    dated: ClassVar[bool] = False

    def __init__(self, base: Ground) -> None:
        super().__init__(base)
        self._shown: tuple[_Wish, _Told] | None = None
        memory, today = base.shell.memory, base.desk.place.today
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(written.day_pattern())
        self.day.setAccessibleName(tr("Day"))
        self.currency = QComboBox()
        self.currency.setAccessibleName(tr("Currency of the summary"))
        self.currency.addItem(tr("Each in its own currency"), "")
        for code in _CURRENCIES:
            self.currency.addItem(tr("All in {currency}").format(currency=code), code)
        self.currency.setCurrentIndex(max(0, self.currency.findData(memory.text(_CURRENCY))))
        self.everyone = QCheckBox(tr("All organisations"))
        self.everyone.setToolTip(tr("Those whose summary was opened since the program was started or locked"))
        self.everyone.setChecked(memory.text(_ALL) == "yes")
        self.figures = Figures()
        self.unknown = text.hint("")
        self.unknown.hide()
        self.table: DataTable[SummaryRow] = DataTable("statement_summary", self._columns(), memory)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.setAccessibleName(tr("Accounts"))
        self.table.set_empty(tr("No accounts on this day"))
        self.table.opened.connect(self._open)
        self.filters = (self.day, self.currency, self.everyone)
        for widget in (self.figures, self.unknown):
            self.box.addWidget(widget)
        self.box.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.day.dateChanged.connect(lambda _day: self.read())
        self.currency.currentIndexChanged.connect(lambda _place: self._choose())
        self.everyone.toggled.connect(lambda _on: self._choose())

    def read(self) -> None:
        picked = self.day.date()
        wish = _Wish(
            date(picked.year(), picked.month(), picked.day()),
            str(self.currency.currentData()),
            self.everyone.isChecked(),
        )
        desk = self.ground.desk
        self.table.set_loading()

        def work() -> _Told:
            from bsclient.services.statements.summary import totals

            summary = desk.summary
            everything = summary.organisations(wish.day, wish.currency)  # leaves the extract of this one, too
            rows = everything if wish.everyone else summary.accounts(wish.day, wish.currency)
            return _Told(rows, totals(rows), len({row.organisation for row in rows}))

        self.fetch(work, lambda told: self._show(wish, told), self._not_read)

    def tabular(self) -> Tabular[Any] | None:
        if self._shown is None:
            return None
        wish, told = self._shown
        return Tabular(
            name=f"summary_{wish.day:%Y-%m-%d}",
            title=tr("Summary of accounts on {day}").format(day=written.day(wish.day)),
            above=()
            if told.organisations > 1
            else tuple(dict.fromkeys(row.organisation for row in told.rows)),
            columns=self._paper_columns(wish.currency, several=told.organisations > 1),
            rows=told.rows,
            below=tuple(f"{name}: {value}" for name, value in self.figures.shown().items()),
        )

    # inside -------------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        memory = self.ground.shell.memory
        memory.set(_CURRENCY, str(self.currency.currentData()))
        memory.set(_ALL, "yes" if self.everyone.isChecked() else "no")
        self.read()

    def _show(self, wish: _Wish, told: _Told) -> None:
        self._shown = (wish, told)
        self._hide_columns(wish, told)
        self.table.set_view(ListView(told.rows))
        self.figures.show_figures(_figures(wish, told))
        missing = (
            sorted({row.currency for row in told.rows if row.in_currency is None}) if wish.currency else []
        )
        self.unknown.setText(
            tr("No rate on this day, hence not in the sum: {currencies}").format(
                currencies=", ".join(missing)
            )
        )
        self.unknown.setVisible(bool(missing))
        self.changed.emit()

    def _hide_columns(self, wish: _Wish, told: _Told) -> None:
        """Show the organisation where there are several, the common currency where one is chosen."""
        for place, column in enumerate(self.table.paged.columns):
            if column.key == "organisation":
                self.table.setColumnHidden(place, told.organisations < 2)  # noqa: PLR2004 -- one needs no name
            elif column.key == "common":
                self.table.setColumnHidden(place, not wish.currency)

    def _not_read(self, error: BsError) -> None:
        self._shown = None
        self.table.set_view(ListView())
        self.figures.show_figures(())
        self.changed.emit()
        self.ground.shell.show_error(error)

    def _open(self, row: SummaryRow) -> None:
        if self.ground.account(row.account) is None:
            words = tr("This account is of {organisation}: go over to it to see the operations.")
            self.ground.shell.notify(words.format(organisation=row.organisation))
            return
        picked = self.day.date()
        day = date(picked.year(), picked.month(), picked.day())
        self.ground.go(ground.OPERATIONS, account=row.account, start=day.replace(day=1), end=day)

    def _foreign(self, row: SummaryRow) -> bool:
        known = self.ground.account(row.account)
        return known is not None and known.source == _FILE

    def _columns(self) -> tuple[Column[SummaryRow], ...]:
        return (
            Column("organisation", tr("Organisation"), lambda row: row.organisation, 200),
            Column("name", tr("Account"), self._name, 160, icon=self._icon),
            Column("account", tr("Number"), lambda row: written.account(row.account), 186),
            Column("currency", tr("Currency"), lambda row: row.currency, 72),
            Column("opening", tr("Start of the day"), lambda row: written.amount(row.opening), 122, right=True),
            Column("debits", tr("Debits"), lambda row: _moved(row.debits), 112, right=True),
            Column(
                "credits", tr("Credits"), lambda row: _moved(row.credits), 112, right=True,
                colour=lambda _row: "done",
            ),
            Column("closing", tr("End of the day"), lambda row: written.amount(row.closing), 122, right=True),
            Column("common", tr("In the common currency"), _common, 128, right=True),
        )  # fmt: skip

    def _name(self, row: SummaryRow) -> str:
        name = row.name or tr("Account")
        return tr("{name} (other bank)").format(name=name) if self._foreign(row) else name

    def _icon(self, row: SummaryRow) -> str:
        return "bank" if self._foreign(row) else "statement"

    def _paper_columns(self, currency: str, *, several: bool) -> tuple[TableColumn[SummaryRow], ...]:
        whose: tuple[TableColumn[SummaryRow], ...] = (
            (TableColumn(tr("Organisation"), lambda row: row.organisation, "text", 30),) if several else ()
        )
        common: tuple[TableColumn[SummaryRow], ...] = (
            (
                TableColumn(
                    tr("In {currency}").format(currency=currency), lambda row: row.in_currency, "money", 26
                ),
            )
            if currency
            else ()
        )
        return (
            *whose,
            TableColumn(tr("Account"), self._name, "text", 32),
            TableColumn(tr("Number"), lambda row: row.account, "text", 36),
            TableColumn(tr("Currency"), lambda row: row.currency, "text", 14),
            TableColumn(tr("Opening balance"), lambda row: row.opening, "money", 26),
            TableColumn(tr("Debits"), lambda row: row.debits, "money", 26),
            TableColumn(tr("Credits"), lambda row: row.credits, "money", 26),
            TableColumn(tr("Closing balance"), lambda row: row.closing, "money", 26),
            *common,
        )


def _figures(wish: _Wish, told: _Told) -> list[tuple[str, str, str]]:
    """Return what it comes to: one sum in the common currency, or one for each currency."""
    if not told.rows:
        return []
    if wish.currency:
        known = [row.in_currency for row in told.rows if row.in_currency is not None]
        whole = written.amount(sum(known, Decimal("0.00")), wish.currency)
        return [(tr("All together"), whole, ""), (tr("Accounts"), written.number(len(told.rows)), "")]
    sums = [
        (
            tr("{currency}: closing balance").format(currency=total.currency),
            written.amount(total.closing, total.currency),
            "",
        )
        for total in told.totals
    ]
    return [*sums, (tr("Accounts"), written.number(len(told.rows)), "")]


def _moved(value: Decimal) -> str:
    return written.amount(value) if value else ""


def _common(row: SummaryRow) -> str:
    return tr("no rate") if row.in_currency is None else written.amount(row.in_currency)
