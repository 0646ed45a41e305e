"""The key in a file for another computer: PKCS#12, closed by five words that the program makes and shows once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from bsclient.errors import BsError
from bsclient.gui import problems, tasks
from bsclient.gui.keys_page.frame import KeyDialog
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.passphrase import PassphraseField

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.desk import Desk

_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class ExportDialog(KeyDialog):
    """Passphrase of the key, five new words to be written down, then the file."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell.window, tr("Export the key"), width=500)
        self._desk = desk
        self._shell = shell
        self.passphrase = PassphraseField()
        self.proposal = PassphraseField(tr("Passphrase of the file"))
        self.written = QCheckBox(tr("I have written the five words down"))
        self.content.addWidget(text.heading(tr("Export the key"), 2))
        self.content.addWidget(
            text.label(
                tr(
                    "Whoever has the file and its passphrase can sign for you. Keep them apart, and delete the file when the key is "
                    "on the other computer. Only one computer should work with a key."
                ),
                wrap=True,
            )
        )
        for caption, field in (
            (tr("&Passphrase of the key"), self.passphrase),
            (tr("Passphrase of the &file: write it down now, it is not shown again"), self.proposal),
        ):
            label = text.label(caption, wrap=True)
            label.setBuddy(field)
            self.content.addWidget(label)
            self.content.addWidget(field)
        self.content.addWidget(self.written)
        self.go = self.add_button(tr("Save the file…"), self._ask_name, primary=True)
        self.add_close()
        self.passphrase.changed.connect(self._follow)
        self.written.toggled.connect(lambda _on: self._follow())
        line = self.proposal.focusProxy() or self.proposal
        line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.passphrase.setFocus()
        self._follow()
        self._propose()

    def save(self, path: Path) -> None:
        """Write the file."""
        from bsclient.services.files import write_bytes
        from bsclient.services.keys import moving as key_moving

        old, new = self.passphrase.take(), self.proposal.secret()
        profile, user = self._desk.profile, self._desk.user
        self.setEnabled(False)

        def work() -> None:
            with old, new:
                write_bytes(path, key_moving.export(profile, user, old, new))

        self._shell.run_task(work, lambda _none: self._saved(path), self._refused).owned_by(self)

    def _propose(self) -> None:
        words = language()

        def work() -> Secret:
            from bsclient.services.keys.passphrases import Meter

            meter = Meter()
            try:
                return meter.propose(words)
            finally:
                meter.close()

        tasks.run(work, self._show_proposal, lane=Lane.NETWORK).owned_by(self)

    def _show_proposal(self, proposal: Secret) -> None:
        with proposal:
            self.proposal.put(proposal)
        self.proposal.reveal(shown=True)
        self._follow()

    def _follow(self) -> None:
        ready = self.passphrase.filled() and self.proposal.filled()
        self.go.setEnabled(ready and self.written.isChecked())

    def _ask_name(self) -> None:
        name = _UNFIT.sub("_", self._desk.user.name).strip(" .")[:80] or "key"
        dialogs.save_file(self, tr("Export the key"), f"{name}.p12", tr("Keys (*.p12)"), self.save)

    def _saved(self, path: Path) -> None:
        self.proposal.take().wipe()
        self.accept()
        self._shell.notify(tr("The key is saved as {name}").format(name=path.name), "ok")

    def _refused(self, error: BsError) -> None:
        self.setEnabled(True)
        words = problems.of_error(error)
        self.passphrase.set_error(words.message if error.code == "wrong_passphrase" else words.whole)
        self.passphrase.setFocus()
        self._follow()
