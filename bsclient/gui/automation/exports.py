"""Exports into folders: the jobs above, the log of files below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.automation import export_words
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog, Question
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.exports.running import FileRow, Job

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.gui.shell import Shell
    from bsclient.services.exports.running import Ran
    from bsclient.services.statements.reading import AccountView

_SIZE: Final = (940, 560)
_AGAIN_MS: Final = 5000
"""Exports go on by themselves while one looks; so often the window looks what came of them."""
Kept = tuple[list[Job], Sequence[FileRow], "Sequence[AccountView]"]


class ExportsDialog(Dialog):
    """Jobs are made, changed, run and deleted here; the log says what came of them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window, tr("Exports into folders"), width=590)
        self._shell = shell
        self._kept: Kept | None = None
        self._running = False
        self._accounts: Sequence[AccountView] = ()
        self._names: dict[str, str] = {}
        self.table: DataTable[Job] = DataTable("export_jobs", _columns(), shell.memory)
        self.table.setAccessibleName(tr("Exports into folders"))
        self.table.set_empty(tr("No exports yet"), tr("New export"), self.add)
        self.log: DataTable[FileRow] = DataTable("export_log", _log_columns(self._names), shell.memory)
        self.log.setAccessibleName(tr("Log of files"))
        self.log.set_empty(tr("No files yet"))
        self.words = text.label("", wrap=True, selectable=True)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.log)
        self.content.addWidget(text.heading(tr("Exports into folders"), 2))
        self.content.addWidget(split, 1)
        self.content.addWidget(self.words)
        held = QWidget()
        row = FlowLayout(held)
        self.run, self.edit, self.switch, self.delete = (QPushButton() for _ in range(4))
        for button, caption, act in (
            (self.run, tr("Run now"), self._run),
            (self.edit, tr("Edit…"), self._edit),
            (self.switch, tr("Switch off"), self._switch),
            (self.delete, tr("Delete…"), self._ask_delete),
        ):
            button.setText(caption)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, act=act: act())
            row.addWidget(button)
        self.content.insertWidget(1, held)
        fresh = self.add_button(tr("New export"), self.add, primary=True)
        fresh.setMinimumWidth(fresh.sizeHint().width())
        self.add_button(tr("Close"), self.close)
        self.table.chosen.connect(self._allow)
        self.table.opened.connect(lambda _job: self._edit())
        self.log.chosen.connect(self._explain)
        self.resize(*_SIZE)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        self._allow()
        self._read()

    def add(self) -> None:
        """Begin a new export."""
        self._open_editor(Job())

    def _read(self) -> None:
        desk = self._shell.desk

        def work() -> Kept:
            return desk.folder_exports.jobs(), desk.folder_exports.log(), desk.statements.accounts()

        self._shell.run_task(work, self._show, self._not_read, Lane.NETWORK).owned_by(self)

    def _look_again(self) -> None:
        """Not while the program is locked, and the window hidden: the base is closed then."""
        if self.isVisible():
            self._read()
        else:
            self._again.start()

    def _not_read(self, error: BsError) -> None:
        """Say so once; a lock that came in between is no failure."""
        if self.isVisible():
            self._shell.show_error(error)
        else:
            self._again.start()

    def _show(self, kept: Kept) -> None:
        self._again.start()
        if kept == self._kept:
            return
        before, self._kept = self._kept, kept
        jobs, log, self._accounts = kept
        self._names.update({job.id: job.name for job in jobs})
        self.table.set_view(ListView(jobs))
        self.log.set_view(ListView(log), keep_place=before is not None and log == before[1])
        if jobs and self.table.current_row() is None:
            self.table.select_place(0)
        if log and self.log.current_row() is None:
            self.log.select_place(0)
        self._allow()
        self._explain()

    def _allow(self) -> None:
        job = self.table.current_row()
        for button in (self.edit, self.switch, self.delete):
            button.setEnabled(job is not None)
        self.run.setEnabled(job is not None and not self._running)
        self.switch.setText(tr("Switch on") if job is not None and not job.on else tr("Switch off"))

    def _explain(self) -> None:
        row = self.log.current_row()
        self.words.setText("" if row is None else export_words.explanation(row))
        self.words.setVisible(bool(self.words.text()))

    def _run(self) -> None:
        job = self.table.current_row()
        if job is not None:
            self._let_run(on=False)
            run = self._shell.desk.folder_exports.run
            self._shell.run_task(lambda: run(job.id), self._ran, self._not_run, Lane.NETWORK).owned_by(self)

    def _let_run(self, *, on: bool) -> None:
        self._running = not on
        self._allow()

    def _not_run(self, error: BsError) -> None:
        self._let_run(on=True)
        self._shell.show_error(error)

    def _ran(self, ran: Ran) -> None:
        self._let_run(on=True)
        self._read()
        if ran.error is not None:
            dialogs.show_error(self, ran.error, tr("The export did not go through"))
        elif not ran.files:
            words = (
                tr("On the accounts that you may view there is nothing that was not exported before.")
                if ran.narrowed
                else tr("There is nothing that was not exported before.")
            )
            dialogs.inform(self, tr("Nothing new"), words)

    def _edit(self) -> None:
        job = self.table.current_row()
        if job is not None:
            self._open_editor(job)

    def _open_editor(self, job: Job) -> None:
        from bsclient.gui.automation.export_editor import ExportDialog

        ExportDialog(self, self._shell, job, self._accounts, self._read).open()

    def _switch(self) -> None:
        job = self.table.current_row()
        if job is not None:
            save, told = self._shell.desk.folder_exports.save, msgspec.structs.replace(job, on=not job.on)
            # not in the lane of signing: switching on asks the folder, and its share may not answer
            self._shell.run_task(lambda: save(told), lambda _job: self._read(), lane=Lane.NETWORK).owned_by(
                self
            )

    def _ask_delete(self) -> None:
        job = self.table.current_row()
        if job is None:
            return
        question = Question(
            tr("Delete the export “{name}”?").format(name=job.name),
            tr("Its files and its log stay. A new export of the same operations would write them once more."),
            tr("Delete"),
            dangerous=True,
        )
        dialogs.confirm(self, question, lambda: self._delete(job))

    def _delete(self, job: Job) -> None:
        delete = self._shell.desk.folder_exports.delete
        self._shell.run_task(lambda: delete(job.id), lambda _none: self._read(), lane=Lane.NETWORK).owned_by(
            self
        )


def _columns() -> tuple[Column[Job], ...]:
    return (
        Column("name", tr("Name"), lambda job: job.name, 124, colour=_shade),
        Column("what", tr("What"), export_words.what, 262, colour=_shade),
        Column("when", tr("When"), export_words.when, 206, colour=_shade),
        Column("folder", tr("Folder"), lambda job: job.folder, 140, stretch=True, colour=_shade),
        Column("state", tr("State"), lambda job: tr("on") if job.on else tr("off"), 75, colour=_shade),
    )


def _log_columns(names: Mapping[str, str]) -> tuple[Column[FileRow], ...]:
    return (
        Column("time", tr("Time"), lambda row: written.instant(row.at), 130),
        Column("job", tr("Name"), lambda row: names.get(row.job, "—"), 120),
        Column(
            "file", tr("File"), lambda row: row.name or problems.of_code(row.code, dict(row.facts)).message, 220,
            stretch=True, icon=lambda row: export_words.icon(row)[0], colour=lambda row: export_words.icon(row)[1],
        ),
        Column("count", tr("Operations"), lambda row: str(row.count) if row.name else "", 95, right=True),
        Column("credits", tr("Credits"), lambda row: _sum(row, credit=True), 126, right=True),
        Column("debits", tr("Debits"), lambda row: _sum(row, credit=False), 126, right=True),
        Column("hash", "SHA-256", lambda row: row.sha256, 130, hidden=True),
    )  # fmt: skip


def _sum(row: FileRow, *, credit: bool) -> str:
    return written.amount(row.credits if credit else row.debits, row.currency) if row.name else ""


def _shade(job: Job) -> str:
    return "" if job.on else "muted"
