"""One directory other than that of banks: search, everything about an entry, entries of one's own where they are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.directories import fact_words
from bsclient.gui.directories.entry_dialog import EntryDialog
from bsclient.gui.documents.fields_view import FieldsDialog, FieldsView
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import SearchField
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.information.directory_books import Book, Entry

_LIMIT: Final = 5000
_WIDE_FROM: Final = 640
_SEARCH_WIDTH: Final = 220


class BookPart(QWidget):
    """`acts` are its own in the toolbar."""

    def __init__(self, desk: Desk, shell: Shell, book: Book) -> None:
        super().__init__()
        self._desk, self._shell, self.book = desk, shell, book
        self.search = SearchField(tr("Code or words"))
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        self.about = text.hint("", wrap=False)
        self.table: DataTable[Entry] = DataTable(f"book.{book.name}", _columns(), shell.memory)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.details = FieldsView()
        self._side = QFrame()
        self._new = keys.action(tr("New entry"), "new", self.new, self, "new")
        self._edit = keys.action(tr("Edit…"), "edit", self.edit, self)
        self._delete = keys.action(tr("Delete"), "delete", self.ask_delete, self, "delete")
        self._copy = keys.action(tr("Copy the details"), "copy", self.copy, self)
        self._build()

    def acts(self) -> Sequence[QAction]:
        """Return what can be done here."""
        return (self._new, self._edit, self._copy, self._delete) if self.book.editable else (self._copy,)

    def look_for(self, words: str) -> None:
        """Search for a text."""
        self.search.setText(words)
        self.read()

    def read(self) -> None:
        """Read the list again."""
        words, name, books = self.search.value(), self.book.name, self._desk.books
        self.table.set_loading()
        task = self._shell.run_task(
            lambda: books.search(name, words, None, _LIMIT),
            lambda found: self._show(words, found),
            lane=Lane.NETWORK,
        )
        task.owned_by(self)

    def new(self) -> None:
        """Write a new entry."""
        EntryDialog(self._desk, self._shell, self.book.name, None, self._kept).open()

    def edit(self) -> None:
        """Change the current entry if it is one's own."""
        entry = self.table.current_row()
        if entry is not None and entry.own:
            EntryDialog(self._desk, self._shell, self.book.name, entry, self._kept).open()

    def ask_delete(self) -> None:
        """Delete the current entry after a question."""
        entry = self.table.current_row()
        if entry is None or not entry.own:
            return
        delete = self._desk.books.delete
        self._shell.ask(
            tr("Delete the entry “{name}”?").format(name=entry.title),
            tr("Documents in which it was used stay."),
            lambda: self._shell.run_task(lambda: delete(entry.id), lambda _done: self.read()),
            accept=tr("Delete"),
            dangerous=True,
        )

    def copy(self) -> None:
        """Put what is known of the current entry on the clipboard."""
        entry = self.table.current_row()
        if entry is not None:
            QGuiApplication.clipboard().setText("\n".join(f"{n}: {v}" for n, v in _lines(entry)))
            self._shell.notify(tr("The details are on the clipboard"), "ok")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= _WIDE_FROM)

    # inside -------------------------------------------------------------------------------------------------------

    def _kept(self, entry: Entry) -> None:
        self._shell.notify(tr("“{name}” is kept.").format(name=entry.title), "ok")
        self.read()

    def _show(self, words: str, found: list[Entry]) -> None:
        if words != self.search.value():
            return
        if self.book.editable and not words:
            self.table.set_empty(tr("There are no entries yet"), tr("New entry"), self.new)
        else:
            self.table.set_empty(tr("Nothing was found in the directory"))
        self.table.set_view(ListView(found), keep_place=False)
        if found:
            self.table.select_place(0)
        count = tr("%n entry(ies)", "", len(found))
        edition = tr("edition {version}").format(version=self.book.version) if self.book.version else ""
        self.about.setText("   ".join(filter(None, (count, edition))))
        self._show_entry()

    def _show_entry(self) -> None:
        entry = self.table.current_row()
        self._copy.setEnabled(entry is not None)
        for action in (self._edit, self._delete):
            action.setEnabled(entry is not None and entry.own)
        self.details.show_lines(_lines(entry) if entry is not None else [])

    def _open(self, entry: Entry) -> None:
        if entry.own:
            self.edit()
            return
        dialog = FieldsDialog(self._shell.window, entry.title)
        dialog.view.show_lines(_lines(entry))
        dialog.add_close(tr("Close"), primary=True)
        dialog.open()

    def _build(self) -> None:
        top = QWidget()
        row = FlowLayout(top, gap=12)
        row.addWidget(self.search)
        row.addWidget(self.about)
        self._side.setProperty("card", True)
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.details)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self._side)
        parts.setSizes([470, 390])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(top)
        box.addWidget(parts, 1)
        self.search.changed.connect(self.read)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.chosen.connect(self._show_entry)
        self.table.opened.connect(self._open)


def _lines(entry: Entry) -> list[tuple[str, str]]:
    found = [
        (tr("Code"), entry.code),
        (tr("Name"), entry.title),
        *((fact_words.name(name), fact_words.value(value)) for name, value in entry.facts.items()),
        (tr("In force from"), written.day(entry.valid_from)),
        (tr("In force until"), written.day(entry.valid_to)),
        (tr("Entered by"), tr("us") if entry.own else ""),
    ]
    return [(name, value) for name, value in found if value]


def _columns() -> tuple[Column[Entry], ...]:
    return (
        Column("code", tr("Code"), lambda one: one.code, 150, icon=lambda one: "user" if one.own else ""),
        Column("title", tr("Name"), lambda one: one.title, 230, stretch=True),
    )
