"""The days of an account: opening balance, turnover, closing balance, and whether the bank has signed the day as final."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtWidgets import QCheckBox

from bsclient.gui import format as written
from bsclient.gui.statements import ground
from bsclient.gui.statements.figures import Figures
from bsclient.gui.statements.ground import Choice, Ground
from bsclient.gui.statements.tabular import TableColumn, Tabular, TabularView, heading
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.statements.closings import DayRow

_TABLE_HEIGHT: Final = 150
_NONE: Final = Decimal("0.00")
_BUSY: Final = "statements.days.busy"


class ByDayView(TabularView):
    """See the module. Enter opens the operations of a day; a day that differs from the bank's word leads to the check."""

    key: ClassVar[str] = ground.BY_DAY

    def __init__(self, base: Ground) -> None:
        super().__init__(base)
        self._shown: tuple[Choice, Sequence[DayRow]] | None = None
        self.figures = Figures()
        self.table: DataTable[DayRow] = DataTable("statement_days", self._columns(), base.shell.memory)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.setAccessibleName(tr("Days"))
        self.table.set_empty(tr("No operations in this period"))
        self.table.opened.connect(self._open_day)
        self.busy = QCheckBox(tr("Only days with operations"))
        self.busy.setChecked(base.shell.memory.text(_BUSY, "yes") == "yes")
        self.busy.toggled.connect(lambda _on: self._narrow())
        self.filters = (self.busy,)
        self._differs = text.link("", self._check)
        self._differs.hide()
        self._about = text.hint(
            tr(
                "A day is final once the bank has signed its closing statement; until then the bank may still post on it."
            )
        )
        self.box.addWidget(self.figures)
        self.box.addWidget(self._differs)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self._about)
        self.setFocusProxy(self.table)

    @property
    def rows(self) -> Sequence[DayRow]:
        """The days that are shown, oldest first."""
        return self._shown[1] if self._shown else ()

    def read(self) -> None:
        choice = self.ground.choice()
        closings = self.ground.desk.closings
        self.table.set_loading()
        self.fetch(
            lambda: closings.days(choice.account, choice.start, choice.end),
            lambda rows: self._show(choice, rows),
        )

    def tabular(self) -> Tabular[Any] | None:
        if self._shown is None:
            return None
        choice = self._shown[0]
        period = f"{written.day(choice.start)} – {written.day(choice.end)}"
        account = tr("Account {account}, {currency}").format(account=choice.account, currency=choice.currency)
        return Tabular(
            name=f"{choice.account}_{choice.start:%Y-%m-%d}_{choice.end:%Y-%m-%d}_days",
            title=tr("Turnover by day, {period}").format(period=period),
            above=(account, *heading(self.ground.shell, self.ground.account(choice.account))),
            columns=_paper_columns(),
            rows=self._listed(),
            below=tuple(f"{name}: {value}" for name, value in self.figures.shown().items()),
        )

    def blank(self) -> None:
        self._shown = None
        self._differs.hide()
        self.table.set_view(ListView())
        self.figures.show_figures(())

    # inside -------------------------------------------------------------------------------------------------------

    def _show(self, choice: Choice, rows: Sequence[DayRow]) -> None:
        self._shown = (choice, rows)
        self._narrow()
        self.figures.show_figures(_figures(rows, choice.currency))
        differing = sum(row.differs for row in rows)
        self._differs.setText(tr("%n day(s) differ from what the bank signed: show what", "", differing))
        self._differs.setVisible(differing > 0)
        self.changed.emit()

    def _narrow(self) -> None:
        """Leave out the days on which nothing moved, unless they are asked for or differ."""
        self.ground.shell.memory.set(_BUSY, "yes" if self.busy.isChecked() else "no")
        self.table.set_view(ListView(self._listed()))

    def _listed(self) -> Sequence[DayRow]:
        if not self.busy.isChecked():
            return self.rows
        return [row for row in self.rows if row.count or row.differs]

    def _open_day(self, row: DayRow) -> None:
        self.ground.go(ground.OPERATIONS, account=self.ground.choice().account, start=row.day, end=row.day)

    def _check(self) -> None:
        choice = self.ground.choice()
        self.ground.go(ground.HEALTH, account=choice.account, start=choice.start, end=choice.end)

    def _columns(self) -> tuple[Column[DayRow], ...]:
        return (
            Column("day", tr("Date"), lambda row: written.day(row.day), 110, icon=_icon, colour=_colour),
            Column("opening", tr("Opening balance"), lambda row: written.amount(row.opening), 146, right=True),
            Column("debits", tr("Debits"), lambda row: _moved(row.debits), 130, right=True),
            Column(
                "credits", tr("Credits"), lambda row: _moved(row.credits), 130, right=True,
                colour=lambda _row: "done",
            ),
            Column("closing", tr("Closing balance"), lambda row: written.amount(row.closing), 154, right=True),
            Column("count", tr("Operations"), lambda row: written.number(row.count), 90, right=True),
            Column("state", tr("State"), _state, 210, colour=_colour, stretch=True),
        )  # fmt: skip


def _figures(rows: Sequence[DayRow], currency: str) -> list[tuple[str, str, str]]:
    if not rows:
        return []
    final = sum(row.final for row in rows)
    return [
        (tr("Opening balance"), written.amount(rows[0].opening, currency), ""),
        (tr("Credits"), written.amount(sum((row.credits for row in rows), _NONE), currency), ""),
        (tr("Debits"), written.amount(sum((row.debits for row in rows), _NONE), currency), ""),
        (tr("Closing balance"), written.amount(rows[-1].closing, currency), ""),
        (
            tr("Final days"),
            tr("{count} of {total}").format(count=written.number(final), total=written.number(len(rows))),
            "",
        ),
    ]


def _moved(value: Decimal) -> str:
    return written.amount(value) if value else ""


def _state(row: DayRow) -> str:
    if row.differs:
        return tr("Differs from what the bank signed")
    return tr("Final, signed by the bank") if row.final else tr("Preliminary")


def _icon(row: DayRow) -> str:
    return "warning" if row.differs else "signed" if row.final else "queued"


def _colour(row: DayRow) -> str:
    return "rejected" if row.differs else "done" if row.final else "muted"


def _paper_columns() -> tuple[TableColumn[DayRow], ...]:
    return (
        TableColumn(tr("Date"), lambda row: row.day, "day", 20),
        TableColumn(tr("Opening balance"), lambda row: row.opening, "money", 32),
        TableColumn(tr("Debits"), lambda row: row.debits, "money", 30),
        TableColumn(tr("Credits"), lambda row: row.credits, "money", 30),
        TableColumn(tr("Closing balance"), lambda row: row.closing, "money", 32),
        TableColumn(tr("Operations"), lambda row: row.count, "number", 18),
        TableColumn(tr("State"), _state, "text", 34),
    )
