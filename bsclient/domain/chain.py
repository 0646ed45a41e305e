"""The chain of hashes of the audit journal, as anybody can compute it anew.

Row n holds SHA-256(tag ‖ hash of row n-1 ‖ n in 8 octets, big-endian ‖ SHA-256 of the row's text). The text is a JSON list of
seven strings without blanks, in UTF-8: instant, actor, device, action, object, hash of the object, facts (a JSON object).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Final

TAG: Final = b"bsclient.journal/2"
START: Final = "0" * 64
"""What the first row has for the row before it."""

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def text(row: Iterable[str]) -> bytes:
    """Return the text of a row."""
    return _write(list(row)).encode()


def digest(row: Iterable[str]) -> str:
    """Return SHA-256 of a row's text, lower hex."""
    return hashlib.sha256(text(row)).hexdigest()


def link(prev: str, seq: int, row_digest: str) -> str:
    """Return the hash of a row from the hash before it and the digest of its text; ValueError if these are not hex."""
    block = (TAG, bytes.fromhex(prev), seq.to_bytes(8, "big"), bytes.fromhex(row_digest))
    return hashlib.sha256(b"".join(block)).hexdigest()
