"""The user's own name of an account: it stands for the number wherever accounts are listed or chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from bsclient.gui import format as written
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.services.statements.reading import LONGEST_NAME

if TYPE_CHECKING:
    from bsclient.services.statements.reading import AccountView

_TAIL = 4
_FILE = "file"


class AccountNameDialog(Dialog):
    """Asks what an account is to be called; `named` gets the name, "" for the bank's own."""

    def __init__(self, parent: QWidget, account: AccountView, named: Callable[[str], object]) -> None:
        super().__init__(parent, tr("Name of the account"), width=400)
        self._named = named
        self.field = QLineEdit(account.own_name)
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setPlaceholderText(account.name)
        self.field.setAccessibleName(tr("Name of the account"))
        label = text.label(written.account(account.number))
        label.setBuddy(self.field)
        self.content.addWidget(label)
        self.content.addWidget(self.field)
        self.content.addWidget(
            text.hint(tr("Only you see this name. An empty one goes back to the name that the bank gave."))
        )
        self.add_button(tr("Save"), self._agree, primary=True)
        self.add_close()
        self.field.selectAll()
        self.field.setFocus()

    def _agree(self) -> None:
        self.accept()
        self._named(self.field.text())


def caption(account: AccountView) -> str:
    """Return how an account with its balance is offered: by its own name if it has one, else by its number."""
    number = written.account(account.number)
    name = f"{account.own_name} …{account.number[-_TAIL:]}" if account.own_name else number
    if account.source == _FILE:
        name = tr("{name} (other bank)").format(name=name)
    if account.closed is not None:
        return tr("{name}: closed on {day}").format(name=name, day=written.day(account.closed))
    return f"{name}:  {written.amount(account.balance, account.currency)}"


def hint(account: AccountView) -> str:
    """Return what a chooser says of an account when the mouse rests on it."""
    return "\n".join(filter(None, (account.name, written.account(account.number))))
