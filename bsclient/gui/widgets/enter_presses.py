"""Enter presses the button that has the focus, in windows and in dialogs: never another one, as Qt would have it.

In a window Qt leaves that to the space bar; in a dialog Enter on a button is the primary one's.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QToolButton, QWidget

from bsclient.gui.widgets.editor_keys import advances

_AT_ONCE: Final = QToolButton.ToolButtonPopupMode.InstantPopup


def presses(window: QWidget, event: QKeyEvent) -> bool:
    """Whether a key is Enter on a button of a window, which is pressed then; a key that is held down presses once."""
    button = window.focusWidget()
    if not advances(event) or not isinstance(button, QPushButton | QToolButton):
        return False
    if isinstance(button, QToolButton) and button.popupMode() is _AT_ONCE:
        button.showMenu()
    elif not event.isAutoRepeat():
        button.click()
    return True


class EnterPresses(QMainWindow):
    """A window to which its buttons leave the key."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self, event):
            super().keyPressEvent(event)
