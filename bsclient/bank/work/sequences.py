"""Unique rising numbers, taken from the base in blocks, so that a number can be used before a transaction begins.

A process that ends leaves a hole; a number is never given twice.
"""

from __future__ import annotations

import threading

from sqlalchemy import Connection, bindparam, select, text, update

from bsclient.bank.schema.tables import counter
from bsclient.bank.store import Store

BLOCK = 1000

_TAKE = select(counter.c.next).where(counter.c.name == bindparam("of")).with_for_update()
_BEGIN = text("INSERT INTO counter (name, next) VALUES (:of, 1) ON CONFLICT DO NOTHING")
_MOVE = update(counter).where(counter.c.name == bindparam("of")).values(next=bindparam("new"))


class Numbers:
    """Numbers of one name, from 1. Safe for threads and processes."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name
        self._lock = threading.Lock()
        self._next = self._end = 0

    def next(self) -> int:
        """Return the next number."""
        with self._lock:
            if self._next == self._end:
                self._next = self._store.run(self._block)
                self._end = self._next + BLOCK
            self._next += 1
            return self._next - 1

    def _block(self, connection: Connection) -> int:
        connection.execute(_BEGIN, {"of": self._name})
        first = int(connection.execute(_TAKE, {"of": self._name}).scalar_one())
        connection.execute(_MOVE, {"of": self._name, "new": first + BLOCK})
        return first


def take(connection: Connection, name: str, count: int = 1) -> int:
    """Return the next number of a name, the first of `count`, within the caller's transaction: without holes, one at a time."""
    connection.execute(_BEGIN, {"of": name})
    number = int(connection.execute(_TAKE, {"of": name}).scalar_one())
    connection.execute(_MOVE, {"of": name, "new": number + count})
    return number
