"""The book of payees in a window: search, take one, write a card, delete one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from bsclient.gui import format as written
from bsclient.gui import tasks
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets.dialogs import Dialog, Question, confirm
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.payees.book import Payee

_LIMIT: Final = 300
_NARROWEST: Final = 600
_SIZE: Final = (980, 480)
_KNOWN: Final = "known"


class PayeePicker(Dialog):
    """`taken` gets the card that was chosen."""

    def __init__(self, parent: QWidget | None, desk: Desk, taken: Callable[[Payee], object]) -> None:
        super().__init__(parent, tr("Payees"), width=_NARROWEST)
        self.resize(*_SIZE)
        self._payees = desk.payees
        self._taken = taken
        self._listed = ""
        self.field = SearchField(tr("Name, INN or account"))
        self.table: DataTable[Payee] = DataTable("payee_picker", _columns())
        self.table.opened.connect(self._take)
        self.content.addWidget(self.field)
        self.content.addWidget(self.table, 1)
        self.add_button(tr("Delete card"), self._ask_delete, left=True)
        self.add_button(tr("Choose"), lambda: self._take(self.table.current_row()), primary=True)
        self.add_close()
        self.field.changed.connect(self._search)
        self.field.returnPressed.connect(self.table.setFocus)
        self.field.setFocus()
        self._search()

    def _search(self) -> None:
        words = self.field.value()
        task = tasks.run(
            lambda: self._payees.search(words, _LIMIT),
            lambda found: self._show(words, found),
            lane=Lane.NETWORK,
        )
        task.owned_by(self)

    def _show(self, words: str, found: list[Payee]) -> None:
        if words == self.field.value():
            self._listed = words
            self.table.set_empty(
                tr("No payee was found")
                if words
                else tr("Payees are remembered from your payments; there are none yet")
            )
            self.table.set_view(ListView(found), keep_place=False)
            if found:
                self.table.select_place(0)

    def _take(self, payee: Payee | None) -> None:
        if payee is not None and self._listed == self.field.value():  # not one of the list before
            self.accept()
            self._taken(payee)

    def _ask_delete(self) -> None:
        payee = self.table.current_row()
        if payee is not None:
            words = tr("The card of “{name}” will be deleted. Payments to this payee stay.").format(
                name=payee.name
            )
            question = Question(tr("Delete the card?"), words, tr("Delete"), dangerous=True)
            confirm(self, question, lambda: self._delete(payee.id))

    def _delete(self, payee_id: str) -> None:
        tasks.run(lambda: self._payees.delete(payee_id), lambda _done: self._search()).owned_by(self)


def _columns() -> list[Column[Payee]]:
    return [
        Column("name", tr("Name"), lambda card: card.name, stretch=True),
        Column("inn", tr("INN"), lambda card: card.inn, width=110),
        Column("account", tr("Account"), lambda card: written.account(card.account), width=190),
        Column("bank", tr("Bank"), lambda card: card.bank_name, width=160),
        Column(
            "known",
            tr("Verified"),
            lambda card: tr("yes") if card.state == _KNOWN else tr("not yet paid"),
            width=150,
            icon=lambda card: "ok" if card.state == _KNOWN else "unknown",
            colour=lambda card: "done" if card.state == _KNOWN else "partly",
        ),
        Column("used", tr("Last paid"), lambda card: written.day(card.last_used), width=90),
    ]
