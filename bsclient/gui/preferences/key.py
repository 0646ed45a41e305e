"""The user's key on the settings page: how long it is valid, and a new passphrase for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import preview, problems
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.passphrase import PassphraseField, wiping

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

SHORTEST: Final = 8


class KeyPart(QWidget):
    """What is known of the certificate, and a button to change the passphrase. Values begin at `edge` pixels."""

    def __init__(self, desk: Desk, shell: Shell, edge: int = 0) -> None:
        super().__init__()
        self._desk = desk
        self._shell = shell
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(text.heading(tr("Key"), 2))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        certificate = desk.user.certificate
        first = text.hint(tr("User"), wrap=False)
        first.setMinimumWidth(edge)
        form.addRow(first, text.label(desk.user.name))
        if certificate is not None:
            until = written.instant(certificate.not_after)
            form.addRow(text.hint(tr("Valid until"), wrap=False), text.label(until))
            form.addRow(
                text.hint(tr("Number of the certificate"), wrap=False),
                text.label(certificate.serial, selectable=True),
            )
        box.addLayout(form)
        change = QPushButton(tr("Change the passphrase…"))
        change.setSizePolicy(change.sizePolicy().Policy.Maximum, change.sizePolicy().Policy.Fixed)
        change.clicked.connect(lambda *_on: PassphraseDialog(desk, shell).open())
        box.addWidget(change)
        if certificate is not None:
            box.addWidget(text.link(tr("Print the act of the key…"), lambda: preview.key_act(shell)))


class PassphraseDialog(Dialog):
    """Old passphrase, new one twice. The key stays the same; only its seal changes."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell.window, tr("Change the passphrase"), width=420)
        self._desk = desk
        self._shell = shell
        self._old = PassphraseField(tr("Passphrase now"))
        self._new = PassphraseField(tr("New passphrase"))
        self._again = PassphraseField(tr("New passphrase again"))
        for name, field in (
            (tr("Passphrase now"), self._old),
            (tr("New passphrase"), self._new),
            (tr("New passphrase again"), self._again),
        ):
            label = text.label(name)
            label.setBuddy(field)
            self.content.addWidget(label)
            self.content.addWidget(field)
        self.content.addWidget(
            text.hint(
                tr("At least {count} characters; a phrase of several words is best.").format(count=SHORTEST)
            )
        )
        self._keep = self.add_button(tr("Change"), self._change, primary=True)
        self.add_close()

    def _change(self) -> None:
        if not self._new.matches(self._again):
            self._again.set_error(tr("The two new passphrases differ"))
            self._again.setFocus()
            return
        if self._new.length() < SHORTEST:
            self._new.set_error(tr("This passphrase is too short"))
            self._new.setFocus()
            return
        from bsclient.services import profiles

        old, new = self._old.take(), self._new.take()
        self._again.take().wipe()
        self._keep.setEnabled(False)
        profile, user = self._desk.profile, self._desk.user
        work = self._shell.run_task(
            wiping(old, wiping(new, lambda: profiles.change_passphrase(profile, user, old, new))),
            lambda _none: self._changed(),
            self._refused,
        )
        work.owned_by(self)

    def _changed(self) -> None:
        self.accept()
        self._shell.notify(tr("The passphrase is changed"), "ok")

    def _refused(self, error: BsError) -> None:
        self._keep.setEnabled(True)
        self._old.set_error(problems.of_error(error).message)
        self._old.setFocus()
