"""The user's key on the settings page, in short; everything else of it is on the page of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.desk import Desk


class KeyPart(QWidget):
    """Whose key it is and until when it is valid, with the way to the page of keys. Values begin at `edge` pixels."""

    def __init__(self, desk: Desk, shell: Shell, edge: int = 0) -> None:
        super().__init__()
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
        box.addLayout(form)
        box.addWidget(
            text.link(tr("Passphrase, renewal, act: keys and certificates…"), lambda: shell.open_page("keys"))
        )
