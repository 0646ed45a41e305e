"""QR codes are read back from pictures, also turned and inverted ones; pictures without one are refused."""

import pytest

from bsclient.errors import BadInput
from bsclient.formats import qr

TEXT = "bsbank1:u=https://127.0.0.1:8443&b=044525225&f=" + "ab" * 32


def picture(text, scale=5):
    rows = qr.matrix(text)
    side = len(rows) * scale
    return bytes(0 if rows[y // scale][x // scale] else 255 for y in range(side) for x in range(side)), side


def refusal(grey, width, height):
    with pytest.raises(BadInput) as caught:
        qr.read(grey, width, height)
    return caught.value.code


def test_a_code_is_read_back():
    grey, side = picture(TEXT)
    assert qr.read(grey, side, side) == TEXT
    assert qr.read(bytes(255 - each for each in grey), side, side) == TEXT
    turned = bytes(grey[x * side + y] for y in range(side) for x in range(side))
    assert qr.read(turned, side, side) == TEXT


def test_pictures_without_a_code_or_with_two():
    grey, side = picture(TEXT)
    assert refusal(bytes([255]) * 10000, 100, 100) == "qr_none"
    assert refusal(grey[:-1], side, side) == "qr_picture"
    assert refusal(b"", 0, 0) == "qr_picture"
    other, width = picture("x" * len(TEXT))
    assert width == side
    assert refusal(grey + other, side, 2 * side) == "qr_several"


def test_png_is_written(tmp_path):
    qr.save_png(TEXT, tmp_path / "letter.png")
    assert (tmp_path / "letter.png").read_bytes().startswith(b"\x89PNG")
