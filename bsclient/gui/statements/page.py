"""The page of statements: account, period, figures, chart of the balance, operations, one operation in full.

`open(account=…)` chooses an account, `start=…` and `end=…` (days) a period. Reading and narrowing happen in a
worker; an answer that is no longer asked for is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QSplitter, QToolButton, QVBoxLayout, QWidget

from bsclient.domain.rights import Action
from bsclient.gui import keys, preview
from bsclient.gui.rights import asking
from bsclient.gui.shell import Page, Shell
from bsclient.gui.statements import naming, reading
from bsclient.gui.statements.chart import BalanceChart
from bsclient.gui.statements.columns import columns
from bsclient.gui.statements.details import Details
from bsclient.gui.statements.exporting import Exporting
from bsclient.gui.statements.period import PeriodBox
from bsclient.gui.statements.reading import Direction, Reading, Wish
from bsclient.gui.statements.summary import Summary
from bsclient.gui.tasks import Lane
from bsclient.gui.tips import tip
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import AccountBox, HiddenHint, SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.statements import AccountView, EntryView, Statement

_SEARCH_WIDTH: Final = 200
PAYMENT_PAGE: Final = "payments.edit"
_DIRECTIONS: Final = (
    (Direction.ALL, N_("All operations")),
    (Direction.IN, N_("Incoming")),
    (Direction.OUT, N_("Outgoing")),
)
_ACCOUNT: Final = "statements.account"
_CHART: Final = "statements.chart"
_CHART_FROM: Final = 430
_TABLE_HEIGHT: Final = 150
_ACCOUNT_WIDTH: Final = 380


class StatementsPage(Page):
    """See the module."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._asked = 0
        self._wanted = shell.memory.text(_ACCOUNT)
        self._accounts: dict[str, AccountView] = {}
        self.reading: Reading | None = None
        self.account = AccountBox(all_allowed=False)
        self.period = PeriodBox(lambda: desk.place.today)
        self.direction = QComboBox()
        self.direction.setAccessibleName(tr("Which operations are shown"))
        for direction, words in _DIRECTIONS:
            self.direction.addItem(tr(words), direction.value)
        self.search = SearchField(tr("Search in the statement"))
        self.summary = Summary()
        self.chart = BalanceChart()
        self.table: DataTable[EntryView] = DataTable("statement", columns(), shell.memory)
        self.hidden = HiddenHint()
        self.details = Details(self._open_payment)
        self.exporting = Exporting(shell, lambda: self.statement)
        self._order = ("", False)
        self._none = text.hint(
            tr("No accounts yet: they come from the bank with the first synchronisation (F9).")
        )
        self._actions = self._make_actions()
        self._build()
        self._wire()

    @property
    def title(self) -> str:
        return tr("Statements")

    @property
    def statement(self) -> Statement | None:
        """What is shown now."""
        return self.reading.statement if self.reading else None

    def page_actions(self) -> Sequence[QAction | None]:
        return self._actions

    def open(self, **args: object) -> None:
        account, start, end = args.get("account"), args.get("start"), args.get("end")
        if isinstance(account, str) and account:
            self._wanted = account
        if isinstance(start, date) and isinstance(end, date):
            self.period.blockSignals(True)
            self.period.set_days(start, end)
            self.period.blockSignals(False)
        self._read_accounts()

    def refresh(self, changed: Changed) -> None:
        if changed.accounts or changed.everything:
            self._read_accounts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.details.isVisible():
            self.details.hide()
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_chart()

    # reading ------------------------------------------------------------------------------------------------------

    def _read_accounts(self) -> None:
        task = self.shell.run_task(
            lambda: self.desk.statements.accounts(closed=True), self._show_accounts, lane=Lane.NETWORK
        )
        task.owned_by(self)

    def _show_accounts(self, accounts: list[AccountView]) -> None:
        accounts = sorted(accounts, key=lambda account: account.closed is not None)
        numbers = [account.number for account in accounts]
        self._accounts = {account.number: account for account in accounts}
        self.account.blockSignals(True)
        self.account.set_accounts([(account.number, naming.caption(account)) for account in accounts])
        for place, account in enumerate(accounts):
            self.account.setItemData(place, tip(naming.hint(account)), Qt.ItemDataRole.ToolTipRole)
        if self._wanted in numbers:
            self.account.setCurrentIndex(numbers.index(self._wanted))
        self.account.blockSignals(False)
        self._none.setVisible(not accounts)
        self._body.setVisible(bool(accounts))
        if accounts:
            self._read()

    def _choose_account(self) -> None:
        self._wanted = self.account.value()
        self.shell.memory.set(_ACCOUNT, self._wanted)
        self.details.hide()
        self._read()

    def _read(self) -> None:
        account, (start, end) = self.account.value(), self.period.value()
        self._wanted = account
        self._asked += 1
        asked = self._asked
        self.table.set_loading()
        task = self.shell.run_task(
            lambda: reading.read(self.desk.statements, account, start, end),
            lambda found: self._show(asked, found),
            self._not_read,
            Lane.NETWORK,
        )
        task.owned_by(self)

    def _not_read(self, error: BsError) -> None:
        self.reading = None
        self.table.set_view(ListView())
        self.shell.show_error(error)

    def _show(self, asked: int, found: Reading) -> None:
        if asked != self._asked:
            return
        self.reading = found
        self.summary.show_reading(found)
        self.chart.set_days(found.days, found.statement.currency)
        self._show_chart()
        for action in self._need_statement:
            action.setEnabled(True)
        asking.close(asking.reason(self.desk, Action.EXPORT), self._export)
        asking.close(asking.reason(self.desk, Action.PRINT), self._printing)
        self._narrow()

    def _narrow(self) -> None:
        told = self.statement
        if told is None:
            return
        wish = Wish(Direction(self.direction.currentData()), self.search.value(), *self._order)
        if wish == Wish():
            self._show_rows(self._asked, told.entries)
            return
        self._asked += 1
        asked = self._asked
        task = self.shell.run_task(
            lambda: reading.chosen(told.entries, wish),
            lambda rows: self._show_rows(asked, rows),
            lane=Lane.NETWORK,
        )
        task.owned_by(self)

    def _show_rows(self, asked: int, rows: Sequence[EntryView]) -> None:
        told = self.statement
        if asked != self._asked or told is None:
            return
        before = self.table.current_row()
        self.hidden.set_hidden(len(told.entries) - len(rows))
        if told.entries:
            self.table.set_empty(tr("Nothing is found"), tr("Show all"), self._clear)
        else:
            self.table.set_empty(tr("No operations in this period"))
        self.table.set_view(ListView(rows))
        place = next((at for at, row in enumerate(rows) if before is not None and row.id == before.id), None)
        if place is not None:
            self.table.select_place(place)

    def _clear(self) -> None:
        self.search.clear()
        self.direction.setCurrentIndex(0)
        self._narrow()

    def _reorder(self, key: str, descending: bool) -> None:  # noqa: FBT001 -- what the signal carries
        self._order = (key, descending)
        self._narrow()

    # acts ---------------------------------------------------------------------------------------------------------

    def _print(self) -> None:
        if self.statement is not None:
            preview.statement(self.shell, self.statement)

    def _open_payment(self, document_id: str) -> None:
        self.shell.open_page(PAYMENT_PAGE, id=document_id)

    def _open_entry(self, entry: EntryView) -> None:
        self.details.show_entry(entry)

    def _follow(self) -> None:
        """Show the operation under the cursor while the pane is open."""
        entry = self.table.current_row()
        if self.details.isVisible() and entry is not None and entry is not self.details.entry:
            self.details.show_entry(entry)

    def _toggle_chart(self) -> None:
        self.shell.memory.set(_CHART, "yes" if self._chart_action.isChecked() else "no")
        self._show_chart()

    def _show_chart(self) -> None:
        """Show the chart where there is room for it, and more than one day with something on them."""
        found = self.reading
        several = found is not None and len(found.days) > 1 and bool(found.statement.entries)
        self.chart.setVisible(several and self._chart_action.isChecked() and self.height() >= _CHART_FROM)

    # building -----------------------------------------------------------------------------------------------------

    def _make_actions(self) -> tuple[QAction | None, ...]:
        fetch = keys.action(tr("Refresh"), "refresh", self.shell.synchronise, self, "refresh")
        fetch.setToolTip(tip(tr("Ask the bank for new operations ({key})").format(key=keys.shown("refresh"))))
        self._export = keys.action(tr("Export"), "export", self._pop_export, self, "export")
        self._printing = keys.action(tr("Print"), "print", self._print, self, "print")
        self._naming = keys.action(tr("Name of the account…"), "edit", self._ask_name, self)
        self._chart_action = keys.action(tr("Chart"), "chart", self._toggle_chart, self)
        self._chart_action.setCheckable(True)
        self._chart_action.setChecked(self.shell.memory.text(_CHART, "yes") == "yes")
        self._need_statement = (self._export, self._printing, self._naming)
        for action in self._need_statement:
            action.setEnabled(False)
        return (fetch, None, self._export, self._printing, None, self._naming, self._chart_action)

    def _ask_name(self) -> None:
        account = self._accounts.get(self.account.value())
        if account is not None:
            naming.AccountNameDialog(self, account, lambda name: self._name(account.number, name)).open()

    def _name(self, number: str, name: str) -> None:
        rename = self.desk.statements.rename
        self.shell.run_task(lambda: rename(number, name), lambda _none: self._read_accounts()).owned_by(self)

    def _pop_export(self) -> None:
        menu = self.exporting.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        buttons = self.window().findChildren(QToolButton)
        button = next((each for each in buttons if each.defaultAction() is self._export), None)
        anchor: QWidget = button or self
        menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft() if button else anchor.rect().topLeft()))

    def _build(self) -> None:
        self.account.setMaximumWidth(_ACCOUNT_WIDTH)
        self._none.hide()
        self._body = QWidget()
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.setAccessibleName(tr("Operations"))
        filters = FlowLayout(gap=10)
        for widget in (self.account, self.period, self.direction, self.search):
            filters.addWidget(widget)
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        filters.let_grow(self.search)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        box = QVBoxLayout(self._body)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(8)
        box.addLayout(filters)
        box.addWidget(self.summary)
        box.addWidget(self.chart)
        box.addWidget(self.hidden)
        box.addWidget(splitter, 1)
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._none)
        rows.addWidget(self._body, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.account.changed.connect(self._choose_account)
        self.period.changed.connect(self._read)
        self.direction.currentIndexChanged.connect(lambda _place: self._narrow())
        self.search.changed.connect(self._narrow)
        self.search.action(self)
        self.hidden.cleared.connect(self._clear)
        self.table.opened.connect(self._open_entry)
        self.table.chosen.connect(self._follow)
        self.table.order_asked.connect(self._reorder)
