"""The book of payees: search, cards, the payments to one of them, and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout

from bsclient.domain import money
from bsclient.domain.codes import PAYMENT_ORDER
from bsclient.domain.payee_guard import Standing
from bsclient.domain.rights import Action
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.forms.names import page_of
from bsclient.gui.payees.card import CardDialog
from bsclient.gui.rights import asking
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.payees.book import Payee, PayeeMark

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk

MOST: Final = 2000
"""So many cards are listed; a search finds the others."""
_EDITOR: Final = "payments.edit"
_CARD: Final = "payee_card"
_WORDS: Final = {
    Standing.NEW: N_("new"),
    Standing.KNOWN: N_("known"),
    Standing.TRUSTED: N_("trusted"),
    Standing.BLOCKED: N_("blocked"),
}
_ICONS: Final = {
    Standing.NEW: ("unknown", "partly"),
    Standing.KNOWN: ("ok", "done"),
    Standing.TRUSTED: ("signed", "done"),
    Standing.BLOCKED: ("stop", "rejected"),
}


class PayeesPage(Page):
    """`open(text=…)` searches at once."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.search = SearchField(tr("Name, INN, account or bank"))
        self.table: DataTable[Payee] = DataTable("payees", _columns(desk.place.today), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self._found = text.hint("", wrap=False)
        self._new = keys.action(tr("New payee"), "new", self.new, self, "new")
        self._edit = keys.action(tr("Open the card"), "edit", self.edit, self)
        self._pay = keys.action(tr("New payment"), "payment", self.pay, self, "duplicate")
        self._list = keys.action(tr("Payments to this payee"), "search", self.show_payments, self)
        self._trust = keys.action(tr("Trust…"), "ok", lambda: self.propose("trust"), self)
        self._block = keys.action(tr("Block…"), "stop", lambda: self.propose("block"), self)
        self._clear = keys.action(
            tr("Take trust or block back…"), "restore", lambda: self.propose("clear"), self
        )
        self._delete = keys.action(tr("Delete"), "delete", self.ask_delete, self, "delete")
        for action in (self._clear, self._delete):
            action.setPriority(QAction.Priority.LowPriority)  # their icons say enough
        self._build()

    @property
    def title(self) -> str:
        return tr("Payees")

    def page_actions(self) -> Sequence[QAction | None]:
        stated = (self._trust, self._block, self._clear)
        return (self._new, self._edit, None, self._pay, self._list, None, *stated, None, self._delete)

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

    def propose(self, deed: str) -> None:
        """Begin the document by which two persons trust or block the current payee."""
        payee = self.table.current_row()
        if payee is not None:
            names = ("name", "inn", "account", "bic")
            given = {f"payee_{name}": getattr(payee, name) for name in names} | {"deed": deed}
            self.shell.open_page(page_of(_CARD), given=given)

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
        current = self.table.current_row()
        for action in (self._edit, self._list):
            action.setEnabled(current is not None)
        for action in (self._pay, self._delete):  # of some payees only the bank has told
            action.setEnabled(current is not None and bool(current.id))
        stands = None if current is None else standing(current, self.desk.place.today)
        self._trust.setEnabled(stands is not None and stands is not Standing.TRUSTED)
        self._block.setEnabled(stands is not None and stands is not Standing.BLOCKED)
        self._clear.setEnabled(stands in {Standing.TRUSTED, Standing.BLOCKED})
        may_not = asking.reason(self.desk, Action.PAYEES)
        asking.offer(self._new, may_not)
        asking.close(may_not, self._trust, self._block, self._clear, self._delete)
        asking.close(asking.reason(self.desk, Action.CREATE, PAYMENT_ORDER), self._pay)

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
            text.hint(
                tr(
                    "The bank keeps this list too. A payee is known ten days after the first executed payment. Two persons"
                    " can trust a payee, so that payments to it do not wait, or block it, so that none is made."
                )
            )
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


def _columns(today: date) -> tuple[Column[Payee], ...]:
    return (
        Column("name", tr("Name"), lambda card: card.name, 202),
        Column(
            "state",
            tr("Standing"),
            lambda card: tr(_WORDS[standing(card, today)]),
            140,
            icon=lambda card: _ICONS[standing(card, today)][0],
            colour=lambda card: _ICONS[standing(card, today)][1],
        ),
        Column("inn", tr("INN"), lambda card: card.inn, 112),
        Column("account", tr("Account"), lambda card: written.account(card.account), 182),
        Column("bic", tr("BIC"), lambda card: card.bic, 86),
        Column("bank", tr("Bank"), lambda card: card.bank_name, 184),
        Column("last", tr("Last paid"), lambda card: written.day(_last(card)), 114),
        Column("used", tr("Payments"), lambda card: written.number(_paid(card)), 80, right=True),
        Column("total", tr("Paid in all"), _total, 130, right=True),
        Column("kpp", tr("KPP"), lambda card: card.kpp, 92, hidden=True),
        Column("purpose", tr("Last purpose"), lambda card: card.purpose, 260, hidden=True),
    )


def standing(card: Payee, today: date) -> Standing:
    """Return a payee's standing: as the bank says; before it has spoken, as this base knows him."""
    if card.word is None:
        return Standing.KNOWN if card.state == PayeeMark.KNOWN else Standing.NEW
    return card.word.standing(today)


def _last(card: Payee) -> date | None:
    return (card.word.last_day if card.word else None) or card.last_used


def _paid(card: Payee) -> int:
    return card.word.paid if card.word and card.word.paid else card.used


def _total(card: Payee) -> str:
    word = card.word
    return written.amount(money.parse_amount(word.total), word.currency) if word and word.paid else ""
