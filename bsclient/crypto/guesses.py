"""The cheapest way to write a text from the pieces that guessing programs try first.

Each piece has a cost in bits (log2 of how many pieces of its kind there are to try); the cheapest chain of pieces over
the whole text is found by dynamic programming over its positions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bsclient.paths import resource

COMMON = "common"
LAYOUT = "layout"
WALK = "walk"
RUN = "run"
REPEAT = "repeat"
DATE = "date"
LANGUAGE = "language"  # looks like a word of a language: letters that can be spoken
WORD = "word"  # a word of a proposal: no fault
KINDS = (COMMON, LAYOUT, WALK, RUN, REPEAT, DATE, LANGUAGE)

_SHORTEST_PIECE = 3
_LONGEST_WORD = 48
_DATE_BITS = math.log2(365 * 120)
_YEAR_BITS = math.log2(120)
_LANGUAGE_BITS = 17.0  # a large dictionary with all forms
_LANGUAGE = re.compile(r"[^\W\d_]{3,16}")
_VOWELS = frozenset("aeiouyаеёиоуыэюя")
_MOST_CONSONANTS = 4
_CASE_BIT = 1.0
_LEET_BIT = 1.5
_LAYOUT_BIT = 1.0
_DAY, _MONTH, _CENTURY = "(?:0[1-9]|[12][0-9]|3[01])", "(?:0[1-9]|1[0-2])", "(?:19|20)"
_DATES = tuple(
    re.compile(f"(?=({form}))", re.ASCII)  # looks ahead, so that dates may overlap
    for form in (
        f"{_DAY}[-./ ]?{_MONTH}[-./ ]?{_CENTURY}[0-9]{{2}}",
        f"{_DAY}[-./ ]?{_MONTH}[-./ ]?[0-9]{{2}}",
        f"{_CENTURY}[0-9]{{2}}[-./ ]?{_MONTH}[-./ ]?{_DAY}",
    )
)
_YEAR = re.compile(f"(?=({_CENTURY}[0-9]{{2}}))", re.ASCII)

_LATIN = "`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"
_CYRILLIC = "ё1234567890-=", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю."
_COLUMNS = "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p"
_COLUMNS_CYRILLIC = "1йфя", "2цыч", "3увс", "4кам", "5епи", "6нрт", "7гоь", "8шлб", "9щдю", "0зж"
_PAD = "789", "456", "123", "741", "852", "963", "147", "258", "369"
_WALKS = _LATIN + _CYRILLIC + _COLUMNS + _COLUMNS_CYRILLIC + _PAD
_WALK_BITS = math.log2(len(_WALKS) * 12 * 2)

_ALPHABETS = "abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "01234567890"
_RUN_BITS = math.log2(3 * 30 * 2)

_LEET = str.maketrans("0134578@$!|", "oieastbasil")
_TO_CYRILLIC = str.maketrans("".join(_LATIN[1:]) + _LATIN[0], "".join(_CYRILLIC[1:]) + _CYRILLIC[0])
_TO_LATIN = str.maketrans("".join(_CYRILLIC[1:]) + _CYRILLIC[0], "".join(_LATIN[1:]) + _LATIN[0])

_CLASSES = (("0", "9", 10), ("a", "z", 26), ("A", "Z", 26), ("а", "я", 33), ("А", "Я", 33))
_SIGNS = 33


class Piece(NamedTuple):
    """A stretch of the text, `[start:end]`, and what guessing it costs."""

    start: int
    end: int
    bits: float
    kind: str


def cheapest(text: str) -> tuple[float, frozenset[str]]:
    """Return the bits of the cheapest chain and the kinds of pieces in it."""
    best: list[tuple[float, Piece | None]] = [(0.0, None)]
    ending: dict[int, list[Piece]] = {}
    for piece in _pieces(text):
        ending.setdefault(piece.end, []).append(piece)
    plain = _plain_bits(text)
    for end in range(1, len(text) + 1):
        chosen = (best[end - 1][0] + plain, Piece(end - 1, end, plain, ""))
        for piece in ending.get(end, ()):
            total = best[piece.start][0] + piece.bits
            if total < chosen[0]:
                chosen = (total, piece)
        best.append(chosen)
    return best[-1][0], frozenset(_chain(best))


def _chain(best: list[tuple[float, Piece | None]]) -> Iterator[str]:
    at = len(best) - 1
    while at > 0:
        piece = best[at][1]
        if piece is None:
            return
        if piece.kind:
            yield piece.kind
        at = piece.start


def _plain_bits(text: str) -> float:
    """Return the cost of one character where no piece fits: by the alphabets that the text uses."""
    size = sum(count for low, high, count in _CLASSES if any(low <= sign <= high for sign in text))
    if any(not sign.isalnum() for sign in text):
        size += _SIGNS
    return math.log2(max(size, 10))


def _pieces(text: str) -> Iterator[Piece]:
    small = text.lower()
    yield from _words(text, small)
    yield from _along(small, _WALKS, WALK, _WALK_BITS)
    yield from _along(small, _ALPHABETS, RUN, _RUN_BITS)
    yield from _repeats(small)
    yield from _spoken(text, small)
    for form, bits in (*((form, _DATE_BITS) for form in _DATES), (_YEAR, _YEAR_BITS)):
        for match in form.finditer(text):
            yield Piece(match.start(), _past_space(text, match.end(1)), bits, DATE)


def _words(text: str, small: str) -> Iterator[Piece]:
    common = _common()
    ours = _proposals()
    forms = (
        (small, 0.0, COMMON),
        (small.translate(_LEET), _LEET_BIT, COMMON),
        (small.translate(_TO_CYRILLIC), _LAYOUT_BIT, LAYOUT),
        (small.translate(_TO_LATIN), _LAYOUT_BIT, LAYOUT),
    )
    if any(len(form) != len(text) for form, _, _ in forms):
        return  # a letter that grows in lower case: such text is in no list
    for start in range(len(text)):
        for end in range(start + _SHORTEST_PIECE, min(len(text), start + _LONGEST_WORD) + 1):
            case = _CASE_BIT if text[start:end] != small[start:end] else 0.0
            for form, extra, kind in forms:
                if form[start:end] in common:
                    yield Piece(start, end, math.log2(len(common)) + case + extra, kind)
            if small[start:end] in ours:
                yield Piece(start, _past_space(text, end), math.log2(len(ours) / 2) + case, WORD)


def _spoken(text: str, small: str) -> Iterator[Piece]:
    """Yield whole words that can be spoken: a vowel, and never more than four consonants in a row."""
    for match in _LANGUAGE.finditer(small):
        word = match.group()
        marks = "".join(" " if sign in _VOWELS else sign for sign in word)
        if " " in marks and max(map(len, marks.split(" "))) <= _MOST_CONSONANTS:
            case = _CASE_BIT if text[match.start() : match.end()] != word else 0.0
            yield Piece(match.start(), _past_space(text, match.end()), _LANGUAGE_BITS + case, LANGUAGE)


def _past_space(text: str, end: int) -> int:
    """Return where a word ends with the space, hyphen or point behind it: a guesser tries them for nothing."""
    return end + 1 if end < len(text) and text[end] in " -._" else end


def _along(small: str, lines: tuple[str, ...], kind: str, bits: float) -> Iterator[Piece]:
    """Yield what goes along a line of keys or letters, forwards or backwards."""
    steps = _steps(lines)
    start = 0
    while start < len(small) - 1:
        direction = steps.get(small[start : start + 2])
        end = start + 1
        while direction and end < len(small) and steps.get(small[end - 1 : end + 1]) == direction:
            end += 1
        if end - start >= _SHORTEST_PIECE:
            yield Piece(start, end, bits + math.log2(end - start), kind)
        start = max(end - 1, start + 1)


@lru_cache(maxsize=4)
def _steps(lines: tuple[str, ...]) -> dict[str, int]:
    """Return pair of neighbours -> 1 forwards, -1 backwards."""
    found: dict[str, int] = {}
    for line in lines:
        for first, second in pairwise(line):
            found.setdefault(first + second, 1)
            found.setdefault(second + first, -1)
    return found


def _repeats(small: str) -> Iterator[Piece]:
    """Yield a unit of up to half the text that comes several times: it costs as much as once, and how often."""
    for match in re.finditer(r"(.{1,24}?)\1+", small, re.DOTALL):
        unit = match.group(1)
        times = len(match.group()) // len(unit)
        if len(match.group()) >= _SHORTEST_PIECE:
            bits = cheapest(unit)[0] if len(unit) > 1 else math.log2(40)
            yield Piece(match.start(), match.end(), bits + math.log2(times), REPEAT)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    text = resource("passphrases/bad.txt").read_text("utf-8")
    return frozenset(word for word in text.split() if len(word) >= _SHORTEST_PIECE)


@lru_cache(maxsize=1)
def _proposals() -> frozenset[str]:
    return frozenset(
        word
        for language in ("ru", "en")
        for word in resource(f"passphrases/words.{language}.txt").read_text("utf-8").split()
    )
