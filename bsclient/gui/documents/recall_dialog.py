"""A recall request («Запрос на отзыв»): the reason, then signing and sending in one go.

The bank decides; its answer comes as a status of the payment.
"""

from __future__ import annotations

from typing import Final

from bsclient.domain.documents import RecallRequest
from bsclient.errors import BsError
from bsclient.gui import problems, words
from bsclient.gui.documents.reason_dialog import ReasonBox, ReasonDialog, about, kept
from bsclient.gui.shell import Shell
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.services.desk import Desk
from bsclient.services.documents.drafts import Draft
from bsclient.services.documents.listing import Row

REASONS: Final = (
    N_("Wrong details of the payee"),
    N_("Wrong amount"),
    N_("The payment was made twice"),
    N_("The contract was cancelled"),
    N_("Wrong purpose of payment"),
)
_LONGEST: Final = RecallRequest.field("reason").longest
_JOURNAL: Final = "payments"


class RecallDialog(ReasonDialog):
    """Asks for the reason; the request is kept before it is signed, so nothing typed is lost."""

    def __init__(self, desk: Desk, shell: Shell, row: Row) -> None:
        super().__init__(desk, shell, tr("Recall request"))
        self._row = row
        self.content.addWidget(text.heading(tr("Recall the payment?"), 2))
        self.content.addWidget(
            text.label("   ".join(filter(None, (about(row), row.counterparty))), wrap=True)
        )
        self.content.addWidget(text.hint(f"{tr('State')}: {words.state(row.state)}"))
        self.content.addSpacing(6)
        self.reason = ReasonBox(REASONS, _LONGEST)
        self.ask(
            tr("Reason for the bank"),
            self.reason,
            tr(
                "The bank recalls a payment only while it is not executed. Until it has decided, the payment is"
                " suspended. The request is signed with your key and sent at once."
            ),
        )
        self.offer(tr("Sign and send…"), self.reason, self._make)

    def _make(self, reason: str) -> None:
        desk, identity = self._desk, self._row.id
        self.do(lambda: make_request(desk, identity, reason), self._made)

    def _made(self, draft: Draft) -> None:
        dialog, shell = self.sign(draft), self._shell
        if dialog is not None:
            dialog.rejected.connect(lambda: None if dialog.outcome else tell_kept(shell))

    def refused(self, error: BsError) -> None:
        super().refused(error)
        if error.code == "recall_exists":
            self.accept()
            shell = self._shell
            said = problems.of_error(error).whole
            shell.notify(said, "warning", tr("Show"), lambda: show_requests(shell))


def make_request(desk: Desk, document_id: str, reason: str) -> Draft:
    """Make and keep a recall request for a document; blocks, for a worker."""
    return kept(desk, RecallRequest.code, desk.delivery.recall(document_id, reason))


def tell_kept(shell: Shell) -> None:
    """Say that a request was made but not signed."""
    said = tr("The recall request is kept but not signed; the payment goes on until it is sent.")
    shell.notify(said, "warning", tr("Show"), lambda: show_requests(shell))


def show_requests(shell: Shell) -> None:
    """Show the list of recall requests."""
    shell.open_page(_JOURNAL, kind=RecallRequest.code, tab="all")
