"""Other organisations and users of this computer in the same window: a menu of seats, and a screen for the passphrase.

Of another profile nothing is read but its name, its bank and its users: balances, counters and documents of it are
there when its own passphrase has opened it, and not before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from bsclient.errors import BsError
from bsclient.gui import icons, tasks
from bsclient.gui.locking import OVER_LOCK
from bsclient.gui.login.tries import Countdown
from bsclient.gui.seating import Seat
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField, wiping

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret

HEAD: Final = "organisation"
"""Object name of the lines of the menu that name an organisation."""


@dataclass(frozen=True)
class Turnstile:
    """What switching needs of the program: all seats, the key of one, and the pause after wrong tries."""

    seats: Callable[[], Sequence[Seat]]
    unlock: Callable[[Seat, Secret], Any]
    pause: Callable[[Seat], int]
    demo_passphrase: str = ""


class SeatMenu(QMenu):
    """Lists seats by organisation; `chosen(Seat)`. Filled when the seats have been read."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Other organisation or user"))
        self.setToolTipsVisible(True)
        self.setProperty(OVER_LOCK, True)  # it may be shown while the window is locked

    def fill(self, seats: Sequence[Seat]) -> None:
        """Show seats; the present one and those without a certificate cannot be chosen."""
        self.clear()
        before = ""
        for seat in seats:
            if seat.profile.id != before:
                self._head(f"{seat.profile.title}  ·  {seat.profile.bank.name}")
                before = seat.profile.id
            action = self.addAction(text.literal(f"{seat.name}  –  {seat.state}"))
            icons.put(action, "user" if seat.here else "lock", "accent" if seat.here else "muted")
            action.setEnabled(seat.key and not seat.here)
            action.setToolTip(tip(seat.profile.title))
            action.triggered.connect(lambda _on=False, seat=seat: self.chosen.emit(seat))
        self.addSeparator()
        told = self.addAction(tr("Balances and documents of the others are closed until their passphrase"))
        told.setEnabled(False)

    def _head(self, words: str) -> None:
        """Begin the seats of another organisation."""
        if self.actions():
            self.addSeparator()
        head = self.addAction(text.literal(words))
        head.setEnabled(False)
        head.setObjectName(HEAD)
        font = self.font()
        font.setBold(True)
        head.setFont(font)

    def first(self) -> None:
        """Put the choice on the first seat that can be taken."""
        usable = [action for action in self.actions() if action.isEnabled() and not action.isSeparator()]
        if usable:
            self.setActiveAction(usable[0])


class SwitchScreen(QWidget):
    """Asks the passphrase of a seat, like the lock screen: `opened(Seat, key)` when right, `left` to stay where one was."""

    opened = Signal(object, object)
    left = Signal()

    def __init__(self, turnstile: Turnstile) -> None:
        super().__init__()
        self._turnstile = turnstile
        self.seat: Seat | None = None
        card = QWidget()
        card.setFixedWidth(400)
        box = QVBoxLayout(card)
        box.setSpacing(12)
        self._head = text.heading("")
        self._who = text.hint("")
        self._demo = text.hint("")
        for each in (self._head, self._who, self._demo):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            each.setWordWrap(True)
        self._warning = text.coloured("", "partly", wrap=True)
        self._warning.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._field = PassphraseField(tr("Passphrase of the key"))
        self._open = text.primary(tr("Switch"), self._try)
        self._countdown = Countdown(self._field, self._open)
        self._state = text.hint("")
        self._state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._back = text.link(tr("Stay where I was"), self._leave)
        box.addWidget(text.icon_label("lock", "muted", 32), 0, Qt.AlignmentFlag.AlignCenter)
        for widget in (
            self._head,
            self._who,
            self._demo,
            self._warning,
            self._field,
            self._open,
            self._state,
        ):
            box.addWidget(widget)
        box.addWidget(self._back, 0, Qt.AlignmentFlag.AlignCenter)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._field.entered.connect(self._try)
        self.setFocusProxy(self._field)

    def prepare(self, seat: Seat, warning: str = "") -> None:
        """Ask for the passphrase of a seat; `warning` says what switching would lose."""
        self.seat = seat
        self._head.setText(seat.profile.title)
        self._who.setText(f"{seat.name}\n{seat.profile.bank.name}")
        passphrase = self._turnstile.demo_passphrase if seat.profile.demo else ""
        words = tr("Demo: the passphrase is “{passphrase}”").format(passphrase=passphrase)
        self._demo.setText(words if passphrase else "")
        self._demo.setVisible(bool(passphrase))
        self._field.take().wipe()
        self._field.set_error("")
        self._countdown.stop()
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self._wait("")
        tasks.run(lambda: self._turnstile.pause(seat), self._countdown.wait).owned_by(self)
        self._field.setFocus()

    def say(self, words: str) -> None:
        """Say what is being done; nothing can be typed meanwhile. "" lets go."""
        self._wait(words)

    def _leave(self) -> None:
        self._field.take().wipe()
        self.left.emit()

    def _try(self) -> None:
        seat = self.seat
        if seat is None or not self._open.isEnabled():
            return
        if not self._field.filled():
            self._field.set_error(tr("Type the passphrase"))
            self._field.setFocus()
            return
        passphrase = self._field.take()
        self._wait(tr("Opening the key…"))
        work = wiping(passphrase, lambda: self._turnstile.unlock(seat, passphrase))
        tasks.run(work, lambda key: self._right(seat, key), self._wrong).owned_by(self)

    def _right(self, seat: Seat, key: object) -> None:
        self._wait("")
        self.opened.emit(seat, key)

    def _wrong(self, error: BsError) -> None:
        self._wait("")
        self._countdown.show(error)
        self._field.setFocus()

    def _wait(self, words: str) -> None:
        for widget in (self._field, self._open, self._back):
            widget.setEnabled(not words)
        self._state.setText(words)
        self._state.setVisible(bool(words))
