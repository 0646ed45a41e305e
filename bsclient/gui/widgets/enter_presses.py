"""Enter presses the button that has the focus, as in dialogs. Outside of them Qt leaves that to the space bar alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QToolButton

from bsclient.gui.widgets.editor_keys import advances

_AT_ONCE: Final = QToolButton.ToolButtonPopupMode.InstantPopup


class EnterPresses(QMainWindow):
    """A window to which its buttons leave the key; one that is held down presses once."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        pressed = advances(event) and not event.isAutoRepeat()
        if pressed and isinstance(button, QToolButton) and button.popupMode() is _AT_ONCE:
            button.showMenu()
        elif pressed and isinstance(button, QPushButton | QToolButton):
            button.click()
        else:
            super().keyPressEvent(event)
