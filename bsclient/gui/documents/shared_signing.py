"""Signing with colleagues at other PCs: give documents to them, take them back, refuse one of theirs with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QComboBox

from bsclient.errors import BsError
from bsclient.gui import problems
from bsclient.gui.shell import Shell
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.protocol.pending import LONGEST_REASON
from bsclient.services.desk import Desk

REASONS: Final = (
    N_("Wrong details of the payee"),
    N_("Wrong amount"),
    N_("Wrong purpose of payment"),
    N_("The payment is not agreed"),
    N_("No documents for the payment"),
)


def offer(desk: Desk, shell: Shell, ids: Sequence[str]) -> None:
    """Give documents to colleagues and tell the bank."""

    def offered(count: int) -> None:
        shell.notify(tr("%n document(s) given to colleagues for signing", "", count), "ok")
        shell.synchronise()

    if ids:
        shell.run_task(lambda: desk.pending.offer(ids), offered)


def take_back(desk: Desk, shell: Shell, ids: Sequence[str]) -> None:
    """Take documents back from colleagues, after a question."""

    def taken(count: int) -> None:
        shell.notify(tr("%n document(s) are being taken back", "", count), "ok")
        shell.synchronise()

    words = tr(
        "Colleagues will no longer be able to sign. The bank is asked at once: if the last signature was given"
        " meanwhile, the document stays with the bank."
    )
    shell.ask(
        tr("Take %n document(s) back from signing?", "", len(ids)),
        words,
        lambda: shell.run_task(lambda: desk.pending.take_back(ids), taken),
        accept=tr("Take back"),
    )


class RefuseDialog(Dialog):
    """Asks for the reason, which the author of the documents will read."""

    def __init__(
        self, desk: Desk, shell: Shell, ids: Sequence[str], done: Callable[[], object] | None = None
    ) -> None:
        super().__init__(shell.window, tr("Refusal to sign"), width=520)
        self._desk, self._shell, self._ids, self._done = desk, shell, list(ids), done
        self.content.addWidget(text.heading(tr("Refuse to sign %n document(s)?", "", len(self._ids)), 2))
        label = text.label(tr("Reason for the author"))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems([tr(each) for each in REASONS])
        self.reason.setCurrentIndex(-1)
        self.reason.setAccessibleName(label.text())
        line = self.reason.lineEdit()
        if line is not None:
            line.setMaxLength(LONGEST_REASON)
            line.setPlaceholderText(tr("Choose or type"))
        label.setBuddy(self.reason)
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        hint = text.hint(
            tr(
                "Nothing is paid. The document goes back to its author, who reads the reason, may change it and give it"
                " for signing anew."
            )
        )
        for widget in (label, self.reason, self.error, hint):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        self.go = self.add_button(tr("Refuse to sign"), self._refuse, primary=True)
        self.add_close()
        self.reason.editTextChanged.connect(lambda _text: self._show_error(""))
        self.reason.setFocus()

    def _refuse(self) -> None:
        reason = " ".join(self.reason.currentText().split())
        if not reason:
            self._show_error(tr("Name the reason"))
            self.reason.setFocus()
            return
        self.go.setEnabled(False)
        desk, ids = self._desk, self._ids
        task = self._shell.run_task(lambda: desk.pending.refuse(ids, reason), self._refused, self._failed)
        task.owned_by(self)

    def _refused(self, count: int) -> None:
        self.accept()
        self._shell.notify(tr("%n document(s) refused", "", count), "ok")
        self._shell.synchronise()
        if self._done is not None:
            self._done()

    def _failed(self, error: BsError) -> None:
        self.go.setEnabled(True)
        self._show_error(problems.of_error(error).whole)

    def _show_error(self, content: str) -> None:
        self.error.setText(content)
        self.error.setVisible(bool(content))
