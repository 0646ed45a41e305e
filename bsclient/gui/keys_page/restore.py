"""A key comes back from its copy: the file, its password, and a passphrase for the key on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bsclient.errors import BsError, WrongPassphrase
from bsclient.gui import problems, tasks
from bsclient.gui.enrolment.key_file import KeyFile
from bsclient.gui.enrolment.new_passphrase import NewPassphrase
from bsclient.gui.keys_page.frame import KeyDialog
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField
from bsclient.services.keys.unlocking import vault_file

if TYPE_CHECKING:
    from bsclient.services.profiles import Profile, User


class RestoreDialog(KeyDialog):
    """`restored` once the key is back in its place. Only the key of the user's certificate is taken."""

    restored = Signal()

    def __init__(self, parent: QWidget | None, profile: Profile, user: User) -> None:
        super().__init__(parent, tr("Restore the key"), width=480)
        self._who = (profile, user)
        self.file = KeyFile()
        self.password, self.trouble = self.file.password, self.file.trouble
        self.new = NewPassphrase()
        self.known = PassphraseField(tr("Passphrase of the data on this computer"))
        self._fixed = vault_file(profile, user).exists()
        self.content.addWidget(text.heading(tr("Restore the key of {name}").format(name=user.name), 2))
        self.content.addWidget(
            text.hint(
                tr("From a file that was exported here or on another computer (.p12, .pfx, .pem, .key).")
            )
        )
        self.content.addWidget(self.file)
        if self._fixed:
            label = text.label(
                tr("Passphrase of the key as it was on this &computer: it opens the data, too"), wrap=True
            )
            label.setBuddy(self.known)
            self.content.addWidget(label)
        self.content.addWidget(self.known if self._fixed else self.new)
        self.go = self.add_button(tr("Restore"), self._restore, primary=True)
        self.add_close()
        self.file.changed.connect(self._follow)
        self.new.changed.connect(self._follow)
        self.known.changed.connect(self._follow)
        self._follow()

    def read(self, path: Path) -> None:
        """Read a file."""
        self.file.read(path)

    def _follow(self) -> None:
        typed = self.known.filled() if self._fixed else self.new.complete()
        self.go.setEnabled(bool(self.file.blob) and typed)

    def _restore(self) -> None:
        from bsclient.services.keys import moving as key_moving

        profile, user = self._who
        blob, password = self.file.blob, self.password.take()
        passphrase = self.known.take() if self._fixed else self.new.take()
        self.setEnabled(False)

        def work() -> None:
            with password, passphrase:
                key_moving.restore(profile, user, blob, password, passphrase)

        tasks.run(work, lambda _none: self._restored(), self._refused).owned_by(self)

    def _restored(self) -> None:
        self.accept()
        self.restored.emit()

    def _refused(self, error: BsError) -> None:
        self.setEnabled(True)
        words = problems.of_error(error).whole
        if isinstance(error, WrongPassphrase):
            field = self.known if error.code == "passphrase_of_base" else self.password
            field.set_error(words)
            field.setFocus()
        else:
            self.trouble.tell(words)
        self._follow()
