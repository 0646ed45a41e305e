"""What every message that we write says of itself: its id and the instant of its making."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from bsclient import clock
from bsclient.formats.model import ExchangeFile

_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)


def message_id(file: ExchangeFile) -> str:
    """Return the file's own id, or one that follows from its content."""
    own = file.header.get("MsgId", "")
    if own:
        return own
    told = hashlib.sha256(repr(file.accounts).encode("utf-8", errors="replace"))
    for document in file.documents:  # all of them: a bank takes a second message of one id for a repetition
        told.update(repr(document).encode("utf-8", errors="replace"))
    return told.hexdigest()[:32]


def created(file: ExchangeFile) -> str:
    """Return when the file says that it was made, else now, in Moscow time."""
    own = file.header.get("CreDtTm", "")
    if _INSTANT.fullmatch(own):
        return own
    return clock.now().astimezone(clock.MOSCOW).isoformat(timespec="seconds")
