"""Passphrases for new keys: how strong one is while it is typed, and proposals.

The estimate is made in a signer process, so that pieces of a passphrase never lie about in the program itself.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from bsclient.crypto.strength import Level, Strength
from bsclient.errors import Corrupt, NotAllowed

if TYPE_CHECKING:
    from bsclient.crypto.child.frames import Frame
    from bsclient.crypto.child.host import Child
    from bsclient.crypto.secret import Secret

__all__ = ["Level", "Meter", "Strength"]

_SECONDS: Final = 3600


class Meter:
    """Estimates one passphrase after another in one process, which is started by the first and ended by `close`."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._starting = threading.Lock()

    def start(self) -> None:
        """Start the process, so that the first answer comes at once. NotAllowed when it cannot be started."""
        self._running()

    def estimate(self, passphrase: Secret) -> Strength:
        """Return the strength. NotAllowed, Corrupt: the process did not start, or ended."""
        return _read(self._ask("strength", [passphrase]).head)

    def propose(self, language: str) -> Secret:
        """Return five random words of a language (`ru`, else English)."""
        from bsclient.crypto.secret import Secret

        frame = self._ask("propose", [], language=language)
        if len(frame.parts) != 1:
            raise Corrupt("signer_garbled")
        return Secret(frame.parts[0])

    def close(self) -> None:
        """End the process."""
        with self._starting:
            child, self._child = self._child, None
        if child is not None:
            child.close()

    def _ask(self, operation: str, parts: Sequence[Secret], **head: str) -> Frame:
        try:
            return self._running().ask(operation, parts, **head)
        except NotAllowed:
            self.close()  # its time may be over: a second one is asked once
            return self._running().ask(operation, parts, **head)

    def _running(self) -> Child:
        from bsclient.crypto.child.host import Child

        with self._starting:
            if self._child is None:
                self._child = Child(_SECONDS, stays=True)
            return self._child


def _read(head: dict[str, Any]) -> Strength:
    try:
        return Strength(float(head["bits"]), Level(head["level"]), tuple(map(str, head["reasons"])))
    except (KeyError, ValueError, TypeError) as error:
        raise Corrupt("signer_garbled") from error
