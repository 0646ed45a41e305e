"""Paints a cell of a long list: ground, icon, text. Nothing else, so that a page of rows costs one sixtieth second."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bsclient.gui import icons, theme
from bsclient.gui.widgets.model import PagedModel

_MARGIN: Final = 8
_ICON: Final = 16
_GAP: Final = 6
# Flags are joined once: in Python that is as dear as painting a word.
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_SELECTED: Final = QStyle.StateFlag.State_Selected
_FOCUSED: Final = QStyle.StateFlag.State_HasFocus


class RowDelegate(QStyledItemDelegate):
    """Draws `Cell`s of a `PagedModel`."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view: Any = option
        model: Any = index.model()
        paged: PagedModel[Any] = model
        row, column, state = index.row(), index.column(), view.state
        cell = paged.cell(row, column)
        colours = theme.current().colours
        chosen = bool(state & _SELECTED)
        rect: QRect = view.rect
        if chosen:
            painter.fillRect(rect, colours["selection"])
        elif row % 2:
            painter.fillRect(rect, colours["alternate"])
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if cell.icon:
            _icon(painter, inner, cell.icon, cell.colour or "muted")
            inner.setLeft(inner.left() + _ICON + _GAP)
        if cell.text:
            colour = colours["selection_text"] if chosen else colours[cell.colour or "text"]
            painter.setPen(colour)
            elided = view.fontMetrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, _RIGHT if paged.columns[column].right else _LEFT, elided)
        if state & _FOCUSED:
            _focus(painter, rect)


def _icon(painter: QPainter, inner: QRect, name: str, role: str) -> None:
    place = QRect(inner.left(), inner.center().y() - _ICON // 2 + 1, _ICON, _ICON)
    painter.drawPixmap(place, icons.cell_pixmap(name, role, _ICON))


def _focus(painter: QPainter, rect: QRect) -> None:
    painter.setPen(QPen(theme.colour("focus"), 1, Qt.PenStyle.DotLine))
    painter.drawLine(rect.topLeft(), rect.topRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
