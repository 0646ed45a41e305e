"""SHA-256 of bytes and of files read piece by piece (FIPS 180-4); digests as 64 lower-case hex digits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

PIECE = 1 << 20


def sha256(data: bytes) -> bytes:
    """Return the 32 raw bytes of the digest."""
    return hashlib.sha256(data).digest()


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha256_stream(pieces: Iterable[bytes]) -> str:
    """Return the hex digest of bytes that come in pieces; memory does not grow with their number."""
    running = hashlib.sha256()
    for piece in pieces:
        running.update(piece)
    return running.hexdigest()


def sha256_file(path: Path) -> str:
    """Return the hex digest of a file; OSError as `open` gives it."""
    return sha256_stream(_pieces(path))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
