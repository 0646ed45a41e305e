"""The line of a file in a letter: its name and size, how far it is on its way, and what can be done with it.

A file can be saved, never opened from here; one that is not on this PC is fetched from the bank, from where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from bsclient.gui import format as written
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.exchange.transfers import Transfer
    from bsclient.storage.rows.letters import Attachment

_BAR: Final = 90


class FileLine(QWidget):
    """`save` and `fetch` get the file; `here` says that its bytes are on this PC."""

    def __init__(
        self,
        file: Attachment,
        *,
        here: bool,
        save: Callable[[Attachment], object],
        fetch: Callable[[Attachment], object],
    ) -> None:
        super().__init__()
        self.file = file
        self.name = text.label(f"{file.name}, {written.size(file.size)}", wrap=True)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(_BAR)
        self.bar.setMaximumHeight(self.fontMetrics().height())
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How much of {name} has gone or come").format(name=file.name))
        self.moved = text.hint("", wrap=False)
        self.bar.hide()
        self.moved.hide()
        self.save = text.link(tr("Save as…"), lambda: save(file))
        self.save.setAccessibleName(tr("Save {name} as…").format(name=file.name))
        self.fetch = text.link(tr("Fetch from the bank"), lambda: fetch(file))
        self.fetch.setAccessibleName(tr("Fetch {name} from the bank").format(name=file.name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(text.icon_label("attach", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.name, 1)
        for widget in (self.moved, self.bar, self.save, self.fetch):
            row.addWidget(widget)
        self.show_here(here=here)

    def show_here(self, *, here: bool) -> None:
        """Offer what can be done with the file."""
        self.save.setVisible(here)
        self.fetch.setVisible(not here)

    def show_moved(self, told: Transfer | None) -> None:
        """Show how far the file is; nothing when it is not on its way."""
        moving = told is not None and told.moving
        self.bar.setVisible(moving)
        self.moved.setVisible(moving)
        self.fetch.setEnabled(not moving)
        if told is not None and moving:
            total = told.total or self.file.size
            self.bar.setRange(0, total)
            self.bar.setValue(min(told.done, total))
            self.moved.setText(
                tr("{done} of {total}").format(done=written.size(told.done), total=written.size(total))
            )
