"""Keys that mean the same in every editor: Enter goes on, F4 or Alt+Down asks for a list to choose from."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def asks_choice(event: QKeyEvent) -> bool:
    """Whether a key asks for a directory or a list."""
    alt_down = event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return (event.key() == Qt.Key.Key_F4 and not event.modifiers()) or alt_down


def advances(event: QKeyEvent) -> bool:
    """Whether a key goes on to the next field."""
    return event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
