"""Passphrases for new keys: how strong one is while it is typed, and proposals.

The estimate is made in a signer process, so that pieces of a passphrase never lie about in the program itself.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from bsclient.crypto.strength import Level, Strength, propose
from bsclient.errors import Corrupt, NotAllowed

if TYPE_CHECKING:
    from bsclient.crypto.child.host import Child
    from bsclient.crypto.secret import Secret

__all__ = ["Level", "Meter", "Strength", "propose"]

_SECONDS: Final = 3600


class Meter:
    """Estimates one passphrase after another in one process, which is started by the first and ended by `close`."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._starting = threading.Lock()

    def estimate(self, passphrase: Secret) -> Strength:
        """Return the strength. NotAllowed, Corrupt: the process did not start, or ended."""
        try:
            head = self._running().ask("strength", [passphrase]).head
        except NotAllowed:
            self.close()  # its time may be over: a second one is asked once
            head = self._running().ask("strength", [passphrase]).head
        return _read(head)

    def close(self) -> None:
        """End the process."""
        with self._starting:
            child, self._child = self._child, None
        if child is not None:
            child.close()

    def _running(self) -> Child:
        from bsclient.crypto.child.host import Child

        with self._starting:
            if self._child is None:
                self._child = Child(_SECONDS)
            return self._child


def _read(head: dict[str, Any]) -> Strength:
    try:
        return Strength(float(head["bits"]), Level(head["level"]), tuple(map(str, head["reasons"])))
    except (KeyError, ValueError, TypeError) as error:
        raise Corrupt("signer_garbled") from error
