"""Cards of a form: fields of a group side by side in twelve columns, so that edges of all cards stand in line.

A field that is not asked takes no room; in a narrow window fields are twice as wide.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.kinds_more import SwiftKind
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout

COLUMNS: Final = 12
QUARTER, HALF, WHOLE = 3, 6, 12
_SHORT: Final = 20
_MIDDLE: Final = 70
_WIDE: Final = frozenset(
    {KindName.CHOICE, KindName.FLAG, KindName.REFERENCE, KindName.PRODUCT, KindName.PERSON, KindName.IBAN}
)
_GAP: Final = 10
_LINE: Final = 6
_NARROW_BELOW: Final = 640
_NARROWEST: Final = 300


def span(field: Field, *, own: bool = False) -> int:
    """Return how many of twelve columns a field takes; `own` is an account to choose, with its name."""
    kind = field.kind
    if field.rows is not None or kind.name is KindName.LINES:
        return WHOLE
    if isinstance(kind, SwiftKind):
        return HALF if kind.lines > 1 or kind.longest > _SHORT else QUARTER
    if kind.name is KindName.TEXT:
        return QUARTER if field.longest <= _SHORT else HALF if field.longest <= _MIDDLE else WHOLE
    return HALF if own or kind.name in _WIDE else QUARTER


class Columns(FlowLayout):
    """Widgets in twelve columns of one width, each in as many of them as it was given."""

    def __init__(self) -> None:
        super().__init__(gap=_GAP)
        self._spans: dict[QWidget, int] = {}

    def add(self, widget: QWidget, columns: int) -> None:
        """Put a widget at the end."""
        self._spans[widget] = columns
        self.addWidget(widget)

    def _place(self, rect: QRect, *, move: bool) -> int:
        inner, gap = rect.marginsRemoved(self.contentsMargins()), self.spacing()
        unit = (inner.width() + gap) / COLUMNS
        factor = 2 if inner.width() < _NARROW_BELOW else 1
        y, column, height = inner.y(), 0, 0
        for item in self._items:
            widget = item.widget()
            if widget is None or item.isEmpty():
                continue
            columns = min(COLUMNS, self._spans[widget] * factor)
            if column + columns > COLUMNS:
                y, column, height = y + height + _LINE, 0, 0
            left, right = round(column * unit), round((column + columns) * unit) - gap
            tall = item.heightForWidth(right - left) if item.hasHeightForWidth() else item.sizeHint().height()
            if move:
                item.setGeometry(QRect(inner.x() + left, y, right - left, tall))
            column, height = column + columns, max(height, tall)
        return y + height - rect.y() + self.contentsMargins().bottom()

    def minimumSize(self) -> QSize:
        """Return a size that lets a form be narrow: fields shrink, tables scroll, and the width says how tall it is."""
        return QSize(_NARROWEST, max((item.sizeHint().height() for item in self._items), default=0))


class Card(QFrame):
    """One group of fields under a title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._asked: dict[QWidget, bool] = {}
        self._columns = Columns()
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 8, 14, 10)
        box.setSpacing(6)
        if title:
            self.setAccessibleName(title)
            box.addWidget(text.heading(title, 3))
        box.addLayout(self._columns)

    def add(self, widget: QWidget, columns: int) -> None:
        """Put a field at the end."""
        self._columns.add(widget, columns)
        self._asked[widget] = True

    def set_asked(self, widget: QWidget, *, asked: bool) -> None:
        """Show a field, or leave it out; a card without fields is not shown."""
        self._asked[widget] = asked
        widget.setVisible(asked)
        self.setVisible(any(self._asked.values()))
