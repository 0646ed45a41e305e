"""The program's end of the pipes: starts a signer process, asks it, ends it.

The process gets two pipes, a limit of time, and an environment of its own: nothing of the user's variables steers its
Python. It ends with this object, with this process, or when its time is over.
Whatever becomes of it, a caller gets a whole answer or an error.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final

from bsclient import errors
from bsclient.crypto import hardening
from bsclient.crypto.child import frames
from bsclient.crypto.child.frames import Ended, Frame, Garbled, Octets
from bsclient.crypto.secret import Secret
from bsclient.errors import BsError, Corrupt, NotAllowed

PROGRAM: Final = Path(__file__).with_name("__main__.py")
BATCH_SECONDS: Final = 300
LOGIN_SECONDS: Final = 24 * 3600
PASSED_ON: Final = (
    "SYSTEMROOT", "TEMP", "TMPDIR", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "SOFTHSM2_CONF", hardening.DEBUGGABLE,
)  # fmt: skip
"""Variables that the process may see. No secret is ever one of them."""
_WIPING: Final = {"PYTHONMALLOC": "malloc", "MALLOC_PERTURB_": "165"}
"""All memory comes from the C library, which overwrites it when it is freed: half the speed, for a process that stays."""
_known: Final[dict[str, float]] = {}
"""What one process has measured and the next is told: `frames.SPEED`."""

Part = bytes | bytearray | Secret


class Child:
    """A running signer process. Threads may share it; one question is answered at a time."""

    def __init__(self, seconds: int = BATCH_SECONDS, *, stays: bool = False) -> None:
        """Start it; one that `stays` wipes what it frees. NotAllowed("signer_not_started")."""
        command = [sys.executable, "-P", "-s", str(PROGRAM), str(seconds)]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            self._process = subprocess.Popen(
                command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(wiping=stays),
                stderr=None if hardening.debuggable() else subprocess.DEVNULL, creationflags=flags,
            )  # fmt: skip
        except OSError as reason:
            raise NotAllowed("signer_not_started", reason=reason.strerror or "") from reason
        self._asking = threading.Lock()
        self._end = weakref.finalize(self, _end, self._process, self._asking)

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def ask(self, operation: str, parts: Sequence[Part] = (), **head: str) -> Frame:
        """Return the answer to one question, or raise the error of the operation.

        NotAllowed("key_locked") once it is closed, NotAllowed("signer_ended") when the process has died,
        Corrupt("signer_garbled") when it answers nonsense.
        """
        with self._asking:
            if self._closed():
                raise NotAllowed("key_locked")
            try:
                frame = self._talk({**_known, **head, "op": operation}, parts)
            except (Ended, OSError) as reason:
                raise NotAllowed("key_locked" if self._closed() else "signer_ended") from reason
            except Garbled as reason:
                self._process.kill()
                raise Corrupt("signer_garbled") from reason
        if "error" in frame.head:
            raise _error(frame.head)
        if speed := frames.speed(frame):
            _known[frames.SPEED] = speed
        return frame

    def close(self) -> None:
        """End the process; a question that is under way fails with "key_locked"."""
        self._end()

    def _closed(self) -> bool:
        return not self._end.alive

    def _talk(self, head: dict[str, Any], parts: Sequence[Part]) -> Frame:
        source, sink = self._process.stdout, self._process.stdin
        if source is None or sink is None:
            raise Ended
        with ExitStack() as stack:
            plain: list[Octets] = [
                stack.enter_context(part.reading()) if isinstance(part, Secret) else part for part in parts
            ]
            frames.write(sink, head, plain)
        return frames.read(source)  # type: ignore[arg-type]  # without a buffer it is a raw file


def _environment(*, wiping: bool) -> dict[str, str]:
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return passed | (_WIPING if wiping else {})


def _end(process: subprocess.Popen[bytes], asking: threading.Lock) -> None:
    process.kill()  # it has nothing to save, and its memory is gone at once
    process.wait()
    with asking:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _error(head: dict[str, Any]) -> BsError:
    """Return the error that came over the pipe, as the class it was there."""
    code, facts = head["error"], head.get("facts", {})
    kind = getattr(errors, str(head.get("class", "")), None)
    plain = isinstance(code, str) and isinstance(facts, dict)
    if not plain or not (isinstance(kind, type) and issubclass(kind, BsError)):
        return Corrupt("signer_garbled")
    return kind(code, **{str(name): str(value) for name, value in facts.items()})
