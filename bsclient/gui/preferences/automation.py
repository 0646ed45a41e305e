"""The part of the settings about what goes on by itself: notifications, exports into folders, e-mail."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from bsclient.gui.preferences.part import column
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout


class AutomationPart(QWidget):
    """A button for each window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        box = column(self, tr("Notifications and exports"))
        held = QWidget()
        row = FlowLayout(held)
        self.rules = _button(row, tr("Rules of notifications…"), self._open_rules)
        self.exports = _button(row, tr("Exports into folders…"), self._open_exports)
        self.mail = _button(row, tr("E-mail…"), self._open_mail)
        box.addWidget(held)
        box.addWidget(
            text.hint(
                tr(
                    "Rules say what you are told of. Exports write statements into a folder after each synchronisation or at"
                    " a time of day; the log says which file was written when."
                )
            )
        )

    def _open_rules(self) -> None:
        from bsclient.gui.automation.rules import RulesDialog

        RulesDialog(self._shell).open()

    def _open_exports(self) -> None:
        from bsclient.gui.automation.exports import ExportsDialog

        ExportsDialog(self._shell).open()

    def _open_mail(self) -> None:
        from bsclient.gui.automation.mail import MailDialog

        MailDialog(self._shell).open()


def _button(row: FlowLayout, caption: str, clicked: Callable[[], object]) -> QPushButton:
    made = QPushButton(caption)
    made.clicked.connect(lambda _on=False: clicked())
    row.addWidget(made)
    return made
