"""The book of payees: search, cards, the payments to one of them, and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout

from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.payees.card import CardDialog
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.payees import Payee, PayeeMark

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk

MOST: Final = 2000
"""So many cards are listed; a search finds the others."""
_EDITOR: Final = "payments.edit"


class PayeesPage(Page):
    """`open(text=…)` searches at once."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.search = SearchField(tr("Name, INN, account or bank"))
        self.table: DataTable[Payee] = DataTable("payees", _columns(), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self._found = text.hint("", wrap=False)
        self._new = keys.action(tr("New payee"), "new", self.new, self, "new")
        self._edit = keys.action(tr("Open the card"), "edit", self.edit, self)
        self._pay = keys.action(tr("New payment"), "payment", self.pay, self, "duplicate")
        self._list = keys.action(tr("Payments to this payee"), "search", self.show_payments, self)
        self._delete = keys.action(tr("Delete"), "delete", self.ask_delete, self, "delete")
        self._build()

    @property
    def title(self) -> str:
        return tr("Payees")

    def page_actions(self) -> Sequence[QAction | None]:
        return (self._new, self._edit, None, self._pay, self._list, None, self._delete)

    def open(self, **args: object) -> None:
        if "text" in args:
            self.search.setText(str(args["text"]))
        self.setFocusProxy(self.search)
        self.read()

    def refresh(self, changed: Changed) -> None:
        if changed.payees or changed.everything:
            self.read()

    # acts ---------------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Write a new card."""
        CardDialog(self.desk, self.shell, None, self._kept).open()

    def edit(self) -> None:
        """Open the current card."""
        payee = self.table.current_row()
        if payee is not None:
            CardDialog(self.desk, self.shell, payee, self._kept).open()

    def pay(self) -> None:
        """Begin a payment to the current payee."""
        payee = self.table.current_row()
        if payee is not None:
            self.shell.open_page(_EDITOR, payee=payee.id)

    def show_payments(self) -> None:
        """Show the payments to the current payee's account."""
        payee = self.table.current_row()
        if payee is not None:
            self.shell.open_page("payments", tab="all", text=payee.account)

    def ask_delete(self) -> None:
        """Delete the current card after a question."""
        payee = self.table.current_row()
        if payee is None:
            return
        self.shell.ask(
            tr("Delete the card of “{name}”?").format(name=payee.name),
            tr("Payments stay. The next payment to this payee counts as one to a new payee."),
            lambda: self._do_delete(payee),
            accept=tr("Delete"),
            dangerous=True,
        )

    # inside -------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the list again."""
        words, payees = self.search.value(), self.desk.payees
        self.table.set_loading()
        task = self.shell.run_task(
            lambda: payees.search(words, MOST), lambda found: self._show(words, found), lane=Lane.NETWORK
        )
        task.owned_by(self)

    def _show(self, words: str, found: list[Payee]) -> None:
        if words != self.search.value():
            return
        current = self.table.current_row()
        self.table.set_empty(
            tr("No payee was found")
            if words
            else tr("Payees are remembered from your payments; there are none yet.")
        )
        self.table.set_view(ListView(found), keep_place=False)
        ids = [payee.id for payee in found]
        if current is not None and current.id in ids:
            self.table.select_place(ids.index(current.id))
        elif found:
            self.table.select_place(0)
        more = tr("The first %n are shown; search for the others.", "", MOST) if len(found) >= MOST else ""
        self._found.setText(more or tr("%n payee(s)", "", len(found)))
        self._allow()

    def _allow(self) -> None:
        there = self.table.current_row() is not None
        for action in (self._edit, self._pay, self._list, self._delete):
            action.setEnabled(there)

    def _kept(self, payee: Payee) -> None:
        self.shell.notify(tr("The card of “{name}” is kept.").format(name=payee.name), "ok")
        self.read()

    def _do_delete(self, payee: Payee) -> None:
        delete = self.desk.payees.delete
        self.shell.run_task(lambda: delete(payee.id), lambda _none: self.read())

    def _build(self) -> None:
        row = FlowLayout(gap=10)
        row.addWidget(self.search)
        row.addWidget(self._found)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 10)
        box.setSpacing(8)
        box.addLayout(row)
        box.addWidget(self.table, 1)
        box.addWidget(
            text.hint(tr("A payee is verified when a payment to it was executed or you kept its card."))
        )
        self.search.changed.connect(self.read)
        self.search.action(self)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.opened.connect(lambda _payee: self.edit())
        self.table.chosen.connect(self._allow)
        self.table.menu_filler = self._fill_menu

    def _fill_menu(self, menu: QMenu) -> None:
        for action in self.page_actions():
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)


def _columns() -> tuple[Column[Payee], ...]:
    return (
        Column("name", tr("Name"), lambda card: card.name, 202),
        Column(
            "state",
            tr("Verified"),
            lambda card: tr("yes") if _known(card) else tr("not yet"),
            96,
            icon=lambda card: "ok" if _known(card) else "unknown",
            colour=lambda card: "done" if _known(card) else "partly",
        ),
        Column("inn", tr("INN"), lambda card: card.inn, 102),
        Column("account", tr("Account"), lambda card: written.account(card.account), 182),
        Column("bic", tr("BIC"), lambda card: card.bic, 86),
        Column("bank", tr("Bank"), lambda card: card.bank_name, 184),
        Column("last", tr("Last paid"), lambda card: written.day(card.last_used), 114),
        Column("used", tr("Payments"), lambda card: written.number(card.used), 80, right=True),
        Column("kpp", tr("KPP"), lambda card: card.kpp, 92, hidden=True),
        Column("purpose", tr("Last purpose"), lambda card: card.purpose, 260, hidden=True),
    )


def _known(card: Payee) -> bool:
    return card.state == PayeeMark.KNOWN
