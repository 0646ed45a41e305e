"""SWIFT-RUR6: Russian text in SWIFT's letters and back (rules of ROSSWIFT, version 6, marked `{113:RUR6}`).

Each Russian letter is one Latin letter: most are capitals, the rest are small ones (`c` Ч, `q` Щ, `a` Я). Latin text
stands between apostrophes and keeps its case, Russian text comes back in capitals. `{VO11100}` is written
`'(VO11100)'`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bsclient.domain.normalise import bank_text

_LETTERS: Final = dict(
    zip(
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
        "ABVGDEoJZIiKLMNOPRSTUFHCcQqxYXeua",
        strict=True,
    )
)
_SIGNS: Final = {
    "№": "n",
    "%": "p",
    "&": "d",
    "!": "b",
    "$": "s",
    ";": "v",
    "_": "z",
    "=": "r",
    '"': "m",
    "'": "j",
}
_OTHER: Final = "f"
_SAME: Final = "0123456789 /-?:().,+"
"""What stands for itself in both alphabets: the signs that SWIFT has."""

_SIGN_OF: Final = {code: sign for sign, code in {**_LETTERS, **_SIGNS}.items()} | {_OTHER: "?"}
_FROM: Final = str.maketrans(_SIGN_OF)
_FROM_BYTES: Final = bytes(range(128)).translate(
    bytes.maketrans("".join(_SIGN_OF).encode(), "".join(_SIGN_OF.values()).encode("cp1251"))
) + bytes(128)
"""The same for bytes, which is ten times as fast."""

_TO: Final = {
    **{ord(sign): sign for sign in _SAME},
    **{ord(letter): code for letter, code in _LETTERS.items()},
    **{ord(letter.lower()): code for letter, code in _LETTERS.items()},
    **{ord(sign): code for sign, code in _SIGNS.items()},
    **{ord(sign): "m" for sign in "«»“”„"},
    ord("{"): "(",
    ord("}"): ")",
    0: _OTHER,
}
_LATIN: Final = re.compile(
    r"(?P<code>\{[A-Za-z](?:[0-9A-Za-z /?:.,+-]*[0-9A-Za-z])?\})|[A-Za-z]+(?:[0-9 /?:().,+-]+[A-Za-z]+)*"
)
_ODD: Final = re.compile("[^0-9A-Za-zА-яЁё" + re.escape(_SAME + "".join(_SIGNS) + "{}«»“”„") + "]")


def encode(text: str) -> str:
    """Write a text in SWIFT's letters; a sign that the rules have no letter for becomes `f`, an accent is left out."""
    if _ODD.search(text):
        text = "".join(map(_nearest, bank_text(text)))
    done: list[str] = []
    at = 0
    for match in _LATIN.finditer(text):
        done.append(_russian(text[at : match.start()]))
        run = match[0]
        done.append(f"'({run[1:-1]})'" if match["code"] else f"'{run}'")
        at = match.end()
    done.append(_russian(text[at:]))
    return "".join(done)


def decode(text: str) -> str:
    """Read a text of SWIFT-RUR; what is outside the rules stays as it is."""
    if "'" not in text:
        return _letters(text)
    parts = text.split("'")
    parts[::2] = map(_letters, parts[::2])
    parts[1::2] = [_latin(part) for part in parts[1::2]]
    return "".join(parts)


def keeps(text: str) -> bool:
    """Whether a text comes back from SWIFT-RUR as it is."""
    return decode(encode(text)) == text


def _letters(text: str) -> str:
    if text.isascii():
        return text.encode("ascii").translate(_FROM_BYTES).decode("cp1251")
    return text.translate(_FROM)


def _russian(text: str) -> str:
    return text.translate(_TO)


def _latin(run: str) -> str:
    return f"{{{run[1:-1]}}}" if run.startswith("(") and run.endswith(")") else run


def _nearest(sign: str) -> str:
    """Return the sign, or its letter without an accent, or the mark for other signs."""
    if not _ODD.match(sign):
        return sign
    plain = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    return plain if plain and not _ODD.search(plain) else "\0"
