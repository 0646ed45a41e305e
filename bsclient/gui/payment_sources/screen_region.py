"""A part of the screen, chosen with the mouse over a picture of it: a code that another program shows.

The windows of the program step aside (they become transparent), the screens are taken as pictures, and each is shown
darkened over itself; a rectangle is dragged, Enter takes the whole screen, Esc nothing. Under Wayland programs may not
look at the screen: BadInput("screen_wayland"); a system that gives no picture: "screen_denied".
"""

from __future__ import annotations

import os
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QScreen,
)
from PySide6.QtWidgets import QApplication, QWidget

from bsclient.errors import BadInput
from bsclient.gui import theme
from bsclient.gui.tr import tr

_ASIDE_MS: Final = 250
_LEAST: Final = 12
_SHADE: Final = QColor(0, 0, 0, 120)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def refusal() -> BadInput | None:
    """Say why the screen cannot be looked at here; None if it can."""
    wayland = QGuiApplication.platformName().startswith("wayland")
    within = QGuiApplication.platformName() == "xcb" and os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return BadInput("screen_wayland") if wayland or within else None


class ScreenRegion(QObject):
    """Signals: `chosen(QImage)`, `failed(BsError)`, `cancelled()`; one of them, once."""

    chosen = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.overlays: list[Overlay] = []
        self._aside: list[tuple[QWidget, float]] = []

    def start(self) -> None:
        """Step aside, look, and let the user choose."""
        refused = refusal()
        if refused is not None:
            self.failed.emit(refused)
            self.deleteLater()
            return
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow()]
        self._aside = [(each, each.windowOpacity()) for each in shown]
        for each in shown:
            each.setWindowOpacity(0)
        QTimer.singleShot(_ASIDE_MS, self, self._look)

    def _look(self) -> None:
        taken = [(screen, screen.grabWindow(0)) for screen in QGuiApplication.screens()]
        for window, opacity in self._aside:
            window.setWindowOpacity(opacity)
        seen = [(screen, picture) for screen, picture in taken if not picture.isNull()]
        if not seen:
            self.failed.emit(BadInput("screen_denied"))
            self.deleteLater()
            return
        self.show_over(seen)

    def show_over(self, seen: list[tuple[QScreen, QPixmap]]) -> None:
        """Show the pictures over their screens."""
        for screen, picture in seen:
            overlay = Overlay(picture)
            overlay.chosen.connect(self._choose)
            overlay.cancelled.connect(self._cancel)
            overlay.setGeometry(screen.geometry())
            overlay.showFullScreen()
            self.overlays.append(overlay)
        first = self.overlays[0]
        first.activateWindow()
        first.setFocus()

    def _choose(self, picture: QImage) -> None:
        self._end()
        self.chosen.emit(picture)

    def _cancel(self) -> None:
        self._end()
        self.cancelled.emit()

    def _end(self) -> None:
        for overlay in self.overlays:
            overlay.close()
        self.overlays.clear()
        self.deleteLater()


class Overlay(QWidget):
    """A darkened picture of a screen; what is dragged over is bright. Signals: `chosen(QImage)`, `cancelled()`."""

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, picture: QPixmap) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Choose a part of the screen"))
        self._picture = picture
        self._from: QPoint | None = None
        self._area = QRect()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.RightButton:
            self.cancelled.emit()
            return
        self._from = event.position().toPoint()
        self._area = QRect(self._from, self._from)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._area = QRect(self._from, event.position().toPoint()).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        area = QRect(self._from, event.position().toPoint()).normalized()
        self._from = None
        if area.width() >= _LEAST and area.height() >= _LEAST:
            self._take(area)
        else:
            self._area = QRect()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in _ENTER:
            self._take(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), self._picture)
        painter.fillRect(self.rect(), _SHADE)
        if not self._area.isEmpty():
            painter.drawPixmap(self._area, self._picture, self._source(self._area))
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self._area)
        self._say(painter)

    def _say(self, painter: QPainter) -> None:
        words = tr("Drag a frame around the code. Enter: the whole screen, Esc: cancel.")
        box = painter.fontMetrics().boundingRect(words).adjusted(-14, -8, 14, 8)
        box.moveTopLeft(QPoint((self.width() - box.width()) // 2, 24))
        painter.fillRect(box, theme.colour("base"))
        painter.setPen(theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _source(self, area: QRect) -> QRect:
        """Return an area of the window in pixels of the picture."""
        across = self._picture.width() / max(1, self.width())
        down = self._picture.height() / max(1, self.height())
        return QRect(
            round(area.x() * across), round(area.y() * down),
            round(area.width() * across), round(area.height() * down),
        )  # fmt: skip

    def _take(self, area: QRect) -> None:
        self.chosen.emit(self._picture.copy(self._source(area)).toImage())
