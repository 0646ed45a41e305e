"""Notices in the system tray. Without a tray they stay in the list of the window: nothing is lost, nothing is said.

Some desktops read markup in what a tray shows, so the signs of markup are replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from bsclient.gui import icons
from bsclient.gui.tr import tr

_MOST_LINES: Final = 3
_SHOWN_MS: Final = 10_000
_SETTLE_MS: Final = 500
"""A tray needs a moment to place a new icon; a message before that stands in a corner of the screen."""
_MARKUP: Final = str.maketrans({"<": "‹", ">": "›", "&": "＆"})


class Tray:
    """The icon is made with the first notice; `clicked` is called when the user answers one, `come` shows the window."""

    def __init__(self, window: QWidget, clicked: Callable[[], object], come: Callable[[], object]) -> None:
        self._window, self._clicked, self._come = window, clicked, come
        self._icon: QSystemTrayIcon | None = None

    def show(self, sentences: Sequence[str]) -> bool:
        """Show notices, several in one; False where the desktop has no tray."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return False
        fresh = self._icon is None
        icon = self._icon = self._icon or self.made()
        icon.show()
        QTimer.singleShot(_SETTLE_MS if fresh else 0, icon, lambda: _say(icon, sentences))
        return True

    def made(self) -> QSystemTrayIcon:
        """Return a new icon: a click leads to the list, the other button to a menu."""
        made = QSystemTrayIcon(icons.icon("app", "accent"), self._window)
        made.setToolTip("BSClient")
        menu = QMenu(self._window)
        menu.addAction(tr("Show the window")).triggered.connect(lambda _on=False: self._come())
        menu.addAction(tr("Notifications")).triggered.connect(lambda _on=False: self._clicked())
        menu.addSeparator()
        menu.addAction(tr("Close the program")).triggered.connect(lambda _on=False: self._leave())
        made.setContextMenu(menu)
        made.activated.connect(self._answer)
        made.messageClicked.connect(self._clicked)
        return made

    def _answer(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._clicked()

    def _leave(self) -> None:
        """Close the window as its own button does: not while it waits for an answer, which it shows then."""
        if QApplication.activeModalWidget() is None:
            self._window.close()
        else:
            self._come()

    def hide(self) -> None:
        """Take the icon away: the window goes."""
        if self._icon is not None:
            self._icon.hide()


def _say(icon: QSystemTrayIcon, sentences: Sequence[str]) -> None:
    icon.showMessage("BSClient", body(sentences), icons.icon("bell", "accent"), _SHOWN_MS)


def body(sentences: Sequence[str]) -> str:
    """Return what the tray shows: the first notices and how many more there are, without signs of markup."""
    lines = [sentence.translate(_MARKUP) for sentence in sentences[:_MOST_LINES]]
    more = len(sentences) - len(lines)
    return "\n".join([*lines, tr("and %n more", "", more)] if more else lines)
