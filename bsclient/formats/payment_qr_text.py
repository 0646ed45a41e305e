"""The bytes of a payment code as text: the digit of its head names the encoding, and is sometimes wrong.

1 is Windows-1251, 2 is UTF-8, 3 is KOI8-R. Russian text in another encoding shows capitals in the middle of words
and signs that no invoice has; UTF-8 is either valid or not.
"""

from __future__ import annotations

import re
from typing import Final

NAMES: Final = {"1": "cp1251", "2": "utf-8", "3": "koi8-r"}
TITLES: Final = {"cp1251": "Windows-1251", "utf-8": "UTF-8", "koi8-r": "KOI8-R"}
_CAPITAL_INSIDE: Final = re.compile(r"[а-яё][А-ЯЁ]")
_STRANGE: Final = re.compile(r"[^\x09-\x7eА-яЁё№«»\u201c-\u201e\u2018\u2019\u2013\u2014\u2026\u00a0\u2116]")
_ONE_BYTE: Final = ("cp1251", "koi8-r")
_TIMES: Final = 3


def decode(data: bytes, digit: str) -> tuple[str, str]:
    """Return the text and the encoding it is in, which is the one named unless the bytes speak against it."""
    named = NAMES.get(digit, "")
    if data.isascii():
        return data.decode("ascii"), named or "utf-8"
    if _valid(data, "utf-8"):
        return data.decode("utf-8"), "utf-8"
    scores = {name: _bad(data.decode(name, "replace")) for name in _ONE_BYTE}
    best = min(_ONE_BYTE, key=scores.__getitem__)
    chosen = named if named in scores and scores[named] <= _TIMES * scores[best] else best
    return data.decode(chosen, "replace"), chosen


def unmangled(text: str) -> bytes | None:
    """Return the bytes of a text that was shown by its octets (`ÎÎÎ` for `ООО`), None for any other text."""
    if not any("\u0080" <= each <= "\u00ff" for each in text):
        return None
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return None


def _valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _bad(text: str) -> int:
    return len(_CAPITAL_INSIDE.findall(text)) + len(_STRANGE.findall(text))
