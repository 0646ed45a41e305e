"""Documents of an exchange file as CSV: entries or orders as a table, read by the profile that fits, written in our own layout."""

from __future__ import annotations

from typing import BinaryIO, Final

from bsclient.formats import losses, table_files
from bsclient.formats.model import ENTRIES, ORDERS, ExchangeFile
from bsclient.formats.tables import document_columns, write_csv

HOLDS: Final = losses.ALL - frozenset(losses.SECTION_PARTS) - {"extra"} | {"own_account", ORDERS, ENTRIES}


def read(data: bytes, name: str) -> ExchangeFile:
    """Read a table by the profile that fits, or by a guess that lacks nothing; nothing is raised for bad content."""
    del name
    return table_files.read(data)


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the list of documents with its columns titled in the language."""
    write_csv(out, document_columns(language), file.documents)
