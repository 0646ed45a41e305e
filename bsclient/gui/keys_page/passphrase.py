"""Another passphrase for the same key: the old one, the new one twice, judged while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsclient.errors import BsError
from bsclient.gui import problems
from bsclient.gui.enrolment.new_passphrase import NewPassphrase
from bsclient.gui.keys_page.frame import KeyDialog
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField

if TYPE_CHECKING:
    from bsclient.services.desk import Desk


class PassphraseDialog(KeyDialog):
    """The key stays the same; only its seal changes, and that of the data on this computer."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell.window, tr("Change the passphrase"), width=480)
        self._desk = desk
        self._shell = shell
        self.old = PassphraseField(tr("Passphrase now"))
        self.new = NewPassphrase()
        self.content.addWidget(text.heading(tr("Change the passphrase"), 2))
        label = text.label(tr("&Passphrase now"))
        label.setBuddy(self.old)
        self.content.addWidget(label)
        self.content.addWidget(self.old)
        self.content.addWidget(self.new)
        self.go = self.add_button(tr("Change"), self._change, primary=True)
        self.add_close()
        for signal in (self.old.changed, self.new.changed):
            signal.connect(self._follow)
        self.old.entered.connect(self.new.first.setFocus)
        self.new.entered.connect(self._change)
        self.old.setFocus()
        self._follow()

    def _follow(self) -> None:
        self.go.setEnabled(self.old.filled() and self.new.complete())

    def _change(self) -> None:
        if not self.go.isEnabled():
            return
        from bsclient.services.keys import unlocking

        old, new = self.old.take(), self.new.take()
        profile, user = self._desk.profile, self._desk.user
        self.setEnabled(False)

        def work() -> None:
            with old, new:
                unlocking.change_passphrase(profile, user, old, new)

        self._shell.run_task(work, lambda _none: self._changed(), self._refused).owned_by(self)

    def _changed(self) -> None:
        self.accept()
        self._shell.notify(tr("The passphrase is changed"), "ok")

    def _refused(self, error: BsError) -> None:
        self.setEnabled(True)
        words = problems.of_error(error)
        self.old.set_error(words.message if error.code == "wrong_passphrase" else words.whole)
        self.old.setFocus()
        self._follow()
