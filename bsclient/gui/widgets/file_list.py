"""Files that go with a document: added by a dialog or dropped, taken away; `limits` says how many and how large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui import icons
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.services.documents.attachments import LARGEST, MOST

if TYPE_CHECKING:
    from bsclient.storage.rows.letters import Attachment


class FileList(QWidget):
    """The files, at most `most`; `changed` when one is added or taken away, `resized` when it needs more or less room."""

    changed = Signal()
    resized = Signal()

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self.most, self._largest, self._together = most, LARGEST, 0
        self._locked = False
        self._files: tuple[Attachment, ...] = ()
        self._rows: list[QWidget] = []
        self.limits = text.hint("")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._show()

    @property
    def files(self) -> tuple[Attachment, ...]:
        """What is attached."""
        return self._files

    def room(self) -> int:
        """Return how many more files may be attached."""
        return self.most - len(self._files)

    def set_limits(self, most: int, largest: int, together: int = 0) -> None:
        """Take up what the bank allows: how many files, how many bytes each and in all (0: no word of it)."""
        if (most, largest, together) != (self.most, self._largest, self._together):
            self.most, self._largest, self._together = most, largest, together
            self._show()

    def put(self, files: Sequence[Attachment]) -> None:
        """Show other files."""
        self._files = tuple(files)
        self._show()

    def add(self, files: Sequence[Attachment]) -> None:
        """Add files; the same one under the same name is not added twice."""
        self.put(tuple(dict.fromkeys((*self._files, *files))))
        self.changed.emit()

    def set_locked(self, *, locked: bool) -> None:
        """Show without letting a file be taken away."""
        self._locked = locked
        self._show()

    def hint(self) -> str:
        """Return what is said of the limits."""
        return self.limits.text()

    def row_height(self) -> int:
        """Return how much room a file takes."""
        return max((row.sizeHint().height() for row in self._rows), default=0)

    def _remove(self, file: Attachment) -> None:
        self.put([each for each in self._files if each is not file])
        self.changed.emit()

    def _show(self) -> None:
        for row in self._rows:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(file) for file in self._files]
        for place, row in enumerate(self._rows):
            self._box.insertWidget(place, row)
        limits = tr("Up to {count} files of {size} each").format(
            count=self.most, size=written.size(self._largest)
        )
        if self._together:
            together = tr("{size} in all").format(size=written.size(self._together))
            limits = f"{limits}, {together}"
        if self._files:
            total = written.size(sum(file.size for file in self._files))
            chosen = tr("%n file(s), {size}", "", len(self._files)).format(size=total)
            limits = f"{chosen}. {limits}"
        self.limits.setText(limits)
        self.resized.emit()

    def _row(self, file: Attachment) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        remove = QToolButton()
        remove.setAutoRaise(True)
        remove.setToolTip(tr("Take the file away"))
        remove.setAccessibleName(tr("Take {name} away").format(name=file.name))
        icons.put(remove, "close", "muted")
        remove.clicked.connect(lambda _on=False: self._remove(file))
        line.addWidget(text.icon_label("attach", "muted"))
        line.addWidget(text.label(f"{file.name}, {written.size(file.size)}", wrap=True), 1)
        if not self._locked:
            line.addWidget(remove)
        return made
