"""QR codes (ISO/IEC 18004): made by segno, read by ZXing. Pictures come as grey bytes, so that no window is needed.

Reading gives text only: nothing is opened, run or fetched because of it. Errors: `BadInput`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import segno
import zxingcpp

from bsclient.errors import BadInput

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True for a dark one, with the quiet zone of four around."""

LARGEST_SIDE: Final = 8000
_FORMATS: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_QUIET: Final = 4
_SCALE: Final = 8


def matrix(text: str) -> Matrix:
    """Return the modules of a code for a text."""
    rows = segno.make_qr(text, error="m").matrix_iter(scale=1, border=_QUIET)
    return tuple(tuple(bool(module) for module in row) for row in rows)


def save_png(text: str, path: Path) -> None:
    """Write a code as a PNG for a letter. OSError."""
    segno.make_qr(text, error="m").save(str(path), kind="png", scale=_SCALE, border=_QUIET)


def read(grey: bytes, width: int, height: int) -> str:
    """Return the text of the only QR code in a picture of one byte a pixel.

    BadInput: qr_picture (too large or not as long as said), qr_none, qr_several.
    """
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE and len(grey) == width * height):
        raise BadInput("qr_picture", limit=str(LARGEST_SIDE))
    picture = memoryview(grey).cast("B", shape=(height, width))
    found = {code.text for code in zxingcpp.read_barcodes(picture, formats=_FORMATS)}
    if not found:
        raise BadInput("qr_none")
    if len(found) > 1:
        raise BadInput("qr_several", count=str(len(found)))
    return found.pop()
