"""Search over everything that was ever posted: one field, results while typing, the newest first."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, ClassVar

from bsclient.gui import format as written
from bsclient.gui.statements import ground
from bsclient.gui.statements.entry_list import EntryList
from bsclient.gui.statements.ground import Ground, Reach
from bsclient.gui.statements.tabular import TableColumn, Tabular, TabularView, heading
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import SearchField

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.services.changes import Changed
    from bsclient.services.statements.reading import EntryView
    from bsclient.services.statements.search import Cursor, Page

_TABLE_HEIGHT = 150


class SearchView(TabularView):
    """See the module. `open(find=…)` searches for a text."""

    key: ClassVar[str] = ground.SEARCH
    reach: ClassVar[Reach] = Reach.ANY
    dated: ClassVar[bool] = False

    def __init__(self, base: Ground) -> None:
        super().__init__(base)
        self._stop = threading.Event()
        self._indexing = False
        self._sought = self._words = ""
        self.search = SearchField(tr("Number, name, INN, account, purpose or amount"))
        self.found = text.hint("", wrap=False)
        self.list = EntryList(base, "statement_search")
        self.list.table.setMinimumHeight(_TABLE_HEIGHT)
        self.filters = (self.search,)
        self.growing = self.search
        self.box.addWidget(self.found)
        self.box.addWidget(self.list, 1)
        self.setFocusProxy(self.search)
        self.search.changed.connect(self.read)
        self.search.returnPressed.connect(self.list.enter)
        self.search.action(self)
        self.list.told.connect(self._tell)

    def open(self, **args: object) -> None:
        words = args.get("find")
        if isinstance(words, str):
            self.search.put(words)

    def read(self) -> None:
        from bsclient.services.statements.turnover import Scope

        self._stop.set()
        words = self.search.value()
        choice = self.ground.choice()
        self._index()
        if not words:
            self.list.table.set_empty(
                tr(
                    "Type a part of anything: a number, a name, an INN, an account, words of the purpose, an amount. "
                    "Everything that was ever posted is searched."
                )
            )
            self.list.clear()
            self.found.setText("")
            self.changed.emit()
            return
        scope = Scope(() if choice.joint else choice.accounts, currency="")
        search = self.ground.desk.entry_search
        self.list.table.set_empty(tr("Nothing is found"))

        self._sought = words
        self._stop = stop = threading.Event()

        def pages(before: Cursor | None) -> Page:
            return search.search(words, scope, before, cancel=stop)

        self.list.start(pages)

    def tabular(self) -> Tabular[Any] | None:
        rows = self.list.rows
        if not rows:
            return None
        return Tabular(
            name="operations",
            title=tr("Operations with “{words}”").format(words=self._words),
            above=heading(self.ground.shell),
            columns=_columns(),
            rows=tuple(rows),
            below=(self.found.text(),),
        )

    def refresh(self, changed: Changed) -> None:
        """A list that one scrolls through stays as it is until it is searched again."""

    def escape(self) -> bool:
        return self.list.escape()

    # inside -------------------------------------------------------------------------------------------------------

    def _index(self) -> None:
        """Fill the index a step at a time while the view is in sight, so that others may write between the steps."""
        if self._indexing:
            return
        self._indexing = True
        search = self.ground.desk.entry_search
        task = self.ground.shell.run_task(
            lambda: search.index(threading.Event(), 1), self._indexed, self._not_indexed
        )
        task.owned_by(self)

    def _indexed(self, whole: bool) -> None:  # noqa: FBT001 -- what the work returns
        self._indexing = False
        if not whole and self.isVisible():
            self._index()

    def _not_indexed(self, _error: BsError) -> None:
        """Searching finds everything without the index too, only later."""
        self._indexing = False

    def _tell(self, count: int, complete: bool) -> None:  # noqa: FBT001 -- what the signal carries
        number = written.number(count)
        self._words = self._sought
        self.changed.emit()
        if not complete and not count:
            self.found.setText(tr("Searching…"))
        elif complete:
            self.found.setText(tr("Found: {count}").format(count=number) if count else "")
        else:
            self.found.setText(tr("The newest {count}; more come as you scroll").format(count=number))


def _columns() -> tuple[TableColumn[EntryView], ...]:
    return (
        TableColumn(tr("Date"), lambda row: row.value_date, "day", 17),
        TableColumn(tr("Own account"), lambda row: row.account, "text", 34),
        TableColumn(tr("No."), lambda row: row.number, "text", 12),
        TableColumn(tr("Debit"), lambda row: None if row.credit else row.amount, "money", 22),
        TableColumn(tr("Credit"), lambda row: row.amount if row.credit else None, "money", 22),
        TableColumn(tr("Counterparty"), lambda row: row.counterparty_name, "text", 36),
        TableColumn(tr("INN"), lambda row: row.counterparty_inn, "text", 22),
        TableColumn(tr("Purpose"), lambda row: row.purpose, "text", 44),
    )
