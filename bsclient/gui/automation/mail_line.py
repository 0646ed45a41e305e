"""A line that says whether what is to go by e-mail can go at all, with the way to the settings of the mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell


class MailLine(QWidget):
    """`changed` once it is known whether a server is set up and sending is on, and after each visit to the settings."""

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.ready = True
        """Until the base has answered nobody is warned."""
        self.words = text.hint("")
        self.link = text.link(tr("Set up e-mail…"), self._open)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.words)
        box.addWidget(self.link)
        self.show_wanted(wanted=False)
        self._read()

    def show_wanted(self, *, wanted: bool) -> None:
        """Say where e-mail goes, or warn: it is wanted and does not go."""
        warns = wanted and not self.ready
        self.words.setText(
            tr("Nothing goes by e-mail: no mail server is set up, or sending is switched off.")
            if warns
            else tr("E-mail goes through your own server.")
        )
        text.paint(self.words, "partly" if warns else "muted")

    def _read(self) -> None:
        server = self._shell.desk.mail.server
        self._shell.run_task(lambda: server().on, self._know, lane=Lane.NETWORK).owned_by(self)

    def _know(self, ready: bool) -> None:  # noqa: FBT001 -- what the worker gives
        self.ready = ready
        self.changed.emit()

    def _open(self) -> None:
        from bsclient.gui.automation.mail import MailDialog

        asked = MailDialog(self._shell, self.window())
        asked.finished.connect(lambda _result: self._read())
        asked.open()
