"""Files on their way: sent and fetched in pieces, so that a cut line goes on where it stopped.

The bank keeps the pieces of an upload, the profile those of a download; both ends check the hash of the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from bsclient.errors import Refused, Unreachable
from bsclient.sync.ports import Transport

PIECE: Final = 256 * 1024
"""Bytes of one piece; a file that is not larger goes in one call."""

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one file at most: the size that the bank names must fill neither the memory nor the base."""

Told = Callable[[int, int], None]
"""Hears of bytes done and bytes in all; may raise to stop."""


class Parts(Protocol):
    """Where the pieces of a download are kept."""

    def held(self, sha256: str) -> bytes:
        """Return what has come without a gap from the beginning."""

    def keep(self, sha256: str, start: int, data: bytes) -> None:
        """Keep a piece."""

    def drop(self, sha256: str) -> None:
        """Forget the pieces: they do not make the file."""


def upload(transport: Transport, sha256: str, data: bytes, told: Told) -> None:
    """Send a file; what the bank has of it already is not sent again."""
    total = len(data)
    if total <= PIECE:
        transport.put_blob(sha256, data)
        told(total, total)
        return
    held = transport.blob_held(sha256, total)
    told(held, total)
    while held < total:
        piece = data[held : held + PIECE]
        transport.put_piece(sha256, held, piece, total)
        held += len(piece)
        told(held, total)


def download(transport: Transport, sha256: str, size: int, parts: Parts, told: Told) -> bytes:
    """Fetch a file of `size` bytes (0: not known); returns it whole, its hash checked.

    Unreachable: it is not what was named (`bank_answer_bad`). Refused: more than `LARGEST` (`bank_answer_too_large`).
    """
    if size > LARGEST:
        raise Refused("bank_answer_too_large", limit=str(LARGEST))
    if size <= PIECE:
        data = transport.get_blob(sha256)
        told(len(data), len(data))
        return data
    whole = bytearray(parts.held(sha256))
    told(len(whole), size)
    while len(whole) < size:
        piece = transport.get_piece(sha256, len(whole), PIECE)
        if not piece:
            break
        parts.keep(sha256, len(whole), piece)
        whole += piece
        told(len(whole), size)
    data = bytes(whole)
    if not transport.is_whole(sha256, data):
        parts.drop(sha256)  # the next attempt begins anew
        raise Unreachable("bank_answer_bad")
    return data
