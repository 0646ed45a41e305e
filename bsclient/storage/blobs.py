"""Bytes named by their SHA-256: attachments of letters, directory files."""

from __future__ import annotations

import hashlib
from typing import Final

from bsclient.errors import Corrupt, NotAllowed
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_PUT: Final = "INSERT INTO blob (sha256, size, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_GET: Final = "SELECT bytes FROM blob WHERE sha256 = ?"
_HAS: Final = "SELECT 1 FROM blob WHERE sha256 = ?"


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
