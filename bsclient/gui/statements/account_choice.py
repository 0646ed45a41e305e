"""The account of a view, or all of them: what a view can show is offered, what was chosen before stays chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox

from bsclient.gui.statements import naming
from bsclient.gui.statements.ground import Reach
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.services.statements.reading import AccountView

_ALL: Final = "*"
"""Begins what stands for all accounts: the currency follows, nothing for every currency."""


class AccountChoice(QComboBox):
    """`changed` when the user chooses; `wanted` is the last single account, which views of one account show."""

    changed = Signal()

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self._reach = Reach.ONE
        self._accounts: Sequence[AccountView] = ()
        self._all: dict[Reach, str] = {Reach.ANY: _ALL}
        self.setAccessibleName(tr("Account"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda _place: self._choose())

    @property
    def joint(self) -> bool:
        """Whether all accounts are chosen, of a currency or of every one."""
        return self._reach is Reach.ALL or self.value().startswith(_ALL)

    def value(self) -> str:
        """Return the number of the account that is shown, or what stands for all."""
        return str(self.currentData() or "")

    def chosen(self) -> tuple[tuple[str, ...], str]:
        """Return the numbers that are chosen and their currency ("" for accounts of several)."""
        if not self.joint:
            one = next((each for each in self._accounts if each.number == self.value()), None)
            return ((one.number,), one.currency) if one is not None else ((), "")
        currency = "" if self._reach is Reach.ALL else self.value().removeprefix(_ALL)
        found = tuple(each.number for each in self._accounts if currency in {"", each.currency})
        return found, currency

    def offer(self, accounts: Sequence[AccountView], reach: Reach) -> None:
        """Offer accounts to a view; its own choice stands again if it is still there."""
        self._accounts, self._reach = accounts, reach
        self.blockSignals(True)
        self.clear()
        for currency in _joint(accounts, reach):
            words = tr("All accounts in {currency}").format(currency=currency)
            self.addItem(words if currency else tr("All accounts"), _ALL + currency)
        for account in accounts:
            self.addItem(naming.caption(account), account.number)
            self.setItemData(self.count() - 1, tip(naming.hint(account)), Qt.ItemDataRole.ToolTipRole)
        places = [self.findData(each) for each in (self._all.get(reach, ""), self.wanted) if each]
        first = self.findData(accounts[0].number) if accounts else 0
        self.setCurrentIndex(next((place for place in places if place >= 0), first))
        self.blockSignals(False)
        if not self.joint and self.value():
            self.wanted = self.value()

    def known(self) -> bool:
        """Whether the account that was wished for is among those that are offered."""
        return any(each.number == self.wanted for each in self._accounts)

    def wish(self, number: str) -> None:
        """Choose an account, now or when it is offered."""
        self.wanted = number
        self._all.pop(self._reach, None)
        place = self.findData(number)
        if place >= 0:
            self.setCurrentIndex(place)

    def _choose(self) -> None:
        if self.joint:
            self._all[self._reach] = self.value()
        else:
            self._all.pop(self._reach, None)
            self.wanted = self.value()
        self.changed.emit()


def _joint(accounts: Sequence[AccountView], reach: Reach) -> list[str]:
    """Return the currencies whose accounts can be taken together; "" for all."""
    if reach is Reach.ANY and len(accounts) > 1:
        return [""]
    if reach is not Reach.CURRENCY:
        return []
    currencies = [account.currency for account in accounts if account.closed is None]
    return [each for each in dict.fromkeys(currencies) if currencies.count(each) > 1]
