"""Bars in the cells of a table: how much of the whole a row is, credits and debits in their colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from bsclient.gui import theme
from bsclient.gui.widgets.delegate import RowDelegate

_MARGIN: Final = 8
_HEIGHT: Final = 9
_ALPHA: Final = 150
_SELECTED: Final = QStyle.StateFlag.State_Selected.value
Parts = Callable[[Any], tuple[tuple[Decimal, str], ...]]
"""Gives the parts of a bar of a row, each from 0 to 1 with its colour of the theme; their sum is at most 1."""


class BarDelegate(RowDelegate):
    """Paints bars in the columns it is told of (by key), everything else as a list does."""

    def __init__(self, parent: QWidget, bars: Mapping[str, Parts]) -> None:
        super().__init__(parent)
        self._bars = bars

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        model: Any = index.model()
        parts = self._bars.get(model.columns[index.column()].key)
        row = model.row(index.row())
        if parts is None or row is None:
            return
        view: Any = option
        inner: QRect = view.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        left, top = inner.left(), inner.center().y() - _HEIGHT // 2
        for share, role in parts(row):
            width = int(share * inner.width())
            if share > 0:
                colour = QColor(theme.colour(role))
                colour.setAlpha(_ALPHA)
                painter.fillRect(QRect(left, top, max(1, width), _HEIGHT), colour)
                left += max(1, width)
