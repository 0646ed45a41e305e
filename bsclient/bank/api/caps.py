"""How much one client, and one address, may ask for: token buckets, and calls in flight. Over it: 429 with Retry-After."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bsclient.bank.api.problems import CallRefused
from bsclient.protocol.messages import Code

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Caps:
    """Rates in calls a second with the burst allowed; calls in flight at once; waiting calls (polls, streams) at once.

    `client_large` are those in flight that hold a whole file or a batch in memory, some ten megabytes each.
    """

    client_rate: float = 2000
    client_burst: float = 4000
    client_flight: int = 64
    client_large: int = 8
    client_waiting: int = 16
    address_rate: float = 50
    address_burst: float = 300


class Buckets:
    """Token buckets by name; the longest unused are forgotten, which only ever gives a full bucket back."""

    def __init__(self, rate: float, burst: float, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> None:
        """Take one token; CallRefused with the seconds to wait when there is none."""
        now = self._now()
        level, since = self._levels.pop(name, (self._burst, now))
        level = min(self._burst, level + (now - since) * self._rate)
        if level < 1:
            self._levels[name] = (level, now)
            raise CallRefused(Code.BUSY, {"seconds": str(math.ceil((1 - level) / self._rate))})
        self._levels[name] = (level - 1, now)
        if len(self._levels) > _REMEMBERED:
            self._levels.popitem(last=False)


class Flights:
    """Counts the calls of each client that are under way."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count: dict[str, int] = {}

    @contextmanager
    def one(self, client_id: str) -> Iterator[None]:
        """Hold one place; CallRefused when all are taken."""
        count = self._count.get(client_id, 0)
        if count >= self._most:
            raise CallRefused(Code.BUSY, {"seconds": "1"})
        self._count[client_id] = count + 1
        try:
            yield
        finally:
            self._count[client_id] -= 1
            if not self._count[client_id]:
                del self._count[client_id]
