"""The menu that writes a statement into a file: 1C exchange, CSV, XLSX, PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu, QWidget

from bsclient.gui import preview
from bsclient.gui import tr as languages
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import dialogs
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.files import write_bytes

if TYPE_CHECKING:
    from bsclient.services.statements import Statement

_PDF: Final = "pdf"
_TARGETS: Final = (
    ("1c", N_("1C exchange file (kl_to_1c.txt)"), N_("1C exchange (*.txt)")),
    ("csv", N_("Table (CSV)"), N_("CSV table (*.csv)")),
    ("xlsx", N_("Spreadsheet (XLSX)"), N_("Excel workbook (*.xlsx)")),
    (_PDF, N_("Printed statement (PDF)"), N_("PDF (*.pdf)")),
)


class Exporting:
    """Offers the targets and writes; `statement()` gives what is shown now."""

    def __init__(self, shell: Shell, statement: Callable[[], Statement | None]) -> None:
        self._shell = shell
        self._statement = statement

    def menu(self, parent: QWidget) -> QMenu:
        """Return the menu of targets."""
        made = QMenu(parent)
        for target, words, _filter in _TARGETS:
            made.addAction(tr(words)).triggered.connect(lambda _on=False, target=target: self.ask(target))
        return made

    def ask(self, target: str) -> None:
        """Ask where to write the statement."""
        told = self._statement()
        if told is None:
            return
        filters = next(tr(words) for key, _words, words in _TARGETS if key == target)
        dialogs.save_file(
            self._shell.window,
            tr("Export the statement"),
            file_name(told, target),
            filters,
            lambda path: self.write(told, target, path),
        )

    def write(self, told: Statement, target: str, path: Path) -> None:
        """Write a statement in a worker and say so."""
        shell, language = self._shell, languages.language()

        def work() -> None:
            if target == _PDF:
                write_bytes(path, pdf_bytes(preview.prints(shell).statement_pages(told), path.stem))
            else:
                shell.desk.statements.export(told, target, path, language)

        def done(_nothing: None) -> None:
            shell.notify(tr("The statement is in the file {name}").format(name=path.name), "ok")

        shell.run_task(work, done, lane=Lane.NETWORK)


def file_name(told: Statement, target: str) -> str:
    """Return the name that is proposed; 1C looks for its own by default."""
    if target == "1c":
        return "kl_to_1c.txt"
    return f"{told.account}_{told.start:%Y-%m-%d}_{told.end:%Y-%m-%d}.{target}"
