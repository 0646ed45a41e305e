"""The area with the sheets: paints only those that are seen, keeps a few of them painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from bsclient.gui import theme
from bsclient.gui.preview.layout import GAP, LARGEST, SCREEN_DPI, SMALLEST, Fit, Sheets, percent_for
from bsclient.gui.tr import tr
from bsclient.printing.canvas import Page, paint_image

_KEPT: Final = 8
_STEP: Final = 60
_ZOOM: Final = 1.25
_PAPER: Final = QColor("#ffffff")
"""Paper is white under every theme."""


class SheetsView(QAbstractScrollArea):
    """Shows pages; `changed` when another page or another scale is shown."""

    changed = Signal()

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        self._pages = pages
        self._fit = Fit.WIDTH
        self._sheets = Sheets(len(pages), 100, 1, 0)
        self._painted: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Pages as they will be printed"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.horizontalScrollBar().setSingleStep(_STEP)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.changed.emit())

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def fit(self) -> Fit:
        """How the scale is chosen."""
        return self._fit

    @property
    def percent(self) -> int:
        """The scale in force."""
        return self._sheets.percent

    @property
    def page(self) -> int:
        """The page that is being read, counted from 0: the one a third below the top of the window."""
        line = self.verticalScrollBar().value() + self.viewport().height() // 3
        seen = self._sheets.between(line, line)
        return seen[0] if seen else max(0, self.count - 1)

    def show_page(self, number: int) -> None:
        """Scroll a page to the top."""
        self.verticalScrollBar().setValue(self._sheets.place(number).top() - GAP)

    def set_fit(self, fit: Fit) -> None:
        """Choose the scale by the size of the window."""
        self._fit = fit
        self._settle()

    def set_percent(self, percent: int) -> None:
        """Choose the scale by a number."""
        self._fit = Fit.SCALE
        self._settle(max(SMALLEST, min(LARGEST, percent)))

    def zoom(self, steps: int) -> None:
        """Make the pages larger or smaller."""
        self.set_percent(round(self.percent * _ZOOM**steps))

    # Qt -----------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.colour("panel"))
        corner = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for number in self._sheets.between(corner.y(), corner.y() + self.viewport().height()):
            place = self._sheets.place(number).translated(-corner)
            painter.fillRect(place, _PAPER)
            painter.drawPixmap(place.topLeft(), self._image(number))
            painter.setPen(theme.colour("border"))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match Qt.Key(event.key()):
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.show_page(min(self.count - 1, self.page + self._sheets.columns))
            case Qt.Key.Key_PageUp | Qt.Key.Key_Backspace:
                self.show_page(max(0, self.page - self._sheets.columns))
            case Qt.Key.Key_Home:
                self.show_page(0)
            case Qt.Key.Key_End:
                self.show_page(self.count - 1)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # inside -------------------------------------------------------------------------------------------------------

    def _settle(self, percent: int = 0) -> None:
        """Lay the sheets out anew; the page that was being read stays in sight."""
        page, size = self.page, self.viewport().size()
        if self._fit is not Fit.SCALE:
            percent = percent_for(self._fit, size.width(), size.height())
        columns = 2 if self._fit is Fit.TWO and self.count > 1 else 1
        before = self._sheets
        self._sheets = Sheets(self.count, percent or before.percent, columns, size.width())
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, self._sheets.total_height - size.height()))
        down.setPageStep(size.height())
        across.setRange(0, max(0, self._sheets.total_width - size.width()))
        across.setPageStep(size.width())
        if (before.percent, before.columns) != (self._sheets.percent, self._sheets.columns):
            self.show_page(page)
        self.viewport().update()
        self.changed.emit()

    def _image(self, number: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        dpi = round(SCREEN_DPI * self.percent / 100 * ratio)
        key = (number, dpi)
        found = self._painted.get(key)
        if found is None:
            found = QPixmap.fromImage(paint_image(self._pages[number], dpi))
            found.setDevicePixelRatio(ratio)
            self._painted[key] = found
            if len(self._painted) > _KEPT:
                self._painted.popitem(last=False)
        self._painted.move_to_end(key)
        return found
