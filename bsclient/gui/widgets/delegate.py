"""Paints a cell of a long list: ground, icon, text. Nothing else, so that a page of rows costs one sixtieth second."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bsclient.gui import icons, theme
from bsclient.gui.widgets.model import PagedModel

_MARGIN: Final = 8
_ICON: Final = 16
_GAP: Final = 6
# Flags are joined once and states compared as numbers: in Python an enumeration is as dear as painting a word.
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_SELECTED: Final = QStyle.StateFlag.State_Selected.value
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus.value
_FITTED: Final = 4096


class RowDelegate(QStyledItemDelegate):
    """Draws `Cell`s of a `PagedModel`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._metrics = parent.fontMetrics()
        self._fitted: dict[tuple[str, int], str] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view: Any = option
        model: Any = index.model()
        paged: PagedModel[Any] = model
        row, column, state = index.row(), index.column(), view.state.value
        cell = paged.cell(row, column)
        colours = theme.current().colours
        rect: QRect = view.rect
        if state & _SELECTED:
            painter.fillRect(rect, colours["selection"])
        elif row % 2:
            painter.fillRect(rect, colours["alternate"])
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if cell.icon:
            _icon(painter, inner, cell.icon, cell.colour or "muted")
            inner.setLeft(inner.left() + _ICON + _GAP)
        if cell.text:
            painter.setPen(colours["selection_text" if state & _SELECTED else cell.colour or "text"])
            fitted = self._fit(cell.text, inner.width(), view)
            painter.drawText(inner, _RIGHT if paged.columns[column].right else _LEFT, fitted)
        if state & _FOCUSED:
            _focus(painter, rect)

    def _fit(self, content: str, width: int, view: Any) -> str:
        """Cut a text to a width; measuring takes as long as painting, and lists say the same words again and again."""
        found = self._fitted.get((content, width))
        if found is None:
            metrics = view.fontMetrics
            if len(self._fitted) >= _FITTED or metrics != self._metrics:
                self._metrics = QFontMetrics(metrics)  # a copy: the option's own dies with this painting
                self._fitted.clear()
            found = metrics.elidedText(content, Qt.TextElideMode.ElideRight, width)
            self._fitted[content, width] = found
        return found


def _icon(painter: QPainter, inner: QRect, name: str, role: str) -> None:
    place = QRect(inner.left(), inner.center().y() - _ICON // 2 + 1, _ICON, _ICON)
    painter.drawPixmap(place, icons.cell_pixmap(name, role, _ICON))


def _focus(painter: QPainter, rect: QRect) -> None:
    painter.setPen(QPen(theme.colour("focus"), 1, Qt.PenStyle.DotLine))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
