"""Rows of an open form taken from a file: a table of a spreadsheet, CSV, 1C; they come below those that are there.

What the file says of the document as a whole (number of the agreement, month) fills fields that are still empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton

from bsclient.errors import BadInput, StorageFailed
from bsclient.formats import forms
from bsclient.gui import icons
from bsclient.gui.forms.rows_editor import RowsEditor
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs
from bsclient.gui.widgets.problem_line import say

if TYPE_CHECKING:
    from bsclient.formats.drafts import FileDrafts
    from bsclient.gui.forms.document_form import DocumentForm
    from bsclient.gui.shell import Shell


class RowsImport(QObject):
    """Puts a button over every table of rows whose type has usual files of its own."""

    def __init__(self, form: DocumentForm, shell: Shell) -> None:
        super().__init__(form)
        self._form, self._shell = form, shell
        self.buttons: list[QToolButton] = []
        code = form.kind.code
        if code not in forms.FORMS:
            return
        for grid in form.grids.values():
            if isinstance(grid, RowsEditor):
                button = QToolButton()
                button.setText(tr("Import rows"))
                button.setObjectName("import_rows")
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
                button.setAutoRaise(True)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                icons.put(button, "import")
                button.clicked.connect(lambda *_on, grid=grid: self._ask(grid))
                grid.extra(button)  # noqa: S610 -- a method of our own table, no query
                self.buttons.append(button)

    def take(self, grid: RowsEditor, paths: Sequence[Path]) -> None:
        """Read a file and put its rows below those of the table."""
        code = self._form.kind.code
        task = self._shell.run_task(lambda: _read(paths[0], code), partial(self._put, grid))
        task.owned_by(self)

    # inside -------------------------------------------------------------------------------------------------------

    def _ask(self, grid: RowsEditor) -> None:
        dialogs.choose_file(
            self._shell.window,
            tr("Import rows from a file"),
            tr("Tables and 1C files (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.xml);;All files (*)"),
            partial(self.take, grid),
        )

    def _put(self, grid: RowsEditor, found: FileDrafts) -> None:
        for problem in found.problems:
            self._shell.show_error(BadInput(problem.code, **problem.facts))
            return
        raw: Mapping[str, Any] = found.drafts[0].raw if found.drafts else {}
        rows: Sequence[Mapping[str, str]] = raw.get(grid.field.name) or ()
        fields = grid.model.fields
        table = [[row.get(field.name, "") for field in fields] for row in rows]
        taken = grid.model.put_block(len(grid.model.rows()), 0, table)
        self._fill_head(raw)
        self._shell.notify(tr("Rows imported: {count}").format(count=taken), "ok")
        for draft in found.drafts[:1]:
            for problem in draft.problems:
                self._shell.notify(say(problem, None).whole, "warning")

    def _fill_head(self, raw: Mapping[str, Any]) -> None:
        empty = {
            name: text
            for name, text in raw.items()
            if isinstance(text, str)
            and text
            and name in self._form.fields
            and not self._form.fields[name].derived
            and not self._form.value(name)
        }
        if empty:
            self._form.put(empty)


def _read(path: Path, code: str) -> FileDrafts:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StorageFailed("file_unreadable", name=path.name, reason=error.strerror or "") from error
    return forms.rows(data, path.name, code)
