"""Notices in the system tray. Without a tray they stay in the list of the window: nothing is lost, nothing is said.

Some desktops read markup in what a tray shows, so the signs of markup are replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from bsclient.gui import icons
from bsclient.gui.tr import tr

_MOST_LINES: Final = 3
_SHOWN_MS: Final = 10_000
_MARKUP: Final = str.maketrans({"<": "‹", ">": "›", "&": "＆"})


class Tray:
    """The icon is made with the first notice; `clicked` is called when the user answers one."""

    def __init__(self, window: QWidget, clicked: Callable[[], object]) -> None:
        self._window, self._clicked = window, clicked
        self._icon: QSystemTrayIcon | None = None

    def show(self, sentences: Sequence[str]) -> bool:
        """Show notices, several in one; False where the desktop has no tray."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        if self._icon is None:
            self._icon = QSystemTrayIcon(icons.icon("app", "accent"), self._window)
            self._icon.setToolTip("BSClient")
            self._icon.activated.connect(lambda _reason: self._clicked())
            self._icon.messageClicked.connect(self._clicked)
        self._icon.show()
        self._icon.showMessage("BSClient", body(sentences), icons.icon("bell", "accent"), _SHOWN_MS)
        return True

    def hide(self) -> None:
        """Take the icon away: the window goes."""
        if self._icon is not None:
            self._icon.hide()


def body(sentences: Sequence[str]) -> str:
    """Return what the tray shows: the first notices and how many more there are, without signs of markup."""
    lines = [sentence.translate(_MARKUP) for sentence in sentences[:_MOST_LINES]]
    more = len(sentences) - len(lines)
    return "\n".join([*lines, tr("and %n more", "", more)] if more else lines)
