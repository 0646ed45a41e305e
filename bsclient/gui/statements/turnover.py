"""Turnover of a period: who paid and who was paid, what for, in which month; each row leads to its operations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSplitter, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui.statements import ground
from bsclient.gui.statements.bars import BarDelegate
from bsclient.gui.statements.category_words import named
from bsclient.gui.statements.entry_list import EntryList
from bsclient.gui.statements.figures import Figures
from bsclient.gui.statements.ground import Choice, Ground, Reach
from bsclient.gui.statements.tabular import TableColumn, Tabular, TabularView, heading
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.statements.search import Cursor, Page
    from bsclient.services.statements.turnover import Scope, TurnoverRow

COUNTERPARTY: Final = "counterparty"
CATEGORY: Final = "category"
MONTH: Final = "month"
_BY: Final = (
    (COUNTERPARTY, N_("By counterparty")),
    (CATEGORY, N_("By category")),
    (MONTH, N_("By month")),
)
_KEPT: Final = "statements.turnover.by"
_TABLE_HEIGHT: Final = 140
_SEARCH_WIDTH: Final = 170
_INN_PLACE: Final = 1
"""Place of the column of the INN, which only counterparties have."""
_INN: Final = re.compile(r"[0-9]{5,12}")
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")
_NONE: Final = Decimal("0.00")


class TurnoverView(TabularView):
    """See the module."""

    key: ClassVar[str] = ground.TURNOVER
    reach: ClassVar[Reach] = Reach.CURRENCY

    def __init__(self, base: Ground) -> None:
        super().__init__(base)
        self._shown: tuple[Choice, str, Sequence[TurnoverRow]] | None = None
        self._order = ("", False)
        self._largest = _NONE
        self.by = QComboBox()
        self.by.setAccessibleName(tr("Turnover by what"))
        for key, words in _BY:
            self.by.addItem(tr(words), key)
        self.by.setCurrentIndex(max(0, self.by.findData(base.shell.memory.text(_KEPT))))
        self.search = SearchField(tr("Search in the table"))
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        self.rules = QPushButton(tr("Categories…"))
        self.rules.setToolTip(tr("Which words, INN and directions make a category"))
        self.figures = Figures()
        self.table: DataTable[TurnoverRow] = DataTable("statement_turnover", _columns(), base.shell.memory)
        self.entries = EntryList(base, "statement_turnover_entries")
        self.head = text.heading("", 3)
        self._below = QWidget()
        self.filters = (self.by, self.rules, self.search)
        self.growing = self.search
        self._build()
        self._wire()

    @property
    def rows(self) -> Sequence[TurnoverRow]:
        """What was read, narrowed to nothing."""
        return self._shown[2] if self._shown else ()

    def read(self) -> None:
        choice, by = self.ground.choice(), str(self.by.currentData())
        turnover = self.ground.desk.turnover
        ask = {
            COUNTERPARTY: turnover.by_counterparty,
            CATEGORY: turnover.by_category,
            MONTH: turnover.by_month,
        }[by]
        self.table.set_loading()
        self.fetch(lambda: ask(_scope(choice)), lambda rows: self._show(choice, by, rows))

    def escape(self) -> bool:
        if self.entries.escape():
            return True
        if self._below.isHidden():
            return False
        self._below.hide()
        self.table.setFocus()
        return True

    def tabular(self) -> Tabular[Any] | None:
        if self._shown is None:
            return None
        choice, by, rows = self._shown
        period = f"{written.day(choice.start)} – {written.day(choice.end)}"
        what = {
            COUNTERPARTY: tr("Turnover by counterparty, {period}"),
            CATEGORY: tr("Turnover by category, {period}"),
            MONTH: tr("Turnover by month, {period}"),
        }[by]
        accounts = ", ".join(choice.accounts)
        return Tabular(
            name=f"turnover_{by}_{choice.start:%Y-%m-%d}_{choice.end:%Y-%m-%d}",
            title=what.format(period=period),
            above=(
                tr("Account {account}, {currency}").format(account=accounts, currency=choice.currency),
                *heading(self.ground.shell, self.ground.account(choice.account)),
            ),
            columns=_paper_columns(by),
            rows=rows,
            below=tuple(f"{name}: {value}" for name, value in self.figures.shown().items()),
        )

    def blank(self) -> None:
        self._shown = None
        self._below.hide()
        self.table.set_view(ListView())
        self.figures.show_figures(())

    # inside -------------------------------------------------------------------------------------------------------

    def _show(self, choice: Choice, by: str, rows: Sequence[TurnoverRow]) -> None:
        if self._shown is not None and (choice, by) != self._shown[:2]:
            self._below.hide()
        self._shown = (choice, by, rows)
        self._largest = max((row.credits + row.debits for row in rows), default=_NONE)
        self.rules.setVisible(self.isVisible() and by == CATEGORY)
        self.figures.show_figures(_figures(rows, choice.currency))
        self.table.setColumnHidden(_INN_PLACE, by != COUNTERPARTY)
        self.table.set_empty(tr("No operations in this period"))
        self._narrow()
        self.changed.emit()

    def _narrow(self) -> None:
        if self._shown is None:
            return
        words = self.search.value().casefold().split()
        rows = [
            row for row in self.rows if all(word in f"{titled(row)} {row.key}".casefold() for word in words)
        ]
        key, descending = self._order
        if key:
            rows.sort(key=_ORDERS[key], reverse=descending)
        if words:
            self.table.set_empty(tr("Nothing is found"), tr("Show all"), self.search.clear)
        self.table.set_view(ListView(rows))

    def _bar(self, row: TurnoverRow) -> tuple[tuple[Decimal, str], ...]:
        return bar(row, self._largest)

    def _choose(self) -> None:
        self.ground.shell.memory.set(_KEPT, str(self.by.currentData()))
        self._order = ("", False)
        self.table.show_order("", descending=False)
        self.read()

    def _reorder(self, key: str, descending: bool) -> None:  # noqa: FBT001 -- what the signal carries
        self._order = (key, descending)
        self._narrow()

    def _open(self, row: TurnoverRow) -> None:
        """Show the operations of a row below the table."""
        if self._shown is None:
            return
        choice, by, _rows = self._shown
        turnover, scope = self.ground.desk.turnover, _scope(choice)

        def pages(before: Cursor | None) -> Page:
            return turnover.entries(scope, by, row.key, before)

        self.head.setText(tr("Operations: {title}").format(title=titled(row)))
        self._below.show()
        self.entries.start(pages)
        self.entries.table.setFocus()

    def _edit_rules(self) -> None:
        from bsclient.gui.statements.category_rules import CategoryRules

        CategoryRules(self.ground.shell, self._regroup).open()

    def _regroup(self) -> None:
        """Read the categories anew: the operations below may be of another one by now."""
        self._below.hide()
        self.read()

    def _build(self) -> None:
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.setAccessibleName(tr("Turnover"))
        self.table.setItemDelegate(BarDelegate(self.table, {"bar": self._bar}))
        self.entries.table.setMinimumHeight(_TABLE_HEIGHT)
        self.head.setWordWrap(True)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 4, 0, 0)
        below.addWidget(self.head)
        below.addWidget(self.entries, 1)
        self._below.hide()
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self._below)
        self.box.addWidget(self.figures)
        self.box.addWidget(splitter, 1)
        self.setFocusProxy(self.table)

    def _wire(self) -> None:
        self.by.currentIndexChanged.connect(lambda _place: self._choose())
        self.search.changed.connect(self._narrow)
        self.search.action(self)
        self.rules.clicked.connect(lambda _on=False: self._edit_rules())
        self.table.opened.connect(self._open)
        self.table.order_asked.connect(self._reorder)


def titled(row: TurnoverRow) -> str:
    """Return what a row is called: a month in words, "no category" for what no rule takes."""
    if not row.key:
        return tr("Without a category")
    if _MONTH.fullmatch(row.key):
        month = QLocale().standaloneMonthName(int(row.key[5:]))
        return f"{month[:1].upper()}{month[1:]} {row.key[:4]}"
    return named(row.title) or tr("No name")


def bar(row: TurnoverRow, largest: Decimal) -> tuple[tuple[Decimal, str], ...]:
    """Return the parts of the bar of a row, credits and debits, against the largest row."""
    if not largest:
        return ()
    return (row.credits / largest, "done"), (row.debits / largest, "rejected")


def _scope(choice: Choice) -> Scope:
    from bsclient.services.statements.turnover import Scope

    return Scope(choice.accounts, choice.start, choice.end, choice.currency)


def _share(row: TurnoverRow) -> str:
    return f"{written.decimal(f'{row.share * 100:.1f}')}\u00a0%"


def _columns() -> tuple[Column[TurnoverRow], ...]:
    return (
        Column("title", tr("Name"), titled, 300, sort="title"),
        Column("inn", tr("INN"), _inn, 116),
        Column("debits", tr("Debits"), lambda row: _moved(row.debits), 126, right=True, sort="debits"),
        Column(
            "credits", tr("Credits"), lambda row: _moved(row.credits), 126, right=True,
            colour=lambda _row: "done", sort="credits",
        ),
        Column("count", tr("Operations"), lambda row: written.number(row.count), 90, right=True, sort="count"),
        Column("share", tr("Share"), _share, 76, right=True, sort="share"),
        Column("bar", tr("Part of the turnover"), lambda _row: "", 150, stretch=True),
    )  # fmt: skip


def _inn(row: TurnoverRow) -> str:
    return row.key if _INN.fullmatch(row.key) else ""


def _moved(value: Decimal) -> str:
    return written.amount(value) if value else ""


_ORDERS: Final[dict[str, Any]] = {
    "title": lambda row: titled(row).casefold(),
    "debits": lambda row: row.debits,
    "credits": lambda row: row.credits,
    "count": lambda row: row.count,
    "share": lambda row: row.share,
}


def _figures(rows: Sequence[TurnoverRow], currency: str) -> list[tuple[str, str, str]]:
    if not rows:
        return []
    credits_ = sum((row.credits for row in rows), _NONE)
    debits = sum((row.debits for row in rows), _NONE)
    net = credits_ - debits
    return [
        (tr("Credits"), written.amount(credits_, currency), ""),
        (tr("Debits"), written.amount(debits, currency), ""),
        (tr("Difference"), written.amount(net, currency), "done" if net >= 0 else "rejected"),
        (tr("Operations"), written.number(sum(row.count for row in rows)), ""),
        (tr("Rows"), written.number(len(rows)), ""),
    ]


def _paper_columns(by: str) -> tuple[TableColumn[TurnoverRow], ...]:
    inn: tuple[TableColumn[TurnoverRow], ...] = (
        (TableColumn(tr("INN"), _inn, "text", 24),) if by == COUNTERPARTY else ()
    )
    return (
        TableColumn(tr("Name"), titled, "text", 60),
        *inn,
        TableColumn(tr("Debits"), lambda row: row.debits, "money", 30),
        TableColumn(tr("Credits"), lambda row: row.credits, "money", 30),
        TableColumn(tr("Operations"), lambda row: row.count, "number", 20),
        TableColumn(tr("Share, %"), lambda row: (row.share * 100).quantize(Decimal("0.01")), "number", 18),
    )
