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

from bsclient.domain.rights import Action
from bsclient.gui import format as written
from bsclient.gui import icons, preview
from bsclient.gui.rights import asking
from bsclient.gui.shell import Shell
from bsclient.gui.statements import drill
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.services.statements.archive_match import PREFIX

if TYPE_CHECKING:
    from bsclient.services.statements.reading import EntryView


class Details(QFrame):
    """Shows an entry and leads on: to its document where it came from one of this program, to its print form.

    `locate(entry)` shows it in the statement of its day; None where it is in sight there already.
    """

    def __init__(self, shell: Shell, locate: Callable[[EntryView], object] | None = None) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setMinimumWidth(240)
        self.entry: EntryView | None = None
        self._shell = shell
        self._locate = locate
        self._amount = text.heading("", 2)
        self._side = text.hint("", wrap=False)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setAccessibleName(tr("All fields of the operation"))
        self.payment = text.link(tr("Open the document"), self._open)
        self.printing = text.link(tr("Print"), self._print)
        self.place = text.link(tr("Show in the statement"), self._show_place)
        refused = asking.reason(shell.desk, Action.PRINT)
        self.printing.setEnabled(not refused)
        self.printing.setToolTip(tip(refused))
        self._build()
        self.place.setVisible(
            locate is not None
        )  # not before it has its place: it would be a window of its own
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

    def _build(self) -> None:
        close = QToolButton()
        close.setAutoRaise(True)
        close.setToolTip(tr("Close (Esc)"))
        close.setAccessibleName(tr("Close"))
        icons.put(close, "close", "muted")
        close.clicked.connect(lambda _on=False: self.hide())
        head = QHBoxLayout()
        head.addWidget(self._amount, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        acts = FlowLayout(gap=14)
        for widget in (self.payment, self.printing, self.place):
            acts.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 8, 10)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self._side)
        box.addWidget(self._area, 1)
        box.addLayout(acts)

    def _open(self) -> None:
        if self.entry is not None:
            drill.open_document(self._shell, self, self.entry.document_id)

    def _show_place(self) -> None:
        if self.entry is not None and self._locate is not None:
            self._locate(self.entry)

    def _print(self) -> None:
        if self.entry is not None:
            preview.entry(self._shell, self.entry)


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
        (tr("Id of the ledger entry"), "" if entry.id.startswith(PREFIX) else entry.id.partition("/")[0]),
    ]


def _value(name: str, content: str) -> QLabel:
    made = text.label(content, wrap=True, selectable=True)
    made.setAccessibleName(f"{name}: {content}")
    made.setContentsMargins(0, 0, 0, 5)
    return made
