"""One operation in full, beside the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.statements import EntryView


class Details(QFrame):
    """Shows an entry; `open_payment(id)` is offered where the entry came from a document of this program."""

    def __init__(self, open_payment: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setMinimumWidth(240)
        self.entry: EntryView | None = None
        self._open_payment = open_payment
        self._amount = text.heading("", 2)
        self._side = text.hint("", wrap=False)
        close = QToolButton()
        close.setAutoRaise(True)
        close.setToolTip(tr("Close (Esc)"))
        close.setAccessibleName(tr("Close"))
        icons.put(close, "close", "muted")
        close.clicked.connect(lambda _on=False: self.hide())
        head = QHBoxLayout()
        head.addWidget(self._amount, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setAccessibleName(tr("All fields of the operation"))
        self.payment = text.link(tr("Open the payment"), self._open)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 8, 10)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self._side)
        box.addWidget(self._area, 1)
        box.addWidget(self.payment)
        self.hide()

    def show_entry(self, entry: EntryView) -> None:
        """Show an operation with all its fields; empty ones are left out."""
        self.entry = entry
        sign = "+" if entry.credit else "\u2212"
        self._amount.setText(f"{sign}{written.amount(entry.amount, entry.currency)}")
        text.paint(self._amount, "done" if entry.credit else "text")
        self._side.setText(tr("Credit") if entry.credit else tr("Debit"))
        self.payment.setVisible(bool(entry.document_id))
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 8, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(3)
        for name, value in fields(entry):
            if value:
                form.addRow(text.hint(name, wrap=False), _value(name, value))
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.show()

    def words(self) -> str:
        """Return everything that is shown."""
        inside = self._area.widget()
        return "\n".join(each.text() for each in inside.findChildren(QLabel)) if inside else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.entry is not None:
            self._open_payment(self.entry.document_id)


def fields(entry: EntryView) -> list[tuple[str, str]]:
    """Return names and values of an operation."""
    party = tr("Payer") if entry.credit else tr("Payee")
    return [
        (party, entry.counterparty_name),
        (tr("INN"), entry.counterparty_inn),
        (tr("KPP"), entry.counterparty_kpp),
        (tr("Account"), written.account(entry.counterparty_account)),
        (tr("Bank"), entry.counterparty_bank),
        (tr("BIC"), entry.counterparty_bic),
        (tr("Correspondent account"), written.account(entry.counterparty_corr_account)),
        (tr("Purpose of payment"), entry.purpose),
        (tr("Document number"), entry.number),
        (tr("Document date"), written.day(entry.document_date)),
        (tr("Operation type"), entry.operation_type),
        (tr("Value date"), written.day(entry.value_date)),
        (tr("Posted (Moscow time)"), written.instant(entry.posted)),
        (tr("Balance after the operation"), written.amount(entry.balance_after, entry.currency)),
        (tr("Id of the ledger entry"), entry.id.partition("/")[0]),
    ]


def _value(name: str, content: str) -> QLabel:
    made = text.label(content, wrap=True, selectable=True)
    made.setAccessibleName(f"{name}: {content}")
    made.setContentsMargins(0, 0, 0, 5)
    return made
