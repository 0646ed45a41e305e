"""Search in letters: words that must all stand somewhere in a conversation, and where they stand in a text.

Upper and lower case are one, ё is е. Every folding keeps the length of the text, so that places in it stay true.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_BEFORE: Final = 24
_SHORT: Final = 90
_DOTS: Final = "…"


def fold(text: str) -> str:
    """Return a text in which words are found; each sign stays in its place."""
    folded = text.casefold().replace("ё", "е")
    if len(folded) == len(text):  # folding never makes a sign shorter, so none became longer
        return folded
    return "".join(_sign(sign) for sign in text)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a search."""
    return tuple(dict.fromkeys(fold(text).split()))


def spans(text: str, sought: Sequence[str]) -> list[tuple[int, int]]:
    """Return (start, length) of all places of the words in a text, in order and without overlaps."""
    hay = fold(text)
    found: list[tuple[int, int]] = []
    for word in sought:
        at = hay.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = hay.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(start, end - start) for start, end in joined]


def excerpt(texts: Sequence[str], sought: Sequence[str]) -> str:
    """Return one line around the first place of a word in the first of the texts that has one; "" for none."""
    for text in texts:
        line = " ".join(text.split())
        places = spans(line, sought)
        if places:
            start = max(0, places[0][0] - _BEFORE)
            cut = line[start : start + _SHORT]
            return f"{_DOTS if start else ''}{cut}{_DOTS if start + _SHORT < len(line) else ''}"
    return ""


def _sign(sign: str) -> str:
    folded = sign.casefold().replace("ё", "е")
    return folded if len(folded) == 1 else sign
