"""The window of the print preview: tools above, sheets below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QProgressBar,
    QSpinBox,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.preview.layout import Fit
from bsclient.gui.preview.printer import PrintJob
from bsclient.gui.preview.view import SheetsView
from bsclient.gui.tasks import Lane, Task
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.bar import NoticeBar
from bsclient.printing.canvas import Page, pdf_bytes
from bsclient.services.files import write_bytes

T = TypeVar("T")
_SIZE: Final = QSize(940, 1000)
_MARGIN: Final = 40
_SCALES: Final = (50, 75, 100, 125, 150, 200, 300)
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class Host(Protocol):
    """What the preview needs of the window that opens it; a `Shell` is one."""

    @property
    def window(self) -> QWidget:
        """Parent of the preview."""
        ...

    def run_task(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BsError], None] | None = None,
        lane: Lane = Lane.STORE,
    ) -> Task:
        """Do work off the GUI thread."""
        ...


class PreviewWindow(QDialog):
    """Shows pages, prints them, saves them as PDF. Not modal: several may stand beside each other.

    Opened from a dialog it belongs to the dialog: in front of it, and not closed to the mouse by it.
    """

    def __init__(self, shell: Host, title: str, pages: Sequence[Page]) -> None:
        super().__init__(QApplication.activeModalWidget() or shell.window)
        self._shell = shell
        self._title = title
        self._pages = pages
        self._job: PrintJob | None = None
        self.view = SheetsView(pages)
        self.notice = NoticeBar()
        self.number = QSpinBox()
        self.scale = QComboBox()
        self.progress = QProgressBar()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setMinimumSize(420, 300)
        room = self.screen().availableSize()
        self.resize(_SIZE.boundedTo(QSize(room.width() - _MARGIN, room.height() - _MARGIN)))
        self._build()
        self.view.changed.connect(self._show_place)
        self.view.setFocus()

    # acts ---------------------------------------------------------------------------------------------------------

    def print_pages(self) -> None:
        """Ask for a printer."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        printer.setFromTo(1, len(self._pages))
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(self._pages))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # QPrintDialog hides it with one that wants a slot's name

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that was chosen."""
        job = PrintJob(printer, self._pages, self)
        job.progressed.connect(self._show_progress)
        job.done.connect(lambda: self._printed(job))
        job.failed.connect(self._not_printed)
        self._job = job
        self.progress.setRange(0, 0)
        self.progress.show()
        self._print.setEnabled(False)
        job.start()

    def ask_pdf(self) -> None:
        """Ask where to save a PDF."""
        name = _UNFIT.sub("_", self._title).strip(" .")[:100] or "bsclient"
        dialogs.save_file(self, tr("Save as PDF"), f"{name}.pdf", tr("PDF (*.pdf)"), self.save_pdf)

    def save_pdf(self, path: Path) -> None:
        """Write all pages into a PDF file, whole or not at all."""
        pages, title = self._pages, self._title

        def work() -> None:
            write_bytes(path, pdf_bytes(pages, title))

        task = self._shell.run_task(work, lambda _nothing: self._saved(path), lane=Lane.NETWORK)
        task.owned_by(self)

    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    # inside -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        bar = QToolBar()
        bar.setIconSize(QSize(18, 18))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setAccessibleName(tr("Tools of the preview"))
        self._print = keys.action(tr("Print…"), "print", self.print_pages, self, "print")
        save = keys.action(tr("Save PDF…"), "save", self.ask_pdf, self, "save")
        bar.addActions([self._print, save])
        bar.addSeparator()
        before = self._quiet(tr("Page before"), "arrow_left", lambda: self._turn(-1))
        after = self._quiet(tr("Next page"), "arrow_right", lambda: self._turn(1))
        self.number.setRange(1, max(1, self.view.count))
        self.number.setAccessibleName(tr("Page"))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setKeyboardTracking(False)
        self.number.valueChanged.connect(lambda page: self.view.show_page(page - 1))
        bar.addAction(before)
        bar.addWidget(self.number)
        bar.addWidget(text.label(f"  {tr('of {count}').format(count=written.number(self.view.count))}  "))
        bar.addAction(after)
        bar.addSeparator()
        self._fill_scales()
        bar.addWidget(self.scale)
        self._zoom_keys()
        self.progress.setMaximumWidth(140)
        self.progress.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(bar)
        box.addWidget(self.progress)
        box.addWidget(self.notice)
        box.addWidget(self.view, 1)

    def _quiet(self, words: str, icon: str, act: Callable[[], object]) -> QAction:
        made = keys.action("", icon, act, self)
        made.setToolTip(tip(words))
        return made

    def _fill_scales(self) -> None:
        self.scale.setAccessibleName(tr("Size of the pages"))
        self.scale.addItem(tr("Width of the window"), Fit.WIDTH.value)
        self.scale.addItem(tr("Whole page"), Fit.PAGE.value)
        self.scale.addItem(tr("Two pages"), Fit.TWO.value)
        for percent in _SCALES:
            self.scale.addItem(f"{percent} %", percent)
        self.scale.activated.connect(lambda _place: self._choose_scale())

    def _zoom_keys(self) -> None:
        standard = QKeySequence.StandardKey
        for key, steps in ((standard.ZoomIn, 1), (standard.ZoomOut, -1)):
            act = QAction(self)
            act.setShortcuts(key)
            act.triggered.connect(lambda _on=False, steps=steps: self.view.zoom(steps))
            self.addAction(act)

    def _choose_scale(self) -> None:
        chosen = self.scale.currentData()
        if isinstance(chosen, int):
            self.view.set_percent(chosen)
        else:
            self.view.set_fit(Fit(str(chosen)))

    def _turn(self, step: int) -> None:
        self.view.show_page(max(0, min(self.view.count - 1, self.view.page + step)))

    def _show_place(self) -> None:
        self.number.blockSignals(True)
        self.number.setValue(self.view.page + 1)
        self.number.blockSignals(False)
        if self.view.fit is Fit.SCALE:
            place = self.scale.findData(self.view.percent)
            self.scale.setCurrentIndex(place)
            self.scale.setPlaceholderText(f"{self.view.percent} %")
        else:
            self.scale.setCurrentIndex(self.scale.findData(self.view.fit.value))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _printed(self, job: PrintJob) -> None:
        self._job = None
        job.deleteLater()
        self.progress.hide()
        self._print.setEnabled(True)
        self.notice.tell(tr("Sent to the printer"), "ok")

    def _not_printed(self, error: BsError) -> None:
        self._job = None
        self.progress.hide()
        self._print.setEnabled(True)
        dialogs.show_error(self, error, tr("Printing did not work"))

    def _saved(self, path: Path) -> None:
        self.notice.tell(tr("Saved as {name}").format(name=path.name), "ok")
