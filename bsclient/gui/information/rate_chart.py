"""Rates of a currency over time: the official one as a line, the bank's prices beside it; the pointer tells a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygon
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bsclient.domain.converting import Quote
from bsclient.gui import format as written
from bsclient.gui import theme
from bsclient.gui.statements.scale import fitting
from bsclient.gui.tr import N_, tr

_TOP, _BOTTOM, _RIGHT, _PAD = 30, 22, 14, 8
_LINE_EVERY: Final = 28
_LABEL_GAP: Final = 24
_DASH: Final = 14
_LINES: Final[tuple[tuple[Callable[[Quote], Decimal | None], str, str, Qt.PenStyle], ...]] = (
    (lambda quote: quote.sell, N_("Bank sells"), "rejected", Qt.PenStyle.DashLine),
    (lambda quote: quote.official, N_("Official"), "accent", Qt.PenStyle.SolidLine),
    (lambda quote: quote.buy, N_("Bank buys"), "done", Qt.PenStyle.DotLine),
)


def price(value: Decimal | None) -> str:
    """Write a rate as it was told, with four decimals at least; "" for none."""
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    places = max(4, -exponent if isinstance(exponent, int) else 4)
    return written.decimal(f"{value:.{places}f}")


class RateChart(QWidget):
    """Paints itself; left and right arrows move from quote to quote. Days lie as far apart as they are in time."""

    def __init__(self) -> None:
        super().__init__()
        self._quotes: Sequence[Quote] = ()
        self._end: date | None = None
        self._scale = fitting((), 1)
        self._shown: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Rate by days"))

    def set_quotes(self, quotes: Sequence[Quote], end: date) -> None:
        """Show other quotes, up to a day on which the last one still holds."""
        self._quotes, self._end, self._shown = quotes, end, None
        self.setAccessibleDescription(self.words(len(quotes) - 1) if quotes else "")
        self.update()

    def words(self, number: int) -> str:
        """Return what is said of a quote."""
        quote = self._quotes[number]
        told = [
            f"{tr(name)}: {price(of(quote))}" for of, name, _role, _pen in _LINES if of(quote) is not None
        ]
        return "\n".join((written.day(quote.day), *told))

    def quote_at(self, x: int) -> int | None:
        """Return the quote that held on the day at a place across; None outside the chart."""
        area = self._area()
        if not self._quotes or not area.left() <= x <= area.right():
            return None
        return max(
            (n for n in range(len(self._quotes)) if self._x(area, self._quotes[n].day) <= x), default=0
        )

    # Qt -----------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("base"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if not self._quotes:
            return
        area = self._area()
        self._grid(painter, area)
        self._legend(painter, area)
        for of, _name, role, style in _LINES:
            painter.setPen(QPen(theme.colour(role), 2, style, Qt.PenCapStyle.FlatCap))
            painter.drawPolyline(self._line(area, of))
        self._days(painter, area)
        if self._shown is not None:
            x = self._x(area, self._quotes[self._shown].day)
            painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(x, area.top(), x, area.bottom())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show(self.quote_at(event.position().toPoint().x()), event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show(None, QPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._quotes:
            super().keyPressEvent(event)
            return
        last = len(self._quotes) - 1
        number = last if self._shown is None else max(0, min(last, self._shown + step))
        x = self._x(self._area(), self._quotes[number].day)
        self._show(number, self.mapToGlobal(QPoint(x, self.height() // 2)))

    # painting -----------------------------------------------------------------------------------------------------

    def _area(self) -> QRect:
        told = [value for quote in self._quotes for of, *_rest in _LINES if (value := of(quote)) is not None]
        lines = max(2, (self.height() - _TOP - _BOTTOM) // _LINE_EVERY)
        self._scale = fitting(told, lines)
        widths = [self.fontMetrics().horizontalAdvance(_mark(mark)) for mark in self._scale.marks]
        left = _PAD + max(widths, default=0) + _PAD
        return QRect(left, _TOP, max(1, self.width() - left - _RIGHT), max(1, self.height() - _TOP - _BOTTOM))

    def _x(self, area: QRect, day: date) -> int:
        first, last = self._quotes[0].day, max(self._quotes[-1].day, self._end or self._quotes[-1].day)
        return area.left() + (day - first).days * (area.width() - 1) // max(1, (last - first).days)

    def _line(self, area: QRect, of: Callable[[Quote], Decimal | None]) -> QPolygon:
        """Return a stepped line: a rate holds until another is told."""
        points: list[QPoint] = []
        for quote in self._quotes:
            value = of(quote)
            if value is None:
                continue
            x, y = self._x(area, quote.day), area.top() + self._scale.place(value, area.height())
            if points:
                points.append(QPoint(x, points[-1].y()))
            points.append(QPoint(x, y))
        if points:
            points.append(QPoint(area.right(), points[-1].y()))
        return QPolygon(points)

    def _grid(self, painter: QPainter, area: QRect) -> None:
        for mark in self._scale.marks:
            y = area.top() + self._scale.place(mark, area.height())
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(area.left(), y, area.right(), y)
            painter.setPen(theme.colour("muted"))
            box = QRect(_PAD, y - 10, area.left() - 2 * _PAD, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _mark(mark))

    def _legend(self, painter: QPainter, area: QRect) -> None:
        x, metrics = area.left(), self.fontMetrics()
        for of, name, role, style in _LINES:
            if all(of(quote) is None for quote in self._quotes):
                continue
            painter.setPen(QPen(theme.colour(role), 2, style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(x, _TOP // 2, x + _DASH, _TOP // 2)
            painter.setPen(theme.colour("text"))
            painter.drawText(x + _DASH + 6, _TOP // 2 + metrics.ascent() // 2 - 1, tr(name))
            x += _DASH + 6 + metrics.horizontalAdvance(tr(name)) + _LABEL_GAP // 2

    def _days(self, painter: QPainter, area: QRect) -> None:
        painter.setPen(theme.colour("muted"))
        metrics, free = self.fontMetrics(), area.left()
        for quote in self._quotes:
            label = written.day(quote.day)
            width = metrics.horizontalAdvance(label)
            x = max(area.left(), min(self._x(area, quote.day) - width // 2, area.right() - width))
            if x >= free:
                painter.drawText(x, area.bottom() + metrics.ascent() + 5, label)
                free = x + width + _LABEL_GAP

    def _show(self, number: int | None, place: QPoint) -> None:
        if number != self._shown:
            self._shown = number
            self.update()
        if number is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(place, self.words(number), self)


def _mark(mark: Decimal) -> str:
    return written.decimal(format(mark.normalize(), "f"))
