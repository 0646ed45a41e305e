"""The summary: every account on a day, each in its own currency or all in one by the rates, over organisations too.

Other organisations are closed: of them stands here what was known when one went over to another in this session, and a
line under the figures says as of when that is. So it does of this one, if its bank was not asked since the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtWidgets import QCheckBox, QComboBox

from bsclient.clock import business_day
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.statements import ground
from bsclient.gui.statements.figures import Figures
from bsclient.gui.statements.ground import Ground, Reach
from bsclient.gui.statements.tabular import TableColumn, Tabular, TabularView
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.day_box import DayBox
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.statements.summary import Side, SummaryRow, Total

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
    """What was found: accounts, totals by currency, the profiles that were looked at, this one first."""

    rows: Sequence[SummaryRow]
    totals: Sequence[Total]
    sides: Sequence[Side]

    @property
    def several(self) -> bool:
        """Whether more profiles than this one count."""
        return len(self.sides) > 1


class OverviewView(TabularView):
    """See the module. Enter opens the operations of an account on the day."""

    key: ClassVar[str] = ground.SUMMARY
    reach: ClassVar[Reach] = Reach.ALL
    dated: ClassVar[bool] = False

    def __init__(self, base: Ground) -> None:
        super().__init__(base)
        self._shown: tuple[_Wish, _Told] | None = None
        memory = base.shell.memory
        self.day = DayBox(tr("Day"), base.desk.place.today)
        self.currency = QComboBox()
        self.currency.setAccessibleName(tr("Currency of the summary"))
        self.currency.addItem(tr("Each in its own currency"), "")
        for code in _CURRENCIES:
            self.currency.addItem(tr("All in {currency}").format(currency=code), code)
        self.currency.setCurrentIndex(max(0, self.currency.findData(memory.text(_CURRENCY))))
        self.everyone = QCheckBox(tr("All organisations"))
        self.everyone.setToolTip(tr("This one and those that you went over from in this session"))
        self.everyone.setChecked(memory.text(_ALL) == "yes")
        self.figures = Figures()
        self.notes = text.hint("")
        self.notes.hide()
        self.table: DataTable[SummaryRow] = DataTable("statement_summary", self._columns(), memory)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.setAccessibleName(tr("Accounts"))
        self.table.set_empty(tr("No accounts on this day"))
        self.table.opened.connect(self._open)
        self.filters = (self.day, self.currency, self.everyone)
        for widget in (self.figures, self.notes):
            self.box.addWidget(widget)
        self.box.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.day.dateChanged.connect(lambda _day: self.read())
        self.currency.currentIndexChanged.connect(lambda _place: self._choose())
        self.everyone.toggled.connect(lambda _on: self._choose())

    def read(self) -> None:
        wish = _Wish(self.day.day(), str(self.currency.currentData()), self.everyone.isChecked())
        desk = self.ground.desk
        self.table.set_loading()

        def work() -> _Told:
            from bsclient.services.statements.summary import totals

            summary = desk.summary
            look = summary.organisations if wish.everyone else summary.accounts
            rows = look(wish.day, wish.currency)
            sides = summary.sides()
            return _Told(rows, totals(rows), sides if wish.everyone else sides[:1])

        self.fetch(work, lambda told: self._show(wish, told))

    def blank(self) -> None:
        self._shown = None
        self.table.set_view(ListView())
        self.figures.show_figures(())
        self.notes.hide()

    def tabular(self) -> Tabular[Any] | None:
        if self._shown is None:
            return None
        wish, told = self._shown
        return Tabular(
            name=f"summary_{wish.day:%Y-%m-%d}",
            title=tr("Summary of accounts on {day}").format(day=written.day(wish.day)),
            above=() if told.several else (told.sides[0].organisation,),
            columns=self._paper_columns(wish.currency, several=told.several),
            rows=told.rows,
            below=(
                *(f"{name}: {value}" for name, value in self.figures.shown().items()),
                *_notes(wish, told),
            ),
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
        notes = _notes(wish, told)
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.changed.emit()

    def _hide_columns(self, wish: _Wish, told: _Told) -> None:
        """Show the organisation where there are several, the common currency where one is chosen."""
        for place, column in enumerate(self.table.paged.columns):
            if column.key in {"organisation", "told"}:
                self.table.setColumnHidden(place, not told.several)
            elif column.key == "common":
                self.table.setColumnHidden(place, not wish.currency)

    def _open(self, row: SummaryRow) -> None:
        if not row.here:
            words = tr("This account is of {organisation}: go over to it to see the operations.")
            self.ground.shell.notify(words.format(organisation=row.organisation))
            return
        day = self.day.day()
        self.ground.go(ground.OPERATIONS, account=row.account, start=day.replace(day=1), end=day)

    def _columns(self) -> tuple[Column[SummaryRow], ...]:
        return (
            Column("organisation", tr("Organisation"), lambda row: row.organisation, 140),
            Column("name", tr("Account"), _name, 100, icon=_icon, stretch=True),
            Column("account", tr("Number"), lambda row: written.account(row.account), 188),
            Column("currency", tr("Currency"), lambda row: row.currency, 74),
            Column("opening", tr("Start of the day"), lambda row: written.amount(row.opening), 114, right=True),
            Column("debits", tr("Debits"), lambda row: _moved(row.debits), 94, right=True),
            Column(
                "credits", tr("Credits"), lambda row: _moved(row.credits), 94, right=True,
                colour=lambda _row: "done",
            ),
            Column("closing", tr("End of the day"), lambda row: written.amount(row.closing), 114, right=True),
            Column("common", tr("In one currency"), _common, 118, right=True),
            Column("told", tr("As of"), _told, 126, colour=self._told_colour),
        )  # fmt: skip

    def _told_colour(self, row: SummaryRow) -> str:
        return "partly" if self._shown is not None and _stale(row.told, self._shown[0].day) else "muted"

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
        told: tuple[TableColumn[SummaryRow], ...] = (
            (TableColumn(tr("As of"), _told, "text", 26),) if several else ()
        )
        return (
            *whose,
            TableColumn(tr("Account"), _name, "text", 32),
            TableColumn(tr("Number"), lambda row: row.account, "text", 36),
            TableColumn(tr("Currency"), lambda row: row.currency, "text", 14),
            TableColumn(tr("Opening balance"), lambda row: row.opening, "money", 26),
            TableColumn(tr("Debits"), lambda row: row.debits, "money", 26),
            TableColumn(tr("Credits"), lambda row: row.credits, "money", 26),
            TableColumn(tr("Closing balance"), lambda row: row.closing, "money", 26),
            *common,
            *told,
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


def _notes(wish: _Wish, told: _Told) -> list[str]:
    """Return what must be known of the sums: how old they are, and what is not in them."""
    lines = [words for side in told.sides if (words := _age(side, wish.day))]
    if wish.everyone and not told.several:
        lines.append(
            tr(
                "Only this organisation so far. Others count once you went over from them in this session ({key})."
            ).format(key=keys.shown("switch"))
        )
    if wish.currency:
        missing = sorted({row.currency for row in told.rows if row.in_currency is None})
        if missing:
            words = tr("No rate on this day, hence not in the sum: {currencies}")
            lines.append(words.format(currencies=", ".join(missing)))
    return lines


def _age(side: Side, day: date) -> str:
    """Say as of when the figures of a profile are; "" where they are those of the day."""
    name = f"{side.organisation} ({side.bank})"
    if not side.here and day < side.since:
        return tr("{name}: closed, and not known before {day}: not in the sums").format(
            name=name, day=written.day(side.since)
        )
    if side.told is None:
        return tr("{name}: the bank was never asked yet").format(name=name)
    when = written.instant(side.told)
    if not side.here:
        return tr("{name}: closed, as of {when}").format(name=name, when=when)
    return (
        tr("{name}: the bank was asked last on {when}").format(name=name, when=when)
        if _stale(side.told, day)
        else ""
    )


def _stale(told: datetime | None, day: date) -> bool:
    """Whether what was told is older than the day."""
    return told is None or business_day(told) < day


def _told(row: SummaryRow) -> str:
    return written.instant(row.told) if row.told is not None else tr("never")


def _name(row: SummaryRow) -> str:
    name = row.name or tr("Account")
    return tr("{name} (other bank)").format(name=name) if row.source == _FILE else name


def _icon(row: SummaryRow) -> str:
    return "bank" if row.source == _FILE else "statement"


def _moved(value: Decimal) -> str:
    return written.amount(value) if value else ""


def _common(row: SummaryRow) -> str:
    return tr("no rate") if row.in_currency is None else written.amount(row.in_currency)
