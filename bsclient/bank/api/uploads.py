"""Attachments on their way: kept in files until they are whole, so that a cut upload goes on where it stopped.

A part is only ever appended to; its name is the hash that the client promised, which is checked when the last byte is there. What
nobody comes back for within a day is dropped; the client then sends the file from its beginning.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from bsclient.bank.api.problems import CallRefused
from bsclient.clock import Clock
from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import StorageFailed
from bsclient.protocol.messages import Code

MOST_PARTS = 32
_PARTS = "*.part"
OLD_SECONDS = 24 * 3600
_SWEEP_SECONDS = 3600


class Uploads:
    """Parts of attachments, by client and promised SHA-256. Blocking; StorageFailed when the disk refuses."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._touching = threading.Lock()  # a part is not dropped between its opening and its first new byte
        self._swept = 0.0

    def held(self, client_id: str, sha256: str) -> int:
        """How many bytes of an attachment are here."""
        try:
            return self._path(client_id, sha256).stat().st_size
        except FileNotFoundError:
            return 0

    def beside(self, client_id: str, sha256: str) -> int:
        """How many bytes of this client's other attachments are here."""
        own = self._path(client_id, sha256)
        return sum(_size(other) for other in own.parent.glob(_PARTS) if other != own)

    def sweep(self) -> None:
        """Drop parts of all clients that nobody came back for; looks once an hour."""
        now = self._clock().timestamp()
        if 0 <= now - self._swept < _SWEEP_SECONDS:
            return
        self._swept = now
        for part in self._folder.glob(f"*/{_PARTS}"):
            self._dropped_if_old(part)

    def append(self, client_id: str, sha256: str, start: int, data: bytes) -> int:
        """Add bytes that begin at `start`; returns how many are here now. CallRefused when they do not follow."""
        path = self._path(client_id, sha256)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if start == 0:
                self._make_room(path)
            with self._touching:  # only a beginning makes a file: those are counted
                handle = os.open(path, os.O_RDWR | (os.O_CREAT if start == 0 else 0), 0o600)
                os.utime(path)
            with os.fdopen(handle, "r+b") as file:
                held = file.seek(0, os.SEEK_END)
                if start > held or (start < held and start != 0):
                    raise CallRefused(Code.CONFLICT, {"offset": str(held)})
                file.truncate(start)
                file.seek(start)
                file.write(data)
        except FileNotFoundError as error:
            raise CallRefused(Code.CONFLICT, {"offset": "0"}) from error
        except OSError as error:
            raise StorageFailed("bank_write_failed") from error
        return start + len(data)

    def finish(self, client_id: str, sha256: str) -> bytes:
        """Take the whole attachment out; CallRefused (hash_mismatch) when it is not what was promised."""
        path = self._path(client_id, sha256)
        try:
            data = path.read_bytes()
            path.unlink()
        except OSError as error:
            raise StorageFailed("bank_write_failed") from error
        if sha256_hex(data) != sha256:
            raise CallRefused(Code.HASH_MISMATCH)
        return data

    def _path(self, client_id: str, sha256: str) -> Path:
        # The client's id goes into the path as a hash: whatever it is, it names a folder of ours.
        return self._folder / sha256_hex(client_id.encode())[:32] / f"{sha256}.part"

    def _make_room(self, path: Path) -> None:
        """Drop parts that nobody came back for; CallRefused when a client leaves too many."""
        others = [other for other in path.parent.glob(_PARTS) if other != path]
        if sum(not self._dropped_if_old(other) for other in others) >= MOST_PARTS:
            raise CallRefused(Code.BUSY, {"seconds": "60"})

    def _dropped_if_old(self, part: Path) -> bool:
        """Whether a part is here no more, dropped now or ended meanwhile."""
        with self._touching:
            try:
                if part.stat().st_mtime < self._clock().timestamp() - OLD_SECONDS:
                    part.unlink()
                    return True
            except FileNotFoundError:
                return True
        return False


def _size(part: Path) -> int:
    try:
        return part.stat().st_size
    except FileNotFoundError:  # an upload that ended meanwhile
        return 0
