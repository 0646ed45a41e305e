"""The line of filters over the journal, and what it asks the list for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from bsclient.domain.documents import PaymentOrder, RecallRequest
from bsclient.gui.tr import tr
from bsclient.gui.widgets.filters import AccountBox, AmountRange, PeriodPicker, SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.periods import Period
from bsclient.services.listing import Filter


class JournalFilters(QWidget):
    """Signals: `changed` for any filter, `type_changed` when another type of documents is asked for."""

    changed = Signal()
    type_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Type of documents"))
        self.kind.addItem(tr("Payments"), PaymentOrder.code)
        self.kind.addItem(tr("Recall requests"), RecallRequest.code)
        self.search = SearchField(tr("Number, payee, INN, account, purpose"))
        self.period = PeriodPicker(Period.ALL)
        self.amounts = AmountRange()
        self.account = AccountBox()
        flow = FlowLayout(self, gap=8)
        for widget in (self.search, self.period, self.amounts, self.account, self.kind):
            flow.addWidget(widget)
        for source in (self.search, self.period, self.amounts, self.account):
            source.changed.connect(self.changed.emit)
        self.kind.currentIndexChanged.connect(lambda _place: self.type_changed.emit())

    def value(self) -> Filter:
        """Return what is asked for, without states."""
        first, last = self.period.value()
        low, high = self.amounts.value()
        return Filter(
            type=self.type(),
            text=self.search.value(),
            day_from=first,
            day_to=last,
            amount_from=low,
            amount_to=high,
            account=self.account.value(),
        )

    def type(self) -> str:
        """Return the code of the type of documents that is shown."""
        return str(self.kind.currentData())

    def choose_type(self, code: str) -> None:
        """Show another type of documents."""
        self.kind.setCurrentIndex(max(0, self.kind.findData(code)))

    def clear(self) -> None:
        """Take all filters away and say so once."""
        silent = self.blockSignals(True)
        self.search.clear()
        self.period.choose(Period.ALL)
        self.amounts.clear()
        self.account.setCurrentIndex(0)
        self.blockSignals(silent)
        self.changed.emit()

    def set_accounts(self, accounts: Sequence[tuple[str, str]]) -> None:
        """Offer the user's accounts."""
        self.account.set_accounts(accounts)
