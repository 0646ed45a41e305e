"""Who waits for events: long polls and streams wake as soon as a commit adds to their client's feed."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Hub:
    """Wakes waiting calls; lives on one event loop. `poll` is how often a waiter looks by itself, in seconds.

    Commits of this process wake at once. What other processes commit is seen at the next look: often over PostgreSQL, where
    several processes serve one base, seldom over SQLite.
    """

    def __init__(self, poll: float) -> None:
        self.poll = poll
        self.closing = False
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def seat(self, client_id: str) -> Iterator[asyncio.Event]:
        """Register a waiter *before* it looks into the feed, so that nothing committed after the look is missed."""
        woken = asyncio.Event()
        self._waiting[client_id].add(woken)
        try:
            yield woken
        finally:
            seats = self._waiting[client_id]
            seats.discard(woken)
            if not seats:
                del self._waiting[client_id]

    def seats(self, client_id: str) -> int:
        """How many calls of a client wait."""
        return len(self._waiting.get(client_id, ()))

    def wake(self, clients: Iterable[str]) -> None:
        for client_id in clients:
            for woken in self._waiting.get(client_id, ()):
                woken.set()

    def close(self) -> None:
        """Let every waiter answer with what it has: the server stops."""
        self.closing = True
        self.wake(list(self._waiting))


async def pause(woken: asyncio.Event, seconds: float) -> None:
    """Wait until woken, `seconds` at most."""
    try:
        async with asyncio.timeout(seconds):
            await woken.wait()
    except TimeoutError:
        return
    woken.clear()
