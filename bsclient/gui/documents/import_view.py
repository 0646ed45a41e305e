"""The preview of a file: what it is, what it holds, which documents will be taken, and the button that takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSplitter, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.documents.import_choice import Choice, Shown
from bsclient.gui.documents.import_details import ImportDetails
from bsclient.gui.documents.import_table import ImportTable
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Question, confirm
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.tabs import Tabs
from bsclient.services.imports.taking import PreviewRow

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.imports.taking import Preview

_SHARES: Final = (700, 360)
_NARROW_BELOW: Final = 760
_PART_HEIGHT: Final = 150
_SUMMARY_WIDTH: Final = 300
_TOLD: Final = 3
_PRINT: Final = 16


class ImportView(QWidget):
    """Signals: `import_asked(Choice)`, `other_asked` (another file), `report_asked`."""

    import_asked = Signal(object)
    other_asked = Signal()
    report_asked = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.choice: Choice | None = None
        self._name = text.heading("", 2)
        self._identity = text.hint("")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(2)
        self.tabs = Tabs(
            [
                (Shown.ALL, tr("All")),
                (Shown.PROBLEMS, tr("With remarks")),
                (Shown.NEW_PAYEES, tr("New payees")),
                (Shown.CHANGED_PAYEES, tr("CHANGED payees")),
                (Shown.DUPLICATES, tr("Already there")),
                (Shown.REFUSED, tr("Cannot be paid")),
            ]
        )
        self.table = ImportTable(shell.memory)
        self.details = ImportDetails(desk, shell)
        self.summary = text.label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Taking the documents in…"))
        self.bar.hide()
        self.take = text.primary("", self._take)
        self.insist = QPushButton(tr("Take also what is already there…"))
        self.insist.clicked.connect(lambda _on=False: self._ask_duplicates())
        self.report = QPushButton(tr("Save the list of errors…"))
        self.report.clicked.connect(lambda _on=False: self.report_asked.emit())
        self._build()
        self.tabs.changed.connect(self._filter)
        self.table.toggled.connect(self._toggle)
        self.table.chosen.connect(lambda: self.details.show_row(self.table.current_row()))

    def show_preview(self, preview: Preview) -> None:
        """Show what a file holds."""
        self.choice = Choice(preview)
        self._name.setText(preview.name)
        self._identity.setText(_identity(preview))
        self._say_notes(preview)
        counts = self.choice.counts()
        self.tabs.set_counts(counts)
        self.insist.setVisible(bool(counts[Shown.DUPLICATES]))
        self.report.setVisible(bool(counts[Shown.PROBLEMS] or preview.problems))
        self.tabs.choose(Shown.ALL)
        self._filter()
        self._count()
        self.table.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that documents are being taken in; meanwhile nothing can be changed."""
        self.setEnabled(not busy)
        self.bar.setVisible(busy)
        if busy:
            self.summary.setText(tr("Taking the documents in…"))
        else:
            self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the document is shown under the list."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        self._splitter.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def sizeHint(self) -> QSize:
        return QSize(1000, 560)

    # inside -------------------------------------------------------------------------------------------------------

    def _filter(self) -> None:
        if self.choice is not None:
            self.table.show_rows(self.choice, self.choice.rows(Shown(self.tabs.value())))
            self.details.show_row(self.table.current_row())

    def _toggle(self, rows: list[PreviewRow]) -> None:
        """Take rows, or leave them out if all of them are taken; what is there already is asked about."""
        choice = self.choice
        if choice is None:
            return
        able = [row for row in rows if choice.may_choose(row)]
        on = not all(choice.chosen(row) for row in able)
        doubtful = choice.on_request(able) if on else []
        if not able:
            self._shell.notify(tr("This document cannot be taken: see the reason on the right."), "warning")
        elif doubtful:
            self._ask(able, len(doubtful))
        else:
            self._set(able, on=on)

    def _ask_duplicates(self) -> None:
        if self.choice is not None:
            rows = self.choice.rows(Shown.DUPLICATES)
            doubtful = self.choice.on_request(rows)
            if doubtful:
                self._ask(doubtful, len(doubtful))

    def _ask(self, rows: list[PreviewRow], doubtful: int) -> None:
        message = tr(
            "%n of the chosen document(s) are there already or are not from your account. "
            "If you take them, they may be paid twice.",
            "",
            doubtful,
        )
        question = Question(tr("Take them anyway?"), message, tr("Take anyway"), dangerous=True)
        confirm(self._shell.window, question, lambda: self._set(rows, on=True))

    def _set(self, rows: list[PreviewRow], *, on: bool) -> None:
        if self.choice is not None:
            self.choice.set(rows, on=on)
            self.table.repaint_rows()
            self._count()

    def _count(self) -> None:
        choice = self.choice
        if choice is None:
            return
        preview, total = choice.preview, choice.total
        parts = [
            tr("In the file: {count} for {total}").format(
                count=written.number(preview.count), total=written.amount(preview.total, "RUB")
            )
        ]
        if choice.skipped:
            parts.append(tr("%n already there, left out", "", choice.skipped))
        if choice.hidden:
            parts.append(tr("%n more without remarks are taken and not listed", "", choice.hidden))
        self.summary.setText("  ·  ".join(parts))
        caption = tr("Import %n document(s)", "", choice.count)
        if total is not None and choice.count:
            caption = tr("{caption} for {total}").format(caption=caption, total=written.amount(total, "RUB"))
        self.take.setText(caption)
        self.take.setEnabled(choice.count > 0)

    def _take(self) -> None:
        if self.choice is not None:
            self.import_asked.emit(self.choice)

    def _say_notes(self, preview: Preview) -> None:
        while self._notes.count():
            item = self._notes.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        if preview.earlier is not None:
            words = tr("This very file was imported on {time} by {name}.").format(
                time=written.instant(preview.earlier.at), name=preview.earlier.author
            )
            self._notes.addWidget(text.marked(words, "warning", "partly"))
        for problem in preview.problems[:_TOLD]:
            said = problems.of_code(problem.code, dict(problem.facts)).whole
            line = tr("Line {line}: {words}").format(line=problem.line, words=said)
            self._notes.addWidget(text.marked(line, "info", "transit"))
        more = len(preview.problems) - _TOLD
        if more > 0:
            self._notes.addWidget(text.hint(tr("%n more remark(s) about the file", "", more)))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addWidget(self._identity, 1)
        other = QPushButton(tr("Another file…"))
        other.clicked.connect(lambda _on=False: self.other_asked.emit())
        head.addWidget(other)
        side = QFrame()
        side.setProperty("card", True)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(4, 6, 4, 6)
        inner.addWidget(self.details)
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(side)
        for part in (self.table, side):
            part.setMinimumHeight(_PART_HEIGHT)
        splitter.setSizes(list(_SHARES))
        splitter.setStretchFactor(0, 1)
        foot = FlowLayout(gap=10)
        self.summary.setMinimumWidth(_SUMMARY_WIDTH)
        for widget in (self.summary, self.bar, self.report, self.insist, self.take):
            foot.addWidget(widget)
        foot.let_grow(self.summary)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 8, 14, 10)
        box.setSpacing(6)
        box.addLayout(head)
        box.addLayout(self._notes)
        box.addWidget(self.tabs)
        box.addWidget(splitter, 1)
        box.addLayout(foot)


def _identity(preview: Preview) -> str:
    parts = [
        tr("from “{sender}”").format(sender=preview.sender) if preview.sender else "",
        tr("version {version}").format(version=preview.version) if preview.version else "",
        preview.encoding,
        f"SHA-256 {preview.sha256[:_PRINT]}…",
    ]
    return "  ·  ".join(filter(None, parts))
