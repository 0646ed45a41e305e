"""A field for an activation code: groups of four by themselves, look-alike Russian letters become Latin ones."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""What codes are made of: no 0, 1, I, O."""
LENGTH: Final = 16
_GROUP: Final = 4
_ALIKE: Final = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


def plain(typed: str) -> str:
    """Return a code as it is counted: capitals without hyphens and blanks, look-alike letters as Latin ones."""
    return "".join(typed.upper().translate(_ALIKE).replace("-", " ").replace("–", " ").split())


def strangers(typed: str) -> str:
    """Return the characters that no code has, each once."""
    return "".join(dict.fromkeys(each for each in plain(typed) if each not in ALPHABET))


def grouped(code: str) -> str:
    """Return a code in groups of four."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


class CodeField(QLineEdit):
    """`code()` is the code without hyphens; whole once it has 16 characters of the alphabet."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("XXXX-XXXX-XXXX-XXXX")
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.font().pointSizeF() * 1.15)
        self.setFont(font)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("W" * 21))
        self.setInputMethodHints(Qt.InputMethodHint.ImhUppercaseOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        self.textEdited.connect(self._group)

    def code(self) -> str:
        """Return what was typed, as it is counted."""
        return plain(self.text())

    def whole(self) -> bool:
        """Whether a code was typed to its end."""
        return len(self.code()) == LENGTH and not strangers(self.text())

    def _group(self, typed: str) -> None:
        """Put hyphens in while one types; the cursor stays behind the character it was behind."""
        behind = len(plain(typed[: self.cursorPosition()]))
        shown = grouped(plain(typed)[: LENGTH * 2])
        if shown != typed:
            self.setText(shown)
            self.setCursorPosition(behind + max(0, behind - 1) // _GROUP)
