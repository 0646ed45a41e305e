"""The format ofx: read any version, write version 1.0.2."""

from __future__ import annotations

from typing import BinaryIO

from bsclient.formats.model import ExchangeFile
from bsclient.formats.ofx import writer
from bsclient.formats.ofx.reader import read
from bsclient.formats.ofx.writer import cuts

HOLDS = writer.HOLDS

__all__ = ["HOLDS", "cuts", "read", "write"]


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the statements."""
    del language
    writer.write(out, file, sgml=True)
