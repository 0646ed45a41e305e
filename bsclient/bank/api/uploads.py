"""Attachments on their way: kept in files until they are whole, so that a cut upload goes on where it stopped.

A part is only ever appended to; its name is the hash that the client promised, which is checked when the last byte is there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from bsclient.bank.api.problems import CallRefused
from bsclient.clock import Clock
from bsclient.crypto.hashes import sha256_hex
from bsclient.errors import StorageFailed
from bsclient.protocol.messages import Code

MOST_PARTS = 32
OLD_SECONDS = 24 * 3600


class Uploads:
    """Parts of attachments, by client and promised SHA-256. Blocking; StorageFailed when the disk refuses."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def held(self, client_id: str, sha256: str) -> int:
        """How many bytes of an attachment are here."""
        try:
            return self._path(client_id, sha256).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, client_id: str, sha256: str, start: int, data: bytes) -> int:
        """Add bytes that begin at `start`; returns how many are here now. CallRefused when they do not follow."""
        path = self._path(client_id, sha256)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if start == 0:
                self._make_room(path)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(handle, "r+b") as file:
                held = file.seek(0, os.SEEK_END)
                if start > held or (start < held and start != 0):
                    raise CallRefused(Code.CONFLICT, {"offset": str(held)})
                file.truncate(start)
                file.seek(start)
                file.write(data)
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
        limit = self._clock().timestamp() - OLD_SECONDS
        others = 0
        for other in path.parent.glob("*.part"):
            if other == path:
                continue
            with suppress(FileNotFoundError):  # an upload that ended meanwhile
                if other.stat().st_mtime < limit:
                    other.unlink()
                else:
                    others += 1
        if others >= MOST_PARTS:
            raise CallRefused(Code.BUSY, {"seconds": "60"})
