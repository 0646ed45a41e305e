"""Tool tips of texts from outside: Qt reads a tip with tags in it as markup, so such a one is escaped.

A name like `<img src=file:///…>` must be shown, not loaded.
"""

from __future__ import annotations

import html
from typing import Final

_PLAIN: Final = "<p style='white-space:pre-wrap'>{}</p>"


def tip(words: str) -> str:
    """Return what shows these words in a tool tip as they are."""
    return _PLAIN.format(html.escape(words)) if "<" in words else words
