"""The window «Import of a table»: what the columns of a CSV or XLSX file mean, seen at once in what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bsclient import texts
from bsclient.errors import BsError
from bsclient.formats import table_files
from bsclient.formats.model import ENTRIES, ExchangeFile, FileProblem
from bsclient.formats.table_files import BUILT_IN, Grid, Opened, Profile
from bsclient.gui import problems
from bsclient.gui.tables import reading, words
from bsclient.gui.tables.options import Options
from bsclient.gui.tables.preview import GridPreview
from bsclient.gui.tables.reading import Read
from bsclient.gui.tables.result import Empty, Result
from bsclient.gui.tables.saving import ProfilesDialog, SaveDialog
from bsclient.gui.tables.source import Source
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell

_PAUSE_MS: Final = 150
_SIZE: Final = (1120, 640)
_LOW: Final = 480
_NEW: Final = ""


class TableDialog(Dialog):
    """`done` gets the file once the user takes it; `read` is what was read last, None while something is missing."""

    def __init__(
        self, parent: QWidget | None, shell: Shell, source: Source, done: Callable[[ExchangeFile], object]
    ) -> None:
        super().__init__(parent, tr("Import of a table: {name}").format(name=source.name), width=300)
        self._shell, self._source, self._done = shell, source, done
        self._grid: Grid | None = None
        self._profile = Profile(name="", role=source.role, columns=(), currency="RUB")
        self._known: list[Profile] = []
        self._turn = self._loading = 0
        self.read: Read | None = None
        self.profiles = QComboBox()
        self.profiles.setAccessibleName(tr("Profile"))
        self.preview = GridPreview(source.role)
        self.options = Options(source.role)
        self.outcome = Result()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self._build()
        self._connect()
        self.resize(*_SIZE)
        self._open()

    # parts --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        label = text.label(tr("Profile"))
        label.setBuddy(self.profiles)
        self.profiles.setMinimumContentsLength(18)
        self.profiles.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        head.addWidget(label)
        head.addWidget(self.profiles, 1)
        head.addWidget(text.link(tr("Profiles…"), self._keep_profiles))
        head.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        self._stack.addWidget(Empty(tr("There is nothing to show of this file.")))
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 4, 0)
        box.setSpacing(8)
        box.addWidget(text.heading(tr("Import of a table"), 2))
        box.addLayout(head)
        said = tr("Say above each column what it holds. Nothing is taken before you press the button below.")
        self._hint = text.hint(said)
        box.addWidget(self._hint)
        box.addWidget(self._stack, 1)
        box.addWidget(self.options)
        self.content.addWidget(scrolled(inside, sideways=False), 1)
        self.content.addWidget(self.outcome)
        self.save = self.add_button(tr("Save as a profile…"), self._ask_name, left=True)
        caption = tr("Take the statement") if self._source.role == ENTRIES else tr("Take the payments")
        self.take = self.add_button(caption, self._take, primary=True)
        self.add_close()
        self._allow()

    def _connect(self) -> None:
        self.preview.changed.connect(self._mapped)
        self.preview.head_asked.connect(lambda row: self.options.head.setValue(row + 1))
        self.options.changed.connect(self._later)
        self.options.file_changed.connect(self._load_again)
        self.options.head_changed.connect(self._new_head)
        self.outcome.problem_chosen.connect(self._go)
        self.profiles.activated.connect(lambda place: self._choose(self.profiles.itemData(place)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window one problem is in sight, the others are reached by scrolling."""
        super().resizeEvent(event)
        low = self.height() < _LOW
        self.outcome.set_low(low=low)
        self._hint.setVisible(not low)

    # the file -----------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        desk, source = self._shell.desk, self._source
        self.outcome.tell(tr("Reading {name}…").format(name=source.name), "info")

        def work() -> tuple[Opened, list[Profile], dict[str, str]]:
            service = desk.table_profiles
            accounts = desk.statements.accounts(files=source.role == ENTRIES)
            return (
                service.open(source.data, source.role),
                service.list(source.role),
                {one.number: one.name for one in accounts},
            )

        self._shell.run_task(work, self._opened, self._failed, Lane.NETWORK).owned_by(self)

    def _opened(self, found: tuple[Opened, list[Profile], dict[str, str]]) -> None:
        opened, self._known, accounts = found
        self.options.show_accounts(accounts, self._source.account)
        self._show_grid(opened.grid)
        self._list_profiles(opened.profile.id if opened.sure else _NEW)
        if opened.sure:
            self._put(opened.profile)
        else:
            self._guess(None)
        first = next((combo for combo in self.preview.combos), None)
        if first is not None:
            first.setFocus()

    def _failed(self, error: BsError) -> None:
        self.read = None
        self._grid = None
        self._stack.setCurrentIndex(1)
        self.options.hide()
        self.outcome.show_error(error)
        self._allow()

    def _load_again(self) -> None:
        """Read the file anew in another encoding or with another separator; till it is there nothing can be taken."""
        profile, data = self.options.applied(self._profile), self._source.data
        self._loading += 1
        loading = self._loading
        self._grid = self.read = None
        self._allow()

        def loaded(grid: Grid) -> None:
            if loading == self._loading:
                self._loaded(grid)

        def failed(error: BsError) -> None:
            if loading == self._loading:
                self._not_loaded(error)

        self._shell.run_task(
            lambda: table_files.load(data, profile.encoding, profile.separator), loaded, failed, Lane.NETWORK
        ).owned_by(self)

    def _loaded(self, grid: Grid) -> None:
        fields = dict(enumerate(self.preview.fields()))
        self._show_grid(grid)
        if any(name != "-" for name in fields.values()) and len(fields) == len(self.preview.combos):
            self.preview.show_fields(fields)
            self._mapped()
        else:
            self._guess(None)

    def _not_loaded(self, error: BsError) -> None:
        self.read = None
        self.outcome.show_error(error)
        self._allow()

    def _show_grid(self, grid: Grid) -> None:
        self._grid = grid
        self._stack.setCurrentIndex(0)
        self.options.show_grid(grid)
        self.preview.show_rows(grid.rows)
        self._allow()

    # the mapping --------------------------------------------------------------------------------------------------

    def _choose(self, profile_id: str) -> None:
        """Take a kept profile, or begin anew."""
        chosen = next((one for one in (*self._known, *BUILT_IN) if one.id == profile_id), None)
        if chosen is None:
            self._guess(None)
        else:
            self._put(chosen)

    def _put(self, profile: Profile) -> None:
        if self._grid is None:
            return
        found = reading.placed(self._grid, profile)
        if found is None:
            facts = {
                "profile": profile.name,
                "fields": ", ".join(words.meaning(name) for name in sorted(profile.fields)),
            }
            self.outcome.show_lacking(problems.of_code("table_columns_missing", facts).whole)
            return
        head, fields = found
        if not profile.account:
            profile = replace(profile, account="".join(self.options.account.currentText().split()))
        self._profile = profile
        self.options.show_profile(profile, head)
        self.preview.show_fields(fields)
        self._later()

    def _guess(self, head: int | None) -> None:
        if self._grid is None:
            return
        guess, at, fields = reading.guessed(self._grid, self._source.role, head)
        before = self.options.applied(self._profile)
        self._profile = replace(
            guess,
            encoding=before.encoding,
            separator=before.separator,
            days=before.days,
            decimal=before.decimal,
        )
        self.options.show_profile(self._profile, at)
        self.preview.show_fields(fields)
        self._later()

    def _new_head(self) -> None:
        self._guess(self.options.head.value() - 1)
        self.profiles.setCurrentIndex(0)

    def _mapped(self) -> None:
        """A column means something else: the profile is the user's own from here on."""
        self.profiles.setCurrentIndex(0)
        self._later()

    def _later(self) -> None:
        self.read = None
        self._allow()
        self._timer.start()

    def mapping(self) -> Profile:
        """Return the profile that the window shows."""
        head = self.options.head.value() - 1
        shown = reading.titles(self._grid, head) if self._grid is not None else ()
        columns = reading.columns(self.preview.fields(), shown)
        profile = replace(self._profile, columns=columns, header=head >= 0)
        self.options.follow(profile, "")
        return self.options.applied(profile)

    def _read(self) -> None:
        grid = self._grid
        if grid is None:
            return
        profile = self.mapping()
        self._mark({})
        lacking = words.lacking(profile.missing(), profile.role, profile.signs)
        if lacking:
            self.outcome.show_lacking(lacking)
            return
        self._turn += 1
        turn = self._turn
        self._shell.run_task(
            lambda: reading.read(grid, profile), partial(self._show, turn), self._not_loaded, Lane.NETWORK
        ).owned_by(self)

    def _show(self, turn: int, read: Read) -> None:
        if turn != self._turn or self._timer.isActive() or self._grid is None:
            return  # something was changed since
        self.read = read
        self.outcome.show_read(read)
        told = (
            read.file.accounts[0].account if len(read.file.accounts) == 1 and not read.profile.account else ""
        )
        self.options.follow(read.profile, told)
        bad: Mapping[tuple[int, int], str] = {
            cell: problems.of_code(one.code, texts.of_file(one.facts, language())).whole
            for cell, one in reading.marks(read, self._grid).items()
        }
        self._mark(bad)
        self._allow()

    def _mark(self, bad: Mapping[tuple[int, int], str]) -> None:
        if self._grid is not None:
            head = self.options.head.value() - 1
            self.preview.show_problems(reading.heads(self._grid, head), reading.titles(self._grid, head), bad)

    def _go(self, problem: FileProblem) -> None:
        if self.read is not None and self._grid is not None:
            found = {
                one.line: cell for cell, one in reading.marks(self.read, self._grid).items() if one is problem
            }
            row, place = found.get(problem.line, (problem.line - 1, 0))
            self.preview.go(row, place)

    # acts ---------------------------------------------------------------------------------------------------------

    def _allow(self) -> None:
        self.profiles.setEnabled(self._grid is not None)  # a profile is laid over what was read
        self.take.setEnabled(self.read is not None and not self.read.whole and bool(self.read.file.documents))
        self.save.setEnabled(self._grid is not None)

    def _take(self) -> None:
        if self.read is not None and self.take.isEnabled():
            file = self.read.file
            self.accept()
            self._done(file)

    def _ask_name(self) -> None:
        profile = self.mapping()
        lacking = words.lacking(profile.missing(), profile.role, profile.signs)
        if lacking:
            self.outcome.show_lacking(lacking)
            return
        SaveDialog(self, self._shell, profile, self._known, self._saved).open()

    def _saved(self, kept: Profile) -> None:
        self._known = [one for one in self._known if one.id != kept.id] + [kept]
        self._list_profiles(kept.id)

    def _keep_profiles(self) -> None:
        ProfilesDialog(self, self._shell, self._source.role, self._profiles_changed).open()

    def _profiles_changed(self, known: list[Profile]) -> None:
        self._known = known
        self._list_profiles(str(self.profiles.currentData() or _NEW))

    def _list_profiles(self, chosen: str) -> None:
        self.profiles.clear()
        self.profiles.addItem(tr("New mapping"), _NEW)
        for one in sorted(self._known, key=lambda each: each.name.casefold()):
            self.profiles.addItem(one.name, one.id)
        for one in BUILT_IN:
            if one.role == self._source.role:
                self.profiles.addItem(tr("{name} (built in)").format(name=one.name), one.id)
        self.profiles.setCurrentIndex(max(self.profiles.findData(chosen), 0))
