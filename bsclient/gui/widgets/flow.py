"""A layout that puts widgets in rows and breaks lines where the window ends, like words in a text.

Needed for filters and cards at 200 % scale, where a row of a normal window does not fit.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line; items of a line are centred vertically, or all as tall as the tallest.

    A widget that may grow is counted with its least width: it is what gives room before a line breaks.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, even: bool = False, middle: bool = False
    ) -> None:
        super().__init__(parent)
        self._even, self._middle = even, middle
        self._items: list[QLayoutItem] = []
        self._growing: QWidget | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def let_grow(self, widget: QWidget | None) -> None:
        """Give one widget the room that its line leaves; None gives it to nobody."""
        self._growing = widget

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, line = inner.x(), inner.y(), list[tuple[QLayoutItem, int]]()
        height = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = self._size(item)
            if line and x + size.width() > inner.right() + 1:
                self._settle(line, QRect(inner.x(), y, inner.width(), height), move=move)
                x, y, line, height = inner.x(), y + height + self.spacing(), [], 0
            line.append((item, x))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        self._settle(line, QRect(inner.x(), y, inner.width(), height), move=move)
        return y + height - rect.y() + self.contentsMargins().bottom()

    def _settle(self, line: list[tuple[QLayoutItem, int]], room: QRect, *, move: bool) -> None:
        if not move or not line:
            return
        last, start = line[-1]
        left = room.right() + 1 - start - self._size(last).width()
        shift = left // 2 if self._middle else 0
        for item, x in line:
            size = self._size(item)
            grown = left if item.widget() is self._growing and self._growing is not None else 0
            wide = QSize(size.width() + grown, room.height() if self._even else size.height())
            item.setGeometry(QRect(QPoint(x + shift, room.y() + (room.height() - wide.height()) // 2), wide))
            shift += grown

    def _size(self, item: QLayoutItem) -> QSize:
        """Return the size an item wants; a widget with wrapped words is as tall as its width demands."""
        size = item.sizeHint()
        if item.widget() is self._growing and self._growing is not None:
            size.setWidth(item.minimumSize().width())
        if item.hasHeightForWidth():
            size.setHeight(item.heightForWidth(size.width()))
        return size
