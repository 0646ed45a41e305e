"""A statement file taken into the archive: read, looked at, kept. Dropped on the page or chosen in a dialog.

Nothing is kept before the user has seen which accounts the file tells of, what is new in it and what is wrong with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.formats import convert, registry
from bsclient.formats.model import ENTRIES
from bsclient.gui import format as written
from bsclient.gui import keys, problems, tables
from bsclient.gui.statements import ground
from bsclient.gui.statements.date_order import DateOrderBox
from bsclient.gui.statements.ground import Ground
from bsclient.gui.tables import words as table_words
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from bsclient.errors import BsError
    from bsclient.formats.model import ExchangeFile, FileProblem
    from bsclient.services.statements.archive import AccountPreview, ArchivePreview, Kept

_SIZE: Final = (1180, 520)
_ACCOUNTS: Final = 120
_PROBLEMS: Final = 100
_TABLES: Final = frozenset(("csv", "xlsx"))
"""Formats whose columns mean what the user says."""
_BALANCES: Final = frozenset(("file_balance_differs", "file_balance_broken", "file_turnover_differs"))
"""Problems of a file that the check goes on telling after it was taken in."""


def ask(base: Ground) -> None:
    """Ask for a statement file."""
    endings = sorted({f"*{each.ending}" for each in registry.FORMATS if each.reads})
    filters = tr("Statement files ({endings});;All files (*)").format(endings=" ".join(endings))
    dialogs.choose_file(
        base.shell.window, tr("Statement file"), filters, lambda paths: look_at(base, paths[0])
    )


def look_at(base: Ground, path: Path) -> ImportDialog:
    """Read a file and show what it tells."""
    dialog = ImportDialog(base, path)
    dialog.open()
    return dialog


def dropped(data: QMimeData) -> Path | None:
    """Return the file that is dragged; None for anything else, or for several at once."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_file() else None


class ImportDialog(Dialog):
    """Shows a statement file; `keep` takes it into the archive, in the reading that is shown and in no other."""

    def __init__(self, base: Ground, path: Path) -> None:
        super().__init__(base.shell.window, tr("Statement from a file"), width=480)
        self._ground = base
        self.preview: ArchivePreview | None = None
        self.head = text.heading(path.name, 2)
        self.head.setWordWrap(True)
        self.about = text.hint(tr("Reading…"))
        self.accounts: DataTable[AccountPreview] = DataTable(
            "statement_import", _columns(), base.shell.memory
        )
        self.accounts.setMinimumHeight(_ACCOUNTS)
        self.accounts.setAccessibleName(tr("Accounts of the file"))
        self.problems: DataTable[FileProblem] = DataTable(
            "statement_import_problems", _problem_columns(), base.shell.memory
        )
        self.problems.setMinimumHeight(_PROBLEMS)
        self.problems.setAccessibleName(tr("What is wrong with the file"))
        self.said = text.label("", wrap=True, selectable=True)
        self._wrong = QWidget()
        self._lines: list[QWidget] = []
        self._notes = QVBoxLayout()
        self._notes.setSpacing(4)
        self.dates = DateOrderBox()
        self.dates.chosen.connect(self._read_dates)
        self._build()
        self.columns_button = self.add_button(tr("Columns…"), self.ask_columns, left=True)
        self.columns_button.setToolTip(tr("What the columns of the table mean"))
        self.columns_button.hide()
        self.keep_button = self.add_button(tr("Take into the archive"), self.keep, primary=True)
        self.keep_button.setEnabled(False)
        self.close_button = self.add_close()
        self.resize(*_SIZE)
        self._data = b""
        self._path = path
        self._asked = 0
        self._look(self._read)

    def keep(self) -> None:
        """Take the file into the archive."""
        preview, archive = self.preview, self._ground.desk.archive
        if preview is None:
            return
        self._let_choose(False)
        self._say_of_file(tr("Taking in…"))
        task = self._ground.shell.run_task(
            lambda: archive.keep(preview), lambda kept: self._kept(preview, kept), self._not_kept
        )
        task.owned_by(self)

    def ask_columns(self) -> None:
        """Let the user say what the columns of a table mean."""
        account = self._ground.choice().account
        source = tables.Source(self._data, self._path.name, ENTRIES, account)
        tables.ask(self, self._ground.shell, source, self._mapped)

    def reject(self) -> None:
        """Close, unless the file is being taken in: that would be left without a word."""
        if self.close_button.isEnabled():
            super().reject()

    # inside -------------------------------------------------------------------------------------------------------

    def _read(self) -> ArchivePreview:
        self._data = convert.read_bytes(self._path)
        return self._ground.desk.archive.read(self._data, self._path.name)

    def _read_dates(self, order: str) -> None:
        """Look at the file with its dates in the order that the user says."""
        archive, data, name = self._ground.desk.archive, self._data, self._path.name
        self._look(lambda: archive.read(data, name, order))

    def _mapped(self, file: ExchangeFile) -> None:
        """Look at the table as the user has it read."""
        archive, data, name = self._ground.desk.archive, self._data, self._path.name
        self._look(lambda: archive.preview(file, data, name))

    def _look(self, work: Callable[[], ArchivePreview]) -> None:
        """Read the file in another way: only the last answer is shown, and till then nothing can be taken in."""
        self._asked += 1
        asked = self._asked
        self.preview = None
        self.keep_button.setEnabled(False)

        def show(preview: ArchivePreview) -> None:
            if asked == self._asked:
                self._show(preview)

        def failed(error: BsError) -> None:
            if asked == self._asked:
                self._unread(error)

        self._ground.shell.run_task(work, show, failed, Lane.NETWORK).owned_by(self)

    def _let_choose(self, on: bool) -> None:  # noqa: FBT001 -- what the widgets take
        """Open or close what would change the reading, or take it in."""
        for each in (self.keep_button, self.columns_button, self.dates, self.close_button):
            each.setEnabled(on)

    def _say_of_file(self, words: str, role: str = "muted") -> None:
        self.about.setText(words)
        text.paint(self.about, role)

    def _build(self) -> None:
        self._wrong.hide()
        box = QVBoxLayout(self._wrong)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(text.heading(tr("What is wrong with the file"), 3))
        box.addWidget(self.problems, 1)
        box.addWidget(self.said)
        self.problems.chosen.connect(self._say)
        self.content.addWidget(self.head)
        self.content.addWidget(self.about)
        self.content.addLayout(self._notes)
        self.content.addWidget(self.dates)
        self.content.addWidget(self.accounts, 1)
        self.content.addWidget(self._wrong, 1)

    def _show(self, preview: ArchivePreview) -> None:
        self.preview = preview
        parts = (registry.told(preview.file), preview.file.encoding, written.size(preview.size))
        # nothing says what an empty file is
        self._say_of_file(", ".join(filter(None, parts)) if preview.size else written.size(0))
        self.accounts.set_view(ListView(preview.accounts))
        self.columns_button.setVisible(preview.file.format in _TABLES)
        self.dates.show_choice(preview.dates)
        asked = preview.dates is not None and not preview.dates.order
        self.accounts.set_empty(
            tr("Say first how the dates are to be read") if asked else tr("The file tells of no account")
        )
        for old in self._lines:
            self._notes.removeWidget(old)
            old.deleteLater()
        self._lines = [text.marked(*each) for each in _notes(preview)]
        for line in self._lines:
            self._notes.addWidget(line)
        self._wrong.setVisible(bool(preview.problems))
        if preview.problems:
            self.problems.set_view(ListView(preview.problems))
            self.problems.select_place(0)
        self.keep_button.setEnabled(preview.readable)
        if preview.readable and preview.dates is None:
            self.keep_button.setFocus()
        elif asked:
            self.dates.setFocus()
        elif not self.columns_button.isHidden():
            self.columns_button.setFocus()

    def _say(self) -> None:
        """Say in full what is wrong at the cursor, and what to do."""
        found = self.problems.current_row()
        self.said.setText(_problem(found).whole if found is not None else "")

    def _unread(self, error: BsError) -> None:
        """The reading that was asked for is not there; the one before is not what the user wants."""
        self._say_of_file(problems.of_error(error).whole, "rejected")
        self.accounts.set_empty("")
        self.accounts.set_view(ListView())
        self._wrong.hide()

    def _not_kept(self, error: BsError) -> None:
        """Nothing was taken in; what is shown still holds and can be taken in again."""
        self._say_of_file(problems.of_error(error).whole, "rejected")
        self._let_choose(True)

    def _kept(self, preview: ArchivePreview, kept: Kept) -> None:
        words = tr("{name}: {new} new, {known} known before").format(
            name=preview.name, new=written.number(kept.new), known=written.number(kept.known)
        )
        if kept.apart:
            apart = tr(
                "%n operation(s) the bank did not tell of are set apart: see the check", "", kept.apart
            )
            words = f"{words}. {apart}"
        wrong = any(each.code in _BALANCES for each in preview.problems)
        if wrong:
            words = f"{words}. {tr('Its balances do not add up: see the check')}"
        words = f"{words}. {tr('To take it back: {key}').format(key=keys.shown('taken_files'))}"
        self._ground.shell.notify(words, "warning" if kept.apart or wrong else "ok")
        self.accept()
        first = next((each for each in preview.accounts if each.start and each.end), None)
        if first is not None:
            view = ground.HEALTH if kept.apart or wrong else ground.OPERATIONS
            self._ground.go(view, account=first.account, start=first.start, end=first.end, fresh=True)


def _notes(preview: ArchivePreview) -> list[tuple[str, str, str]]:
    """Return what the user should know before he agrees: words, icon, colour."""
    found = []
    if preview.earlier is not None:
        when = written.instant(preview.earlier)
        found.append((tr("This very file was taken in on {when}.").format(when=when), "info", "transit"))
    if any(each.own and each.new for each in preview.accounts):
        words = tr(
            "Of accounts at your bank the bank's own word counts: operations that only the file tells are set apart and "
            "shown by the check."
        )
        found.append((words, "warning", "partly"))
    missing = sum(each.disappeared for each in preview.accounts)
    if missing:
        words = tr(
            "%n operation(s) of these days are here and no longer in the file: they stay, marked", "", missing
        )
        found.append((words, "warning", "partly"))
    return found


def _columns() -> tuple[Column[AccountPreview], ...]:
    return (
        Column("account", tr("Account"), lambda row: written.account(row.account), 216, icon=_icon),
        Column("whose", tr("Where"), _whose, 100),
        Column("new", tr("New ones"), lambda row: written.number(row.new), 84, right=True, colour=_new),
        Column("known", tr("Known ones"), lambda row: written.number(row.known), 102, right=True),
        Column(
            "missing", tr("Gone ones"), lambda row: written.number(row.disappeared), 88, right=True,
            colour=_gone,
        ),
        Column("period", tr("Period"), _period, 172),
        Column("opening", tr("Opening balance"), lambda row: _money(row.opening), 140, right=True),
        Column("closing", tr("Closing balance"), lambda row: _money(row.closing), 150, right=True),
        Column("currency", tr("Currency"), lambda row: row.currency, 80, stretch=True),
    )  # fmt: skip


def _problem_columns() -> tuple[Column[FileProblem], ...]:
    return (
        Column("line", tr("Line"), _line, 70, icon=_problem_icon, colour=_problem_colour),
        Column("field", tr("Field"), lambda row: table_words.meaning(row.field), 160),
        Column("what", tr("What"), _sentence, 400, stretch=True),
    )


def _line(found: FileProblem) -> str:
    return written.number(found.line) if found.line else ""


def _sentence(found: FileProblem) -> str:
    return _problem(found).message


def _problem(found: FileProblem) -> problems.Said:
    return problems.of_code(found.code, texts.of_file(found.facts, language()))


def _problem_icon(found: FileProblem) -> str:
    return "error" if found.severity is Severity.BLOCK else "warning"


def _problem_colour(found: FileProblem) -> str:
    return "rejected" if found.severity is Severity.BLOCK else "partly"


def _icon(row: AccountPreview) -> str:
    return "statement" if row.own else "bank"


def _whose(row: AccountPreview) -> str:
    return tr("Your bank") if row.own else tr("Other bank")


def _period(row: AccountPreview) -> str:
    return f"{written.day(row.start)} – {written.day(row.end)}" if row.start else ""


def _money(value: Decimal | None) -> str:
    return written.amount(value) if value is not None else "–"


def _new(row: AccountPreview) -> str:
    return "done" if row.new else ""


def _gone(row: AccountPreview) -> str:
    return "rejected" if row.disappeared else ""
