"""A recall request («Запрос на отзыв»): the reason, then signing and sending in one go.

The bank decides; its answer comes as a status of the payment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QComboBox

from bsclient.domain.documents import RecallRequest
from bsclient.domain.problems import Severity
from bsclient.domain.states import State
from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import problems, words
from bsclient.gui.documents.sign_dialog import Then, open_sign
from bsclient.gui.shell import Shell
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.problem_line import say
from bsclient.services.desk import Desk
from bsclient.services.drafts import Draft
from bsclient.services.listing import Row

REASONS: Final = (
    N_("Wrong details of the payee"),
    N_("Wrong amount"),
    N_("The payment was made twice"),
    N_("The contract was cancelled"),
    N_("Wrong purpose of payment"),
)
_LONGEST: Final = RecallRequest.field("reason").longest
_JOURNAL: Final = "payments"


class RecallDialog(Dialog):
    """Asks for the reason; the request is kept before it is signed, so nothing typed is lost."""

    def __init__(self, desk: Desk, shell: Shell, row: Row) -> None:
        super().__init__(shell.window, tr("Recall request"), width=520)
        self._desk = desk
        self._shell = shell
        self._row = row
        head = text.heading(tr("Recall the payment?"), 2)
        number = tr("No. {number} of {day}").format(number=row.number, day=written.day(row.day))
        amount = "" if row.amount is None else written.amount(row.amount, row.currency)
        self.content.addWidget(head)
        about = "   ".join(filter(None, (number, amount, row.counterparty)))
        self.content.addWidget(text.label(about, wrap=True))
        self.content.addWidget(text.hint(f"{tr('State')}: {words.state(row.state)}"))
        self.content.addSpacing(6)
        label = text.label(tr("Reason for the bank"))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems([tr(each) for each in REASONS])
        self.reason.setCurrentIndex(-1)
        self.reason.setAccessibleName(label.text())
        line = self.reason.lineEdit()
        if line is not None:
            line.setMaxLength(_LONGEST)
            line.setPlaceholderText(tr("Choose or type"))
        label.setBuddy(self.reason)
        self.content.addWidget(label)
        self.content.addWidget(self.reason)
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        self.content.addWidget(self.error)
        self.content.addWidget(
            text.hint(
                tr(
                    "The bank recalls a payment only while it is not executed. Until it has decided, the payment is"
                    " suspended. The request is signed with your key and sent at once."
                )
            )
        )
        self.content.addStretch(1)
        self.go = self.add_button(tr("Sign and send…"), self._make, primary=True)
        self.add_close()
        self.reason.editTextChanged.connect(lambda _text: self._show_error(""))
        self.reason.setFocus()

    def _make(self) -> None:
        reason = " ".join(self.reason.currentText().split())
        if not reason:
            self._show_error(tr("Name the reason"))
            self.reason.setFocus()
            return
        self.go.setEnabled(False)
        desk, identity = self._desk, self._row.id
        task = self._shell.run_task(lambda: make_request(desk, identity, reason), self._made, self._refused)
        task.owned_by(self)

    def _made(self, draft: Draft) -> None:
        if draft.state is State.INVALID:
            self.go.setEnabled(True)
            found = self._desk.drafts.check(draft.type, draft.raw, draft.id)
            worst = next((each for each in found if each.severity is Severity.BLOCK), None)
            field = next(
                (each for each in RecallRequest.declared if worst and each.name == worst.field), None
            )
            self._show_error(say(worst, field).whole if worst else "")
            return
        self.accept()
        dialog = open_sign(self._desk, self._shell, [draft.id], Then(send_at_once=True))
        shell = self._shell
        dialog.rejected.connect(lambda: None if dialog.outcome else tell_kept(shell))

    def _refused(self, error: BsError) -> None:
        self.go.setEnabled(True)
        self._show_error(problems.of_error(error).whole)
        if error.code == "recall_exists":
            self.accept()
            self._shell.notify(
                problems.of_error(error).whole, "warning", tr("Show"), lambda: show_requests(self._shell)
            )

    def _show_error(self, content: str) -> None:
        self.error.setText(content)
        self.error.setVisible(bool(content))


def make_request(desk: Desk, document_id: str, reason: str) -> Draft:
    """Make and keep a recall request for a document; blocks, for a worker."""
    told = desk.delivery.recall(document_id, reason)
    fresh = desk.drafts.new(RecallRequest.code)
    return desk.drafts.save(replace(fresh, raw={**fresh.raw, **told}))


def tell_kept(shell: Shell) -> None:
    """Say that a request was made but not signed."""
    said = tr("The recall request is kept but not signed; the payment goes on until it is sent.")
    shell.notify(said, "warning", tr("Show"), lambda: show_requests(shell))


def show_requests(shell: Shell) -> None:
    """Show the list of recall requests."""
    shell.open_page(_JOURNAL, kind=RecallRequest.code, tab="all")
