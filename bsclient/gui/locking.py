"""Lock after minutes without work: hides everything, also open dialogs, until the passphrase opens the key again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from bsclient import clock
from bsclient.crypto.secret import Secret
from bsclient.errors import BsError, NotAllowed
from bsclient.gui import tasks
from bsclient.gui.login.tries import Countdown
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField, wiping
from bsclient.gui.widgets.secret_line import wipe_all

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

_ACTS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_PASSING: Final = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})
_LOOK_MS: Final = 10_000
OVER_LOCK: Final = "over_lock"
"""Property of the only windows that may be shown over the lock screen: they show nothing of the profile."""
_PATIENCE: Final = 30
"""Seconds that unlocking waits for the lock to be complete."""


class IdleWatch(QObject):
    """Emits `idle` when nothing was pressed, moved or turned for `minutes()`; 0 never.

    Time is taken from the clock, so that a computer that slept is locked when it wakes.
    """

    idle = Signal()

    def __init__(
        self, app: QCoreApplication, minutes: Callable[[], int], now: clock.Clock = clock.now
    ) -> None:
        super().__init__()
        self._app = app
        self._minutes = minutes
        self._now = now
        self._last = now()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app.installEventFilter(self)

    def look(self) -> None:
        """See whether the time is over."""
        minutes = self._minutes()
        if minutes and self._now() - self._last >= timedelta(minutes=minutes):
            self._last = self._now()
            self.idle.emit()

    def close(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTS:
            self._last = self._now()
        return False


class LockScreen(QWidget):
    """Asks for the passphrase; `unlocked` when it was right, `log_out_asked` to leave."""

    unlocked = Signal()
    log_out_asked = Signal()

    def __init__(self, who: str, unlock: Callable[[Secret], object]) -> None:
        super().__init__()
        self._unlock = unlock
        card = QWidget()
        card.setFixedWidth(380)
        box = QVBoxLayout(card)
        box.setSpacing(12)
        head = text.heading(tr("The window is locked"))
        name = text.hint(who)
        for each in (head, name):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            each.setWordWrap(True)
        self._field = PassphraseField()
        self._open = text.primary(tr("Unlock"), self._try)
        self._countdown = Countdown(self._field, self._open)
        leave = text.link(tr("Log out"), self.log_out_asked.emit)
        box.addWidget(text.icon_label("lock", "muted", 32), 0, Qt.AlignmentFlag.AlignCenter)
        for widget in (head, name, self._field, self._open):
            box.addWidget(widget)
        box.addWidget(leave, 0, Qt.AlignmentFlag.AlignCenter)
        self._box = box
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self._field.entered.connect(self._try)
        self.setFocusProxy(self._field)

    def offer_others(self, ask: Callable[[], object]) -> None:
        """Let somebody else be chosen from here; what is locked stays so."""
        link = text.link(tr("Other organisation or user…"), ask)
        self._box.insertWidget(self._box.count() - 1, link, 0, Qt.AlignmentFlag.AlignCenter)

    def prepare(self) -> None:
        """Empty the field and put the cursor there."""
        self._field.take().wipe()
        self._field.set_error("")
        self._field.setFocus()

    def _try(self) -> None:
        if not self._open.isEnabled() or not self._field.filled():
            return
        passphrase = self._field.take()
        self._open.setEnabled(False)
        unlock = wiping(passphrase, lambda: self._unlock(passphrase))
        tasks.run(unlock, lambda _key: self._right(), self._wrong).owned_by(self)

    def _right(self) -> None:
        self._open.setEnabled(True)
        self.unlocked.emit()

    def _wrong(self, error: BsError) -> None:
        self._open.setEnabled(True)
        self._countdown.show(error)
        self._field.setFocus()


class Suspension:
    """Lets go of keys and data off the GUI thread while the window is locked; unlocking waits until that is done."""

    def __init__(self, desk: Desk, unlock: Callable[[Secret], object]) -> None:
        self._desk = desk
        self._unlock = unlock
        self._done = threading.Event()
        self._done.set()
        self.begun = False

    def begin(self) -> None:
        """Let go; comes back at once."""
        self.begun = True
        self._done.clear()
        wipe_all()
        tasks.run(self._let_go, lambda _none: None, lane=tasks.Lane.NETWORK)

    def end(self, passphrase: Secret) -> None:
        """Open again, for a worker; raises as the log-in does."""
        if not self._done.wait(_PATIENCE):
            raise NotAllowed("key_locked")
        self._unlock(passphrase)

    def _let_go(self) -> None:
        try:
            self._desk.suspend()
        finally:
            self._done.set()
        self._desk.hang_up()


class Curtain(QObject):
    """Hides every other window of the program while it is locked, also one that opens meanwhile."""

    def __init__(self, stays: QWidget) -> None:
        super().__init__(stays)
        self._stays = stays
        self._hidden: list[QWidget] = []

    def close(self) -> None:
        """Hide them."""
        for each in QApplication.topLevelWidgets():
            if each.isVisible():
                self._hide(each)
        _app().installEventFilter(self)

    def open(self) -> None:
        """Show them again."""
        _app().removeEventFilter(self)
        hidden, self._hidden = self._hidden, []
        for each in hidden:
            if isValid(each):
                each.show()

    def drop(self) -> None:
        """Close them for good: the user has left. Dialogs of the window go, too; one that is busy is put out of sight."""
        _app().removeEventFilter(self)
        hidden, self._hidden = self._hidden, []
        for each in [*hidden, *(one for one in QApplication.topLevelWidgets() if self._owns(one))]:
            if isValid(each) and not each.close():
                each.hide()
                each.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, self, lambda: self._hide(watched))
        return False

    def _owns(self, window: QWidget) -> bool:
        """Whether a visible window was opened from the one that stays."""
        owner = window.parentWidget()
        while owner is not None and owner is not self._stays:
            owner = owner.parentWidget()
        return owner is not None and window.isVisible()

    def _hide(self, window: QWidget) -> None:
        if window is self._stays or not isValid(window) or window.property(OVER_LOCK):
            return
        window.hide()
        if window.windowType() not in _PASSING and window not in self._hidden:
            self._hidden.append(window)


def _app() -> QCoreApplication:
    app = QApplication.instance()
    if app is None:
        raise RuntimeError("windows need an application")
    return app
