"""A list of operations of several accounts that comes in pages, newest first: the next page comes as one scrolls.

`start(pages)` begins a list: `pages(cursor)` blocks and gives the page after a cursor (None for the first one). Enter
opens the operation in full beside the list, with ways to its document, its paper and its day in the statement.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui.statements import ground
from bsclient.gui.statements.columns import columns
from bsclient.gui.statements.details import Details
from bsclient.gui.statements.ground import Ground
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.services.statements.reading import EntryView
    from bsclient.services.statements.search import Cursor, Page

    Pages = Callable[[Cursor | None], Page]

_TAIL: Final = 4
_AHEAD: Final = 40
"""So many rows before the end the next page is asked for."""


class EntryList(QWidget):
    """`told(count, complete)` says how many rows there are now and whether these are all."""

    told = Signal(int, bool)

    def __init__(self, base: Ground, name: str) -> None:
        super().__init__()
        self._ground = base
        self._pages: Pages | None = None
        self._asked = 0
        self._more: Cursor | None = None
        self._reading = False
        self.rows: list[EntryView] = []
        self.table: DataTable[EntryView] = DataTable(name, self._columns(), base.shell.memory)
        self.table.setAccessibleName(tr("Operations found"))
        self.details = Details(base.shell, self._show_in_statement)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(splitter)
        self.table.opened.connect(self.details.show_entry)
        self.table.chosen.connect(self._follow)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._reach())
        self.setFocusProxy(self.table)

    def start(self, pages: Pages) -> None:
        """Show another list from its beginning."""
        self._pages, self._more, self._reading = pages, None, False
        self._asked += 1
        self.table.set_loading()
        self._read()

    def clear(self) -> None:
        """Show nothing."""
        self._asked += 1
        self._pages, self._more, self._reading, self.rows = None, None, False, []
        self.details.hide()
        self.table.set_view(ListView(self.rows), keep_place=False)

    def enter(self) -> None:
        """Go into the list: the cursor stands in a row of it."""
        if self.rows:
            if self.table.current_row() is None:
                self.table.select_place(0)
            self.table.setFocus()

    def escape(self) -> bool:
        """Close the pane of the operation; False if it is not open."""
        if self.details.isHidden():
            return False
        self.details.hide()
        self.table.setFocus()
        return True

    # inside -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        pages, more, asked = self._pages, self._more, self._asked
        if pages is None or self._reading:
            return
        self._reading = True
        first = more is None
        task = self._ground.shell.run_task(
            lambda: pages(more),
            lambda page: self._show(asked, page, first=first),
            partial(self._failed, asked),
            Lane.NETWORK,
        )
        task.owned_by(self)

    def _show(self, asked: int, page: Page, *, first: bool) -> None:
        if asked != self._asked:
            return
        self._reading = False
        self._more = page.more
        self.rows = [*page.rows] if first else [*self.rows, *page.rows]
        if first:
            self.table.verticalScrollBar().setValue(0)
        self.table.set_view(ListView(self.rows), keep_place=not first)
        if first and self.details.isVisible():
            self.details.hide()
        self.told.emit(len(self.rows), page.more is None)
        self._reach()

    def _failed(self, asked: int, error: BsError) -> None:
        if asked == self._asked:
            self.clear()
            self.told.emit(0, True)
            self._ground.shell.show_error(error)

    def _reach(self) -> None:
        """Ask for the next page when the end of what is known comes into sight."""
        if self._more is None or self._reading:
            return
        last = self.table.rowAt(self.table.viewport().height() - 1)
        if last < 0 or last >= len(self.rows) - _AHEAD:
            self._read()

    def _follow(self) -> None:
        entry = self.table.current_row()
        if self.details.isVisible() and entry is not None and entry is not self.details.entry:
            self.details.show_entry(entry)

    def _show_in_statement(self, entry: EntryView) -> None:
        self._ground.go(
            ground.OPERATIONS,
            account=entry.account,
            start=entry.value_date,
            end=entry.value_date,
            entry=entry.id,
        )

    def _columns(self) -> tuple[Column[EntryView], ...]:
        """Return the columns of a statement with the account after the day, without the balance."""
        first, *others = (column for column in columns() if column.key not in {"balance", "posted"})
        account: Column[EntryView] = Column("own_account", tr("Own account"), self._account, 180)
        unsorted = [_unsorted(column) for column in (first, account, *others)]
        return tuple(unsorted)

    def _account(self, entry: EntryView) -> str:
        known = self._ground.account(entry.account)
        if known is not None and known.name:
            return f"…{entry.account[-_TAIL:]} {known.name}"
        return written.account(entry.account)


def _unsorted(column: Column[EntryView]) -> Column[EntryView]:
    """Return a column without ordering: what comes in pages has the order of its pages."""
    return Column(
        column.key, column.title, column.text, column.width, column.right, column.icon, column.colour,
        hidden=column.hidden, stretch=column.stretch,
    )  # fmt: skip
