"""Tool tips of texts from outside: Qt reads a tip with tags in it as markup, so such a one is escaped.

A name like `<img src=file:///…>` must be shown, not loaded.
"""

from __future__ import annotations

from typing import Final

_PLAIN: Final = "<p style='white-space:pre-wrap'>{}</p>"


def tip(words: str) -> str:
    """Return what shows these words in a tool tip as they are."""
    if "<" not in words:
        return words
    from html import escape  # with all its names of characters

    return _PLAIN.format(escape(words))
