"""Garbage is collected in the thread of the windows alone.

Python collects wherever its counts are full, also in a worker; one that came upon a closed window there would destroy it outside
of Qt's thread, which ends the process. So the automatic collector stays off while there are windows, and a timer looks.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 1000


class Collector(QObject):
    """Collects in its own thread, by the same thresholds as Python itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Keep the automatic collector off, whoever may have put it on, and collect what is due."""
        gc.disable()
        collect()


def collect() -> None:
    """Collect those generations whose counts are full, the oldest of them with all younger ones."""
    full = [
        age
        for age, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most > 0
    ]
    if full:
        gc.collect(max(full))
