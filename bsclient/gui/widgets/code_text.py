"""Text of codes and numbers as it comes from elsewhere: with blanks, in groups, behind words."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QValidator

BLANKS: Final = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]+")
_PARTED: Final = re.compile(r"(?<=[0-9])[.\-\u2010-\u2013](?=[0-9])")
_RUNS: Final = re.compile(r"[0-9A-Z]+")


def bare(text: str) -> str:
    """Return a code without blanks."""
    return BLANKS.sub("", text)


def number(text: str) -> str:
    """Return a number without blanks, points and hyphens between its groups; of other words («р/с 40702…») it alone."""
    joined = bare(text)
    if not joined.isalnum():
        joined = _PARTED.sub("", joined)
    return joined if joined.isascii() else max(_RUNS.findall(joined), key=len, default="")


class Ascii(QValidator):
    """Lets only ASCII letters, digits and signs be typed into a code; the wrong key simply does nothing.

    Blanks fall away whichever way they come: also of what is dropped, or pasted with the middle button.
    """

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        plain = bare(text)
        good = plain.isascii()
        return (
            (QValidator.State.Acceptable if good else QValidator.State.Invalid),
            plain,
            len(bare(text[:place])),
        )
