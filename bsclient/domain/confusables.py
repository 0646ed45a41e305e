"""Letters that look alike and signs that cannot be seen: names are compared by what a person sees of them.

A skeleton is a text folded so that look-alikes are equal. The table is our own, made of shapes of letters of the Latin,
Cyrillic and Greek scripts and of the names of Unicode; compatibility forms (wide, mathematical, enclosed letters) fall
by NFKD. It serves comparison alone: a skeleton is never shown, stored as a name or signed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Upper-case Cyrillic, Greek, Armenian and Latin letters of their own code that are drawn as plain Latin capitals.
_LETTERS: Final = {
    "A": "АΑᴀᎪ",
    "B": "ВΒʙᏴ8ЬЪ",
    "C": "СϹᏟⅭ",
    "D": "ᎠԀⅮĐ",
    "E": "ЕΕᎬЄ",
    "F": "ϜҒ",
    "G": "ԌᏀ",
    "H": "НΗҺᎻҢĦ",
    "I": "ІΙӀӏƖ1L|ⅠⅬŁ",
    "J": "ЈͿᎫ",
    "K": "КΚҚᏦ",
    "M": "МΜᎷⅯϺ",
    "N": "Νꓠ",
    "O": "ОΟ0ՕഠØ",
    "P": "РΡᏢ",
    "Q": "Ԛ",
    "S": "ЅՏᏚ5",
    "T": "ТΤᎢҬ",
    "U": "Ս",
    "V": "ѴᏙⅤ",
    "W": "ԜᎳѠ",
    "X": "ХΧⅩҲ",
    "Y": "УΥҮҰ",
    "Z": "ΖᏃ2",
    "3": "ЗӠƷ",
    "6": "Б",
    "4": "Ч",
    "Г": "Γ",
    "П": "Π",
    "Ф": "Φ",
    "Л": "Λ",
}
_FOLDED: Final = {ord(look): plain for plain, looks in _LETTERS.items() for look in looks}

_FIRST: Final = {ord(look): "C" for look in "Ϲϲ"}
"""NFKD would make sigmas of them."""

# Small letters whose likeness is lost when they are made capitals.
_SMALL: Final = str.maketrans({
    "ı": "i", "ɩ": "i", "ɑ": "a", "ɡ": "g", "ο": "o", "ν": "v", "υ": "u", "ρ": "p", "τ": "t", "κ": "k", "γ": "y",
    "α": "a", "ɓ": "b", "ʀ": "r", "ɢ": "g", "ɪ": "i", "ʟ": "i", "ɴ": "n", "ø": "o", "đ": "d", "ł": "i", "ħ": "h",
    "ѵ": "v", "ѕ": "s", "ԁ": "d", "ԛ": "q", "ԝ": "w", "һ": "h", "ј": "j", "і": "i", "ӏ": "i", "ь": "b", "ъ": "b",
})  # fmt: skip
_PAIRS: Final = (("RN", "M"), ("VV", "W"))
"""Two letters that stand so close that they read as one."""
_DASHES: Final = re.compile("[\u2010-\u2015\u2043\u2212\u2500\u2e3a\u2e3b\ufe58\ufe63\uff0d_]")
_DROPPED: Final = frozenset("\"'`´‘’‚‛“”„‟«»‹›″′＂＇")
_DROPPED_CATEGORIES: Final = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me", "Pi", "Pf"))

_BLANK_LETTERS: Final = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e01ef"
)
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    + _BLANK_LETTERS
    + "\U0001d173-\U0001d17a\ud800-\udfff]"
)
_BLANKS: Final = re.compile(f"[{_BLANK_LETTERS}]")
_DIRECTIONS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def skeleton(text: str) -> str:
    """Fold a text so that look-alikes are equal: case, scripts, marks, blanks, quotes and hidden signs are dropped."""
    plain = unicodedata.normalize(
        "NFKD", _BLANKS.sub("", _DASHES.sub("-", text)).translate(_SMALL).translate(_FIRST)
    ).upper()
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain)
        if letter not in _DROPPED and unicodedata.category(letter) not in _DROPPED_CATEGORIES
    ).translate(_FOLDED)
    for pair, one in _PAIRS:
        kept = kept.replace(pair, one)
    return kept


def hidden(text: str) -> list[str]:
    """Return, once each in order, the signs of a text that cannot be seen or turn its direction; line feeds may stay."""
    return list(dict.fromkeys(_HIDDEN.findall(text)))


def without_hidden(text: str) -> str:
    """Return the text without the signs that cannot be seen."""
    return _HIDDEN.sub("", text)


def turned(text: str) -> bool:
    """Whether the text holds signs that turn the direction of writing."""
    return not _DIRECTIONS.isdisjoint(text)


def alike(first: str, second: str) -> bool:
    """Whether two texts look the same but are written with other letters; other quotes, blanks or case are no other letters."""
    return _written(first) != _written(second) and skeleton(first) == skeleton(second)


_MARKS: Final = re.compile("[\\s\"'`´‘’‚‛“”„‟«»‹›″′.,]+")


def _written(text: str) -> str:
    """The letters themselves: composed, of one case, ё as е, without quotes, blanks, stops and kinds of dashes."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return _MARKS.sub("", _DASHES.sub("-", plain))


# Long and short names of legal forms (Civil Code, articles 50 and 66; names as the register of legal entities has them).
_LONG: Final = {
    "Публичное акционерное общество": "ПАО",
    "Непубличное акционерное общество": "АО",
    "Открытое акционерное общество": "АО",
    "Закрытое акционерное общество": "АО",
    "Акционерное общество": "АО",
    "Общество с ограниченной ответственностью": "ООО",
    "Общество с огр. отв.": "ООО",
    "Индивидуальный предприниматель": "ИП",
    "Автономная некоммерческая организация": "АНО",
    "Муниципальное унитарное предприятие": "МУП",
    "Федеральное государственное унитарное предприятие": "ФГУП",
    "Limited liability company": "LLC",
    "Limited": "LTD",
    "Joint stock company": "JSC",
    "Company": "CO",
    "Incorporated": "INC",
    "Corporation": "CORP",
}
_STOPS: Final = re.compile(r"[\s.,;:()\-]+")


def _plain(text: str) -> str:
    return _STOPS.sub("", skeleton(text))


_FORMS: Final = tuple((_plain(whole), _plain(short)) for whole, short in _LONG.items())
_OLD: Final = tuple((_plain(old), _plain("АО")) for old in ("ОАО", "ЗАО", "НАО"))
_BEHIND: Final = tuple(_plain(form) for form in ("ООО", "LLC", "LTD", "INC", "GMBH", "JSC"))


@lru_cache(maxsize=16_384)
def party(name: str) -> str:
    """Return the skeleton of a payee's name whatever its legal form is called: `Общество с … "Вектор"` is ООО Вектор.

    A form behind the name comes to the front; stops do not count, nor what stands behind `//` (the address of a sole trader).
    """
    folded = _plain(name.partition("//")[0])
    for whole, short in _FORMS:
        folded = folded.replace(whole, short)
    for old, new in _OLD:
        if folded.startswith(old):
            folded = new + folded[len(old) :]
    for form in _BEHIND:
        if folded.endswith(form) and not folded.startswith(form):
            folded = form + folded[: -len(form)]
    return folded
