"""Where an import begins: a place to drop a file, and the imports that can still be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.gui.memory import Memory
    from bsclient.services.imports.taking import ImportInfo


_PLACE_HEIGHT: Final = 165
_TABLE_HEIGHT: Final = 120


class ImportStart(QWidget):
    """Signals: `file_asked`, `paste_asked`, `screen_asked`, `stop_asked`, `undo_asked(ImportInfo)`."""

    file_asked = Signal()
    paste_asked = Signal()
    screen_asked = Signal()
    stop_asked = Signal()
    undo_asked = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.reason = text.coloured("", "rejected", wrap=True)
        self.reason.setObjectName("import_reason")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self._words = text.label("")
        self._stop = QPushButton(tr("Stop"))
        self._stop.clicked.connect(lambda _on=False: self.stop_asked.emit())
        self.choose = text.primary(tr("Choose a file…"), self.file_asked.emit)
        self.paste = QPushButton(tr("From the clipboard"))
        self.paste.setToolTip(
            tip(tr("A picture with a QR code, the text of an invoice, rows of a table (Ctrl+V)"))
        )
        self.paste.clicked.connect(lambda _on=False: self.paste_asked.emit())
        self.screen_code = QPushButton(tr("QR code from the screen…"))
        self.screen_code.clicked.connect(lambda _on=False: self.screen_asked.emit())
        self._ways = (self.choose, self.paste, self.screen_code)
        self.table: DataTable[ImportInfo] = DataTable("imports", _columns(), memory)
        self.table.set_empty(
            tr("Imports that can be taken back appear here while nothing of them is signed.")
        )
        self.table.opened.connect(self.undo_asked.emit)
        self.table.chosen.connect(self._follow)
        self.undo = QPushButton(tr("Undo this import"))
        self.undo.clicked.connect(lambda _on=False: self._undo())
        self._build()
        self.show_idle()

    def show_idle(self, error: BsError | None = None) -> None:
        """Wait for a file; say why the last one could not be read."""
        said = problems.of_error(error) if error else None
        self.reason.setText(said.whole if said else "")
        self._failed.setVisible(said is not None)
        for widget in (self.bar, self._words, self._stop):
            widget.hide()
        for way in self._ways:
            way.show()

    def show_reading(self, name: str) -> None:
        """Say that a file is being read."""
        self._failed.hide()
        for way in self._ways:
            way.hide()
        for widget in (self.bar, self._words, self._stop):
            widget.show()
        self._words.setText(tr("Reading {name}…").format(name=name))
        self._stop.setFocus()

    def show_read(self, name: str, count: int) -> None:
        """Say how many documents were read so far."""
        words = tr("Reading {name}: {count} documents…")
        self._words.setText(words.format(name=name, count=written.number(count)))

    def show_imports(self, imports: Sequence[ImportInfo]) -> None:
        """Show what can be taken back."""
        self.table.set_rows(imports, lambda one: one.id)
        self._follow()

    def _follow(self) -> None:
        self.undo.setEnabled(self.table.current_row() is not None)

    def _undo(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.undo_asked.emit(row)

    def _build(self) -> None:
        place = QFrame()
        place.setProperty("card", True)
        inside = QVBoxLayout(place)
        inside.setContentsMargins(24, 22, 24, 22)
        inside.setSpacing(10)
        inside.addStretch(1)
        icon = text.icon_label("import", "muted", 32)
        icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        lead = text.heading(tr("Drop a file, a picture or a text here"), 2)
        lead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = text.hint(
            tr(
                "1C exchange, pain.001, ED101, CSV, XLSX, JSON; the QR code of an invoice in a picture or a PDF; the "
                "copied text of an invoice or a table. Nothing is taken before you have seen it."
            )
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._failed = QFrame()
        self._failed.setProperty("bar", "error")
        row = QHBoxLayout(self._failed)
        row.addWidget(text.icon_label("error", "rejected"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reason, 1)
        centre = FlowLayout(gap=8, middle=True)
        for widget in (*self._ways, self._words, self.bar, self._stop):
            centre.addWidget(widget)
        for widget in (icon, lead, hint):
            inside.addWidget(widget)
        inside.addSpacing(4)
        inside.addLayout(centre)
        inside.addStretch(1)
        place.setMinimumHeight(_PLACE_HEIGHT)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(10)
        box.addWidget(self._failed)
        box.addWidget(place)
        head = QHBoxLayout()
        head.addWidget(text.heading(tr("Recent imports"), 2), 1)
        head.addWidget(self.undo)
        box.addLayout(head)
        box.addWidget(self.table, 1)


def _columns() -> list[Column[ImportInfo]]:
    return [
        Column("at", tr("When"), lambda one: written.instant(one.at), width=140),
        Column("name", tr("File"), lambda one: one.name, width=180, stretch=True),
        Column("count", tr("Documents"), lambda one: written.number(one.count), width=100, right=True),
        Column("total", tr("Amount"), lambda one: written.amount(one.total, "RUB"), width=150, right=True),
        Column("author", tr("By"), lambda one: one.author, width=200),
    ]
