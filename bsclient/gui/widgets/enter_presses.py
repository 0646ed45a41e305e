"""Enter presses the button that has the focus, in windows and in dialogs: never another one, as Qt would have it.

In a window Qt leaves that to the space bar; in a dialog Enter on a button is the primary one's. The key is the button's
only if the button had the focus when it was struck: a field may give its focus to a button while it answers Enter.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QToolButton, QWidget

from bsclient.gui.widgets.editor_keys import advances

_AT_ONCE: Final = QToolButton.ToolButtonPopupMode.InstantPopup


def struck_on(window: QWidget, event: QEvent, before: QWidget | None) -> QWidget | None:
    """Return the widget that a key was struck on; `before` if the event is no key that is about to come."""
    return window.focusWidget() if event.type() is QEvent.Type.ShortcutOverride else before


def presses(button: QWidget | None, window: QWidget, event: QKeyEvent) -> bool:
    """Whether a key is Enter struck on a button, which is pressed then; a key that is held down presses once."""
    if not advances(event) or button is not window.focusWidget():
        return False
    if not isinstance(button, QPushButton | QToolButton):
        return False
    if isinstance(button, QToolButton) and button.popupMode() is _AT_ONCE:
        button.showMenu()
    elif not event.isAutoRepeat():
        button.click()
    return True


class EnterPresses(QMainWindow):
    """A window to which its buttons leave the key."""

    _struck: QWidget | None = None

    def event(self, event: QEvent) -> bool:
        self._struck = struck_on(self, event, self._struck)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not presses(self._struck, self, event):
            super().keyPressEvent(event)
