"""Group commit: the envelopes of all waiting requests go into one transaction, without an artificial delay.

While one transaction runs in the writer's thread, requests gather; the next transaction takes them all. Each request gets its own
outcomes. If a whole transaction fails, its requests are tried one by one, so that one cannot fail the others.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from bsclient.bank.ports import Incoming, Outcome
from bsclient.errors import BsError, NotAllowed, StorageFailed

MOST_TOGETHER = 1000
MOST_WAITING = 8000
_FAILURES = (
    BsError,
    SQLAlchemyError,
    OSError,
    RuntimeError,
    ValueError,
    ArithmeticError,
    LookupError,
    TypeError,
)

Accept = Callable[[Sequence[Incoming]], list[Outcome]]
_log = logging.getLogger(__name__)


class QueueFull(NotAllowed):
    """Too much waits already; the client comes back later."""


@dataclass(eq=False, slots=True)
class _Waiting:
    """One request: its envelopes and where its outcomes go."""

    items: Sequence[Incoming]
    done: asyncio.Future[list[Outcome]] = field(repr=False)


class GroupCommit:
    """The one writer of documents of a process. Used from one event loop; `accept` runs in a thread of its own."""

    def __init__(self, accept: Accept, *, together: int = MOST_TOGETHER, waiting: int = MOST_WAITING) -> None:
        self._accept = accept
        self._together = together
        self._limit = waiting
        self._queue: deque[_Waiting] = deque()
        self._queued = 0
        self._filled = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, "writer")
        self._task: asyncio.Task[None] | None = None
        self._closing = False
        self.transactions = 0

    async def submit(self, items: Sequence[Incoming]) -> list[Outcome]:
        """Have envelopes stored; returns their outcomes in order. QueueFull, StorageFailed."""
        if self._queued + len(items) > self._limit or self._closing:
            raise QueueFull("bank_queue_full")
        if self._task is None:
            self._task = asyncio.create_task(self._write())
        waiting = _Waiting(items, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        self._queued += len(items)
        self._filled.set()
        return await waiting.done

    async def close(self) -> None:
        """Finish what waits, then stop."""
        self._closing = True
        self._filled.set()
        if self._task is not None:
            await self._task
        await asyncio.to_thread(self._thread.shutdown)

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._filled.wait()
            group = self._next_group()
            if group:
                await loop.run_in_executor(self._thread, self._run, group)
            elif self._closing:
                return
            else:
                self._filled.clear()

    def _next_group(self) -> list[_Waiting]:
        """Take whole requests from the queue, at least one, as many as fit into one transaction."""
        group: list[_Waiting] = []
        size = 0
        while self._queue and (not group or size + len(self._queue[0].items) <= self._together):
            waiting = self._queue.popleft()
            size += len(waiting.items)
            group.append(waiting)
        self._queued -= size
        return group

    def _run(self, group: list[_Waiting]) -> None:
        self.transactions += 1
        try:
            outcomes = self._accept([item for waiting in group for item in waiting.items])
        except _FAILURES:
            _log.exception("a transaction of %d requests failed", len(group))
            if len(group) == 1:
                _fail(group[0])
                return
            for waiting in group:
                self._run([waiting])
            return
        start = 0
        for waiting in group:
            _finish(waiting, outcomes[start : start + len(waiting.items)])
            start += len(waiting.items)


def _finish(waiting: _Waiting, outcomes: list[Outcome]) -> None:
    def tell() -> None:
        if not waiting.done.done():
            waiting.done.set_result(outcomes)

    waiting.done.get_loop().call_soon_threadsafe(tell)


def _fail(waiting: _Waiting) -> None:
    def tell() -> None:
        if not waiting.done.done():
            waiting.done.set_exception(StorageFailed("bank_write_failed"))

    waiting.done.get_loop().call_soon_threadsafe(tell)
