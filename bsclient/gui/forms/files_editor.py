"""The editor of a field of files: what is attached, a button to add more; its value is a list of names and hashes.

Signals are those of editors; `attach` asks for files (the page reads them off the GUI thread and calls `add`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bsclient.domain.fields import Field
from bsclient.gui import icons
from bsclient.gui.forms.cell_text import Row
from bsclient.gui.tr import tr
from bsclient.gui.widgets.file_list import FileList
from bsclient.services.documents.attachments import from_raw, to_raw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsclient.storage.rows.letters import Attachment


class FilesEditor(QWidget):
    """`attach(paths)`: dropped files, or an empty list when a dialog is wanted."""

    changed = Signal()
    edited = Signal()
    left = Signal()
    advance = Signal()
    attach = Signal(list)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.setObjectName(field.name)
        self.field = field
        self.list = FileList(field.longest)
        self.button = QPushButton(tr("Attach…"))
        icons.put(self.button, "attach")
        self.button.clicked.connect(lambda *_on: self.attach.emit([]))
        self._locked = False
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.list.limits, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.list)
        box.addLayout(row)
        self.list.changed.connect(self._tell)
        self.setFocusProxy(self.button)
        self.setAcceptDrops(True)

    def value(self) -> list[Row]:
        """Return the files for the draft."""
        return list(to_raw(self.list.files))

    def set_value(self, rows: object) -> None:
        """Load files; what is no file is left out."""
        self.list.put(from_raw({"files": rows if isinstance(rows, (list, tuple)) else ()}, "files"))
        self.changed.emit()

    def add(self, files: Sequence[Attachment]) -> None:
        """Add files that were kept."""
        self.list.add(files)

    def set_largest(self, largest: int) -> None:
        """Take up how many bytes of a file the bank takes; how many files, the type says."""
        self.list.set_limits(self.field.longest, largest)

    def set_locked(self, *, locked: bool) -> None:
        """Show without letting anything be changed."""
        self._locked = locked
        self.button.setVisible(not locked)
        self.list.limits.setVisible(not locked)
        self.list.set_locked(locked=locked)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._locked and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.attach.emit(paths)

    def _tell(self) -> None:
        self.changed.emit()
        self.edited.emit()
