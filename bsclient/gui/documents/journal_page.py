"""The journal of a section: one type of its documents or all of them; tabs of states, filters, a list of any length, acts.

The list is read off the GUI thread; while it is read the old one stays. After a change the chosen documents stay
chosen and the first line on the screen stays the first, by their ids and not by their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCursor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout

from bsclient.domain.states import State
from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.documents import journal_details, journal_place, journal_reading
from bsclient.gui.documents.journal_actions import MENU, MORE, TOOLBAR, Chosen, JournalActions
from bsclient.gui.documents.journal_columns import columns, swapped
from bsclient.gui.documents.journal_deeds import Deeds
from bsclient.gui.documents.journal_details import Details, DetailsStrip
from bsclient.gui.documents.journal_filters import JournalFilters
from bsclient.gui.documents.journal_kinds import makes, types_of
from bsclient.gui.documents.journal_reading import Counts, Reading, Wish
from bsclient.gui.documents.journal_tabs import BY_KEY, TABS, titles
from bsclient.gui.payment_sources.journal import TakesPayments
from bsclient.gui.rights import asking
from bsclient.gui.sections import FIRST, Section
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import HiddenHint
from bsclient.gui.widgets.table import DataTable
from bsclient.gui.widgets.tabs import Tabs
from bsclient.services.documents.listing import Column, Order, Row, Totals, View

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.statements.reading import AccountView

_SAMPLE: Final = 500
"""Of so many chosen documents the states are looked at one by one."""
_PAUSE_MS: Final = 60
_LATER_MS: Final = 200
_LOW: Final = 330
"""A page lower than this has no room for the strip of details."""


class JournalPage(Page):
    """`filters` and `table` are open to the acts of the page (`Deeds`)."""

    def __init__(self, desk: Desk, shell: Shell, section: Section) -> None:
        super().__init__(desk, shell)
        self.section = section
        self._reading: Reading | None = None
        self._counts: Counts | None = None
        self._busy = self._again = self._accounts_asked = False
        self._wanted = ""
        self._order = Order()
        self.filters = JournalFilters(section)
        self.filters.keep_in(shell.memory)
        self.tabs = Tabs(list(titles().items()))
        self.hidden_hint = HiddenHint()
        self._more_hint = text.hint("")
        if section.first:
            self.filters.kind.fill = lambda: self.filters.offer(types_of(section))
        else:
            self.filters.offer(types_of(section))
        self.table: DataTable[Row] = self._table(section.first)
        self._tables = {section.first: self.table}
        deeds = Deeds(desk, shell, self)
        self._deeds = deeds.by_id
        self.actions_of = JournalActions(self, self._deeds)
        self.actions_of.offer_new(self, lambda: makes(types_of(section)), deeds.begin, deeds.pay_taxes)
        if section.page == FIRST:
            TakesPayments(self).offer(self.actions_of.by_id["import"])
        self.strip = DetailsStrip(self._deeds)
        self._chosen_words, self._total_words = text.label(), text.hint("", wrap=False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._follow_selection)
        self._build()
        self._wire()

    # Page ---------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return tr(self.section.title)

    def page_actions(self) -> Sequence[QAction | None]:
        return [*self.actions_of.listed(TOOLBAR), self._more]

    def open(self, **args: object) -> None:
        kind, tab, wanted, words = (str(args.get(name, "")) for name in ("kind", "tab", "id", "text"))
        if kind or tab or wanted or words:
            self.filters.blockSignals(True)
            self.filters.choose_type(kind or self.section.first)
            self.filters.clear()
            self.filters.search.setText(words)
            self.filters.blockSignals(False)
            self._use_table()
            self.tabs.blockSignals(True)
            self.tabs.choose(tab or "all")
            self.tabs.blockSignals(False)
            self.filters.tab.choose(self.tabs.value())
            self._wanted = wanted
        self.setFocusProxy(self.table)
        self.reload()

    def refresh(self, changed: Changed) -> None:
        if changed.documents or changed.everything:
            self.reload()
        if changed.accounts or changed.everything:
            self._read_accounts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    # reading ------------------------------------------------------------------------------------------------------

    def view(self) -> View | None:
        """Return the list that is shown."""
        return self._reading.view if self._reading is not None else None

    def reload(self) -> None:
        """Read the list again; one reading at a time, and another one if something was asked for meanwhile."""
        if self._busy:
            self._again = True
            return
        self._busy = True
        self.table.set_loading()
        wish, desk = self._wish(), self.desk
        task = self.shell.run_task(lambda: journal_reading.read(desk, wish), self._show, lane=Lane.NETWORK)
        task.owned_by(self).finished.connect(self._read_next)

    def _wish(self) -> Wish:
        kept = tuple(dict.fromkeys(filter(None, (self._wanted, *journal_place.ids(self.table)))))
        return Wish(BY_KEY[self.tabs.value()], self.filters.value(), self._order, kept)

    def _read_next(self) -> None:
        self._busy = False
        if self._again:
            self._again = False
            self.reload()

    def _show(self, reading: Reading) -> None:
        if (reading.wish.filter.type or reading.wish.filter.types) != (
            self.filters.type() or self.filters.value().types
        ):
            return
        kept = journal_place.remember(self.table)
        if not self._accounts_asked:  # the list is painted first
            QTimer.singleShot(_LATER_MS, self, self._read_accounts)
        self._reading = reading
        self._more_hint.setText(_found_too_much(reading))
        self._more_hint.setVisible(bool(self._more_hint.text()))
        self._say_empty(reading.wish)
        self.table.set_view(reading.view, keep_place=False)
        self.table.show_order(reading.view.order.column, descending=reading.view.order.descending)
        if self._wanted in reading.places:
            place = reading.places[self._wanted]
            journal_place.choose(self.table, [place], place)
            self.table.scrollTo(self.table.currentIndex(), DataTable.ScrollHint.PositionAtCenter)
            self._wanted = ""
        else:
            journal_place.restore(self.table, kept, reading)
            self._pause.start()
        self._count_around(reading.wish)

    def _count_around(self, wish: Wish) -> None:
        desk = self.desk
        self.shell.run_task(
            lambda: journal_reading.count(desk, wish), self._show_counts, lane=Lane.NETWORK
        ).owned_by(self)

    def _show_counts(self, counts: Counts) -> None:
        if self._reading is None or counts.wish is not self._reading.wish:
            return
        self._counts = counts
        shown = {tab.key: tab.count(counts.states) for tab in TABS}
        self.tabs.set_counts(shown)
        self.tabs.show_only({tab.key for tab in TABS if shown[tab.key] or not tab.rare})
        narrowed = counts.wish.filter != journal_reading.bare(counts.wish.filter)
        self.hidden_hint.set_hidden(counts.hidden, active=narrowed)
        self._total_words.setText(self._total(tr("In the list"), counts.total))
        self.table.viewport().update()
        self._pause.start()

    # what follows the selection -----------------------------------------------------------------------------------

    def _select_later(self) -> None:
        self._pause.start()

    def _follow_selection(self) -> None:
        count = self.table.selected_count()
        states, types = self._chosen_parts(count)
        codes = (
            frozenset(row.status_code for row in self.table.selected_rows(_SAMPLE))
            if count <= _SAMPLE
            else None
        )
        listed = self.filters.types()
        denied = asking.denied(self.desk, listed, self._chosen_pairs(count))
        self.actions_of.update_for(Chosen(count, states, types, listed, codes, denied))
        self._read_total(count)
        row = self.table.chosen_row() if count else None
        if row is None:
            self.strip.clear()
            return
        desk = self.desk
        task = self.shell.run_task(
            lambda: journal_details.read(desk, row), self._show_details, self._no_details, Lane.NETWORK
        )
        task.owned_by(self)

    def _chosen_parts(self, count: int) -> tuple[frozenset[State], frozenset[str]]:
        """Return states and types of what is chosen; of very many documents those that the list has at all."""
        if count <= _SAMPLE:
            rows = self.table.selected_rows(_SAMPLE)
            return frozenset(row.state for row in rows), frozenset(row.type for row in rows)
        counts = self._counts.states if self._counts is not None else {}
        tab = BY_KEY[self.tabs.value()]
        states = frozenset(state for state, part in counts.items() if part.count and tab.holds(state))
        return states, frozenset(self.filters.types())

    def _chosen_pairs(self, count: int) -> set[tuple[str, str]]:
        """Return type and account of what is chosen; of very many documents the types of the list."""
        if count > _SAMPLE:
            return {(kind, "") for kind in self.filters.types()}
        return {(row.type, row.account) for row in self.table.selected_rows(_SAMPLE)}

    def _read_total(self, count: int) -> None:
        view, ranges = self.view(), self.table.ranges()
        if view is None or not count:
            self._chosen_words.setText("")
            return
        task = self.shell.run_task(
            lambda: view.totals(ranges), partial(self._show_total, count), lane=Lane.NETWORK
        )
        task.owned_by(self)

    def _show_total(self, count: int, totals: Totals) -> None:
        if count == self.table.selected_count():
            self._chosen_words.setText(self._total(tr("Chosen"), totals))

    def _show_details(self, details: Details) -> None:
        row = self.table.chosen_row()
        if row is None or row.id != details.row.id:
            return
        index = self.table.currentIndex()
        seen = self.table.viewport().rect().intersects(self.table.visualRect(index))
        self.strip.show_details(details)
        self.strip.setVisible(not self._low())
        if seen:
            QTimer.singleShot(0, self.table, lambda: self.table.scrollTo(self.table.currentIndex()))

    def _no_details(self, _error: BsError) -> None:
        """The document went away between two readings; the next one shows it."""
        self.strip.clear()

    def _low(self) -> bool:
        return self.height() < _LOW

    def _fit_height(self) -> None:
        """In a low window the filters fold up, the tabs become a list to choose from, and the strip goes."""
        low = self._low()
        self.filters.set_compact(compact=low)
        self.tabs.setVisible(not low)
        if low:
            self.strip.hide()

    # building -----------------------------------------------------------------------------------------------------

    def _table(self, kind: str) -> DataTable[Row]:
        made: DataTable[Row] = DataTable(
            f"journal.{kind or self.section.page}",
            columns(kind, swapped(self.desk)),
            self.shell.memory,
        )
        made.menu_filler = self._fill_menu
        made.opened.connect(lambda _row: self._deeds["open"]())
        made.chosen.connect(self._select_later)
        made.order_asked.connect(self._sort)
        made.setAccessibleName(tr("List of documents"))
        return made

    def _use_table(self) -> None:
        """Show the list of the chosen type."""
        kind = self.filters.type()
        if kind not in self._tables:
            self._tables[kind] = self._table(kind)
            self._stack.addWidget(self._tables[kind])
        self.table = self._tables[kind]
        self._stack.setCurrentWidget(self.table)
        self._reading = None
        self._order = Order()
        self.strip.clear()
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(self._chosen_words)
        foot.addStretch(1)
        foot.addWidget(self._total_words)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 6)
        box.setSpacing(6)
        for widget in (self.filters, self.tabs, self.hidden_hint, self._more_hint):
            box.addWidget(widget)
        self._more_hint.hide()
        box.addWidget(self._stack, 1)
        box.addWidget(self.strip)
        box.addLayout(foot)
        self._more = QAction(tr("More"), self)
        icons.put(self._more, "more")
        self._more.triggered.connect(lambda _on=False: self._show_more())
        self.addActions([each for each in self.actions_of.listed(MORE) if each is not None])

    def _show_more(self) -> None:
        """Show the acts that have no button, under the button if it is there."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([each for each in self.actions_of.listed(MORE) if each is not None])
        buttons = [each for each in self._more.associatedObjects() if isinstance(each, QToolButton)]
        shown = next((each for each in buttons if each.isVisible()), None)
        menu.popup(shown.mapToGlobal(shown.rect().bottomLeft()) if shown else QCursor.pos())

    def _wire(self) -> None:
        self.filters.changed.connect(self.reload)
        self.filters.type_changed.connect(self._change_type)
        self.tabs.changed.connect(self._change_tab)
        self.filters.tab.changed.connect(lambda: self.tabs.choose(self.filters.tab.value()))
        self.hidden_hint.cleared.connect(self.filters.clear)
        self.filters.search.action(self)

    def _change_type(self) -> None:
        self._use_table()
        self.reload()

    def _change_tab(self) -> None:
        self.filters.tab.choose(self.tabs.value())
        self.reload()

    def _fill_menu(self, menu: QMenu) -> None:
        for action in self.actions_of.listed(MENU):
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.addSeparator()
        self.table.columns_menu(menu.addMenu(tr("Columns")))

    def _sort(self, key: str, descending: bool) -> None:  # noqa: FBT001 -- what the signal carries
        self._order = Order(Column(key), descending)
        self.reload()

    def _total(self, words: str, totals: Totals) -> str:
        """Say how many documents there are and, where all of them are in roubles, what they come to."""
        count = f"{words}: {written.number(totals.count)}"
        return f"{count}   {written.amount(totals.amount, 'RUB')}" if self.section.roubles else count

    def _say_empty(self, wish: Wish) -> None:
        if wish.filter != journal_reading.bare(wish.filter):
            self.table.set_empty(tr("Nothing matches the filters"), tr("Show all"), self.filters.clear)
        elif wish.tab.key == "all" and asking.may_begin(self.desk, makes(self.filters.types())):
            self.table.set_empty(tr("There are no documents yet"), tr("New document"), self._deeds["new"])
        else:
            self.table.set_empty(tr("There are no documents here"))

    def _read_accounts(self) -> None:
        self._accounts_asked, desk = True, self.desk
        task = self.shell.run_task(
            lambda: desk.statements.accounts(),  # noqa: PLW0108 -- the worker imports the service
            self._show_accounts,
            lane=Lane.NETWORK,
        )
        task.owned_by(self)

    def _show_accounts(self, accounts: Sequence[AccountView]) -> None:
        self.filters.set_accounts(
            [(each.number, f"{each.name}  {written.account(each.number)}".strip()) for each in accounts]
        )


def _found_too_much(reading: Reading) -> str:
    if reading.view.more:
        count = written.number(reading.view.count)
        return tr("Very many documents were found; the {count} entered last are shown.").format(count=count)
    if reading.view.order != reading.wish.order:
        return tr("So long a list is ordered by date only; narrow it to order it otherwise.")
    return ""
