"""The picture or the text that a payment was read from, as it is: codes framed, found words marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontDatabase,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QTextEdit, QWidget

from bsclient.gui import theme
from bsclient.gui.tr import tr
from bsclient.gui.widgets import pictures
from bsclient.services.imports.sources import Candidate

_FRAME: Final = 4

_STEP: Final = 1.25
_MOST: Final = 8.0


class PictureView(QWidget):
    """A picture that fits the widget; the wheel makes it larger around the mouse, a double click fits it again."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = pictures.image_of(b"", 0, 0)
        self._corners: tuple[tuple[int, int], ...] = ()
        self._zoom = 1.0
        self._middle = QPointF(0.5, 0.5)
        self.setAccessibleName(tr("Picture that was read"))
        self.setMinimumSize(120, 80)

    def show_candidate(self, candidate: Candidate) -> None:
        """Show the picture of a payment."""
        told = candidate.picture
        if told is None:
            return
        self._picture = pictures.image_of(told.grey, told.width, told.height)
        self._corners = candidate.corners
        self._zoom, self._middle = 1.0, QPointF(0.5, 0.5)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 200)

    def wheelEvent(self, event: QWheelEvent) -> None:
        larger = event.angleDelta().y() > 0
        at = event.position()
        shown = self._target()
        if shown.contains(at):
            self._middle = QPointF(
                (at.x() - shown.x()) / shown.width(), (at.y() - shown.y()) / shown.height()
            )
        self._zoom = min(_MOST, max(1.0, self._zoom * (_STEP if larger else 1 / _STEP)))
        self.update()
        event.accept()

    def mouseDoubleClickEvent(self, _event: object) -> None:
        self._zoom = 1.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = self._target()
        painter.drawImage(target, self._picture)
        if self._corners:
            scale = target.width() / self._picture.width()
            corners = [QPointF(target.x() + x * scale, target.y() + y * scale) for x, y in self._corners]
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawPolygon(QPolygonF(corners))

    def _target(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
        size = self._picture.size().toSizeF()
        if size.isEmpty() or room.isEmpty():
            return room
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        size = size * self._zoom
        left = room.center().x() - size.width() * (self._middle.x() if self._zoom > 1 else 0.5)
        top = room.center().y() - size.height() * (self._middle.y() if self._zoom > 1 else 0.5)
        return QRectF(left, top, size.width(), size.height())


class TextView(QPlainTextEdit):
    """A text with the words that something was read from marked."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setAccessibleName(tr("Text that was read"))
        self.setMinimumSize(120, 80)

    def show_text(self, text: str, sources: Iterable[str]) -> None:
        """Show a text; `sources` are marked where they stand first."""
        self.setPlainText(text)
        form = QTextCharFormat()
        form.setBackground(theme.colour("selection"))
        form.setForeground(theme.colour("selection_text"))
        marks = []
        for source in sources:
            at = text.find(source) if source else -1
            if at >= 0:
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(_units(text, at))
                cursor.setPosition(_units(text, at + len(source)), QTextCursor.MoveMode.KeepAnchor)
                mark.cursor, mark.format = cursor, form
                marks.append(mark)
        self.setExtraSelections(marks)


class SourceView(QStackedWidget):
    """Shows the picture of a candidate or, where there is none, its text."""

    def __init__(self) -> None:
        super().__init__()
        self.picture, self.text = PictureView(), TextView()
        self.addWidget(self.picture)
        self.addWidget(self.text)
        self.setMinimumHeight(80)

    def show_candidate(self, candidate: Candidate) -> None:
        """Show what a payment was read from."""
        if candidate.picture is not None:
            self.picture.show_candidate(candidate)
            self.setCurrentWidget(self.picture)
        else:
            payment = candidate.payment
            self.text.show_text(payment.text, [piece.source for piece in payment.pieces])
            self.setCurrentWidget(self.text)


def _units(text: str, at: int) -> int:
    """Return a place in a text as Qt counts it: in units of UTF-16."""
    return len(text[:at].encode("utf-16-le")) // 2
