"""The format camt052: read any version, write version 8 of the report."""

from __future__ import annotations

from typing import BinaryIO

from bsclient.formats.camt import writer
from bsclient.formats.camt.reader import read
from bsclient.formats.camt.writer import cuts
from bsclient.formats.model import ExchangeFile

HOLDS = writer.HOLDS

__all__ = ["HOLDS", "cuts", "read", "write"]


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the report."""
    del language
    writer.write(out, file, writer.REPORT)
