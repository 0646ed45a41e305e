"""One export into a folder: accounts, format, folder, names, what and when; an example of a name is shown as one types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QTimeEdit,
    QWidget,
)  # fmt: skip

from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.automation import export_words
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import LANGUAGES, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled
from bsclient.services.exports import files as folder_files
from bsclient.services.exports.running import Job, What, When, formats

if TYPE_CHECKING:
    from bsclient.errors import BsError
    from bsclient.gui.shell import Shell
    from bsclient.services.statements.reading import AccountView

_CLOCK: Final = "HH:mm"
_LIST_LINES: Final = 4
_SIZE: Final = (600, 620)


class ExportDialog(Dialog):
    """Asks for a job; `saved` is called after it is kept. No account ticked: all accounts of the bank."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        job: Job,
        accounts: Sequence[AccountView],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(parent, tr("Export into a folder"), width=420)
        self._shell, self._job, self._saved = shell, job, saved
        self.name, self.folder, self.pattern = (
            QLineEdit(job.name),
            QLineEdit(job.folder),
            QLineEdit(job.pattern),
        )
        self.accounts = QListWidget()
        self.format, self.language, self.what, self.when = (QComboBox() for _ in range(4))
        self.weekday, self.at, self.since = QComboBox(), QTimeEdit(), QDateEdit()
        self.example = text.hint("")
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        self._fill(accounts)
        self._build()
        self.keep = self.add_button(tr("Save"), self._save, primary=True)
        self.add_close()
        self.when.currentIndexChanged.connect(lambda _place: self._follow())
        self.format.currentIndexChanged.connect(lambda _place: self._follow())
        self.pattern.textChanged.connect(lambda _text: self._follow())
        self.resize(*_SIZE)
        self._follow()

    def _fill(self, accounts: Sequence[AccountView]) -> None:
        job = self._job
        for one in accounts:
            self._list(one.number, one.name)
        listed = {one.number for one in accounts}
        for closed in job.accounts:
            if closed not in listed:  # left out, the job would become one of all accounts
                self._list(closed, "")
        self.accounts.setFixedHeight(self.fontMetrics().lineSpacing() * _LIST_LINES + 12)
        for form in formats():
            self.format.addItem(f"{form.title} ({form.ending})", form.code)
        for code, title in LANGUAGES.items():
            self.language.addItem(title, code)
        for what, words in export_words.WHATS.items():
            self.what.addItem(tr(words), what)
        for when, words in export_words.WHENS.items():
            self.when.addItem(tr(words), when)
        for number, words in enumerate(export_words.DAYS):
            self.weekday.addItem(tr(words), number)
        for box, value in (
            (self.format, job.format), (self.language, job.language), (self.what, job.what), (self.when, job.when),
            (self.weekday, job.weekday),
        ):  # fmt: skip
            box.setCurrentIndex(max(box.findData(value), 0))
        self.at.setDisplayFormat(_CLOCK)
        self.at.setTime(QTime.fromString(job.at, _CLOCK))
        since = job.since or self._shell.desk.place.today
        self.since.setDisplayFormat(written.day_pattern())
        self.since.setCalendarPopup(True)
        self.since.setDate(QDate(since.year, since.month, since.day))

    def _list(self, number: str, name: str) -> None:
        item = QListWidgetItem(f"{written.account(number)}  {name}".rstrip())
        item.setData(Qt.ItemDataRole.UserRole, number)
        ticked = number in self._job.accounts
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.accounts.addItem(item)

    def _build(self) -> None:
        held = QWidget()
        form = QFormLayout(held)
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(10)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        choose = QPushButton(tr("Choose…"))
        choose.setAccessibleName(tr("Choose the folder"))
        choose.clicked.connect(lambda _on=False: self._choose())
        for title, editor, shown in (
            (tr("Name"), self.name, self.name),
            (tr("Folder"), self.folder, _line(self.folder, choose)),
            (tr("Format"), self.format, self.format),
            (tr("Language of columns"), self.language, self.language),
            (tr("What"), self.what, self.what),
            (tr("When"), self.when, _line(self.when, self.weekday, self.at)),
            (tr("Operations from"), self.since, self.since),
            (tr("Accounts (none ticked: all)"), self.accounts, self.accounts),
            (tr("Names of files"), self.pattern, self.pattern),
        ):
            editor.setAccessibleName(title)
            label = text.label(title)
            label.setBuddy(editor)
            form.addRow(label, shown)
        self.weekday.setAccessibleName(tr("Day of the week"))
        self.at.setAccessibleName(tr("Time of day (Moscow)"))
        form.addRow(text.label(""), self.example)
        self.content.addWidget(text.heading(tr("Export into a folder"), 2))
        self.content.addWidget(scrolled(held), 1)
        self.content.addWidget(self.error)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose the folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _follow(self) -> None:
        """Show the fields that belong to the times, and a name as it will be."""
        when = When(self.when.currentData())
        self.at.setVisible(when is not When.SYNC)
        self.weekday.setVisible(when is When.WEEKLY)
        today = self._shell.desk.place.today.isoformat()
        told = {"account": "40702810000000000001", "last4": "0001", "date": today, "time": "190000", "from": today,
            "to": today, "name": self.name.text()}  # fmt: skip
        ending = next((one.ending for one in formats() if one.code == self.format.currentData()), "")
        name = folder_files.file_name(self.pattern.text(), told, ending)
        marks = ", ".join(f"{{{mark}}}" for mark in folder_files.MARKS)
        self.example.setText(f"{tr('For example')}: {name}\n{tr('Marks')}: {marks}")
        self.error.hide()

    def _told(self) -> Job:
        items = (self.accounts.item(place) for place in range(self.accounts.count()))
        day = self.since.date()
        return msgspec.structs.replace(
            self._job,
            name=self.name.text(),
            folder=self.folder.text().strip(),
            pattern=self.pattern.text(),
            format=str(self.format.currentData()),
            language=str(self.language.currentData()),
            what=What(self.what.currentData()),
            when=When(self.when.currentData()),
            weekday=int(self.weekday.currentData()),
            at=self.at.time().toString(_CLOCK),
            since=dt.date(day.year(), day.month(), day.day()),
            accounts=tuple(
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in items
                if item.checkState() is Qt.CheckState.Checked
            ),
        )

    def _save(self) -> None:
        job, save = self._told(), self._shell.desk.folder_exports.save
        self.keep.setEnabled(False)
        # not in the lane of signing: it waits for a run, and a run for its share
        self._shell.run_task(
            lambda: save(job), lambda _job: self._kept(), self._refused, lane=Lane.NETWORK
        ).owned_by(self)

    def _kept(self) -> None:
        saved = self._saved
        self.accept()
        saved()

    def _refused(self, error: BsError) -> None:
        self.keep.setEnabled(True)
        self.error.setText(problems.of_error(error).whole)
        self.error.show()


def _line(*widgets: QWidget) -> QWidget:
    held = QWidget()
    held.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, int(place == 0))
    return held
