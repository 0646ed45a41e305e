"""QR codes (ISO/IEC 18004): made by segno, read by ZXing. Pictures come as grey bytes, so that no window is needed.

Reading gives text or octets only: nothing is opened, run or fetched because of it. Payment codes are read by their
octets (`read_all`): they name their encoding themselves, and may be Aztec or Data Matrix. Errors: `BadInput`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import segno
import zxingcpp

from bsclient.errors import BadInput

Matrix = tuple[tuple[bool, ...], ...]
"""Rows of modules, True for a dark one, with the quiet zone of four around."""

LARGEST_SIDE: Final = 8000
_FORMATS: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_PAYMENT_FORMATS: Final = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Aztec, zxingcpp.BarcodeFormat.DataMatrix]
)
_QUIET: Final = 4
_SCALE: Final = 8
_LINE: Final = 64
"""Codes whose tops are in the same strip of so many pixels stand side by side."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a picture: its octets, and its corners in pixels, clockwise from the upper left one."""

    data: bytes
    corners: tuple[tuple[int, int], ...]


def matrix(text: str | bytes) -> Matrix:
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
    found = {code.text for code in _barcodes(grey, width, height, _FORMATS)}
    if not found:
        raise BadInput("qr_none")
    if len(found) > 1:
        raise BadInput("qr_several", count=str(len(found)))
    return found.pop()


def read_all(grey: bytes, width: int, height: int) -> tuple[Code, ...]:
    """Return every code of a picture of one byte a pixel once, in the order of reading. BadInput: qr_picture, qr_none."""
    found: dict[bytes, Code] = {}
    for code in _barcodes(grey, width, height, _PAYMENT_FORMATS):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        found.setdefault(code.bytes, Code(code.bytes, tuple((corner.x, corner.y) for corner in corners)))
    if not found:
        raise BadInput("qr_none")
    return tuple(sorted(found.values(), key=lambda one: (one.corners[0][1] // _LINE, one.corners[0][0])))


def save(data: bytes, kind: str) -> bytes:
    """Return the picture of a code of octets as a file: `png` or `svg`."""
    out = io.BytesIO()
    segno.make_qr(data, error="m").save(out, kind=kind, scale=_SCALE, border=_QUIET)
    return out.getvalue()


def _barcodes(
    grey: bytes, width: int, height: int, formats: zxingcpp.BarcodeFormats
) -> list[zxingcpp.Barcode]:
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE and len(grey) == width * height):
        raise BadInput("qr_picture", limit=str(LARGEST_SIDE))
    picture = memoryview(grey).cast("B", shape=(height, width))
    return zxingcpp.read_barcodes(picture, formats=formats)
