"""One export into a folder: accounts, format, folder, names, what and when; an example of a name is shown as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QSize, Qt, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTimeEdit,
    QWidget,
)  # fmt: skip

from bsclient.gui import format as written
from bsclient.gui import tips
from bsclient.gui.automation import export_words
from bsclient.gui.automation.asking import Asking, line
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import LANGUAGES, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.day_box import DayBox
from bsclient.gui.widgets.dialogs import Question
from bsclient.services.exports import files as folder_files
from bsclient.services.exports.running import Job, What, When, formats

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.statements.reading import AccountView

_CLOCK: Final = "HH:mm"
_LIST_LINES: Final = 6
_LINE_ROOM: Final = 10
_SIZE: Final = (620, 640)


class ExportDialog(Asking):
    """Asks for a job; `saved` is called after it is kept. No account ticked: all accounts of the bank.

    A folder that is typed or chosen is taken as it is now, even if it has the same name as before.
    """

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        job: Job,
        accounts: Sequence[AccountView],
        saved: Callable[[], object],
    ) -> None:
        super().__init__(parent, tr("Export into a folder"), _SIZE, saved)
        self._shell, self._job, self._folder_chosen = shell, job, False
        self.name, self.folder, self.pattern = (
            QLineEdit(job.name),
            QLineEdit(job.folder),
            QLineEdit(job.pattern),
        )
        self.accounts = QListWidget()
        self.format, self.language, self.what, self.when = (QComboBox() for _ in range(4))
        self.weekday, self.at = QComboBox(), QTimeEdit()
        self.since = DayBox(tr("Operations from"), job.since or shell.desk.place.today)
        self.example = text.hint("")
        self.example.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._fill(accounts)
        self._build()
        self.keep = self.add_act(tr("Save"), self._save, primary=True)
        self.add_close()
        self.when.currentIndexChanged.connect(lambda _place: self._follow())
        self.format.currentIndexChanged.connect(lambda _place: self._follow())
        for typed in (self.name, self.pattern):
            typed.textChanged.connect(lambda _text: self._follow())
        self.folder.textEdited.connect(lambda _text: self._choose_folder())
        self._follow()

    def _fill(self, accounts: Sequence[AccountView]) -> None:
        job = self._job
        for one in accounts:
            self._list(one.number, one.name)
        listed = {one.number for one in accounts}
        for closed in job.accounts:
            if closed not in listed:  # left out, the job would become one of all accounts
                self._list(closed, "")
        self.accounts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown = min(max(self.accounts.count(), 2), _LIST_LINES)
        self.accounts.setFixedHeight(self._line_height() * shown + 2 * self.accounts.frameWidth())
        for form in formats():
            self.format.addItem(f"{form.title} ({form.ending})", form.code)
        for code, title in LANGUAGES.items():
            self.language.addItem(title, code)
        for what, words in export_words.WHATS.items():
            self.what.addItem(tr(words), what)
        for when, words in export_words.WHENS_ALONE.items():
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

    def _list(self, number: str, name: str) -> None:
        item = QListWidgetItem(f"{written.account(number)}  {name}".rstrip())
        item.setData(Qt.ItemDataRole.UserRole, number)
        item.setSizeHint(QSize(0, self._line_height()))
        item.setToolTip(tips.tip(item.text()))
        ticked = number in self._job.accounts
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.accounts.addItem(item)

    def _line_height(self) -> int:
        return self.fontMetrics().lineSpacing() + _LINE_ROOM

    def _build(self) -> None:
        choose = QPushButton(tr("Choose a folder…"))
        choose.setAccessibleName(tr("Choose the folder"))
        choose.clicked.connect(lambda _on=False: self._choose())
        self._times = line(self.weekday, self.at)
        self.ask((
            (tr("Name"), self.name, self.name),
            (tr("Folder"), self.folder, line(self.folder, choose)),
            (tr("Format"), self.format, self.format),
            (tr("Language"), self.language, self.language),
            (tr("What"), self.what, self.what),
            (tr("When"), self.when, self.when),
            (tr("Time (Moscow)"), self.at, self._times),
            (tr("Operations from"), self.since, self.since),
            (tr("Accounts (none ticked: all)"), self.accounts, self.accounts),
            (tr("Names of files"), self.pattern, self.pattern),
        ))  # fmt: skip
        self.weekday.setAccessibleName(tr("Day of the week"))
        self.form.addRow(self.example)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose the folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, folder: str) -> None:
        self.folder.setText(folder)
        self._choose_folder()

    def _choose_folder(self) -> None:
        self._folder_chosen = True
        self.error.hide()

    def _follow(self) -> None:
        """Show the fields that belong to the times, and a name as it will be."""
        when = When(self.when.currentData())
        self.form.setRowVisible(self._times, when is not When.SYNC)
        self.weekday.setVisible(when is When.WEEKLY)
        today = self._shell.desk.place.today.isoformat()
        told = {"account": "40702810000000000001", "last4": "0001", "date": today, "time": "190000", "from": today,
            "to": today, "name": self.name.text()}  # fmt: skip
        ending = next((one.ending for one in formats() if one.code == self.format.currentData()), "")
        name = folder_files.file_name(self.pattern.text(), told, ending)
        self.example.setText(f"{tr('For example')}: {name}\n{tr(export_words.MARKS)}")
        self.error.hide()

    def _told(self) -> Job:
        items = (self.accounts.item(place) for place in range(self.accounts.count()))
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
            since=self.since.day(),
            accounts=tuple(
                str(item.data(Qt.ItemDataRole.UserRole))
                for item in items
                if item.checkState() is Qt.CheckState.Checked
            ),
        )

    def _save(self) -> None:
        job = self._told()
        if not self._job.id or job.asks() == self._job.asks():
            self._keep(job)
            return
        has_written, job_id = self._shell.desk.folder_exports.has_written, job.id
        self.allow(allowed=False)
        self._shell.run_task(
            lambda: has_written(job_id),
            lambda written: self._ask_anew(job) if written else self._keep(job),
            self.refused,
            lane=Lane.NETWORK,
        ).owned_by(self)

    def _ask_anew(self, job: Job) -> None:
        self.allow(allowed=True)
        question = Question(
            tr("Begin the export anew?"),
            tr(
                "All operations from {day} on are written again, also those that stand in earlier files. Do not load them"
                " into the accounting program twice."
            ).format(day=written.day(job.since)),
            tr("Begin anew"),
            dangerous=True,
        )
        dialogs.confirm(self, question, lambda: self._keep(job))

    def _keep(self, job: Job) -> None:
        save, anew = self._shell.desk.folder_exports.save, self._folder_chosen
        self.allow(allowed=False)
        # not in the lane of signing: the folder may be on a share that does not answer
        self._shell.run_task(
            lambda: save(job, anew=anew), lambda _job: self.kept(), self.refused, lane=Lane.NETWORK
        ).owned_by(self)
