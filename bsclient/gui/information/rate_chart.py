"""Rates of a currency in the last three months: the official one as a line, the bank's prices beside it; the pointer tells a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygon

from bsclient.domain.converting import Quote
from bsclient.gui import format as written
from bsclient.gui import theme
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets.chart_axes import AxesChart, Frame

_FRAME: Final = Frame(top=30, bottom=22, right=14, line_every=28, size=QSize(420, 260), least=QSize(180, 120))
_SPAN: Final = timedelta(days=92)
_GAP: Final = 12
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


class RateChart(AxesChart):
    """Paints itself; left and right arrows move from quote to quote. Days lie as far apart as they are in time."""

    def __init__(self) -> None:
        super().__init__(tr("Rate by days"), _FRAME)
        self._quotes: Sequence[Quote] = ()
        self._start = self._end = date.min

    def set_quotes(self, quotes: Sequence[Quote], end: date) -> None:
        """Show those of the quotes that held in the months before a day, up to which the last one still holds."""
        self._start = end - _SPAN
        before = sum(quote.day <= self._start for quote in quotes)
        self._quotes, self._end, self.shown = quotes[max(0, before - 1) :], end, None
        self.setAccessibleDescription(self.words(self.count() - 1) if quotes else "")
        self.update()

    def count(self) -> int:
        return len(self._quotes)

    def amounts(self) -> Sequence[Decimal]:
        return [value for quote in self._quotes for of, *_rest in _LINES if (value := of(quote)) is not None]

    def mark(self, amount: Decimal) -> str:
        places = max(0, -int(self.scale.step.normalize().as_tuple().exponent))
        return written.decimal(f"{amount:.{places}f}")

    def words(self, number: int) -> str:
        quote = self._quotes[number]
        told = [
            f"{tr(name)}: {price(of(quote))}" for of, name, _role, _pen in _LINES if of(quote) is not None
        ]
        return "\n".join((written.day(quote.day), *told))

    def number_at(self, x: int) -> int | None:
        """Return the quote that held on the day at a place across; None outside the chart."""
        area = self.area()
        if not self._quotes or not area.left() <= x <= area.right():
            return None
        held = (number for number in range(len(self._quotes)) if self.across(area, number) <= x)
        return max(held, default=0)

    def across(self, area: QRect, number: int) -> int:
        first, last = max(self._quotes[0].day, self._start), max(self._quotes[-1].day, self._end)
        days = max(0, (self._quotes[number].day - first).days)
        return area.left() + days * (area.width() - 1) // max(1, (last - first).days)

    def draw(self, painter: QPainter, area: QRect) -> None:
        self._legend(painter, area)
        for of, _name, role, style in _LINES:
            painter.setPen(QPen(theme.colour(role), 2, style, Qt.PenCapStyle.FlatCap))
            painter.drawPolyline(self._line(area, of))
        days = ((self.across(area, at), written.day(quote.day)) for at, quote in enumerate(self._quotes))
        self.labels(painter, area, days)
        if self.shown is not None:
            x = self.across(area, self.shown)
            painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(x, area.top(), x, area.bottom())

    def _line(self, area: QRect, of: Callable[[Quote], Decimal | None]) -> QPolygon:
        """Return a stepped line: a rate holds until another is told."""
        points: list[QPoint] = []
        for number, quote in enumerate(self._quotes):
            value = of(quote)
            if value is None:
                continue
            x, y = self.across(area, number), self.down(area, value)
            if points:
                points.append(QPoint(x, points[-1].y()))
            points.append(QPoint(x, y))
        if points:
            points.append(QPoint(area.right(), points[-1].y()))
        return QPolygon(points)

    def _legend(self, painter: QPainter, area: QRect) -> None:
        x, metrics = area.left(), self.fontMetrics()
        for of, name, role, style in _LINES:
            if all(of(quote) is None for quote in self._quotes):
                continue
            painter.setPen(QPen(theme.colour(role), 2, style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(x, _FRAME.top // 2, x + _DASH, _FRAME.top // 2)
            painter.setPen(theme.colour("text"))
            painter.drawText(x + _DASH + 6, _FRAME.top // 2 + metrics.ascent() // 2 - 1, tr(name))
            x += _DASH + 6 + metrics.horizontalAdvance(tr(name)) + _GAP
