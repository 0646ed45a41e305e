"""The balance at the end of each day as a stepped line with its area; the day under the pointer tells its turnover.

Days ahead, if there are any, are dashed after a line that says where today is, and their lowest point is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QSizePolicy

from bsclient.gui import format as written
from bsclient.gui import theme
from bsclient.gui.statements.reading import Day
from bsclient.gui.tr import tr
from bsclient.gui.widgets.chart_axes import AxesChart, Frame
from bsclient.gui.widgets.chart_scale import Scale

_FRAME: Final = Frame(top=10, bottom=22, right=12, line_every=24, size=QSize(400, 132), least=QSize(160, 90))
_AREA: Final = 38
_TAG: Final = 210


class BalanceChart(AxesChart):
    """Paints itself; left and right arrows move from day to day."""

    def __init__(self) -> None:
        super().__init__(tr("Balance by days"), _FRAME)
        self._days: Sequence[Day] = ()
        self._currency = ""
        self._ahead: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_days(self, days: Sequence[Day], currency: str, ahead: int | None = None) -> None:
        """Show other days; from the place `ahead` on they are forecast."""
        self._days, self._currency, self.shown, self._ahead = days, currency, None, ahead
        lowest = min((day.balance for day in days), default=Decimal(0))
        highest = max((day.balance for day in days), default=Decimal(0))
        self.setAccessibleDescription(
            tr("Lowest {low}, highest {high}").format(
                low=written.amount(lowest, currency), high=written.amount(highest, currency)
            )
        )
        self.update()

    def count(self) -> int:
        return len(self._days)

    def amounts(self) -> Sequence[Decimal]:
        return [day.balance for day in self._days]

    def mark(self, amount: Decimal) -> str:
        return _short(amount)

    def number_at(self, x: int) -> int | None:
        area = self.area()
        if not self._days or not area.left() <= x <= area.right():
            return None
        return min(len(self._days) - 1, (x - area.left()) * len(self._days) // max(1, area.width()))

    def across(self, area: QRect, number: int) -> int:
        """Return where a day begins."""
        return area.left() + area.width() * number // len(self._days)

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

    # painting -----------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, area: QRect) -> None:
        self._balance(painter, area)
        middles = (
            ((self.across(area, number) + self.across(area, number + 1)) // 2, written.short_day(day.day))
            for number, day in enumerate(self._days)
        )
        self.labels(painter, area, middles)
        self._today(painter, area)
        if self.shown is not None:
            self._mark(painter, area, self.shown)

    def _balance(self, painter: QPainter, area: QRect) -> None:
        points = []
        for number, day in enumerate(self._days):
            y = self.down(area, day.balance)
            points += [QPoint(self.across(area, number), y), QPoint(self.across(area, number + 1), y)]
        ground = self.down(area, _nearest_zero(self.scale))
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
        x = self.across(area, self._ahead)
        painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(x, area.top(), x, area.bottom())
        balance = self._days[lowest].balance
        role = "rejected" if balance < 0 else "partly"
        y = self.down(area, balance)
        spot = QPoint((self.across(area, lowest) + self.across(area, lowest + 1)) // 2, y)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(role), 2))
        painter.setBrush(theme.colour("base"))
        painter.drawEllipse(spot, 4, 4)
        words = f"{written.amount(balance, self._currency)}, {written.short_day(self._days[lowest].day)}"
        above = y - area.top() > 2 * self.fontMetrics().height()
        down = -self.fontMetrics().height() - 8 if above else 8
        taken = self._tag(painter, area, QPoint(spot.x() + 6, y + down), (words, role))
        height = self.fontMetrics().height()
        top = QRect(x, area.top(), area.width(), height)
        edge = area.bottom() - height - 2 if top.intersects(taken) else area.top()
        self._tag(painter, area, QPoint(x + 4, edge), (tr("Today"), "muted"))

    def _tag(self, painter: QPainter, area: QRect, place: QPoint, said: tuple[str, str]) -> QRect:
        """Write words on a ground of their own, within the chart; returns where they stand."""
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
        return box

    def _mark(self, painter: QPainter, area: QRect, number: int) -> None:
        left, right = self.across(area, number), self.across(area, number + 1)
        band = QColor(theme.colour("accent"))
        band.setAlpha(_AREA)
        painter.fillRect(QRect(left, area.top(), max(1, right - left), area.height()), band)
        y = self.down(area, self._days[number].balance)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("base"))
        painter.drawEllipse(QPoint((left + right) // 2, y), 4, 4)


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
