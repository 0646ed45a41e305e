"""The directory of banks in a window: search by BIC, name or town, take one with Enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from bsclient.domain.banks import Bank
from bsclient.gui import format as written
from bsclient.gui import tasks
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.information.directories import Directories

_LIMIT: Final = 300
_NARROWEST: Final = 560
_SIZE: Final = (780, 480)


class BankPicker(Dialog):
    """`taken` gets the bank that was chosen."""

    def __init__(
        self, parent: QWidget | None, directories: Directories, taken: Callable[[Bank], object]
    ) -> None:
        super().__init__(parent, tr("Directory of banks (BIC)"), width=_NARROWEST)
        self.resize(*_SIZE)
        self._directories = directories
        self._taken = taken
        self._listed = ""
        self.field = SearchField(tr("BIC, name or town of the bank"))
        self.table: DataTable[Bank] = DataTable("bank_picker", _columns())
        self.table.set_empty(tr("Type a part of the BIC, the name or the town"))
        self.table.opened.connect(self._take)
        self._edition = text.hint("", wrap=False)
        self.content.addWidget(self.field)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self._edition)
        self.add_button(tr("Choose"), lambda: self._take(self.table.current_row()), primary=True)
        self.add_close()
        self.field.changed.connect(self._search)
        self.field.returnPressed.connect(self.table.setFocus)
        self.field.setFocus()

    def search(self, words: str) -> None:
        """Search for a text."""
        self.field.setText(words)
        self._search()

    def _search(self) -> None:
        words = self.field.value()
        tasks.run(
            lambda: self._find(words), lambda found: self._show(words, found), lane=Lane.NETWORK
        ).owned_by(self)

    def _find(self, words: str) -> tuple[list[Bank], str]:
        found = self._directories.banks(words, _LIMIT) if words else []
        return found, written.day(self._directories.business_day)

    def _show(self, words: str, found: tuple[list[Bank], str]) -> None:
        if words != self.field.value():
            return
        banks, edition = found
        self._listed = words
        self.table.set_empty(
            tr("No bank was found") if words else tr("Type a part of the BIC, the name or the town")
        )
        self.table.set_view(ListView(banks), keep_place=False)
        if banks:
            self.table.select_place(0)
        self._edition.setText(tr("Directory of the Bank of Russia, in force from {day}").format(day=edition))

    def _take(self, bank: Bank | None) -> None:
        if bank is not None and self._listed == self.field.value():  # not one of the list before
            self.accept()
            self._taken(bank)


def _columns() -> list[Column[Bank]]:
    return [
        Column("bic", tr("BIC"), lambda bank: bank.bic, width=100),
        Column("name", tr("Name"), lambda bank: bank.name, stretch=True),
        Column("town", tr("Town"), lambda bank: bank.town, width=150),
        Column("account", tr("Corr. account"), lambda bank: bank.correspondent_account, width=180),
    ]
