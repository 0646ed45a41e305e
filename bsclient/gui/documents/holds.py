"""Payments that the bank has put off for their payee's sake: how they are called, and a second person's confirmation."""

from __future__ import annotations

from typing import Final

from bsclient.domain.documents import registry
from bsclient.gui import format as written
from bsclient.gui.documents.changed_payee import TypedReason, advice
from bsclient.gui.documents.reason_dialog import ReasonDialog, about, kept
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.services.desk import Desk
from bsclient.services.documents.drafts import Draft
from bsclient.services.documents.listing import Row
from bsclient.services.signing.red_payees import enough

CONFIRMATION: Final = "payment_confirmation"
_WIDTH: Final = 560


class ConfirmDialog(ReasonDialog):
    """Asks how the payee was checked; the confirmation is kept before it is signed, so nothing typed is lost."""

    def __init__(self, desk: Desk, shell: Shell, row: Row) -> None:
        super().__init__(desk, shell, tr("Confirm the payment"), width=_WIDTH)
        self._row = row
        self.content.addWidget(text.heading(tr("Confirm the payment to this payee?"), 2))
        for line in (about(row), row.counterparty, written.account(row.counterparty_account)):
            self.content.addWidget(text.label(line, wrap=True, selectable=True))
        self.content.addWidget(advice())
        self.reason = TypedReason()
        self.ask(
            tr("How was the payee checked? Type it in your own words:"),
            self.reason,
            tr(
                "The bank takes the confirmation of another person than the one who signed the payment first, and"
                " goes on with the payment at once. If anything is doubtful, recall the payment instead."
            ),
        )
        self.go = self.add_button(tr("Sign and send…"), self._make)
        self.go.setEnabled(False)
        self.add_close().setAutoDefault(False)
        self.reason.textChanged.connect(lambda: self.go.setEnabled(enough(self.reason.words())))

    def _make(self) -> None:
        desk, identity, reason = self._desk, self._row.id, self.reason.words()
        self.do(lambda: make(desk, identity, reason), self._made)

    def _made(self, draft: Draft) -> None:
        self.sign(draft)


def make(desk: Desk, document_id: str, reason: str) -> Draft:
    """Make and keep a confirmation of a payment; blocks, for a worker."""
    longest = registry[CONFIRMATION].field("reason").longest
    told = {"document_id": document_id, "reason": " ".join(reason.split())[:longest]}
    return kept(desk, CONFIRMATION, told)
