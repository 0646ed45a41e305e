"""Refusing to sign documents of a colleague, with a reason that he will read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bsclient.gui.documents.reason_dialog import ReasonBox, ReasonDialog
from bsclient.gui.shell import Shell
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.protocol.pending import LONGEST_REASON
from bsclient.services.desk import Desk

REASONS: Final = (
    N_("Wrong details of the payee"),
    N_("Wrong amount"),
    N_("Wrong purpose of payment"),
    N_("The payment is not agreed"),
    N_("No documents for the payment"),
)


class RefuseDialog(ReasonDialog):
    """Asks for the reason, which the author of the documents will read."""

    def __init__(
        self, desk: Desk, shell: Shell, ids: Sequence[str], done: Callable[[], object] | None = None
    ) -> None:
        super().__init__(desk, shell, tr("Refusal to sign"))
        self._ids, self._done = list(ids), done
        self.content.addWidget(text.heading(tr("Refuse to sign %n document(s)?", "", len(self._ids)), 2))
        self.reason = ReasonBox(REASONS, LONGEST_REASON)
        self.ask(
            tr("Reason for the author"),
            self.reason,
            tr(
                "Nothing is paid. The document goes back to its author, who reads the reason, may change it and give it"
                " for signing anew."
            ),
        )
        self.offer(tr("Refuse to sign"), self.reason, self._refuse)

    def _refuse(self, reason: str) -> None:
        desk, ids = self._desk, self._ids
        self.do(lambda: desk.pending.refuse(ids, reason), self._told)

    def _told(self, count: int) -> None:
        self.accept()
        self._shell.notify(tr("%n document(s) refused", "", count), "ok")
        self._shell.synchronise()
        if self._done is not None:
            self._done()
