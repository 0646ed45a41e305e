"""The format camt053: read any version, write version 2 of the statement."""

from __future__ import annotations

from typing import BinaryIO

from bsclient.formats.camt import writer
from bsclient.formats.camt.reader import read
from bsclient.formats.camt.writer import cuts
from bsclient.formats.model import ExchangeFile

HOLDS = writer.HOLDS

__all__ = ["HOLDS", "cuts", "read", "write"]


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the statement."""
    del language
    writer.write(out, file, writer.STATEMENT, version="2")
