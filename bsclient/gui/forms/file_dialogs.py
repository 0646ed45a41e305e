"""Documents of any type from files and into files: what a file holds is shown with its remarks before it is taken in.

Payment orders have an import page of their own, made for very long files.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox

from bsclient.domain.problems import Severity
from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.documents.fields_view import title
from bsclient.gui.documents.journal_kinds import declared
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.problem_line import say
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

    from bsclient.domain.problems import Problem
    from bsclient.formats.losses import Loss
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.documents.files import FilePreview, FileRow

_SIZE: Final = (880, 480)


class ImportDialog(Dialog):
    """Shows what a file holds; documents with errors are taken in only if the user says so."""

    def __init__(self, desk: Desk, shell: Shell, preview: FilePreview) -> None:
        super().__init__(shell.window, tr("Import from a file"), width=620)
        self._desk, self._shell, self._preview = desk, shell, preview
        self.table: DataTable[FileRow] = DataTable("file_rows", _columns(), shell.memory)
        self.table.set_empty(tr("There are no documents in the file"))
        self.bad = QCheckBox(tr("Also those with errors; they can be mended as drafts"))
        self.content.addWidget(text.heading(preview.name, 2))
        self.content.addWidget(text.hint(self._about(), wrap=True))
        for problem in preview.problems:
            self.content.addWidget(text.marked(say(problem, None).whole, "warning", "partly"))
        if preview.earlier is not None:
            words = tr("This file was taken in before; its documents would stand in the list twice.")
            self.content.addWidget(text.marked(words, "warning", "partly"))
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.bad)
        self.take = self.add_button("", self._take, primary=True)
        self.add_close()
        self.bad.setVisible(any(not row.valid for row in preview.rows))
        self.bad.toggled.connect(lambda _on: self._count())
        self.table.set_view(ListView(preview.rows))
        self.resize(*_SIZE)
        self._count()

    def _about(self) -> str:
        bad = sum(not row.valid for row in self._preview.rows)
        count = tr("%n document(s) in the file", "", len(self._preview.rows))
        return f"{count}; {tr('%n of them with errors', '', bad)}" if bad else count

    def _chosen(self) -> list[int]:
        return [row.index for row in self._preview.rows if row.valid or self.bad.isChecked()]

    def _count(self) -> None:
        count = len(self._chosen())
        self.take.setText(tr("Take %n in", "", count))
        self.take.setEnabled(bool(count))

    def _take(self) -> None:
        take, preview, chosen = self._desk.files.take, self._preview, self._chosen()
        self.take.setEnabled(False)
        self._shell.run_task(lambda: take(preview, chosen), self._taken).owned_by(self)

    def _taken(self, ids: Sequence[str]) -> None:
        self.accept()
        words = tr("%n document(s) taken in from {name}", "", len(ids)).format(name=self._preview.name)
        self._shell.notify(words, "ok", tr("Show"), lambda: self._shell.open_page("documents", id=ids[0]))


def ask_import(desk: Desk, shell: Shell, kind: str) -> None:
    """Ask for a file with documents; `kind` is their type if it is known, else ""."""
    words = tr("Import from a file")
    dialogs.choose_file(
        shell.window, words, tr("All files (*)"), lambda paths: read_file(desk, shell, paths[0], kind)
    )


def read_file(desk: Desk, shell: Shell, path: Path, kind: str = "") -> None:
    """Read a file off the GUI thread and show what it holds."""

    def work() -> FilePreview:
        from bsclient.formats.convert import read_bytes

        return desk.files.read(read_bytes(path), path.name, kind)

    shell.notify(tr("Reading {name}…").format(name=path.name))
    shell.run_task(work, lambda preview: ImportDialog(desk, shell, preview).open(), lane=Lane.NETWORK)


def ask_write(desk: Desk, shell: Shell, kind: str, ids: Sequence[str]) -> None:
    """Ask where to write documents of one type, in which of its forms; what the form cannot hold is said afterwards."""
    forms = {f"{tr(form.title)} (*.{form.suffix})": form for form in desk.files.targets(kind)}
    usual = next(iter(forms.values()))
    asked: list[QFileDialog] = []

    def write(path: Path) -> None:
        chosen = [forms[one.selectedNameFilter()] for one in asked]
        ending = path.suffix.lower().lstrip(".")
        form = next((one for one in (*chosen, *forms.values()) if one.suffix == ending), usual)

        def work() -> tuple[int, tuple[Loss, ...]]:
            return desk.files.save(ids, form, path), desk.files.lost(ids, form)

        shell.run_task(work, lambda done: _written(shell, path, done), lane=Lane.NETWORK)

    name = f"{title(kind)}.{usual.suffix}"
    asked.append(dialogs.save_file(shell.window, tr("Write to a file"), name, ";;".join(forms), write))


def _written(shell: Shell, path: Path, done: tuple[int, Sequence[Loss]]) -> None:
    count, lost = done
    words = tr("%n document(s) written to {path}", "", count).format(path=path)
    lines = [problems.of_code(loss.code, dict(loss.facts)).message for loss in lost]
    shell.notify(" ".join((f"{words}.", *lines)) if lost else words, "warning" if lost else "ok")


def _columns() -> tuple[Column[FileRow], ...]:
    return (
        Column("line", tr("Line"), lambda row: written.number(row.line) if row.line else "", 60, right=True),
        Column("type", tr("Type"), lambda row: title(row.type), 180),
        Column("number", tr("No."), lambda row: _listed(row, "number"), 60, right=True),
        Column("amount", tr("Amount"), lambda row: _listed(row, "amount"), 110, right=True),
        Column(
            "about", tr("With whom"), lambda row: _listed(row, "counterparty") or _listed(row, "purpose"), 180
        ),
        Column("problems", tr("Remarks and reasons"), _said, 260, icon=_icon, colour=_colour),
    )


def _listed(row: FileRow, column: str) -> str:
    kind = declared(row.type)
    name = getattr(kind.listing, column) if kind is not None else ""
    value = row.raw.get(name, "") if name else ""
    return value if isinstance(value, str) else ""


def _said(row: FileRow) -> str:
    kind = declared(row.type)
    fields = {field.name: field for field in kind.declared} if kind is not None else {}
    return " ".join(say(each, fields.get(each.field)).message for each in _serious(row))


def _serious(row: FileRow) -> list[Problem]:
    return [each for each in row.problems if each.severity is not Severity.INFO]


def _icon(row: FileRow) -> str:
    return "error" if not row.valid else "warning" if _serious(row) else "ok"


def _colour(row: FileRow) -> str:
    return "rejected" if not row.valid else "partly" if _serious(row) else "done"
