"""One program at a time on a base: an operating system's lock on a file of its own, held for life.

The database file itself is never locked or opened for this: closing any descriptor of it would drop SQLite's locks.
The system releases the lock when the process ends, however it ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from bsclient.errors import NotAllowed, StorageFailed


class AlreadyOpen(NotAllowed):
    """Another program has this profile open."""


class ProfileLock:
    """The lock of one folder; raises `AlreadyOpen("profile_open")`, `StorageFailed("lock_failed")`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lock"
        try:
            self._file: IO[bytes] = self.path.open("ab", buffering=0)
        except OSError as error:
            raise StorageFailed("lock_failed", reason=error.strerror or "") from error
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise AlreadyOpen("profile_open", value=str(folder)) from error

    def release(self) -> None:
        """Let another program open the profile."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        # POSIX record locks would be dropped by any other descriptor of this file; flock belongs to this one.
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.set_inheritable(file.fileno(), False)
