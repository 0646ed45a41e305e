"""The BIC directory: search, everything about one participant, another edition from a file of the Bank of Russia."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QVBoxLayout, QWidget

from bsclient.domain.banks import Bank, BicDirectory
from bsclient.errors import BadInput
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.directories import bank_words
from bsclient.gui.documents.fields_view import FieldsDialog, FieldsView
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

_LIMIT: Final = 2000
_OLD_DAYS: Final = 30
"""An edition older than this is called old: the Bank of Russia makes one each working day."""
_SEARCH_WIDTH: Final = 264
_WIDE_FROM: Final = 760
"""A narrower page shows the list alone; Enter opens a bank."""
_LARGEST: Final = 64 * 1024 * 1024


class BanksPart(QWidget):
    """A part of the page of directories; `acts` are its own in the toolbar."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk, self.shell = desk, shell
        self.search = SearchField(tr("BIC, name or town of the bank"))
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        self.edition = text.hint("", wrap=False)
        self._old = text.marked(
            tr("This edition is old: synchronise, or load a newer one"), "warning", "partly", wrap=False
        )
        self._old.hide()
        self.table: DataTable[Bank] = DataTable("banks", self._columns(), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.details = FieldsView()
        self._side = QFrame()
        self._copy = keys.action(tr("Copy the details"), "copy", self.copy, self)
        self._load = keys.action(
            tr("Load a directory file (ED807)…"), "import", self.ask_file, self, "import"
        )
        self._build()

    def acts(self) -> Sequence[QAction]:
        """Return what can be done here."""
        return (self._copy, self._load)

    def look_for(self, words: str) -> None:
        """Search for a text."""
        self.search.setText(words)
        self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= _WIDE_FROM)

    def copy(self) -> None:
        """Put what is known of the current bank on the clipboard."""
        bank = self.table.current_row()
        if bank is not None:
            lines = [f"{name}: {value}" for name, value in _details(bank)]
            QGuiApplication.clipboard().setText("\n".join(lines))
            self.shell.notify(tr("The details are on the clipboard"), "ok")

    def ask_file(self) -> None:
        """Ask for a file with another edition."""
        filters = f"{tr('Directory of the Bank of Russia (*.xml *.zip *.gz)')};;{tr('All files (*)')}"
        dialogs.choose_file(
            self.shell.window, tr("Load a directory of banks"), filters, lambda paths: self.load(paths[0])
        )

    def load(self, path: Path) -> None:
        """Load another edition; the one in force stays if the file is no good or older."""
        directories = self.desk.directories
        self.shell.notify(tr("Reading {name}…").format(name=path.name))
        self.shell.run_task(lambda: directories.load_ed807(read_file(path)), self._loaded)

    # inside -------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the list again."""
        words, directories = self.search.value(), self.desk.directories
        self.table.set_loading()

        def work() -> list[Bank]:
            return directories.banks(words, _LIMIT) if words else directories.everything()

        self.shell.run_task(work, lambda found: self._show(words, found), lane=Lane.NETWORK).owned_by(self)

    def _show(self, words: str, found: list[Bank]) -> None:
        if words != self.search.value():
            return
        self.table.set_empty(tr("No bank was found"))
        self.table.set_view(ListView(found), keep_place=False)
        if found:
            self.table.select_place(0)
        day = self.desk.directories.business_day
        count = tr("%n entry(ies)", "", len(found))
        self.edition.setText(
            f"{count}   {tr('Edition of {day}').format(day=written.day(day))}" if day else count
        )
        self._old.setVisible(day is not None and (self.desk.place.today - day).days > _OLD_DAYS)

    def _show_bank(self) -> None:
        bank = self.table.current_row()
        self._copy.setEnabled(bank is not None)
        if bank is not None:
            words, _icon, colour = bank_words.verdict(bank, self.desk.place.today)
            mark = tr("Today")
            self.details.show_lines([(mark, words), *_details(bank)], {mark: colour})

    def _open_bank(self, bank: Bank) -> None:
        dialog = FieldsDialog(self.shell.window, bank.name)
        words, _icon, colour = bank_words.verdict(bank, self.desk.place.today)
        dialog.view.show_lines([(tr("Today"), words), *_details(bank)], {tr("Today"): colour})
        dialog.add_close(tr("Close"), primary=True)
        dialog.open()

    def _loaded(self, edition: BicDirectory) -> None:
        said = tr("The edition of {day} with {count} entries is in force").format(
            day=written.day(edition.business_day), count=written.number(len(edition))
        )
        self.shell.notify(said, "ok")
        self.read()

    def _build(self) -> None:
        row = FlowLayout(gap=12)
        for widget in (self.search, self.edition, self._old):
            row.addWidget(widget)
        side = self._side
        side.setProperty("card", True)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.details)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([560, 470])
        top = QWidget()
        top.setLayout(row)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(top)
        box.addWidget(splitter, 1)
        self.search.changed.connect(self.read)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.chosen.connect(self._show_bank)
        self.table.opened.connect(self._open_bank)
        self.table.menu_filler = self._fill_menu

    def _fill_menu(self, menu: QMenu) -> None:
        menu.addAction(self._copy)

    def _columns(self) -> tuple[Column[Bank], ...]:
        today = self.desk.place.today
        return (
            Column(
                "bic",
                tr("BIC"),
                lambda bank: bank.bic,
                112,
                icon=lambda bank: bank_words.verdict(bank, today)[1],
                colour=lambda bank: bank_words.verdict(bank, today)[2],
            ),
            Column("name", tr("Name"), lambda bank: bank.name, 300),
            Column("town", tr("Town"), lambda bank: bank.town, 130),
            Column(
                "corr",
                tr("Correspondent account"),
                lambda bank: written.account(bank.correspondent_account),
                190,
            ),
        )


def read_file(path: Path) -> bytes:
    """Read a file from outside; raises `BadInput("directory_not_read")`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise BadInput("directory_not_read", name=path.name, reason=error.strerror or "") from error
    return data


def _details(bank: Bank) -> list[tuple[str, str]]:
    restrictions = "\n".join(bank_words.restriction(each) for each in bank.restrictions)
    accounts = "\n".join(bank_words.account(each) for each in bank.accounts)
    found = [
        (tr("BIC"), bank.bic),
        (tr("Name"), bank.name),
        (tr("Town"), bank.town),
        (tr("Kind of participant"), bank_words.participant(bank.participant_type)),
        (tr("Restrictions"), restrictions or tr("none")),
        (tr("Accounts at the Bank of Russia"), accounts or tr("none")),
        (tr("SWIFT"), bank.swift),
        (tr("In force since"), written.day(bank.date_in)),
        (tr("Closed since"), written.day(bank.date_out)),
    ]
    return [(name, value) for name, value in found if value]
