"""The part of the settings about table files: the profiles by which statements and lists of payments are read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from bsclient.gui.preferences.part import column
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text


class TablesPart(QWidget):
    """A button that opens the list of profiles."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        box = column(self, tr("Tables of banks (CSV, XLSX)"))
        words = text.hint(
            tr(
                "A profile says what the columns of a table mean. Profiles are made where a table is imported; here they are"
                " renamed, deleted and exchanged."
            )
        )
        self.profiles = QPushButton(tr("Profiles of tables…"))
        self.profiles.setAccessibleDescription(words.text())
        self.profiles.clicked.connect(lambda _on=False: self._open())
        box.addWidget(self.profiles, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(words)

    def _open(self) -> None:
        from bsclient.gui.tables.saving import ProfilesDialog

        ProfilesDialog(self._shell.window, self._shell, "", lambda _profiles: None).open()
