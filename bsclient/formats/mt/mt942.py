"""MT942, the interim report of operations, as a format of `formats.registry`: without balances, and all preliminary."""

from __future__ import annotations

from typing import BinaryIO, Final

from bsclient.formats.model import ExchangeFile
from bsclient.formats.mt import mt940, writer
from bsclient.formats.mt.reader import read
from bsclient.formats.mt.writer import cuts

__all__ = ["HOLDS", "cuts", "read", "write"]

HOLDS: Final = (mt940.HOLDS - {"balances", "interval"}) | {"turnover", "preliminary"}


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write operations without balances."""
    del language
    writer.write(out, file, interim=True)
