"""The page of one payment order: the page of a document with the form 0401060 and what fills it while one types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bsclient.domain.normalise import bank_text
from bsclient.gui.documents.document_page import DocumentPage
from bsclient.gui.documents.payment_filling import Filling, card_fields
from bsclient.gui.documents.payment_form import PaymentForm
from bsclient.gui.shell import Shell

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.drafts import Draft


class PaymentPage(DocumentPage):
    """`open(account=…)` pays from an account, `open(payee=…)` to a card of the book of payees.

    `open(taxes="1")` asks the questions of a payment to the budget at once.
    """

    form: PaymentForm

    def __init__(self, desk: Desk, shell: Shell) -> None:
        form = PaymentForm()
        super().__init__(desk, shell, form)
        self.filling = Filling(form, desk, shell)
        self.filling.read_accounts()
        self._taxes = False

    def open(self, **args: object) -> None:
        self._taxes = bool(args.pop("taxes", ""))
        super().open(**args)

    def refresh(self, changed: Changed) -> None:
        if changed.accounts or changed.everything:
            self.filling.read_accounts()
        super().refresh(changed)

    def fresh(self, given: Mapping[str, str]) -> Draft:
        if "charge" in given:
            return self.desk.charges.payment(given["charge"], int(given["row"]), given.get("account", ""))
        draft = super().fresh(given)
        name = bank_text(draft.raw.get("payer_name", ""))
        card = self.desk.payees.get(given.get("payee", ""))
        paid = card_fields(card) if card is not None else {}
        return replace(draft, raw={**draft.raw, "payer_name": name, **paid})

    def again(self) -> dict[str, str]:
        return {"account": self.form.value("payer_account")}

    def settle(self) -> None:
        self.form.vat.settle()

    def shown(self) -> None:
        self.filling.show_balance()
        if self._taxes:
            self._taxes = False
            self.filling.ask_taxes()

    def caption(self) -> str:
        return self.form.value("payee_name") or self.title

    def first_field(self) -> str:
        return "amount" if self.stored else "payee_name"
