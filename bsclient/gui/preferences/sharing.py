"""The part of the settings about signing with colleagues at other computers: kept with the organisation's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from bsclient.gui.preferences.part import column
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.desk import Desk


class SharingPart(QWidget):
    """One check box; the base is asked off the GUI thread when the part is first shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk = desk
        self._shell = shell
        box = column(self, tr("Signing with colleagues"))
        self.automatic = QCheckBox(tr("Give partly signed documents to colleagues at once"))
        self.automatic.setEnabled(False)
        words = text.hint(
            tr(
                "Otherwise they are given by the button after signing or with F6 in the list. Only when a colleague who may"
                " sign has his key on another computer."
            )
        )
        self.automatic.setAccessibleDescription(words.text())
        box.addWidget(self.automatic)
        box.addWidget(words)
        self.automatic.clicked.connect(self._keep)

    def read(self) -> None:
        """Show what is kept."""
        self._shell.run_task(lambda: self._desk.pending.automatic, self._show).owned_by(self)

    def _show(self, value: bool) -> None:  # noqa: FBT001 -- what the worker brings
        self.automatic.setChecked(value)
        self.automatic.setEnabled(True)

    def _keep(self, value: bool) -> None:  # noqa: FBT001 -- what the signal carries
        desk = self._desk

        def keep() -> None:
            desk.pending.automatic = value

        self._shell.run_task(keep, lambda _none: None).owned_by(self)
