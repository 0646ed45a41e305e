"""The letters of one conversation, the oldest first, the last one in sight; above them what it is about and when the bank answers.

A letter of the bank counts as seen when its beginning has been in view for a moment in a window that is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from bsclient import clock
from bsclient.gui.letters import sayings
from bsclient.gui.letters.cards import Deeds, LetterCard
from bsclient.gui.letters.rating import Rating
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.storage.letter_desk import LetterThreadRow

if TYPE_CHECKING:
    from bsclient.services.exchange.transfers import Transfer
    from bsclient.services.letters.threads import LetterView

_SEEN_MS: Final = 700
_TICK_MS: Final = 20_000
_ENOUGH: Final = 90
"""Pixels of a letter that must be in view; a shorter one as a whole."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation as the page has read it: `abouts` are (id, words) of documents, `here` hashes of files on this PC."""

    letters: Sequence[LetterView] = ()
    kind: str = ""
    abouts: Sequence[tuple[str, str]] = ()
    here: Collection[str] = frozenset()
    sought: Sequence[str] = ()
    rating: LetterThreadRow = field(default_factory=lambda: LetterThreadRow(thread=""))
    may_rate: bool = False


class Conversation(QWidget):
    """Shows letters as cards; unchanged letters are not drawn anew. `seen(ids)`: letters that were really in view."""

    seen = Signal(list)

    def __init__(
        self,
        deeds: Deeds,
        open_document: Callable[[str], object],
        rated: Callable[[int, str], object],
        moving: Callable[[str], Transfer | None],
    ) -> None:
        super().__init__()
        self._moving = moving
        self._deeds = deeds
        self._open_document = open_document
        self._shown = Shown()
        self.cards: list[LetterCard] = []
        self.subject = text.heading("", 2)
        self.subject.setWordWrap(True)
        self.due = text.coloured("", "transit", wrap=True)
        self.rating = Rating(rated)
        self.rating.grown.connect(lambda: QTimer.singleShot(0, self, self._show_rating))
        self._about = FlowLayout(gap=6)
        self._area = QScrollArea()
        self._look = QTimer(self, singleShot=True, interval=_SEEN_MS)
        self._look.timeout.connect(self._tell_seen)
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._show_due)
        self._build()

    def show_conversation(self, shown: Shown) -> None:
        """Show a conversation; the view goes to its end when there is something new."""
        before, self._shown = self._shown, shown
        if _told(shown) != _told(before):
            self._fill(shown, [letter.id for letter in before.letters])
        if (shown.kind, tuple(shown.abouts)) != (before.kind, tuple(before.abouts)):
            self._show_about()
        for card in self.cards:
            card.show_here(shown.here)
            card.mark(shown.sought)
            for line in card.files:
                line.show_moved(self._moving(line.file.sha256))
        self.rating.show_mark(shown.rating, may=shown.may_rate)
        self._show_due()
        self._look.start()

    def show_moved(self, told: Transfer) -> None:
        """Show how far a file is."""
        for card in self.cards:
            for line in card.files:
                if line.file.sha256 == told.sha256:
                    line.show_moved(told)

    def show_last(self) -> None:
        """Go to the last letter, once the place of all is settled."""
        QTimer.singleShot(0, self, lambda: self._scroll(None))

    def words(self) -> str:
        """Return the texts of the letters that are shown."""
        return "\n".join(card.body.text() for card in self.cards)

    def in_view(self) -> list[str]:
        """Return the letters whose beginning is on the screen."""
        window: QWidget = self.window()
        handle: QWindow | None = window.windowHandle()
        if not self.isVisible() or window.isMinimized() or not (handle and handle.isExposed()):
            return []
        port = self._area.viewport()
        room = QRect(QPoint(0, 0), port.size())
        found = []
        for card in self.cards:
            place = QRect(card.mapTo(port, QPoint(0, 0)), card.size())
            if (
                place.intersected(room).height() >= min(_ENOUGH, card.height())
                and place.top() >= -card.height() // 2
            ):
                found.append(card.letter.id)
        return found

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look.start()

    # inside -------------------------------------------------------------------------------------------------------

    def _fill(self, shown: Shown, before: Sequence[str]) -> None:
        place = self._area.verticalScrollBar().value()
        self.subject.setText(shown.letters[0].subject if shown.letters else "")
        old = self._area.takeWidget()
        self.rating.setParent(self)  # it goes from one area to the next
        if old is not None:
            old.deleteLater()
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(10)
        self.cards = [LetterCard(letter, self._deeds, shown.here) for letter in shown.letters]
        for card in self.cards:
            box.addWidget(card)
        box.addWidget(self.rating)
        box.addStretch(1)
        self._area.setWidget(inside)
        same = list(before) == [letter.id for letter in shown.letters]
        QTimer.singleShot(0, self, lambda: self._scroll(place if same else None))

    def _show_about(self) -> None:
        while (item := self._about.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._shown.kind:
            self._about.addWidget(text.marked(self._shown.kind, "template", "muted", wrap=False))
        for identity, words in self._shown.abouts:
            link = text.link(
                tr("About the document {name}").format(name=words),
                partial(self._open_document, identity),
            )
            self._about.addWidget(link)
        self._about.invalidate()

    def _show_due(self) -> None:
        owed = [letter for letter in self._shown.letters if letter.waits]
        dues = [letter.due for letter in owed if letter.due is not None]
        self.due.setVisible(bool(owed))
        if owed:
            due, now = min(dues, default=None), clock.now()
            self.due.setText(sayings.due_words(due, now))
            text.paint(self.due, "rejected" if due is not None and due < now else "transit")

    def _tell_seen(self) -> None:
        unread = {letter.id for letter in self._shown.letters if not letter.read}
        found = [identity for identity in self.in_view() if identity in unread] if unread else []
        if found:
            self.seen.emit(found)

    def _show_rating(self) -> None:
        """Bring all that the rating asks into sight; its place is settled first."""
        inside = self._area.widget()
        box = inside.layout() if inside is not None else None
        if box is not None and self.rating.isVisible():
            box.activate()
            self._area.ensureWidgetVisible(self.rating, 0, 0)

    def _scroll(self, place: int | None) -> None:
        """Stay where the reader was, or go to the beginning of the first letter that is new, else of the last one."""
        bar = self._area.verticalScrollBar()
        if place is not None:
            bar.setValue(place)
        elif self.cards:
            unread = {letter.id for letter in self._shown.letters if not letter.read}
            new = next((card for card in self.cards if card.letter.id in unread), self.cards[-1])
            bar.setValue(min(bar.maximum(), new.y()))
        self._look.start()

    def _build(self) -> None:
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Letters of the conversation"))
        self._area.verticalScrollBar().valueChanged.connect(lambda _value: self._look.start())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.subject)
        box.addLayout(self._about)
        box.addWidget(self.due)
        box.addWidget(self._area, 1)


def _told(shown: Shown) -> list[LetterView]:
    """Return what cards show of letters: whether they were read is not a part of it."""
    return [replace(letter, read=True) for letter in shown.letters]
