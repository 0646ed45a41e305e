"""Ids of documents: UUID version 7 (RFC 9562), made by the client before the first save and never changed."""

from __future__ import annotations

import re
import secrets
import uuid
from datetime import datetime

_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def new_id(instant: datetime) -> str:
    """Return a new UUID 7 for this instant: 48 bits of milliseconds, 74 random bits."""
    milliseconds = int(instant.timestamp() * 1000) & ((1 << 48) - 1)
    number = milliseconds << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | (0x7 << 76)
    number = number & ~(0x3 << 62) | (0x2 << 62)
    return str(uuid.UUID(int=number))


def is_id(text: str) -> bool:
    """Whether the text is a UUID 7 in its canonical form."""
    return _FORM.fullmatch(text) is not None
