"""How the data of the profile are kept on this computer: encrypted, or open on request; changed with the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from bsclient.errors import BsError
from bsclient.gui import problems
from bsclient.gui.keys_page.frame import KeyDialog
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField, wiping

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

_WIDTH: Final = 520


class ProtectionPart(QWidget):
    """The state, what it means, and the way to the other one. Values begin at `edge` pixels."""

    def __init__(self, desk: Desk, shell: Shell, edge: int = 0) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(text.heading(tr("Data on this computer"), 2))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        first = text.hint(tr("Base of the profile"), wrap=False)
        first.setMinimumWidth(edge)
        self.state = text.label("")
        form.addRow(first, self.state)
        box.addLayout(form)
        self.meaning = text.hint("")
        box.addWidget(self.meaning)
        self.way = text.link("", self._change)
        box.addWidget(self.way)
        self._show()

    def _show(self) -> None:
        from bsclient.services.keys import encryption

        encrypted = encryption.is_encrypted(self._desk)
        self.state.setText(tr("encrypted") if encrypted else tr("open"))
        self.meaning.setText(
            tr(
                "Without a passphrase nobody reads the documents, payees and statements kept here, nor their copies. Exports, prints "
                "and evidence are ordinary files: whoever has them reads them."
            )
            if encrypted
            else tr(
                "Whoever can copy the files of this computer reads the documents, payees and statements kept here."
            )
        )
        self.way.setText(tr("Keep the data open…") if encrypted else tr("Encrypt the data…"))
        self.way.setVisible(encrypted or encryption.can_encrypt())

    def _change(self) -> None:
        dialog = ProtectionDialog(self._desk, self._shell)
        dialog.accepted.connect(self._show)
        dialog.open()


class ProtectionDialog(KeyDialog):
    """Asks for the passphrase and writes the base anew in the other format."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        from bsclient.services.keys import encryption

        self._wanted = not encryption.is_encrypted(desk)
        title = tr("Encrypt the data") if self._wanted else tr("Keep the data open")
        super().__init__(shell.window, title, width=_WIDTH)
        self._desk, self._shell = desk, shell
        self.passphrase = PassphraseField()
        self.content.addWidget(text.heading(title, 2))
        self.content.addWidget(text.label(self._words(), wrap=True))
        label = text.label(tr("&Passphrase of the key"))
        label.setBuddy(self.passphrase)
        self.content.addWidget(label)
        self.content.addWidget(self.passphrase)
        self.go = self.add_button(
            tr("Encrypt") if self._wanted else tr("Keep open"), self._begin, primary=self._wanted
        )
        self.add_close(primary=not self._wanted)
        self.passphrase.changed.connect(self._follow)
        self.passphrase.entered.connect(self._entered)
        self.passphrase.setFocus()
        self._follow()

    def _words(self) -> str:
        if self._wanted:
            return tr(
                "The base and its copies are written anew, encrypted; your passphrase opens them. Other users of this profile are let "
                "in by you at their next log-in. If all passphrases are forgotten, nobody opens the base again. Old files are "
                "overwritten as far as the disk allows it; what was exported or printed stays readable."
            )
        return tr(
            "The base and its copies are written anew without encryption. From then on whoever can copy the files of this computer, or "
            "takes its disk, reads all documents, payees, accounts and statements of this profile without any passphrase. Keys stay "
            "closed. You can encrypt the data again at any time."
        )

    def _follow(self) -> None:
        self.go.setEnabled(self.passphrase.filled())

    def _entered(self) -> None:
        """Enter alone encrypts, but never takes protection away."""
        if self._wanted:
            self._begin()
        else:
            self.go.setFocus()

    def _begin(self) -> None:
        if not self.go.isEnabled():
            return
        secret, desk, wanted = self.passphrase.take(), self._desk, self._wanted

        def work() -> None:
            from bsclient.services.keys import encryption

            encryption.change(desk, secret, encrypted=wanted)

        self.setEnabled(False)
        self._shell.run_task(wiping(secret, work), lambda _none: self._done(), self._refused).owned_by(self)

    def _done(self) -> None:
        self.accept()
        self._shell.notify(
            tr("The data are encrypted now") if self._wanted else tr("The data are kept open now"), "ok"
        )

    def _refused(self, error: BsError) -> None:
        self.setEnabled(True)
        words = problems.of_error(error)
        self.passphrase.set_error(words.message if error.code == "wrong_passphrase" else words.whole)
        self.passphrase.setFocus()
        self._follow()
