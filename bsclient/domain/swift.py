"""Text of SWIFT messages: the x character set, lines, and Latin letters in place of Cyrillic ones.

Source: SWIFT User Handbook, FIN standards, character set x. A line begins with neither `-` nor `:`.
"""

from __future__ import annotations

import re
from typing import Final

_REFUSED: Final = re.compile(r"[^A-Z0-9/\-?:().,'+ ]")
_LATIN: Final = str.maketrans(
    dict(
        zip(
            'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ№&"«»“”_;',
            [
                *(
                    "A",
                    "B",
                    "V",
                    "G",
                    "D",
                    "E",
                    "E",
                    "ZH",
                    "Z",
                    "I",
                    "I",
                    "K",
                    "L",
                    "M",
                    "N",
                    "O",
                    "P",
                    "R",
                    "S",
                ),
                *("T", "U", "F", "KH", "TS", "CH", "SH", "SHCH", "IE", "Y", "", "E", "IU", "IA", "NO."),
                *("AND", "'", "'", "'", "'", "'", "-", ","),
            ],
            strict=True,
        )
    )
)


def upper(text: str) -> str:
    """Return the text as it travels: capitals, single line feeds, no blanks at the ends of lines."""
    return "\n".join(" ".join(line.split()) for line in text.upper().splitlines())


def refused(text: str) -> list[str]:
    """Return, once each, the characters of an upper-case text that cannot travel; line feeds can."""
    return list(dict.fromkeys(_REFUSED.findall(text.replace("\n", ""))))


def latin(text: str) -> str:
    """Propose a text that can travel: Cyrillic in Latin letters (ICAO 9303), other signs dropped."""
    plain = text.upper().translate(_LATIN)
    lines = (_REFUSED.sub(" ", line).lstrip("-: ") for line in plain.splitlines())
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def bad_start(text: str) -> bool:
    """Whether a line begins with a sign that would end the message's field."""
    return any(line.startswith(("-", ":")) for line in text.split("\n"))
