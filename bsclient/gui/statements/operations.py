"""The operations of an account: figures, chart of the balance, the list with running balances, one operation in full."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QMenu, QSplitter, QVBoxLayout, QWidget

from bsclient.gui import keys, preview
from bsclient.gui.statements import ground, reading
from bsclient.gui.statements.chart import BalanceChart
from bsclient.gui.statements.columns import columns
from bsclient.gui.statements.details import Details
from bsclient.gui.statements.exporting import Exporting
from bsclient.gui.statements.ground import Ground, StatementView
from bsclient.gui.statements.reading import Direction, Reading, Wish
from bsclient.gui.statements.summary import Summary
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets.filters import HiddenHint, SearchField
from bsclient.gui.widgets.model import ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.statements.reading import EntryView, Statement

_SEARCH_WIDTH: Final = 200
_DIRECTIONS: Final = (
    (Direction.ALL, N_("All operations")),
    (Direction.IN, N_("Incoming")),
    (Direction.OUT, N_("Outgoing")),
)
_CHART: Final = "statements.chart"
_CHART_FROM: Final = 360
_TABLE_HEIGHT: Final = 150


class OperationsView(StatementView):
    """See the module."""

    key: ClassVar[str] = ground.OPERATIONS

    def __init__(self, base: Ground) -> None:
        super().__init__(base)
        shell = base.shell
        self.reading: Reading | None = None
        self.direction = QComboBox()
        self.direction.setAccessibleName(tr("Which operations are shown"))
        for direction, words in _DIRECTIONS:
            self.direction.addItem(tr(words), direction.value)
        self.search = SearchField(tr("Search in the statement"))
        self.summary = Summary()
        self.chart = BalanceChart()
        self.table: DataTable[EntryView] = DataTable("statement", columns(), shell.memory)
        self.hidden = HiddenHint()
        self.details = Details(base.shell)
        self.exporting = Exporting(shell, lambda: self.statement)
        self.chart_action = self._make_chart_action()
        self.own_actions = (self.chart_action,)
        self.filters = (self.direction, self.search)
        self.growing = self.search
        self._order = ("", False)
        self._stop = threading.Event()
        self._entry = ""
        self._awaited = False
        self._build()
        self._wire()

    @property
    def statement(self) -> Statement | None:
        """What is shown now."""
        return self.reading.statement if self.reading else None

    @property
    def ready(self) -> bool:
        return self.reading is not None

    def open(self, **args: object) -> None:
        entry = args.get("entry")
        if isinstance(entry, str) and entry:
            self._entry = entry
            self._clear_filters()
        elif args.get("account"):
            self.details.hide()

    def read(self) -> None:
        choice = self.ground.choice()
        self._awaited = True
        self.table.set_loading()
        statements = self.ground.desk.statements
        self.fetch(
            lambda: reading.read(statements, choice.account, choice.start, choice.end),
            self.show_reading,
        )

    def blank(self) -> None:
        self.reading, self._awaited = None, False
        self.summary.clear()
        self.chart.set_days((), "")
        self._show_chart()
        self.hidden.set_hidden(0)
        self.details.hide()
        self.table.set_view(ListView())

    def print(self) -> None:
        if self.statement is not None:
            preview.statement(self.ground.shell, self.statement)

    def export_menu(self, parent: QWidget) -> QMenu | None:
        return self.exporting.menu(parent)

    def escape(self) -> bool:
        if not self.details.isVisible():
            return False
        self.details.hide()
        self.table.setFocus()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_chart()

    def show_reading(self, found: Reading) -> None:
        """Show a statement."""
        self.reading, self._awaited = found, False
        self.summary.show_reading(found)
        self.chart.set_days(found.days, found.statement.currency)
        self._show_chart()
        self.changed.emit()
        self._narrow()

    # inside -------------------------------------------------------------------------------------------------------

    def _narrow(self) -> None:
        """Narrow what was read; a statement that is on its way is narrowed when it is there."""
        told = self.statement
        self._stop.set()
        if told is None or self._awaited:
            return
        wish = Wish(Direction(self.direction.currentData()), self.search.value(), *self._order)
        if wish == Wish():
            self.forget()
            self._show_rows(told.entries)
            return
        self._stop = stop = threading.Event()
        self.fetch(
            lambda: reading.chosen(told.entries, wish, stop), self._show_rows, self.ground.shell.show_error
        )

    def _show_rows(self, rows: Sequence[EntryView]) -> None:
        told = self.statement
        if told is None:
            return
        before = self.table.current_row()
        wanted = self._entry or (before.id if before is not None else "")
        self.hidden.set_hidden(len(told.entries) - len(rows))
        if told.entries:
            self.table.set_empty(tr("Nothing is found"), tr("Show all"), self._clear)
        else:
            self.table.set_empty(tr("No operations in this period"))
        self.table.set_view(ListView(rows))
        place = reading.place_of(rows, wanted) if wanted else None
        if place is not None:
            self.table.select_place(place)
            if self._entry:
                self.details.show_entry(rows[place])
        self._entry = ""

    def _clear(self) -> None:
        self._clear_filters()
        self._narrow()

    def _clear_filters(self) -> None:
        self.search.put("")
        self.direction.blockSignals(True)
        self.direction.setCurrentIndex(0)
        self.direction.blockSignals(False)

    def _reorder(self, key: str, descending: bool) -> None:  # noqa: FBT001 -- what the signal carries
        self._order = (key, descending)
        self._narrow()

    def _follow(self) -> None:
        """Show the operation under the cursor while the pane is open."""
        entry = self.table.current_row()
        if self.details.isVisible() and entry is not None and entry is not self.details.entry:
            self.details.show_entry(entry)

    def _make_chart_action(self) -> QAction:
        made = keys.action(tr("Chart"), "chart", self._toggle_chart, self)
        made.setCheckable(True)
        made.setChecked(self.ground.shell.memory.text(_CHART, "yes") == "yes")
        return made

    def _toggle_chart(self) -> None:
        self.ground.shell.memory.set(_CHART, "yes" if self.chart_action.isChecked() else "no")
        self._show_chart()

    def _show_chart(self) -> None:
        """Show the chart where there is room for it, and more than one day with something on them."""
        found = self.reading
        several = found is not None and len(found.days) > 1 and bool(found.statement.entries)
        self.chart.setVisible(several and self.chart_action.isChecked() and self.height() >= _CHART_FROM)

    def _build(self) -> None:
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.setAccessibleName(tr("Operations"))
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        lists = QWidget()
        left = QVBoxLayout(lists)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        for widget in (self.chart, self.hidden):
            left.addWidget(widget)
        left.addWidget(self.table, 1)
        splitter.addWidget(lists)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        self.box.addWidget(self.summary)
        self.box.addWidget(splitter, 1)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.direction.currentIndexChanged.connect(lambda _place: self._narrow())
        self.search.changed.connect(self._narrow)
        self.search.action(self)
        self.hidden.cleared.connect(self._clear)
        self.table.opened.connect(self.details.show_entry)
        self.table.chosen.connect(self._follow)
        self.table.order_asked.connect(self._reorder)
