"""Labels and small texts. All of them show plain text: what came from outside is never read as markup."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bsclient.gui import icons, theme


class PlainLabel(QLabel):
    """Base of labels with a behaviour of their own: what is in them is never read as HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def label(text: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a plain text label."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def heading(text: str = "", level: int = 1) -> QLabel:
    """Return the heading of a page (level 1), of a part (2) or of a group (3)."""
    made = label(text)
    font = QFont(made.font())
    font.setPointSizeF(font.pointSizeF() * {1: 1.5, 2: 1.2}.get(level, 1.0))
    font.setWeight(QFont.Weight.DemiBold)
    made.setFont(font)
    return made


def hint(text: str = "", *, wrap: bool = True) -> QLabel:
    """Return a quiet explanation."""
    return coloured(text, "muted", wrap=wrap)


def coloured(text: str, role: str, *, wrap: bool = False) -> QLabel:
    """Return a label in a named colour of the theme; it follows a change of theme."""
    made = label(text, wrap=wrap)
    paint(made, role)
    return made


def paint(target: QLabel, role: str) -> None:
    """Give a label another named colour."""
    target.setProperty("text_role", role)
    palette = target.palette()
    palette.setColor(target.foregroundRole(), theme.colour(role))
    target.setPalette(palette)


def repaint(root: QWidget) -> None:
    """Paint all coloured labels under a window again after a change of theme."""
    for child in (root, *root.findChildren(QLabel)):
        role = child.property("text_role")
        if role and isinstance(child, QLabel):
            paint(child, role)


def literal(words: str) -> str:
    """Return words as buttons and menus show them as they are: an ampersand would make a key of the letter behind it."""
    return words.replace("&", "&&")


def link(text: str, clicked: Callable[[], object]) -> QPushButton:
    """Return a button that looks like a link; reachable by Tab, works with Space."""
    made = QPushButton(literal(text))
    made.setProperty("flat_link", True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda *_on: clicked())
    return made


def primary(text: str, clicked: Callable[[], object] | None = None) -> QPushButton:
    """Return the main button of a page or dialog."""
    made = QPushButton(text)
    made.setProperty("primary", True)
    if clicked is not None:
        made.clicked.connect(lambda *_on: clicked())
    return made


def icon_label(name: str, role: str = "text", size: int = 16) -> QLabel:
    """Return a label with an icon only."""
    made = QLabel()
    icons.put(made, name, role, size)
    return made


def marked(text: str, name: str, role: str, *, wrap: bool = True) -> QWidget:
    """Return an icon and a text in one colour: the sign of a state or of a warning."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    side = Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter
    row.addWidget(icon_label(name, role), 0, side)
    row.addWidget(coloured(text, role, wrap=wrap), 1)
    return made


def rule() -> QFrame:
    """Return a thin horizontal line."""
    made = QFrame()
    made.setFrameShape(QFrame.Shape.HLine)
    made.setFrameShadow(QFrame.Shadow.Plain)
    made.setForegroundRole(QPalette.ColorRole.Mid)
    return made
