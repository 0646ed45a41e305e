"""Payments that the bank has put off for their payee's sake: how they are called, and a second person's confirmation."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bsclient.domain.documents import registry
from bsclient.domain.problems import Severity
from bsclient.domain.states import State
from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.documents.changed_payee import TypedReason, advice
from bsclient.gui.documents.sign_dialog import Then, open_sign
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.problem_line import say
from bsclient.services.desk import Desk
from bsclient.services.drafts import Draft
from bsclient.services.listing import Row
from bsclient.services.red_payees import enough

CONFIRMATION: Final = "payment_confirmation"


class ConfirmDialog(Dialog):
    """Asks how the payee was checked; the confirmation is kept before it is signed, so nothing typed is lost."""

    def __init__(self, desk: Desk, shell: Shell, row: Row) -> None:
        super().__init__(shell.window, tr("Confirm the payment"), width=560)
        self._desk, self._shell, self._row = desk, shell, row
        self.content.addWidget(text.heading(tr("Confirm the payment to this payee?"), 2))
        number = tr("No. {number} of {day}").format(number=row.number, day=written.day(row.day))
        amount = "" if row.amount is None else written.amount(row.amount, row.currency)
        for line in ("   ".join(filter(None, (number, amount))), row.counterparty):
            self.content.addWidget(text.label(line, wrap=True, selectable=True))
        self.content.addWidget(
            text.label(written.account(row.counterparty_account), wrap=True, selectable=True)
        )
        self.content.addWidget(advice())
        self.reason = TypedReason()
        asked = text.label(tr("How was the payee checked? Type it in your own words:"), wrap=True)
        asked.setBuddy(self.reason)
        self.reason.setAccessibleName(asked.text())
        self.content.addWidget(asked)
        self.content.addWidget(self.reason)
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        self.content.addWidget(self.error)
        self.content.addWidget(
            text.hint(
                tr(
                    "The bank takes the confirmation of another person than the one who signed the payment first, and"
                    " goes on with the payment at once. If anything is doubtful, recall the payment instead."
                )
            )
        )
        self.content.addStretch(1)
        self.go = self.add_button(tr("Sign and send…"), self._make)
        self.go.setEnabled(False)
        self.add_close().setAutoDefault(False)
        self.reason.textChanged.connect(lambda: self.go.setEnabled(enough(self.reason.words())))
        self.reason.setFocus()

    def _make(self) -> None:
        reason = self.reason.words()
        self.go.setEnabled(False)
        desk, identity = self._desk, self._row.id
        task = self._shell.run_task(lambda: make(desk, identity, reason), self._made, self._refused)
        task.owned_by(self)

    def _made(self, draft: Draft) -> None:
        if draft.state is State.INVALID:
            self.go.setEnabled(True)
            found = self._desk.drafts.check(draft.type, draft.raw, draft.id)
            worst = next((each for each in found if each.severity is Severity.BLOCK), None)
            declared = registry[CONFIRMATION].declared
            field = next((each for each in declared if worst and each.name == worst.field), None)
            self._show_error(say(worst, field).whole if worst else "")
            return
        self.accept()
        open_sign(self._desk, self._shell, [draft.id], Then(send_at_once=True))

    def _refused(self, error: BsError) -> None:
        self.go.setEnabled(True)
        self._show_error(problems.of_error(error).whole)

    def _show_error(self, content: str) -> None:
        self.error.setText(content)
        self.error.setVisible(bool(content))


def make(desk: Desk, document_id: str, reason: str) -> Draft:
    """Make and keep a confirmation of a payment; blocks, for a worker."""
    fresh = desk.drafts.new(CONFIRMATION)
    longest = registry[CONFIRMATION].field("reason").longest
    told = {"document_id": document_id, "reason": " ".join(reason.split())[:longest]}
    return desk.drafts.save(replace(fresh, raw={**fresh.raw, **told}))
