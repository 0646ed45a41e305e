"""Pictures of files and of the clipboard as grey octets, which the readers of codes want, and back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

from bsclient.errors import BadInput

PATTERNS: Final = "*.png *.jpg *.jpeg *.bmp *.gif *.webp *.tif *.tiff"
LARGEST_SIDE: Final = 6000
"""Larger pictures are read smaller: a code of a page is seen all the same."""


def grey_of(picture: QImage) -> tuple[bytes, int, int]:
    """Return a picture as grey bytes without padding, its width and height. What is transparent is white."""
    shown = picture
    if picture.hasAlphaChannel():
        shown = QImage(picture.size(), QImage.Format.Format_RGB32)
        shown.fill(Qt.GlobalColor.white)
        _draw(shown, picture)
    grey = shown.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, line = grey.width(), grey.height(), grey.bytesPerLine()
    octets = bytes(grey.constBits())
    rows = (octets[at * line : at * line + width] for at in range(height))
    return b"".join(rows), width, height


def image_of(grey: bytes, width: int, height: int) -> QImage:
    """Return grey bytes as a picture of its own."""
    return QImage(grey, width, height, width, QImage.Format.Format_Grayscale8).copy()


def read(data: bytes, name: str) -> QImage | None:
    """Return the picture of a file, upright; None for what is no picture. BadInput("picture_file") for a damaged one."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    if not reader.canRead():
        return None
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > LARGEST_SIDE:
        reader.setScaledSize(size.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    if picture.isNull():
        raise BadInput("picture_file", name=name, reason=reader.errorString())
    return picture


def fitted(picture: QImage) -> QImage:
    """Return a picture that is not larger than the readers of codes take."""
    if max(picture.width(), picture.height()) <= LARGEST_SIDE:
        return picture
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _draw(target: QImage, picture: QImage) -> None:
    from PySide6.QtGui import QPainter

    painter = QPainter(target)
    painter.drawImage(0, 0, picture)
    painter.end()
