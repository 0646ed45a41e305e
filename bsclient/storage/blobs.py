"""Bytes named by their SHA-256: attachments of letters, directory files; and the parts of those that are on their way."""

from __future__ import annotations

import hashlib
from typing import Final

from bsclient.errors import Corrupt, NotAllowed
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_PUT: Final = "INSERT INTO blob (sha256, size, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_GET: Final = "SELECT bytes FROM blob WHERE sha256 = ?"
_HAS: Final = "SELECT 1 FROM blob WHERE sha256 = ?"
_PARTS: Final = "SELECT start, bytes FROM blob_part WHERE sha256 = ? ORDER BY start"
_ADD: Final = "INSERT INTO blob_part (sha256, start, bytes) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes"
_DROP: Final = "DELETE FROM blob_part WHERE sha256 = ?"
_HELD: Final = "SELECT coalesce(sum(length(bytes)), 0) FROM blob_part WHERE sha256 = ?"


def put(work: UnitOfWork, data: bytes) -> str:
    """Keep bytes and return their name."""
    name = hashlib.sha256(data).hexdigest()
    work.run(_PUT, (name, len(data), data))
    return name


def get(reader: Reader, sha256: str) -> bytes:
    """Return bytes; raises `NotAllowed("blob_unknown")`, `Corrupt("blob_damaged")` if they changed."""
    data = reader.scalar(_GET, (sha256,))
    if data is None:
        raise NotAllowed("blob_unknown", value=sha256)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Corrupt("blob_damaged", value=sha256)
    return bytes(data)


def has(reader: Reader, sha256: str) -> bool:
    """Whether these bytes are here."""
    return reader.one(_HAS, (sha256,)) is not None


def part(reader: Reader, sha256: str) -> bytes:
    """Return what has come of a file without a gap from its beginning."""
    whole = bytearray()
    for start, data in reader.all(_PARTS, (sha256,)):
        if start != len(whole):
            break
        whole += data
    return bytes(whole)


def part_size(reader: Reader, sha256: str) -> int:
    """Return how many bytes of a file have come while it is not whole."""
    return int(reader.scalar(_HELD, (sha256,)))


def keep_part(work: UnitOfWork, sha256: str, start: int, data: bytes) -> None:
    """Keep a piece of a file that is on its way."""
    work.run(_ADD, (sha256, start, data))


def drop_parts(work: UnitOfWork, sha256: str) -> None:
    """Forget the pieces: the file is whole, or they do not make it."""
    work.run(_DROP, (sha256,))
