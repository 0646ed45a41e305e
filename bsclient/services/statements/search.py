"""Search in the entries of all accounts while one types: any fragment, newest first, in pages, to be cancelled.

A page looks at a bounded number of entries, so it comes at once; when nothing is found there it is empty and
`more` says where to go on. `index` fills the index of fragments in small steps and belongs into a worker; without it
every search still finds everything, only later.
"""

from __future__ import annotations

import threading
from typing import Final

from bsclient.services.context import Workplace
from bsclient.storage import entry_search
from bsclient.storage.entry_search import Cursor, Look, Page
from bsclient.storage.rows.statements import EntryRow as EntryView
from bsclient.storage.scope import Scope

__all__ = ["Cursor", "EntrySearch", "EntryView", "Page", "Scope"]

_LOOKED: Final = 40_000
"""So many entries a page looks at: a fraction of a second."""
_STEP: Final = 5000
_EVERYWHERE: Final = Scope(currency="")


class EntrySearch:
    """Search in an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def search(
        self,
        text: str,
        scope: Scope | None = None,
        before: Cursor | None = None,
        *,
        limit: int = 200,
        cancel: threading.Event | None = None,
    ) -> Page:
        """Return entries with all words of a text as fragments; "" gives all. Set `cancel` to have what was found so far."""
        stop = cancel.is_set if cancel is not None else _never
        look = Look(before or Cursor(), limit, _LOOKED, stop)
        with self._place.store.read() as reader:
            return entry_search.search(reader, entry_search.needle(text), scope or _EVERYWHERE, look)

    def behind(self) -> int:
        """Return how many entries the index does not know yet."""
        with self._place.store.read() as reader:
            return entry_search.lag(reader)

    def index(self, cancel: threading.Event, steps: int = 0) -> bool:
        """Fill the index until it is whole, `cancel` is set or so many steps are done (0: all); whether it is whole.

        Each step is a short transaction of its own, so that others may write between them.
        """
        done = 0
        while not cancel.is_set():
            with self._place.store.read() as reader:
                if not entry_search.lag(reader):
                    return True
            if steps and done == steps:
                return False
            with self._place.store.write() as work:
                entry_search.extend(work, _STEP)
            done += 1
        return False


def _never() -> bool:
    return False
