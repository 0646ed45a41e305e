"""A file with a key of another program: chosen, read once, and the password that opens it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bsclient.errors import BadInput, BsError
from bsclient.gui.enrolment.step import Trouble
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.passphrase import PassphraseField

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret


class KeyFile(QWidget):
    """`changed` after each choice; `blob` are the octets of the file, b"" for none."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.blob = b""
        self.file = QPushButton(tr("File of the key…"))
        self.file.setAutoDefault(False)
        self.file.setSizePolicy(self.file.sizePolicy().Policy.Maximum, self.file.sizePolicy().Policy.Fixed)
        self.file.clicked.connect(lambda *_on: self._choose())
        self.trouble = Trouble(self.file)
        self.kinds = text.hint(
            tr(
                "The bank takes keys of the kind ECDSA P-256 alone: a GOST R 34.10-2012 key cannot be used here."
            )
        )
        self.password = PassphraseField(tr("Password of the file"))
        label = text.label(tr("Password of the &file"))
        label.setBuddy(self.password)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.kinds, self.file, self.trouble.line, label, self.password):
            box.addWidget(widget)
        self.password.changed.connect(self.changed.emit)

    def secret(self) -> Secret:
        """Return the password that was typed; empty for a file without one."""
        return self.password.secret()

    def read(self, path: Path) -> None:
        """Read a file; what is no key at all is refused at once."""
        self.blob = b""
        try:
            self.blob = _read(path)
            self.trouble.tell("")
            self.file.setText(path.name)
            self.password.setFocus()
        except BsError as error:
            self.trouble.show(error)
        self.changed.emit()

    def _choose(self) -> None:
        names = tr("Keys (*.p12 *.pfx *.pem *.key)")
        dialogs.choose_file(self, tr("File of the key"), names, lambda paths: self.read(paths[0]))


def _read(path: Path) -> bytes:
    from bsclient.crypto import keyring
    from bsclient.services.keys import moving as key_moving

    try:
        with path.open("rb") as file:
            blob = file.read(key_moving.LARGEST + 1)
    except OSError as error:
        raise BadInput("connection_unreadable", value=path.name, reason=error.strerror or "") from error
    if len(blob) > key_moving.LARGEST:
        raise BadInput("file_too_large_for_key", limit=str(key_moving.LARGEST // 1024))
    keyring.look(blob)
    return blob
