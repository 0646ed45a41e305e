"""The encoding of a text file that does not say it: UTF-8 proves itself, the rest is told apart by its letters."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 256 * 1024
_RUSSIAN: Final = re.compile("[А-яЁё]{3,}")
_LONE: Final = re.compile(rb"(?<=[A-Za-z])[\x80-\xff](?=[A-Za-z])")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_USUAL: Final = "оеаинтсрвлОЕАИНТСРВЛ"


def decode(data: bytes) -> tuple[str, str]:
    """Return the text with single line feeds for line ends, and the codec; bytes that it lacks become U+FFFD."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(codec, errors="replace")), codec
    try:
        return _lines(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        codec = _single(data[:_SAMPLE])
    return _lines(data.decode(codec, errors="replace")), codec


def _single(sample: bytes) -> str:
    """Choose among the encodings of one byte a letter."""
    if 2 * len(_LONE.findall(sample)) > len(_HIGH.findall(sample)):
        # Single letters among Latin ones: Central European. What one reads as letters the other reads as signs.
        return max(("cp1250", "cp852"), key=lambda codec: _letters(sample.decode(codec, errors="replace")))
    return max(
        ("cp1251", "cp866", "koi8-r"), key=lambda codec: _score(sample.decode(codec, errors="replace"))
    )


def _letters(text: str) -> int:
    return sum(one.isalpha() for one in text if not one.isascii())


def _score(text: str) -> int:
    return sum(
        len(word) + 2 * sum(word.count(letter) for letter in _USUAL)
        for word in _RUSSIAN.findall(text)
        if word.isupper() or word.islower() or word.istitle()
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
