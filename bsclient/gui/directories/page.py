"""All directories: that of banks, those of the bank and of the law, lists of one's own; one of them is open.

`open(book=…, text=…)` opens one and searches at once; without `book` the one that was open stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
)

from bsclient.gui.directories.banks import BanksPart
from bsclient.gui.directories.book import BookPart
from bsclient.gui.forms.directory_words import title
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.information.directory_books import Book

BANKS: Final = "banks"
_LIST_WIDTH: Final = 272
_WIDE_FROM: Final = 820
_NAME: Final = Qt.ItemDataRole.UserRole


class DirectoriesPage(Page):
    """`banks` is the part of banks, `parts` are those that were opened, by the name of the directory."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.banks = BanksPart(desk, shell)
        self.parts: dict[str, BanksPart | BookPart] = {BANKS: self.banks}
        self._books: dict[str, Book] = {}
        self._wanted = BANKS
        self.list = QListWidget()
        self.list.setObjectName("books")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(tr("Directories"))
        self.combo = QComboBox()
        self.combo.setAccessibleName(tr("Directory"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.banks)
        self._acts: list[QAction] = list(self.banks.acts())
        self._build()
        self._offer([])

    @property
    def title(self) -> str:
        return tr("Directories")

    def page_actions(self) -> Sequence[QAction | None]:
        return self.current().acts()

    def open(self, **args: object) -> None:
        part = self.current()
        if "text" in args or "book" in args:
            self._choose(str(args.get("book", BANKS)))
            part = self.current()
        self.setFocusProxy(part.search)
        if "text" in args:
            part.look_for(str(args["text"]))
        else:
            part.read()
        self._read_names()

    def refresh(self, changed: Changed) -> None:
        if changed.directories or changed.everything:
            self.current().read()
            self._read_names()

    def current(self) -> BanksPart | BookPart:
        """Return the part that is shown."""
        shown = self._stack.currentWidget()
        return next(part for part in self.parts.values() if part is shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE_FROM
        self.list.setVisible(wide)
        self.combo.setVisible(not wide)

    # inside -------------------------------------------------------------------------------------------------------

    def _read_names(self) -> None:
        self.shell.run_task(self.desk.books.names, self._offer, lane=Lane.NETWORK).owned_by(self)

    def _offer(self, books: Sequence[Book]) -> None:
        """Show the names of all directories, the user's own lists after those of the law and of the bank."""
        self._books = {book.name: book for book in books}
        ordered = sorted(books, key=lambda book: (book.editable, title(book.name, book.title)))
        names = [
            (BANKS, title(BANKS), False),
            *((b.name, title(b.name, b.title), b.editable) for b in ordered),
        ]
        for each in (self.list, self.combo):
            each.blockSignals(True)
            each.clear()
        for name, words, own in names:
            item = QListWidgetItem(words)
            item.setData(_NAME, name)
            item.setToolTip(tip(tr("{name}: you may add entries").format(name=words) if own else words))
            self.list.addItem(item)
            self.combo.addItem(words, name)
        place = next((at for at, (name, *_rest) in enumerate(names) if name == self._wanted), 0)
        self.list.setCurrentRow(place)
        self.combo.setCurrentIndex(place)
        for each in (self.list, self.combo):
            each.blockSignals(False)
        if self._wanted in self._books and self._wanted not in self.parts:
            self._choose(self._wanted)
            self.shell.open_page("directories")

    def _choose(self, name: str) -> None:
        """Bring a directory to the front; its acts come into the toolbar with the page."""
        self._wanted = name
        part = self.parts.get(name)
        if part is None and name in self._books:
            part = BookPart(self.desk, self.shell, self._books[name])
            self.parts[name] = part
            self._stack.addWidget(part)
        if part is not None:
            self._stack.setCurrentWidget(part)

    def _pick(self, name: str) -> None:
        if name and name != self._wanted:
            self._choose(name)
            self.shell.open_page("directories")

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 10)
        row.setSpacing(12)
        row.addWidget(self.list)
        column = QVBoxLayout()
        column.addWidget(self.combo)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.list.currentItemChanged.connect(
            lambda item, _old: self._pick(str(item.data(_NAME)) if item else "")
        )
        self.combo.activated.connect(lambda place: self._pick(str(self.combo.itemData(place))))
