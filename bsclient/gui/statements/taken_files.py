"""The statement files that were taken into the archive, and taking one of them back.

What would go is counted for the file at the cursor and said before the act; the bank's own operations are never touched.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from bsclient.domain.rights import Action
from bsclient.formats import registry
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.rights import asking
from bsclient.gui.statements.ground import Ground
from bsclient.gui.tasks import Lane
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog, Question
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bsclient.errors import BsError
    from bsclient.services.statements.archive import FileRow, TakenBack

_SIZE: Final = (820, 460)
_HEIGHT: Final = 180
_ACCOUNTS: Final = 3
"""So many accounts are named."""


class TakenFilesDialog(Dialog):
    """The files, newest first. Del asks whether to take the one at the cursor back."""

    def __init__(self, base: Ground) -> None:
        super().__init__(base.shell.window, tr("Statement files that were taken in"), width=520)
        self._ground = base
        self._counted: TakenBack | None = None
        self._asked = 0
        self.table: DataTable[FileRow] = DataTable("statement_files", _columns(), base.shell.memory)
        self.table.setMinimumHeight(_HEIGHT)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.windowTitle())
        self.table.set_empty(tr("No statement file was taken into the archive yet"))
        self.about = text.hint("")
        self.content.addWidget(text.heading(self.windowTitle(), 2))
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.about)
        self.back = self.add_button(tr("Take this import back…"), self.ask_back, left=True)
        self.back.setEnabled(False)
        self._delete = keys.action(self.back.text(), "", self.ask_back, self, "delete")
        self.addAction(self._delete)
        why = asking.reason(base.desk, Action.IMPORT)
        self.back.setToolTip(
            tip(why or tr("Take this import back… ({key})").format(key=keys.shown("delete")))
        )
        self._closed = bool(why)
        self.add_close(tr("Close"))
        self.table.chosen.connect(self._count)
        self.resize(*_SIZE)
        self._read()
        self.table.setFocus()

    def ask_back(self) -> None:
        """Ask before the file at the cursor is taken back."""
        counted = self._counted
        if counted is None or not self.back.isEnabled():
            return
        question = Question(
            tr("Take the import of “{name}” back?").format(name=counted.file.name),
            "\n".join(
                (_what_goes(counted), tr("The file itself stays where it is and can be taken in again."))
            ),
            tr("Take back"),
            dangerous=True,
        )
        dialogs.confirm(self, question, lambda: self._take_back(counted.file))

    # inside -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        archive = self._ground.desk.archive
        self._ground.shell.run_task(archive.files, self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, files: Sequence[FileRow]) -> None:
        self.table.set_view(ListView(files))
        if files:
            self.table.select_place(0)
        self._count()

    def _count(self) -> None:
        """Count what taking the file at the cursor back would do; only the last answer is shown."""
        self._asked += 1
        self._counted = None
        self.back.setEnabled(False)
        self.about.setText("")
        row = self.table.current_row()
        if row is None:
            return
        asked, archive = self._asked, self._ground.desk.archive

        def counted(found: TakenBack) -> None:
            if asked == self._asked:
                self._counted = found
                self.about.setText(_what_goes(found))
                self.back.setEnabled(not self._closed)

        self._ground.shell.run_task(
            lambda: archive.share(row.id, row.sha256), counted, lane=Lane.NETWORK
        ).owned_by(self)

    def _take_back(self, file: FileRow) -> None:
        self.back.setEnabled(False)
        archive, shell = self._ground.desk.archive, self._ground.shell

        def done(found: TakenBack) -> None:
            words = tr("{name} was taken back: {gone} operation(s) went, {stay} stayed")
            told = words.format(
                name=found.file.name, gone=written.number(found.gone), stay=written.number(found.stay)
            )
            shell.notify(told, "ok")
            self._read()

        def failed(error: BsError) -> None:
            """A file that is there can be tried again; one that is gone leaves the list."""
            shell.show_error(error)
            again = self._read if error.code == "archive_file_unknown" else self._count
            again()

        shell.run_task(lambda: archive.take_back(file.id, file.sha256), done, failed).owned_by(self)


def _what_goes(counted: TakenBack) -> str:
    """Say what goes and what stays."""
    lines = [tr("%n operation(s) only this file told will be removed", "", counted.gone)]
    if counted.stay:
        lines.append(tr("%n operation(s) another file told too will stay", "", counted.stay))
    named = ", ".join(written.account(one) for one in counted.accounts[:_ACCOUNTS])
    if len(counted.accounts) > _ACCOUNTS:
        named = f"{named}, …"
    if named:
        lines.append(tr("Accounts: {accounts}").format(accounts=named))
    lines.append(tr("What the bank itself told is not touched."))
    return "\n".join(lines)


def _columns() -> tuple[Column[FileRow], ...]:
    return (
        Column("at", tr("Taken in"), lambda row: written.instant(row.at), 140),
        Column("name", tr("File"), lambda row: PurePath(row.name).name, 220, stretch=True),
        Column("format", tr("Format"), _format, 170),
        Column("author", tr("By whom"), lambda row: row.author, 160),
        Column("size", tr("Size"), lambda row: written.size(row.size), 90, right=True, hidden=True),
    )


def _format(row: FileRow) -> str:
    form = registry.named(row.format)
    return form.title if form is not None else row.format
