"""The format pain002: read any version, write version 3 of the answers."""

from __future__ import annotations

from typing import BinaryIO

from bsclient.formats.model import ExchangeFile
from bsclient.formats.pain import answers_writer
from bsclient.formats.pain.answers import read

HOLDS = answers_writer.HOLDS

__all__ = ["HOLDS", "read", "write"]


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the answers."""
    del language
    answers_writer.write(out, file, version="3")
