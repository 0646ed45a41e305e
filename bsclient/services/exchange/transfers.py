"""Files on their way between this PC and the bank: how far each is, for whoever shows it. Kept in memory only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from bsclient.storage import blobs
from bsclient.storage.engine import Store


@dataclass(frozen=True, slots=True)
class Transfer:
    """Bytes of a file that have gone or come, and how many it has (0: not known); `over`: it goes no further for now."""

    sha256: str
    done: int
    total: int
    over: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is missing any more."""
        return self.total > 0 and self.done >= self.total

    @property
    def moving(self) -> bool:
        """Whether it is on its way."""
        return not (self.over or self.whole)


Listener = Callable[[Transfer], None]


class Transfers:
    """The files of a desk that move; listeners are called in the thread that moves them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moving: dict[str, Transfer] = {}
        self._listeners: dict[int, Listener] = {}
        self._next = 0

    def moved(self, sha256: str, done: int, total: int) -> None:
        """Note how far a file is."""
        told = Transfer(sha256, done, total)
        with self._lock:
            if told.whole:
                self._moving.pop(sha256, None)
            else:
                self._moving[sha256] = told
        self._tell(told)

    def of(self, sha256: str) -> Transfer | None:
        """Return how far a file is; None for one that is not on its way."""
        with self._lock:
            return self._moving.get(sha256)

    def stopped(self) -> None:
        """Note that nothing moves any more: the session is over, or the line was cut."""
        with self._lock:
            left = list(self._moving.values())
            self._moving.clear()
        for one in left:
            self._tell(replace(one, over=True))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each step; the result ends the subscription."""
        with self._lock:
            key = self._next
            self._next += 1
            self._listeners[key] = listener

        def unsubscribe() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return unsubscribe

    def _tell(self, told: Transfer) -> None:
        with self._lock:
            listeners = list(self._listeners.values())
        for listener in listeners:
            listener(told)


class KeptParts:
    """The pieces of downloads in the base of the profile; each is committed as it comes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def held(self, sha256: str) -> bytes:
        """Return what has come without a gap from the beginning."""
        with self._store.whole() as reader:
            return blobs.part(reader, sha256)

    def keep(self, sha256: str, start: int, data: bytes) -> None:
        """Keep a piece."""
        with self._store.write() as work:
            blobs.keep_part(work, sha256, start, data)

    def drop(self, sha256: str) -> None:
        """Forget the pieces."""
        with self._store.write() as work:
            blobs.drop_parts(work, sha256)
