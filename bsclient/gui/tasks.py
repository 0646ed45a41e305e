"""The only way off the GUI thread.

`run(work, done, failed, lane)` calls `work()` in a worker and `done(result)` or `failed(error)` on the GUI thread.
Two lanes: STORE has one worker, for everything that writes the database or uses keys, so that such acts follow one
another; NETWORK has several. A work that can be stopped is started with `run_stoppable` and gets a
`threading.Event`. Answers are dropped when their owner is gone. Anything that is not a `BsError` is a bug and goes
to `on_unexpected`, which the program sets to its report dialog.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import Any, Final, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    QObject,
    QRunnable,
    Qt,
    QThread,
    QThreadPool,
    QTimer,
    Signal,
)
from shiboken6 import isValid

from bsclient.errors import BsError

T = TypeVar("T")
_log = logging.getLogger(__name__)
_AGAIN_MS: Final = 50


class Lane(Enum):
    """Which workers do a task; the value is their number."""

    STORE = 1
    NETWORK = 4


def _log_failed(error: BsError) -> None:
    _log.error("task failed: %s", error.code)


def _log_unexpected(error: BaseException) -> None:
    _log.error("unexpected error in a task", exc_info=error)


class Hooks:
    """What to do with an error nobody asked for; the main window sets both to dialogs."""

    failed: Callable[[BsError], None] = staticmethod(_log_failed)
    unexpected: Callable[[BaseException], None] = staticmethod(_log_unexpected)


class Task(QObject):
    """One piece of work on its way; `finished` comes last, however it ended."""

    finished = Signal()
    _answered = Signal(object, object)

    def __init__(self, done: Callable[[Any], None], failed: Callable[[BsError], None] | None) -> None:
        super().__init__()
        self.stop = threading.Event()
        self._done = done
        self._failed = failed
        self._owner: QObject | None = None
        self._dropped = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; it ends in its own way at its next safe point."""
        self.stop.set()

    def drop(self) -> None:
        """Ask the work to stop and tell nobody how it ends."""
        self._dropped = True
        self.cancel()

    def owned_by(self, owner: QObject) -> Task:
        """Drop the answer if this object is destroyed before it comes."""
        self._owner = owner
        return self

    def _deliver(self, result: object, error: BaseException | None) -> None:
        _alive.discard(self)
        if self._dropped:
            return
        try:
            if self._owner is None or isValid(self._owner):
                self._answer(result, error)
        finally:
            self.finished.emit()

    def _answer(self, result: object, error: BaseException | None) -> None:
        if error is None:
            self._done(result)
        elif isinstance(error, BsError):
            (self._failed or Hooks.failed)(error)
        else:
            Hooks.unexpected(error)


class _Runner(QRunnable):
    """Carries one work to a worker and its outcome back."""

    def __init__(self, task: Task, work: Callable[[threading.Event], Any]) -> None:
        super().__init__()
        self._task = task
        self._work = work

    def run(self) -> None:
        result, error = None, None
        try:
            result = self._work(self._task.stop)
        except Exception as caught:
            error = caught
        self._task._answered.emit(result, error)  # noqa: SLF001 -- runner and task are one mechanism


_alive: set[Task] = set()
_pools: dict[Lane, QThreadPool] = {}
_hung: list[tuple[QThreadPool, set[Task]]] = []
"""Pools whose work did not end in time, with tasks that it may answer yet: to destroy a pool is to wait for it."""


def run(
    work: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[BsError], None] | None = None,
    lane: Lane = Lane.STORE,
) -> Task:
    """Do `work` in a worker of the lane; call `done` or `failed` on the GUI thread."""
    return run_stoppable(lambda _stop: work(), done, failed, lane)


def run_stoppable(
    work: Callable[[threading.Event], T],
    done: Callable[[T], None],
    failed: Callable[[BsError], None] | None = None,
    lane: Lane = Lane.STORE,
) -> Task:
    """Do `work(stop)` in a worker; `Task.cancel()` sets `stop`."""
    task = Task(done, failed)
    _alive.add(task)
    _pool(lane).start(_Runner(task, work))
    return task


def soon(milliseconds: int, owner: QObject, act: Callable[[], object]) -> None:
    """Do something in so many milliseconds, and not before the tasks that are on their way now have answered.

    For what a window does not need at once: it would take the processor from what the window waits for.
    """
    waited = frozenset(_alive)

    def look() -> None:
        answered = waited.isdisjoint(_alive)
        QTimer.singleShot(_AGAIN_MS, owner, act if answered else look)  # what was answered is painted first

    QTimer.singleShot(milliseconds, owner, look)


class Relay(QObject):
    """Calls a function on the GUI thread with what is given from any thread; drops it once its owner is gone."""

    _sent = Signal(object)

    def __init__(self, receiver: Callable[[Any], None], owner: QObject | None = None) -> None:
        super().__init__()
        self._receiver = receiver
        self._owner = owner
        self._sent.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def __call__(self, value: object) -> None:
        self._sent.emit(value)

    def _receive(self, value: object) -> None:
        if self._owner is None or isValid(self._owner):
            self._receiver(value)


def busy() -> bool:
    """Whether any task has not answered yet."""
    return bool(_alive)


def working(lane: Lane) -> bool:
    """Whether a worker of a lane has something to do."""
    return lane in _pools and _pools[lane].activeThreadCount() > 0


def wait_idle(seconds: float = 10.0) -> bool:
    """Process events until every task has answered; for tests and for closing. False if time ran out."""
    end = time.monotonic() + seconds
    while _alive:
        if time.monotonic() > end:
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QThread.msleep(1)
    QCoreApplication.sendPostedEvents()
    return True


def shutdown(seconds: float = 5.0) -> bool:
    """Stop everything: what has not begun is dropped, what runs is asked to stop. False if a work did not end.

    Such a work goes on beside those of new workers, and nobody hears its answer; see `hanging`.
    """
    for pool in _pools.values():
        pool.clear()
    for task in _alive:
        task.cancel()
    end = time.monotonic() + seconds
    late = [
        pool for pool in _pools.values() if not pool.waitForDone(max(1, int((end - time.monotonic()) * 1000)))
    ]
    QCoreApplication.sendPostedEvents()
    for task in _alive:
        task.drop()
    _hung.extend((pool, set(_alive)) for pool in late)
    _alive.clear()
    _pools.clear()
    if late:
        _log.warning("a task did not end in %s s", seconds)
    return not late


def hanging() -> bool:
    """Whether a work that did not end in time goes on; then the process cannot end in the usual way."""
    _hung[:] = [(pool, held) for pool, held in _hung if pool.activeThreadCount()]
    return bool(_hung)


def _pool(lane: Lane) -> QThreadPool:
    if lane not in _pools:
        pool = QThreadPool()
        pool.setMaxThreadCount(lane.value)
        pool.setExpiryTimeout(-1)
        _pools[lane] = pool
    return _pools[lane]
