"""Boxes 101 and 104-110 in the paper's row: folded away until the payment goes to the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bsclient.domain.budget import ENP_KBK, FNS, PAYEES
from bsclient.gui.documents.code_words import meanings
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.form import Band

if TYPE_CHECKING:
    from bsclient.domain.context import DirectoryLookup
    from bsclient.gui.documents.payment_form import PaymentForm

_CAPTIONS: Final = {
    "tax_status": (N_("Status"), 3),
    "kbk": (N_("KBK"), 11),
    "oktmo": (N_("OKTMO"), 7),
    "tax_ground": (N_("Ground"), 3),
    "tax_period": (N_("Period"), 6),
    "tax_document_number": (N_("Doc. No"), 7),
    "tax_document_date": (N_("Doc. date"), 6),
    "payout_code": (N_("Payout"), 3),
}
TAX_FIELDS: Final = tuple(_CAPTIONS)
_HALF: Final = 4
_GAP: Final = 6
_TREASURY: Final = "03"
_ZERO: Final = "0"
_ZEROED: Final = ("uin", "tax_ground", "tax_period", "tax_document_number", "tax_document_date", "payer_kpp")
_REQUISITES: Final = ("name", "inn", "kpp", "account", "bic", "bank_name", "corr_account")


class TaxBlock(QWidget):
    """The row and its helpers: the single tax payment, and zeros where there is no value.

    `head` is the switch with the helpers; a layout puts it where it has room. `wizard_asked`: the five questions are wanted.
    `books` answer for the payees of budget payments; without them the helper of the single tax payment is hidden.
    """

    wizard_asked = Signal()

    def __init__(self, form: PaymentForm) -> None:
        super().__init__()
        self._form = form
        self.books: DirectoryLookup | None = None
        self._unfolded = False
        self._switch = QToolButton()
        self._switch.setObjectName("tax_switch")
        self._switch.setAutoRaise(True)
        self._switch.setText(tr("To the budget: 101, 104–110"))
        self._switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._switch.clicked.connect(lambda _on=False: self._fold(unfolded=not self._unfolded))
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row = self._make_row()
        self._row.setObjectName("tax_row")
        self.wizard = QPushButton(tr("Tax &wizard…"))
        self.wizard.setObjectName("tax_wizard")
        self.wizard.setToolTip(tr("Five questions, and the payment to the budget is filled in"))
        self.wizard.clicked.connect(lambda *_on: self.wizard_asked.emit())
        self._single = text.link(tr("Single tax payment (ENP)"), self.fill_single)
        self._zeros = text.link(tr("0 in the empty boxes"), self.fill_zeros)
        self.head = QWidget()
        head = FlowLayout(self.head, gap=6)
        head.addWidget(self._switch)
        head.addWidget(self.wizard)
        head.addWidget(self._single)
        head.addWidget(self._zeros)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._row)
        self._offer_statuses()
        self._fold(unfolded=False)

    def load(self) -> None:
        """Fold or unfold as a draft that was loaded needs it."""
        self._fold(unfolded=self._needed())

    def follow(self) -> None:
        """Unfold as soon as the payment is one to the budget."""
        if self._needed():
            self.unfold()

    def unfold(self) -> None:
        """Show the row."""
        self._fold(unfolded=True)

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window the row is broken in the middle."""
        way = QBoxLayout.Direction
        self._halves.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def unfolded(self) -> bool:
        """Whether the row is shown."""
        return self._unfolded

    def set_locked(self, *, locked: bool) -> None:
        """Hide what changes fields."""
        self._switch.setEnabled(not locked)
        self.wizard.setHidden(locked)
        self._fold(unfolded=self.unfolded())
        if locked:
            self._single.hide()
            self._zeros.hide()

    def fill_zeros(self) -> None:
        """Put 0 into every box that a budget payment must not leave empty."""
        names = ("uin", "payer_kpp", "payee_kpp", "kbk", "oktmo", *_ZEROED[1:5])
        self._form.put({name: _ZERO for name in names if not self._form.value(name).strip()})

    def fill_single(self) -> None:
        """Fill in the requisites of the single tax payment that are in force on the day of the order."""
        payee = self.books.find(PAYEES, FNS, self._form.day()) if self.books is not None else None
        if payee is None:
            return
        self._form.put({f"payee_{name}": payee.get(name, "") for name in _REQUISITES})
        self._form.put(
            {
                "tax_status": "01",
                "kbk": ENP_KBK,
                "oktmo": self._form.value("oktmo").strip() or _ZERO,
                **dict.fromkeys(_ZEROED, _ZERO),
            }
        )
        self.unfold()

    def _make_row(self) -> Band:
        self._halves.setSpacing(_GAP)
        cells = []
        for names in (TAX_FIELDS[:_HALF], TAX_FIELDS[_HALF:]):
            half = QHBoxLayout()
            half.setSpacing(_GAP)
            for name in names:
                words, share = _CAPTIONS[name]
                cells.append(self._form.cell(name, tr(words)))
                half.addWidget(cells[-1], share)
            self._halves.addLayout(half, sum(_CAPTIONS[name][1] for name in names))
        return self._form.bind(Band(self._halves), cells)

    def _needed(self) -> bool:
        filled = any(self._form.value(name).strip() not in {"", _ZERO} for name in TAX_FIELDS)
        return filled or self._form.value("payee_account").startswith(_TREASURY)

    def _fold(self, *, unfolded: bool) -> None:
        self._unfolded = unfolded
        self._switch.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self._row.setVisible(unfolded)
        self._single.setVisible(unfolded and self.books is not None)
        self._zeros.setVisible(unfolded)

    def _offer_statuses(self) -> None:
        editor = self._form.editors["tax_status"]
        if isinstance(editor, QLineEdit):
            completer = QCompleter(
                [f"{code}  {words}" for code, words in meanings("tax_status").items()], editor
            )
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            completer.setWidget(editor)
            popup: Any = completer.popup()
            popup.setMinimumWidth(420)
            activated: Any = completer.activated
            activated[str].connect(lambda line: self._form.put({"tax_status": line[:2]}))
            editor.choose.connect(completer.complete)
