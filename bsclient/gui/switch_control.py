"""Switching in the main window: who is asked, what is asked about before, and what happens when the key is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from bsclient.gui.seating import Seat
from bsclient.gui.switching import SeatMenu, SwitchScreen, Turnstile
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.gui.main_window import MainWindow


class Switching(QObject):
    """Shows the menu of seats, then the screen; the window tells the program with `switched`."""

    def __init__(self, window: MainWindow, turnstile: Turnstile) -> None:
        super().__init__(window)
        self._window = window
        self._turnstile = turnstile
        self.menu = SeatMenu(window)
        self.menu.chosen.connect(self.choose)
        self.screen: SwitchScreen | None = None

    def ask(self) -> None:
        """Read who has a seat on this computer, and offer the choice."""
        self._window.shell.run_task(self._turnstile.seats, self._offer)

    def choose(self, seat: Seat) -> None:
        """Ask for the passphrase of a seat; unsaved work is asked about first."""
        if self._window.suspended():
            self._show(seat, self._unsaved())
        else:
            self._window.leave_page(lambda: self._show(seat))

    def _offer(self, seats: Sequence[Seat]) -> None:
        self.menu.fill(seats)
        self.menu.popup(self._place())
        self.menu.first()

    def _place(self) -> QPoint:
        if not self._window.suspended():
            return self._window.below_name()
        middle = self._window.rect().center()
        size = self.menu.sizeHint()
        return self._window.mapToGlobal(
            QPoint(middle.x() - size.width() // 2, middle.y() - size.height() // 2)
        )

    def _unsaved(self) -> str:
        """Say what would be lost: while the window is locked only its user could look at it."""
        if not self._window.has_unsaved():
            return ""
        name = self._window.shell.desk.user.name
        return tr("{name} has left unsaved work on the page: switching loses it.").format(name=name)

    def _show(self, seat: Seat, warning: str = "") -> None:
        if self.screen is None:
            self.screen = SwitchScreen(self._turnstile)
            self.screen.left.connect(self._stay)
            self.screen.opened.connect(self._go)
        self._window.cover(self.screen)
        self.screen.prepare(seat, warning)

    def _stay(self) -> None:
        if self._window.suspended():
            self._window.cover_with_lock()
        else:
            self._window.uncover()

    def _go(self, seat: Seat, key: object) -> None:
        if self.screen is not None:
            self.screen.say(tr("Opening {name}…").format(name=seat.profile.title))
        self._window.switched.emit(seat, key)
