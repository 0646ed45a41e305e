"""Who wants to know what changed: pages subscribe, the store publishes after each commit.

Subscribers are called in the thread that wrote; a window passes the news on to its own thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from bsclient.storage.unit_of_work import Changed

__all__ = ["Changed", "Changes"]

Subscriber = Callable[[Changed], None]


class Changes:
    """The hub; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: dict[int, Subscriber] = {}
        self._next = 0

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` after every commit that changes something; the result ends the subscription."""
        with self._lock:
            key = self._next
            self._next += 1
            self._subscribers[key] = subscriber

        def unsubscribe() -> None:
            with self._lock:
                self._subscribers.pop(key, None)

        return unsubscribe

    def publish(self, changed: Changed) -> None:
        """Tell all subscribers, in the order in which they came."""
        with self._lock:
            subscribers = list(self._subscribers.values())
        for subscriber in subscribers:
            subscriber(changed)
