"""The balance at the end of each day as a stepped line with its area; the day under the pointer tells its turnover.

Days ahead, if there are any, are dashed after a line that says where today is, and their lowest point is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygon
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bsclient.gui import format as written
from bsclient.gui import theme
from bsclient.gui.statements.reading import Day
from bsclient.gui.statements.scale import Scale, fitting
from bsclient.gui.tr import tr

_TOP, _BOTTOM, _RIGHT, _PAD = 10, 22, 12, 8
_AREA: Final = 38
_TAG: Final = 210
_LABEL_GAP: Final = 24
_LINE_EVERY: Final = 24


class BalanceChart(QWidget):
    """Paints itself; left and right arrows move from day to day."""

    def __init__(self) -> None:
        super().__init__()
        self._days: Sequence[Day] = ()
        self._currency = ""
        self._scale = fitting((), 1)
        self._shown: int | None = None
        self._ahead: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Balance by days"))

    def set_days(self, days: Sequence[Day], currency: str, ahead: int | None = None) -> None:
        """Show other days; from the place `ahead` on they are forecast."""
        self._days, self._currency, self._shown, self._ahead = days, currency, None, ahead
        lowest = min((day.balance for day in days), default=Decimal(0))
        highest = max((day.balance for day in days), default=Decimal(0))
        self.setAccessibleDescription(
            tr("Lowest {low}, highest {high}").format(
                low=written.amount(lowest, currency), high=written.amount(highest, currency)
            )
        )
        self.update()

    def day_at(self, x: int) -> int | None:
        """Return the number of the day at a place across; None outside the chart."""
        area = self._area()
        if not self._days or not area.left() <= x <= area.right():
            return None
        return min(len(self._days) - 1, (x - area.left()) * len(self._days) // max(1, area.width()))

    def lowest(self) -> int | None:
        """Return the place of the lowest forecast day, the first of them; None without a forecast."""
        if self._ahead is None or self._ahead >= len(self._days):
            return None
        places = range(self._ahead, len(self._days))
        return min(places, key=lambda place: (self._days[place].balance, place))

    def words(self, number: int) -> str:
        """Return what is said of a day."""
        day = self._days[number]
        forecast = self._ahead is not None and number >= self._ahead
        return "\n".join(
            (
                tr("{day}, forecast").format(day=written.day(day.day)) if forecast else written.day(day.day),
                tr("Balance {amount}").format(amount=written.amount(day.balance, self._currency)),
                tr("Credits {amount}").format(amount=written.amount(day.credits, self._currency)),
                tr("Debits {amount}").format(amount=written.amount(day.debits, self._currency)),
            )
        )

    # Qt -----------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(400, 132)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 90)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("base"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        if not self._days:
            return
        area = self._area()
        self._grid(painter, area)
        self._balance(painter, area)
        self._labels(painter, area)
        self._today(painter, area)
        if self._shown is not None:
            self._mark(painter, area, self._shown)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show(self.day_at(event.position().toPoint().x()), event.globalPosition().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show(None, QPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._days:
            super().keyPressEvent(event)
            return
        last = len(self._days) - 1
        number = last if self._shown is None else max(0, min(last, self._shown + step))
        place = QPoint(self._left(self._area(), number), self.height() // 2)
        self._show(number, self.mapToGlobal(place))

    # painting -----------------------------------------------------------------------------------------------------

    def _area(self) -> QRect:
        """Return where the line is drawn: right of the amounts, above the days."""
        lines = max(2, (self.height() - _TOP - _BOTTOM) // _LINE_EVERY)
        self._scale = fitting([day.balance for day in self._days], lines)
        widths = [self.fontMetrics().horizontalAdvance(_short(mark)) for mark in self._scale.marks]
        left = _PAD + max(widths, default=0) + _PAD
        return QRect(left, _TOP, max(1, self.width() - left - _RIGHT), max(1, self.height() - _TOP - _BOTTOM))

    def _grid(self, painter: QPainter, area: QRect) -> None:
        for mark in self._scale.marks:
            y = area.top() + self._scale.place(mark, area.height())
            painter.setPen(QPen(theme.colour("muted" if mark == 0 else "line"), 1))
            painter.drawLine(area.left(), y, area.right(), y)
            painter.setPen(theme.colour("muted"))
            box = QRect(_PAD, y - 10, area.left() - 2 * _PAD, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _short(mark))

    def _balance(self, painter: QPainter, area: QRect) -> None:
        points = []
        for number, day in enumerate(self._days):
            y = area.top() + self._scale.place(day.balance, area.height())
            points += [QPoint(self._left(area, number), y), QPoint(self._left(area, number + 1), y)]
        ground = area.top() + self._scale.place(_nearest_zero(self._scale), area.height())
        fill = QColor(theme.colour("accent"))
        fill.setAlpha(_AREA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(
            QPolygon([QPoint(points[0].x(), ground), *points, QPoint(points[-1].x(), ground)])
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        known = 2 * (len(self._days) if self._ahead is None else self._ahead)
        pen = QPen(theme.colour("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPolyline(QPolygon(points[:known]))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawPolyline(QPolygon(points[max(0, known - 1) :]))

    def _today(self, painter: QPainter, area: QRect) -> None:
        """Part what was from what is forecast, and name the lowest point."""
        lowest = self.lowest()
        if lowest is None or self._ahead is None:
            return
        x = self._left(area, self._ahead)
        painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(x, area.top(), x, area.bottom())
        self._tag(painter, area, QPoint(x + 4, area.top()), (tr("Today"), "muted"))
        balance = self._days[lowest].balance
        role = "rejected" if balance < 0 else "partly"
        y = area.top() + self._scale.place(balance, area.height())
        spot = QPoint((self._left(area, lowest) + self._left(area, lowest + 1)) // 2, y)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(role), 2))
        painter.setBrush(theme.colour("base"))
        painter.drawEllipse(spot, 4, 4)
        words = f"{written.amount(balance, self._currency)}, {written.short_day(self._days[lowest].day)}"
        above = y - area.top() > 2 * self.fontMetrics().height()
        down = -self.fontMetrics().height() - 8 if above else 8
        width = self.fontMetrics().horizontalAdvance(words)
        self._tag(painter, area, QPoint(spot.x() - width // 2, y + down), (words, role))

    def _tag(self, painter: QPainter, area: QRect, place: QPoint, said: tuple[str, str]) -> None:
        """Write words on a ground of their own, within the chart."""
        words, role = said
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(words)
        x = max(area.left() + 2, min(place.x(), area.right() - width - 2))
        box = QRect(x - 3, place.y(), width + 6, metrics.height())
        ground = QColor(theme.colour("base"))
        ground.setAlpha(_TAG)
        painter.fillRect(box, ground)
        painter.setPen(theme.colour(role))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _labels(self, painter: QPainter, area: QRect) -> None:
        painter.setPen(theme.colour("muted"))
        metrics = self.fontMetrics()
        free = area.left()
        for number, day in enumerate(self._days):
            label = written.short_day(day.day)
            width = metrics.horizontalAdvance(label)
            x = (self._left(area, number) + self._left(area, number + 1) - width) // 2
            x = max(area.left(), min(x, area.right() - width))
            if x >= free:
                painter.drawText(x, area.bottom() + metrics.ascent() + 5, label)
                free = x + width + _LABEL_GAP

    def _mark(self, painter: QPainter, area: QRect, number: int) -> None:
        left, right = self._left(area, number), self._left(area, number + 1)
        band = QColor(theme.colour("accent"))
        band.setAlpha(_AREA)
        painter.fillRect(QRect(left, area.top(), max(1, right - left), area.height()), band)
        y = area.top() + self._scale.place(self._days[number].balance, area.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("base"))
        painter.drawEllipse(QPoint((left + right) // 2, y), 4, 4)

    def _left(self, area: QRect, number: int) -> int:
        return area.left() + area.width() * number // len(self._days)

    def _show(self, number: int | None, place: QPoint) -> None:
        if number != self._shown:
            self._shown = number
            self.update()
        if number is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(place, self.words(number), self)


def _nearest_zero(scale: Scale) -> Decimal:
    return max(scale.low, min(scale.high, Decimal(0)))


def _short(mark: Decimal) -> str:
    """Write a mark of the axis: in millions or thousands where it is round."""
    for size, unit in ((Decimal(1_000_000), tr("M")), (Decimal(1000), tr("K"))):
        if abs(mark) >= size and mark % (size / 10) == 0:
            return f"{_bare(mark / size)}\u00a0{unit}"
    return _bare(mark)


def _bare(amount: Decimal) -> str:
    return written.amount(amount).rstrip("0").rstrip(",.")
