"""The page of one payment order: the page of a document with the form 0401060 and what fills it while one types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter

from bsclient.domain.normalise import bank_text
from bsclient.gui.documents.document_page import DocumentPage
from bsclient.gui.documents.payment_filling import Filling, card_fields
from bsclient.gui.documents.payment_form import PaymentForm
from bsclient.gui.payment_sources.source_panel import FormMarks, SourcePanel
from bsclient.gui.shell import Shell

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.imports.sources import Filled, Found

_NARROW_BELOW: Final = 960
_BESIDE: Final = (700, 360)
_UNDER: Final = (260, 130)


class PaymentPage(DocumentPage):
    """`open(account=…)` pays from an account, `open(payee=…)` to a card of the book of payees.

    `open(taxes="1")` asks the questions of a payment to the budget at once, `open(found=Found)` fills the form from a
    code or a copied text and shows that beside it (`source`, `marks`).
    """

    form: PaymentForm

    def __init__(self, desk: Desk, shell: Shell) -> None:
        form = PaymentForm()
        super().__init__(desk, shell, form)
        self.filling = Filling(form, desk, shell)
        self.filling.read_accounts()
        self._taxes = False
        self._found: Found | None = None
        self._filled: Filled | None = None
        self.source, self.marks = SourcePanel(form), FormMarks(form)
        self.source.asked.connect(form.focus)
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.setChildrenCollapsible(False)
        self.box.replaceWidget(self._scroll, self._beside)
        self._beside.addWidget(self._scroll)
        self._beside.addWidget(self.source)
        self._beside.setStretchFactor(0, 1)
        self._beside.setSizes(list(_BESIDE))

    def open(self, **args: object) -> None:
        self._taxes = bool(args.pop("taxes", ""))
        self._found, self._filled = cast("Found | None", args.pop("found", None)), None
        super().open(**args)

    def refresh(self, changed: Changed) -> None:
        if changed.accounts or changed.everything:
            self.filling.read_accounts()
        super().refresh(changed)

    def fresh(self, given: Mapping[str, str]) -> Draft:
        if "charge" in given:
            return self.desk.charges.payment(given["charge"], int(given["row"]), given.get("account", ""))
        if self._found is not None:
            return self._of_source(self._found, given.get("account", ""))
        draft = super().fresh(given)
        name = bank_text(draft.raw.get("payer_name", ""))
        card = self.desk.payees.get(given.get("payee", ""))
        paid = card_fields(card) if card is not None else {}
        return replace(draft, raw={**draft.raw, "payer_name": name, **paid})

    def _of_source(self, found: Found, account: str) -> Draft:
        """Fill a draft from what was found; in a worker."""
        self._filled = self.desk.payment_sources.fill(found.candidates[0], found.name, account)
        return self._filled.draft

    def again(self) -> dict[str, str]:
        return {"account": self.form.value("payer_account")}

    def settle(self) -> None:
        self.form.vat.settle()

    def shown(self) -> None:
        self.filling.show_balance()
        self.filling.show_departure()
        self._show_source()
        if self._taxes:
            self._taxes = False
            self.filling.ask_taxes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the source stands under the form."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self.source.set_narrow(narrow=narrow)
        if self._beside.orientation() is not wanted:
            self._beside.setOrientation(wanted)
            self._beside.setSizes(list(_UNDER if narrow else _BESIDE))

    def _show_source(self) -> None:
        filled = self._filled
        if filled is None or self._draft is None or filled.draft.id != self._draft.id:
            self.source.hide()
            self.marks.clear_all()
        elif not self.stored:
            self.source.show_filled(filled)
            self.marks.show_filled(filled)
            self.form.see_all()

    def caption(self) -> str:
        return self.form.value("payee_name") or self.title

    def first_field(self) -> str:
        return "amount" if self.stored else "payee_name"
