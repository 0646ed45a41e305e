"""Documents of an exchange file as XLSX: numbers as numbers, days as days, titles that stay in sight, no text a formula."""

from __future__ import annotations

from typing import BinaryIO, Final

from bsclient.formats import sheet_csv
from bsclient.formats.model import ExchangeFile
from bsclient.formats.tables import document_columns, write_xlsx

HOLDS: Final = sheet_csv.HOLDS


def read(data: bytes, name: str) -> ExchangeFile:
    """Read the sheets of a book as `sheet_csv` reads CSV."""
    return sheet_csv.read(data, name)


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the list of documents with its columns titled in the language."""
    write_xlsx(out, document_columns(language), sheet_csv.listed(file))
