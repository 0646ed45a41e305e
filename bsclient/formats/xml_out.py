"""XML that we write: small pieces of text put together, escaped, without characters that XML or a payment forbids."""

from __future__ import annotations

import re
from typing import Final

from bsclient.formats.onec.values import one_line

_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SPECIAL: Final = re.compile("[&<>]")
_FORBIDDEN: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """Return a text that is on one line already as it may stand between tags."""
    if _SPECIAL.search(text):
        text = text.translate(_ESCAPES)
    return _FORBIDDEN.sub("?", text) if not text.isascii() else text


def leaf(name: str, text: str, limit: int = 0) -> str:
    """Return an element with a text, cut at `limit` characters if one is given; "" for an empty text."""
    text = one_line(text)
    if limit and len(text) > limit:
        text = text[:limit].rstrip()
    return f"<{name}>{escaped(text)}</{name}>" if text else ""


def nest(name: str, *inner: str) -> str:
    """Return an element with the pieces inside; "" if all of them are empty."""
    whole = "".join(inner)
    return f"<{name}>{whole}</{name}>" if whole else ""
