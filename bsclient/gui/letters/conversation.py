"""The letters of one conversation, the oldest first, the last one in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from bsclient.gui.letters.cards import Deeds, LetterCard
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.letters import LetterView


class Conversation(QWidget):
    """Shows letters as cards; unchanged letters are not drawn anew."""

    def __init__(self, deeds: Deeds) -> None:
        super().__init__()
        self._deeds = deeds
        self._letters: Sequence[LetterView] = ()
        self.cards: list[LetterCard] = []
        self.subject = text.heading("", 2)
        self.subject.setWordWrap(True)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Letters of the conversation"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.subject)
        box.addWidget(self._area, 1)

    def show_letters(self, letters: Sequence[LetterView]) -> None:
        """Show a conversation; the view goes to its end when there is something new."""
        if list(letters) == list(self._letters):
            return
        before = [letter.id for letter in self._letters]
        self._letters = letters
        place = self._area.verticalScrollBar().value()
        self.subject.setText(letters[0].subject if letters else "")
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(10)
        self.cards = [LetterCard(letter, self._deeds) for letter in letters]
        for card in self.cards:
            box.addWidget(card)
        box.addStretch(1)
        self._area.setWidget(inside)
        same = before == [letter.id for letter in letters]
        QTimer.singleShot(0, self, lambda: self._scroll(place if same else None))

    def show_last(self) -> None:
        """Go to the last letter, once the place of all is settled."""
        QTimer.singleShot(0, self, lambda: self._scroll(None))

    def words(self) -> str:
        """Return the texts of the letters that are shown."""
        return "\n".join(card.body.text() for card in self.cards)

    def _scroll(self, place: int | None) -> None:
        """Stay where the reader was, or go to the beginning of the last letter."""
        bar = self._area.verticalScrollBar()
        if place is not None:
            bar.setValue(place)
        elif self.cards:
            bar.setValue(min(bar.maximum(), self.cards[-1].y()))
