"""A sheet of paper measured in millimetres. Everything printed goes through it, so that screen and PDF agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

T = TypeVar("T")
DPI = 1200
_PER_MM = DPI / 25.4
WIDTH = 210.0
HEIGHT = 297.0
_SLANT = 55.0
_PALE = "#eeeeee"
FAMILIES = ["Arial", "Liberation Sans", "DejaVu Sans"]

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTER = Qt.AlignmentFlag.AlignHCenter
TOP = Qt.AlignmentFlag.AlignTop
MIDDLE = Qt.AlignmentFlag.AlignVCenter
BOTTOM = Qt.AlignmentFlag.AlignBottom


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size in points, weight, place in its box, smallest size it may shrink to."""

    size: float = 9.0
    bold: bool = False
    align: Qt.AlignmentFlag = LEFT | TOP
    smallest: float = 5.5
    color: str = "#000000"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres from the top left corner of the sheet."""

    x: float
    y: float
    width: float
    height: float

    def inner(self, margin: float = 0.8) -> Box:
        """Return the box less a margin on each side."""
        return Box(self.x + margin, self.y + margin / 2, self.width - 2 * margin, self.height - margin)


class Canvas:
    """Paints lines and texts on one sheet."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.2) -> None:
        """Draw a line between two points."""
        pen = QPen(QColor("#000000"))
        pen.setWidthF(width * _PER_MM)
        self._painter.setPen(pen)
        self._painter.drawLine(
            round(x1 * _PER_MM), round(y1 * _PER_MM), round(x2 * _PER_MM), round(y2 * _PER_MM)
        )

    def frame(self, box: Box, width: float = 0.2, color: str = "#000000") -> None:
        """Draw the outline of a box."""
        pen = QPen(QColor(color))
        pen.setWidthF(width * _PER_MM)
        self._painter.setPen(pen)
        self._painter.drawRect(_device(box))

    def fill(self, box: Box, color: str) -> None:
        """Fill a box with a colour."""
        self._painter.fillRect(_device(box), QColor(color))

    def text(self, box: Box, text: str, style: Style = Style()) -> None:
        """Set plain text in a box, wrapped, shrunk until it fits."""
        if not text:
            return
        size = style.size
        while size > style.smallest and self._needed(box, text, size, style) > box.height:
            size -= 0.25
        option = QTextOption(style.align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._painter.setPen(QColor(style.color))
        self._painter.setFont(_font(size, bold=style.bold))
        self._painter.drawText(QRectF(_device(box)), text, option)

    def slanted(self, text: str) -> None:
        """Write pale words across the sheet: it is a draft, or no document of a real bank."""
        painter = self._painter
        painter.save()
        painter.translate(WIDTH / 2 * _PER_MM, HEIGHT / 2 * _PER_MM)
        painter.rotate(-_SLANT)
        box = Box(-HEIGHT / 2 + 20, -30, HEIGHT - 40, 60)
        size = 84.0
        while (
            size > 12 and QFontMetricsF(_font(size, bold=True)).horizontalAdvance(text) > box.width * _PER_MM
        ):
            size -= 4
        painter.setPen(QColor(_PALE))
        painter.setFont(_font(size, bold=True))
        painter.drawText(_device(box), CENTER | MIDDLE, text)
        painter.restore()

    def needed(self, width: float, text: str, style: Style) -> float:
        """Return the height in millimetres that a text takes in a column of this width."""
        return self._needed(Box(0, 0, width, 0), text, style.size, style)

    def _needed(self, box: Box, text: str, size: float, style: Style) -> float:
        font = _font(size, bold=style.bold)
        area = QRectF(0, 0, box.width * _PER_MM, 1e9)
        flags = int(style.align.value) | Qt.TextFlag.TextWordWrap.value
        found = QFontMetricsF(font).boundingRect(area, flags, text)
        if found.width() > area.width():  # a word is wider than the column and will be cut
            return _cut_height(text, font, area.width()) / _PER_MM
        return found.height() / _PER_MM


def _cut_height(text: str, font: QFont, width: float) -> float:
    """Return the height of a text as `Canvas.text` wraps it: between words, and within those that are too long."""
    height = 0.0
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for part in text.split("\n"):
        layout = QTextLayout(part, font)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            lines += 1
        layout.endLayout()
        height += max(lines, 1) * QFontMetricsF(font).lineSpacing()
    return height


Page = Callable[[Canvas], None]


def measured(work: Callable[[Canvas], T]) -> T:
    """Let some work ask a canvas for the heights of texts where no sheet is at hand."""
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        return work(Canvas(painter))
    finally:
        painter.end()


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(round(points * DPI / 72))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(
        QFont.Tag("liga"), 0
    )  # "ff" of a fingerprint is two letters, also when it is copied from a PDF
    return font


def _device(box: Box) -> QRectF:
    return QRectF(box.x * _PER_MM, box.y * _PER_MM, box.width * _PER_MM, box.height * _PER_MM)


def paint_image(page: Page, dpi: int = 120) -> QImage:
    """Paint a page as a picture for the screen."""
    scale = dpi / 25.4
    image = QImage(round(WIDTH * scale), round(HEIGHT * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(dpi / DPI, dpi / DPI)
    page(Canvas(painter))
    painter.end()
    return image


def write_pdf(device: QIODevice, pages: Sequence[Page], title: str) -> None:
    """Write pages as one PDF with embedded fonts; its text can be searched and copied."""
    writer = QPdfWriter(device)
    writer.setTitle(title)
    writer.setCreator("BSClient")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(DPI)
    painter = QPainter(writer)
    for number, page in enumerate(pages):
        if number:
            writer.newPage()
        page(Canvas(painter))
    painter.end()


def pdf_bytes(pages: Sequence[Page], title: str) -> bytes:
    """Return pages as the bytes of one PDF."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    write_pdf(buffer, pages, title)
    buffer.close()
    return bytes(data.data())


def save_pdf(path: Path, pages: Sequence[Page], title: str) -> None:
    """Save pages as a PDF file; OSError when the file cannot be written."""
    path.write_bytes(pdf_bytes(pages, title))


def paint_printer(painter: QPainter, dots_per_inch: float, page: Page) -> None:
    """Paint a page on a printer's painter whose origin is the corner of the sheet."""
    painter.save()
    painter.scale(dots_per_inch / DPI, dots_per_inch / DPI)
    page(Canvas(painter))
    painter.restore()
