"""A field for an amount: `1 234,56`, `1,234.56`, `1234-56` and `1234=` are all taken, and shown in groups when left.

Groups are parted as in every list of the windows: see `gui/format.py`.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

from bsclient.domain import money
from bsclient.domain.fields import Field
from bsclient.gui import format as written
from bsclient.gui.widgets.editors import LineEditor


class MoneyEditor(LineEditor):
    """An amount; the draft gets `1234.56`, or what was typed if it is no amount."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def amount(self) -> Decimal | None:
        """Return the amount; None if there is none."""
        try:
            return written.read_amount(self.text())
        except ValueError:
            return None

    def value(self) -> str:
        amount = self.amount()
        return self.text() if amount is None else money.plain(amount)

    def shown(self, text: str) -> str:
        try:
            return grouped(money.parse_amount(text))
        except ValueError:
            return text

    def focusOutEvent(self, event: QFocusEvent) -> None:
        amount = self.amount()
        if amount is not None and self.text() != grouped(amount) and not self.isReadOnly():
            self._replace(grouped(amount))
        super().focusOutEvent(event)


def grouped(amount: Decimal) -> str:
    """Write an amount in groups of three, so that it can be read back."""
    return written.amount(amount)
