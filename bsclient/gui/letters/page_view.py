"""How the page of letters looks: search, filters and list on the left, conversation and letter being written on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from bsclient.gui.letters.chooser import Chooser
from bsclient.gui.letters.threads import ThreadList
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.filters import HiddenHint, SearchField
from bsclient.services.letters import search as letter_search

if TYPE_CHECKING:
    from bsclient.gui.letters.composer import Composer
    from bsclient.gui.letters.reading import Found

_HANDLE: Final = 12
_LIST_SHARE: Final = 36


class PageView(QObject):
    """The widgets of the page."""

    def __init__(self, page: QWidget, conversation: QWidget, composer: Composer) -> None:
        super().__init__(page)
        self.search = SearchField(tr("Search in letters"))
        self.search.setMinimumWidth(120)
        self.chooser = Chooser()
        self.threads = ThreadList()
        self.hidden = HiddenHint()
        self.hidden.cleared.connect(self.chooser.show_all)
        self.archive = text.link("", lambda: self.chooser.choose("archived"))
        self.archive.hide()
        self.empty = text.hint("")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._writing = _splitter(Qt.Orientation.Vertical)
        for widget in (conversation, self.empty, composer):
            self._writing.addWidget(widget)
        composer.hide()
        composer.closed.connect(self.threads.setFocus)
        self._splitter = _splitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self._left())
        self._splitter.addWidget(self._writing)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([330, 700])
        outer = QVBoxLayout(page)
        outer.setContentsMargins(14, 10, 14, 10)
        outer.addWidget(self._splitter)
        self._page, self._composer = page, composer
        page.setFocusProxy(self.threads)

    def show_found(self, found: Found, thread: str) -> None:
        """Show the list, what the filters hide, and words where there is nothing."""
        words = self.search.value()
        self.threads.sought = letter_search.words(words)
        self.threads.show_threads(found.threads, thread)
        self.chooser.show_kinds(found.kinds)
        narrowed = self.chooser.narrowed()
        self.hidden.set_hidden(found.hidden if narrowed else 0, active=narrowed)
        self.archive.setText(tr("In the archive: %n conversation(s)", "", found.archived))
        self.archive.setVisible(bool(words and found.archived))
        nothing = _nothing(found, searched=bool(words), narrowed=narrowed)
        sought = not found.threads and (bool(words) or narrowed)
        self.threads.say(nothing if sought else "")  # beside it a conversation may be open
        self.empty.setText("" if sought else nothing)

    def show_place(self, *, writing: bool, reading: bool) -> None:
        """Say where there is nothing to read or write, and let the page give its focus to what is written, else to the list."""
        self.empty.setVisible(not reading and not writing)
        answering = bool(self._composer.thread_id)
        own = self._composer.body if answering else self._composer.subject
        self._page.setFocusProxy(own if writing else self.threads)

    def share(self) -> None:
        """Give half of the height to what is answered."""
        half = self._writing.height() // 2
        self._writing.setSizes([half, 0, half])

    def fit(self, width: int) -> None:
        """Keep the list from taking more than its share."""
        share = width * _LIST_SHARE // 100
        if self._splitter.sizes()[0] > share:
            self._splitter.setSizes([share, width - share])

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.search, self.chooser):
            column.addWidget(widget)
        column.addWidget(self.threads, 1)
        column.addWidget(self.archive)
        column.addWidget(self.hidden)
        return left


def _nothing(found: Found, *, searched: bool, narrowed: bool) -> str:
    if found.threads:
        return tr("Choose a conversation")
    if searched:
        return tr("Nothing is found")
    if narrowed:
        return tr("There are no such conversations.")
    return tr("No letters yet. Write to the bank with “New letter”.")


def _splitter(orientation: Qt.Orientation) -> QSplitter:
    made = QSplitter(orientation)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(_HANDLE)
    return made
