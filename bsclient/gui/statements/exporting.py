"""The menu that writes a statement into a file of any format we write; what a format cannot hold is said before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QMenu, QVBoxLayout, QWidget

from bsclient.formats import losses, registry
from bsclient.formats.losses import Loss
from bsclient.formats.model import ENTRIES
from bsclient.gui import preview, problems
from bsclient.gui import tr as languages
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.files import write_bytes

if TYPE_CHECKING:
    from bsclient.services.statements.reading import Statement

_PDF: Final = "pdf"
_FIRST: Final = ("1c", "xlsx", "csv", _PDF)
"""What is asked for most, before the formats of exchange."""
_WORDS: Final = {
    "1c": N_("1C exchange file (kl_to_1c.txt)"),
    "csv": N_("Table (CSV)"),
    "xlsx": N_("Spreadsheet (XLSX)"),
    _PDF: N_("Printed statement (PDF)"),
}
_OWN_NAMES: Final = {"1c": "kl_to_1c.txt"}
_LIST_HEIGHT: Final = 170
_AGREED: Final = "statements.losses."
"""Remembers which losses of a format the user wants to hear of no more."""


class Exporting:
    """Offers the formats and writes; `statement()` gives what is shown now."""

    def __init__(self, shell: Shell, statement: Callable[[], Statement | None]) -> None:
        self._shell = shell
        self._statement = statement

    def menu(self, parent: QWidget) -> QMenu:
        """Return the menu of formats."""
        made = QMenu(parent)
        offered = targets()
        usual = [target for target in offered if target in _FIRST]
        for target in usual:
            self._offer(made, target)
        made.addSeparator()
        for target in offered[len(usual) :]:
            self._offer(made, target)
        return made

    def ask(self, target: str) -> None:
        """Say what the format cannot hold, if anything, and ask where to write the statement."""
        told = self._statement()
        if told is None:
            return
        if target == _PDF:
            self._choose(told, target)
            return
        statements = self._shell.desk.statements
        self._shell.run_task(
            lambda: losses.lost(statements.exchange_file(told), target),
            lambda lost: self._warn(told, target, lost),
            lane=Lane.NETWORK,
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

    def _offer(self, menu: QMenu, target: str) -> None:
        menu.addAction(title(target)).triggered.connect(lambda _on=False: self.ask(target))

    def _warn(self, told: Statement, target: str, lost: Sequence[Loss]) -> None:
        memory, key = self._shell.memory, f"{_AGREED}{target}"
        known = memory.get(key, [])
        agreed = set(known) if isinstance(known, list) else set()
        parts = sorted({loss.part for loss in lost})
        if agreed.issuperset(parts):
            self._choose(told, target)
            return

        def go_on(asked_no_more: bool) -> None:  # noqa: FBT001 -- what the box says
            if asked_no_more:
                memory.set(key, sorted(agreed.union(parts)))
            self._choose(told, target)

        LossesDialog(self._shell.window, target, lost, go_on).open()

    def _choose(self, told: Statement, target: str) -> None:
        form = registry.named(target)
        ending = form.ending if form is not None else f".{target}"
        dialogs.save_file(
            self._shell.window,
            tr("Export the statement"),
            file_name(told, target),
            f"{title(target)} (*{ending})",
            lambda path: self.write(told, target, path),
        )


class LossesDialog(Dialog):
    """What a format cannot hold of the statement, before it is written; `agreed` gets whether to ask no more."""

    def __init__(
        self, parent: QWidget, target: str, lost: Sequence[Loss], agreed: Callable[[bool], object]
    ) -> None:
        super().__init__(parent, tr("What the format cannot hold"), width=520)
        self._agreed = agreed
        self.lines = [problems.of_code(loss.code, dict(loss.facts)).message for loss in lost]
        head = text.heading(tr("{format} cannot hold everything").format(format=title(target)), 2)
        head.setWordWrap(True)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(6)
        for line in self.lines:
            box.addWidget(text.marked(line, "warning", "partly"))
        box.addStretch(1)
        area = scrolled(inside, sideways=False)
        area.setMinimumHeight(min(_LIST_HEIGHT, inside.sizeHint().height()))
        self.content.addWidget(head)
        self.content.addWidget(area, 1)
        self.content.addWidget(
            text.hint(tr("The statement here stays whole. BSClient JSON and XLSX keep the most of it."))
        )
        self.no_more = QCheckBox(tr("Do not ask again while the format loses the same"))
        self.content.addWidget(self.no_more)
        self.add_button(tr("Write all the same"), self._agree, primary=True)
        self.add_close()

    def _agree(self) -> None:
        self.accept()
        self._agreed(self.no_more.isChecked())


def targets() -> tuple[str, ...]:
    """Return the formats that hold statements and that we write, the usual ones first."""
    found = [each.code for each in registry.FORMATS if each.writes and ENTRIES in each.holds()]
    return (*(code for code in _FIRST if code in found), *(code for code in found if code not in _FIRST))


def title(target: str) -> str:
    """Return what a format is called in menus."""
    form = registry.named(target)
    known = _WORDS.get(target)
    return tr(known) if known else form.title if form is not None else target


def file_name(told: Statement, target: str) -> str:
    """Return the name that is proposed; 1C looks for its own by default."""
    form = registry.named(target)
    ending = form.ending if form is not None else f".{target}"
    usual = target == ending.lstrip(".")  # of formats with one ending each says which it is
    kind = "" if usual else f"_{target}"
    return _OWN_NAMES.get(target, f"{told.account}_{told.start:%Y-%m-%d}_{told.end:%Y-%m-%d}{kind}{ending}")
