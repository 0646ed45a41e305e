"""The page of imports: a file is read once, looked at, taken in as drafts in one transaction, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from bsclient.errors import BsError, NotAllowed
from bsclient.formats import convert
from bsclient.formats.error_file import error_file_name
from bsclient.formats.model import ORDERS, ExchangeFile
from bsclient.gui import format as written
from bsclient.gui import keys, tables, tasks
from bsclient.gui.documents import import_report
from bsclient.gui.documents.import_choice import Choice
from bsclient.gui.documents.import_start import ImportStart
from bsclient.gui.documents.import_view import ImportView
from bsclient.gui.payment_sources.intake import Intake, takes
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tables import Source
from bsclient.gui.tasks import Lane, Relay, Task
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, pictures, text
from bsclient.services.imports.file import is_table

if TYPE_CHECKING:
    import threading

    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.imports.sources import Found
    from bsclient.services.imports.taking import ImportInfo, ImportResult, Preview

JOURNAL: str = "payments"


class ImportPage(Page):
    """`start` waits for a file, `view` shows one; `result` says what was taken last."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.setAcceptDrops(True)
        self._task: Task | None = None
        self._name = ""
        self.start = ImportStart(shell.memory)
        self.view = ImportView(desk, shell)
        self.intake = Intake(self, desk, shell, self.read_file)
        self.intake.started, self.intake.ended, self.intake.failed = (
            self._begin,
            self.start.show_idle,
            self._refused,
        )
        self.result = _Result()
        self._actions = (
            keys.action(tr("Choose a file"), "folder", self.choose_file, self, "open_file"),
            keys.action(tr("From the clipboard"), "paste", self.intake.paste, self, "paste"),
            keys.action(tr("QR code from the screen…"), "search", self.intake.take_screen, self),
            None,
            keys.action(tr("Close"), "close", self._close, self, "close"),
        )
        self._progress = Relay(self._read_so_far, self)
        self._stack = QStackedWidget()
        self._places = {part: _scrolled(part) for part in (self.start, self.view)}
        for place in self._places.values():
            self._stack.addWidget(place)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(14, 6, 14, 0)
        above.addWidget(self.result)
        box.addLayout(above)
        box.addWidget(self._stack, 1)
        self.start.file_asked.connect(self.choose_file)
        self.start.paste_asked.connect(self.intake.paste)
        self.start.screen_asked.connect(self.intake.take_screen)
        self.start.stop_asked.connect(self.stop)
        self.start.undo_asked.connect(self._ask_undo)
        self.view.other_asked.connect(self.choose_file)
        self.view.import_asked.connect(self._import)
        self.view.report_asked.connect(self._save_report)

    # Page ---------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return tr("Import of payments")

    def page_actions(self) -> Sequence[QAction | None]:
        return self._actions

    def open(self, **args: object) -> None:
        path, text_of, found = (args.get(name) for name in ("path", "text", "found"))
        if isinstance(path, str | Path):
            self.read_file(Path(path))
        elif isinstance(text_of, str):
            self._read(
                tr("clipboard"), lambda stop: self._preview_bytes(text_of.encode(), tr("clipboard"), stop)
            )
        elif found is not None:
            self.read_found(cast("Found", found))
        elif args.get("choose"):
            self.choose_file()
        self._read_imports()

    def refresh(self, changed: Changed) -> None:
        if changed.documents or changed.everything:
            self._read_imports()

    # acts ---------------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file."""
        known = f"*.txt *.xml *.json *.csv *.xlsx *.pdf {pictures.PATTERNS}"
        filters = f"{tr('Files of payments')} ({known});;{tr('All files')} (*)"
        dialogs.choose_file(
            self.shell.window, tr("File of payments"), filters, lambda paths: self.intake.take_path(paths[0])
        )

    def read_file(self, path: Path) -> None:
        """Read a file once, off the GUI thread; the same bytes are shown and taken in later."""
        self._read(path.name, lambda stop: self._preview(path, stop))

    def read_table(self, table: Source) -> None:
        """Show the rows of a table; what its columns mean is asked if no profile is known for it."""

        def take(file: ExchangeFile) -> None:
            self._read(table.name, lambda _stop: self.desk.imports.preview_file(file, table.name, table.data))

        tables.import_table(self.shell, table, take)

    def read_found(self, found: Found) -> None:
        """Show payments that were found in codes or in a copied table."""

        def preview(_stop: threading.Event) -> Preview:
            file = self.desk.payment_sources.as_file(found.candidates)
            return self.desk.imports.preview_file(file, found.name, found.octets)

        self._read(found.name, preview)

    def _read(self, name: str, work: Callable[[threading.Event], Preview | Source]) -> None:
        if self._task is not None:
            return
        self._begin(name)
        self._task = tasks.run_stoppable(work, self._show, self._failed, Lane.NETWORK).owned_by(self)

    def _begin(self, name: str) -> None:
        self._name = name
        self.result.hide()
        self._show_part(self.start)
        self.start.show_reading(name)

    def _show_part(self, part: ImportStart | ImportView) -> None:
        self._stack.setCurrentWidget(self._places[part])

    def stop(self) -> None:
        """End the reading of a file."""
        if self._task is not None:
            self._task.cancel()

    # inside -------------------------------------------------------------------------------------------------------

    def _preview(self, path: Path, stop: threading.Event) -> Preview | Source:
        data = convert.read_bytes(path)
        if is_table(data, path.name):
            return Source(data, path.name, ORDERS)
        return self._preview_bytes(data, path.name, stop)

    def _preview_bytes(self, data: bytes, name: str, stop: threading.Event) -> Preview:
        def watch(count: int) -> None:
            if stop.is_set():
                raise NotAllowed("import_stopped")
            self._progress(count)

        watch(0)
        preview = self.desk.imports.preview(data, name, watch)
        watch(preview.count)
        return preview

    def _read_so_far(self, count: int) -> None:
        if self._task is not None and count:
            self.start.show_read(self._name, count)

    def _show(self, preview: Preview | Source) -> None:
        self._task = None
        self.start.show_idle()
        if isinstance(preview, Source):
            self.read_table(preview)
            return
        self.view.show_preview(preview)
        self._show_part(self.view)
        self.setFocusProxy(self.view.table)

    def _failed(self, error: BsError) -> None:
        self._task = None
        self.start.show_idle(error)

    def _refused(self, error: BsError) -> None:
        """What is being read or looked at stays; why nothing else was taken is said over it."""
        if self._task is not None or self._stack.currentWidget() is self._places[self.view]:
            self.shell.show_error(error)
        else:
            self.start.show_idle(error)

    def _import(self, choice: Choice) -> None:
        preview, chosen = choice.preview, frozenset(choice.indexes)
        self.view.set_busy(busy=True)
        self.shell.run_task(
            lambda: self.desk.imports.commit(preview, chosen), self._imported, self._not_imported
        )

    def _imported(self, result: ImportResult) -> None:
        self.view.set_busy(busy=False)
        self._show_part(self.start)
        self.setFocusProxy(self.start.choose)
        words = tr("Imported: %n document(s)", "", result.count)
        words = tr("{words} for {total}.").format(words=words, total=written.amount(result.total, "RUB"))
        if result.skipped:
            more = tr("%n were left out: they are there already by now.", "", result.skipped)
            words = f"{words} {more}"
        self.result.tell(words, lambda: self._show_imported(result.first), lambda: self._undo(result.id))
        self._read_imports()

    def _not_imported(self, error: BsError) -> None:
        self.view.set_busy(busy=False)
        self.shell.show_error(error)

    def _show_imported(self, first: str) -> None:
        self.shell.open_page(JOURNAL, tab="all", id=first)

    def _ask_undo(self, info: ImportInfo) -> None:
        words = tr(
            "%n document(s) of the file will be deleted; they can be restored one by one.", "", info.count
        )
        self.shell.ask(
            tr("Undo the import of {name}?").format(name=info.name),
            words,
            lambda: self._undo(info.id),
            accept=tr("Undo the import"),
            dangerous=True,
        )

    def _undo(self, import_id: str) -> None:
        self.shell.run_task(lambda: self.desk.imports.undo(import_id), self._undone)

    def _undone(self, count: int) -> None:
        self.result.hide()
        self.shell.notify(tr("The import was undone: %n document(s) deleted.", "", count), "ok")
        self._read_imports()

    def _read_imports(self) -> None:
        self.shell.run_task(self.desk.imports.undoable, self.start.show_imports, lane=Lane.NETWORK)

    def _save_report(self) -> None:
        choice = self.view.choice
        if choice is None:
            return
        preview = choice.preview

        def write(path: Path) -> None:
            self.shell.run_task(
                lambda: import_report.write_report(preview, path), lambda count: told(path, count)
            )

        def told(path: Path, count: int) -> None:
            words = tr("%n remark(s) written to {name}.", "", count).format(name=path.name)
            self.shell.notify(words, "ok")

        dialogs.save_file(
            self.shell.window,
            tr("List of errors"),
            error_file_name(preview.name),
            tr(import_report.FILTERS),
            write,
        )

    def _close(self) -> None:
        if self._task is not None:
            self.stop()
        elif self._stack.currentWidget() is self._places[self.view]:
            self._show_part(self.start)
        else:
            self.shell.back()

    # files dropped on the page ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.intake.take_mime(event.mimeData())


def _scrolled(part: QWidget) -> QScrollArea:
    """Let a part be higher than a low window has room for."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(part)
    return area


class _Result(QFrame):
    """The bar that says what was taken, with ways to look at it and to take it back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import_result")
        self.setProperty("bar", "ok")
        self._shown: Callable[[], object] | None = None
        self._undone: Callable[[], object] | None = None
        self.words = text.label("", wrap=True, selectable=True)
        self.show_link = text.link(tr("Show imported"), lambda: self._shown and self._shown())
        self.undo_link = text.link(tr("Undo import"), lambda: self._undone and self._undone())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(text.icon_label("ok", "done"))
        row.addWidget(self.words, 1)
        row.addWidget(self.show_link)
        row.addWidget(self.undo_link)
        self.hide()

    def tell(self, words: str, shown: Callable[[], object], undone: Callable[[], object]) -> None:
        """Show a sentence and the two ways."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self._shown, self._undone = shown, undone
        self.show()
        self.show_link.setFocus()
