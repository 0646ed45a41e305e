"""What charts over time share: the frame, the axis of amounts with its lines, the labels below, pointer and arrow keys.

A chart shows numbered things (days, quotes), each with a place across; the one under the pointer is told in a tool tip.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bsclient.gui import theme
from bsclient.gui.widgets.chart_scale import fitting

_PAD: Final = 8
_LABEL_GAP: Final = 24
_HALF_LINE: Final = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """Room around the lines and the least height of a step of the axis, in pixels; the size that is asked for."""

    top: int
    bottom: int
    right: int
    line_every: int
    size: QSize
    least: QSize


class AxesChart(QWidget):
    """See the module. A chart says what it shows by `count`, `amounts`, `mark`, `number_at`, `across`, `words`, `draw`."""

    def __init__(self, name: str, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.scale = fitting((), 1)
        self.shown: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    # what a chart says --------------------------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many things are shown."""
        raise NotImplementedError

    def amounts(self) -> Sequence[Decimal]:
        """Return the amounts that the axis must hold."""
        raise NotImplementedError

    def mark(self, amount: Decimal) -> str:
        """Write an amount beside its line."""
        raise NotImplementedError

    def number_at(self, x: int) -> int | None:
        """Return the thing at a place across; None outside the lines."""
        raise NotImplementedError

    def across(self, area: QRect, number: int) -> int:
        """Return where a thing stands across."""
        raise NotImplementedError

    def words(self, number: int) -> str:
        """Return what is said of a thing."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRect) -> None:
        """Draw what is shown over the lines of the axis."""
        raise NotImplementedError

    # Qt -----------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return self._frame.size

    def minimumSizeHint(self) -> QSize:
        return self._frame.least

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("base"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if self.count():
            area = self.area()
            self._grid(painter, area)
            self.draw(painter, area)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show(self.number_at(event.position().toPoint().x()), event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show(None, QPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self.count():
            super().keyPressEvent(event)
            return
        last = self.count() - 1
        number = last if self.shown is None else max(0, min(last, self.shown + step))
        place = QPoint(self.across(self.area(), number), self.height() // 2)
        self._show(number, self.mapToGlobal(place))

    # painting -----------------------------------------------------------------------------------------------------

    def area(self) -> QRect:
        """Fit the axis and return where lines are drawn: right of the amounts, above the labels."""
        frame = self._frame
        height = self.height() - frame.top - frame.bottom
        self.scale = fitting(self.amounts(), max(2, height // frame.line_every))
        widths = [self.fontMetrics().horizontalAdvance(self.mark(mark)) for mark in self.scale.marks]
        left = _PAD + max(widths, default=0) + _PAD
        return QRect(left, frame.top, max(1, self.width() - left - frame.right), max(1, height))

    def down(self, area: QRect, amount: Decimal) -> int:
        """Return where an amount lies from the top."""
        return area.top() + self.scale.place(amount, area.height())

    def labels(self, painter: QPainter, area: QRect, told: Iterable[tuple[int, str]]) -> None:
        """Write labels below, each (its middle across, words); those that would touch the one before are left out."""
        painter.setPen(theme.colour("muted"))
        metrics, free = self.fontMetrics(), area.left()
        for middle, label in told:
            width = metrics.horizontalAdvance(label)
            x = max(area.left(), min(middle - width // 2, area.right() - width))
            if x >= free:
                painter.drawText(x, area.bottom() + metrics.ascent() + 5, label)
                free = x + width + _LABEL_GAP

    def _grid(self, painter: QPainter, area: QRect) -> None:
        for mark in self.scale.marks:
            y = self.down(area, mark)
            painter.setPen(QPen(theme.colour("line" if mark else "muted"), 1))
            painter.drawLine(area.left(), y, area.right(), y)
            painter.setPen(theme.colour("muted"))
            box = QRect(_PAD, y - _HALF_LINE, area.left() - 2 * _PAD, 2 * _HALF_LINE)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.mark(mark)
            )

    def _show(self, number: int | None, place: QPoint) -> None:
        if number != self.shown:
            self.shown = number
            self.update()
        if number is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(place, self.words(number), self)
