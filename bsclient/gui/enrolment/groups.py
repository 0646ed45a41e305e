"""A fingerprint as people compare it: 16 groups of 4 with their numbers, eight in a row, fewer where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout

_GAP: Final = 6
_LARGER: Final = 1.25


class Groups(QWidget):
    """Shows groups; screen readers hear them one by one. A click on the whole copies nothing: they are for comparing."""

    def __init__(self, groups: Sequence[str] = ()) -> None:
        super().__init__()
        self._flow = FlowLayout(gap=_GAP, even=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._flow)
        self.shown: tuple[str, ...] = ()
        self.show_groups(groups)

    def show_groups(self, groups: Sequence[str]) -> None:
        """Show other groups; none hides the widget."""
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.shown = tuple(groups)
        for number, group in enumerate(groups, 1):
            self._flow.addWidget(_cell(number, group))
        self._flow.invalidate()
        self.setAccessibleName(tr("Fingerprint"))
        self.setAccessibleDescription(" ".join(groups))
        self.setVisible(bool(groups))


def _cell(number: int, group: str) -> QWidget:
    cell = QFrame()
    cell.setProperty("card", True)
    row = QHBoxLayout(cell)
    row.setContentsMargins(6, 3, 8, 3)
    row.setSpacing(6)
    place = text.hint(str(number), wrap=False)
    place.setMinimumWidth(place.fontMetrics().horizontalAdvance("00"))
    place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(place.font().pointSizeF() * _LARGER)
    font.setBold(True)
    words = text.label(group, selectable=True)
    words.setFont(font)
    words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    row.addWidget(place)
    row.addWidget(words)
    return cell
