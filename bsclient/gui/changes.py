"""Brings `Changed` from the thread that wrote to the GUI thread, several in one if they come close together.

Changes that do not end are told from time to time: what is shown must not grow old meanwhile.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from bsclient.gui.tasks import Relay

if TYPE_CHECKING:
    from bsclient.services.changes import Changed, Changes

_GATHER_MS: Final = 60
_LATEST_MS: Final = 600


def merged(first: Changed, second: Changed) -> Changed:
    """Return what has changed by either."""
    both: dict[str, Any] = {}
    for each in fields(first):
        before, after = getattr(first, each.name), getattr(second, each.name)
        both[each.name] = before | after
    return replace(first, **both)


class ChangeFeed(QObject):
    """Emits `changed(Changed)` on the GUI thread until `close`, which emits `closed`."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: Changed | None = None
        self._timer = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._latest = QTimer(self, singleShot=True, interval=_LATEST_MS)
        for timer in (self._timer, self._latest):
            timer.timeout.connect(self._tell)
        self._relay = Relay(self._gather, self)
        self._unsubscribe = changes.subscribe(self._relay)

    def close(self) -> None:
        """Hear nothing more."""
        self._unsubscribe()
        self._timer.stop()
        self._latest.stop()
        self.closed.emit()

    def _gather(self, change: Changed) -> None:
        if self._waiting is None:
            self._latest.start()
        self._waiting = change if self._waiting is None else merged(self._waiting, change)
        self._timer.start()

    def _tell(self) -> None:
        self._latest.stop()
        change, self._waiting = self._waiting, None
        if change is not None:
            self.changed.emit(change)
