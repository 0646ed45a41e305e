"""The format pain001: read any version, write version 3 of the payments."""

from __future__ import annotations

from typing import BinaryIO

from bsclient.formats.model import ExchangeFile
from bsclient.formats.pain import orders_writer
from bsclient.formats.pain.orders_reader import read

HOLDS = orders_writer.HOLDS
cuts = orders_writer.cuts

__all__ = ["HOLDS", "cuts", "read", "write"]


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the payments."""
    del language
    orders_writer.write(out, file, version="3")
