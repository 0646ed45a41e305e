"""The character set of bank payments: what is replaced, what is refused, what looks alike.

Field texts must survive Windows-1251 and the whitelists of banks: Latin, Cyrillic with ё, digits, space, №, ASCII
signs. Typographic signs are replaced and the result is shown before signing; the signed text is the normalised
one. What can't be replaced (control and direction characters, zero width, emoji, other scripts) is refused.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from bsclient.domain.confusables import skeleton

__all__ = ["bank_text", "changes", "describe", "mixed_words", "refused_characters", "skeleton"]

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_DOUBLE_QUOTES = "«»\u201c\u201d\u201e\u201f\u2033\u300c\u300d\uff02"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bc\u02b9\u00b4\uff07"
_REPLACED = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | dict.fromkeys(_SINGLE_QUOTES, "'")
    | {"…": "...", "₽": "руб."}
)
_BLANKS = re.compile("[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_READY = re.compile(r"[!-~А-яЁё№]+(?: [!-~А-яЁё№]+)*")
_REFUSED = re.compile(r"[^ -~А-яЁё№]")


def bank_text(text: str) -> str:
    """Return the text as banks take it: composed (NFC), plain signs, single spaces, no blanks at the ends."""
    if _READY.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFC", text).translate(_REPLACED)
    return _BLANKS.sub(" ", plain).strip(" ")


def refused_characters(text: str) -> list[str]:
    """Return, once each in order, the characters that no bank text may hold; `bank_text` goes before."""
    return list(dict.fromkeys(_REFUSED.findall(text)))


def describe(character: str) -> str:
    """Name a character that may be invisible: `U+200B ZERO WIDTH SPACE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


_SHOWN = 2000


def changes(before: str, after: str) -> list[str]:
    """List, once each in order, what was replaced to get from one text to the other: `«` -> `"`.

    Invisible characters are named. Of very long texts only the start is compared.
    """
    left, right = before[:_SHOWN], after[:_SHOWN]
    found: dict[str, None] = {}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            found[f"{_visible(left[i1:i2])} -> {_visible(right[j1:j2])}"] = None
    return list(found)


def _visible(text: str) -> str:
    """Write a piece of text so that blanks and invisible characters can be seen."""
    if not text:
        return "\u2205"
    invisible = any(unicodedata.category(character)[0] in "CZM" for character in text)
    return ", ".join(map(describe, text)) if invisible else text


_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def mixed_words(text: str) -> list[str]:
    """Return the words that mix Latin and Cyrillic letters: a slip of the keyboard or a trap."""
    return [word for word in _WORD.findall(text) if _LATIN.search(word) and _CYRILLIC.search(word)]
