"""Renewal of the key: one passphrase, no paper. The present key works until the bank has taken the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsclient.errors import BsError
from bsclient.gui import problems
from bsclient.gui.enrolment.step import said
from bsclient.gui.keys_page.frame import KeyDialog
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField, wiping

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.keys.certificates import KeyStatus


class RenewDialog(KeyDialog):
    """Asks for the passphrase and begins the renewal; the page shows how it goes on."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell.window, tr("Renew the key"), width=480)
        self._desk = desk
        self._shell = shell
        self.passphrase = PassphraseField()
        self.content.addWidget(text.heading(tr("Renew the key"), 2))
        for words in (
            tr(
                "A new key is made on this computer. The request for its certificate is signed with the present key."
            ),
            tr(
                "The present key works until the new one is taken up at a log-in. The passphrase stays the same."
            ),
        ):
            self.content.addWidget(text.label(words, wrap=True))
        label = text.label(tr("&Passphrase of the key"))
        label.setBuddy(self.passphrase)
        self.content.addWidget(label)
        self.content.addWidget(self.passphrase)
        self.go = self.add_button(tr("Renew"), self._renew, primary=True)
        self.add_close()
        self.passphrase.changed.connect(self._follow)
        self.passphrase.setFocus()
        self._follow()

    def _follow(self) -> None:
        self.go.setEnabled(self.passphrase.filled())

    def _renew(self) -> None:
        secret, desk = self.passphrase.take(), self._desk
        self.setEnabled(False)

        def work() -> KeyStatus:
            return desk.certificates.renew(secret)

        self._shell.run_task(wiping(secret, work), self._renewed, self._refused, Lane.STORE).owned_by(self)

    def _renewed(self, _status: KeyStatus) -> None:
        self.accept()
        self._shell.notify(tr("The request for the new certificate was sent to the bank"), "ok")
        self._shell.synchronise()

    def _refused(self, error: BsError) -> None:
        self.setEnabled(True)
        words = problems.of_error(error).message if error.code == "wrong_passphrase" else said(error)
        self.passphrase.set_error(words)
        self.passphrase.setFocus()
        self._follow()
