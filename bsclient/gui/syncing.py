"""Synchronisation as the window sees it: one at a time, with progress, a stop, a report; and news in between.

The watch asks the bank for news again and again on a line of its own, each time waiting a few seconds for an answer.
It says nothing but "reached" or "not reached": what it brings comes to the pages as `Changed`.
"""

from __future__ import annotations

import threading
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from bsclient import clock
from bsclient.errors import BsError, Unreachable
from bsclient.gui import tasks

if TYPE_CHECKING:
    from bsclient.services.desk import Desk
    from bsclient.services.exchange.delivery import SyncReport

WAIT_SECONDS: Final = 2
"""How long the bank may keep a question for news; closing the program waits as long at most."""
PAUSE_MS: Final = 300
PAUSE_OFFLINE_MS: Final = 15_000
NOT_REACHED: Final = frozenset({"bank_unreachable", "bank_silent"})
"""Codes that mean: there was no bank to talk to."""


class Syncer(QObject):
    """Signals: `begun`, `progressed(Progress)`, `reported(SyncReport)`, `failed(BsError)`, `reached(bool)`."""

    begun = Signal()
    progressed = Signal(object)
    reported = Signal(object)
    failed = Signal(object)
    reached = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: tasks.Task | None = None
        self._watch: tasks.Task | None = None
        self._watching = False
        self._woken = False
        self._progress = tasks.Relay(self.progressed.emit, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask_news)
        self.last_report: SyncReport | None = None
        self.last_reached: datetime | None = None
        self.online = True

    def watch(self) -> None:
        """Ask for news from now on."""
        self._watching = True
        if self._watch is None:
            self._ask_news()

    def stop(self) -> None:
        """Ask no more, and stop what runs at its next safe point."""
        self._watching = False
        self._pause.stop()
        if self._watch is not None:
            self._watch.cancel()
        self.cancel()

    def rest(self) -> None:
        """Stop as `stop` does, to go on with `wake`: the window is locked."""
        self._woken = self._watching
        self.stop()

    def wake(self) -> None:
        """Go on with what `rest` has stopped."""
        if self._woken:
            self._woken = False
            self.watch()

    def busy(self) -> bool:
        """Whether a synchronisation runs."""
        return self._task is not None

    def synchronise(self) -> None:
        """Send what waits and fetch what is new, unless that is being done."""
        if self._task is not None:
            return
        self.begun.emit()
        self._task = tasks.run_stoppable(
            self._synchronise, self._report, self.failed.emit, tasks.Lane.NETWORK
        )
        self._task.owned_by(self).finished.connect(self._ended)

    def cancel(self) -> None:
        """Stop the synchronisation at its next safe point."""
        if self._task is not None:
            self._task.cancel()

    def _synchronise(self, stop: threading.Event) -> SyncReport:
        return self._desk.delivery.synchronise(self._progress, stop)

    def _ended(self) -> None:
        self._task = None

    def _report(self, report: SyncReport) -> None:
        self.last_report = report
        self._task = None
        self._reach(online=not any(each.code in NOT_REACHED for each in report.problems))
        self.reported.emit(report)

    def _ask_news(self) -> None:
        if self._watch is None and self._watching:
            self._watch = tasks.run_stoppable(
                self._poll, lambda _count: self._reach(online=True), self._not_reached, tasks.Lane.NETWORK
            )
            self._watch.owned_by(self).finished.connect(self._asked)

    def _poll(self, stop: threading.Event) -> int:
        return self._desk.delivery.poll(WAIT_SECONDS, stop)

    def _asked(self) -> None:
        self._watch = None
        if self._watching:
            self._pause.start(PAUSE_MS if self.online else PAUSE_OFFLINE_MS)

    def _not_reached(self, error: BsError) -> None:
        """Refusals of the bank are told when the user synchronises; a watch that fails only waits longer."""
        if isinstance(error, Unreachable):
            self._reach(online=False)
        else:
            self.online = False

    def _reach(self, *, online: bool) -> None:
        if online:
            self.last_reached = clock.now()
        self.online = online
        self.reached.emit(online)
