"""Cards of the home page: an account with its balance, and a thing that waits for the user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.statements.reading import AccountView

_WIDTH: Final = 248
_PRESS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Card(QFrame):
    """A card that can be clicked, or chosen with Tab and Enter."""

    def __init__(self, name: str, clicked: Callable[[], object] | None) -> None:
        super().__init__()
        self._clicked = clicked
        self.setProperty("card", True)
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName(name)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(14, 11, 14, 11)
        self.box.setSpacing(3)
        if clicked is not None:
            self.setProperty("link", True)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._clicked
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.pos())
        ):
            self._clicked()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clicked and event.key() in _PRESS:
            self._clicked()
        else:
            super().keyPressEvent(event)


def account_card(account: AccountView, clicked: Callable[[], object]) -> Card:
    """Return a card of an account; Enter opens its statement."""
    balance = written.amount(account.balance, account.currency)
    card = Card(f"{account.name}, {account.number}, {balance}", clicked)
    card.box.addWidget(ElidedLine(account.name or tr("Account")))
    card.box.addWidget(text.hint(written.account(account.number), wrap=False))
    card.box.addSpacing(4)
    card.box.addWidget(_figure(balance))
    if account.available != account.balance:
        available = written.amount(account.available, account.currency)
        card.box.addWidget(text.hint(tr("Available {amount}").format(amount=available), wrap=False))
    card.box.addStretch(1)
    return card


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thing that waits: icon, colour of the theme, how many, words, more words, and where it leads."""

    icon: str
    role: str
    count: int
    words: str
    more: str
    clicked: Callable[[], object]


def waiting_card(thing: Waiting) -> Card:
    """Return a card of something that waits for the user."""
    card = Card(f"{thing.words} {thing.more}", thing.clicked)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(text.icon_label(thing.icon, thing.role, 24), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    head = text.heading(thing.words, 3)
    head.setWordWrap(True)
    words.addWidget(head)
    if thing.more:
        words.addWidget(text.hint(thing.more))
    words.addStretch(1)
    row.addLayout(words, 1)
    card.box.addLayout(row)
    return card


class ElidedLine(QWidget):
    """One line of plain text that ends with dots where the card ends; the whole of it is in the tool tip."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self._whole = content
        self.label = text.label(content)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.label.setText(shown)
        self.setToolTip(tip(self._whole) if shown != self._whole else "")


def _figure(content: str) -> QLabel:
    made = text.heading(content, 2)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return made
