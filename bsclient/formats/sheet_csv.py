"""Documents of an exchange file as CSV: entries or orders as a table, read by the profile that fits, written in our own layout."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import BinaryIO, Final

from bsclient.formats import losses, postings, table_files
from bsclient.formats.model import ENTRIES, ORDERS, ExchangeDocument, ExchangeFile
from bsclient.formats.tables import document_columns, write_csv

HOLDS: Final = losses.ALL - frozenset(losses.SECTION_PARTS) - {"extra"} | {"own_account", ORDERS, ENTRIES}


def read(data: bytes, name: str) -> ExchangeFile:
    """Read a table by the profile that fits, or by a guess that lacks nothing; nothing is raised for bad content."""
    del name
    return table_files.read(data)


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the list of documents with its columns titled in the language."""
    write_csv(out, document_columns(language), listed(file))


def listed(file: ExchangeFile) -> Iterator[ExchangeDocument]:
    """Yield the documents as they are listed: an entry with the direction that its days say if its accounts do not."""
    for document in file.documents:
        direction = document.direction if file.orders else postings.direction_of(document)
        yield (
            document
            if direction == document.direction
            else dataclasses.replace(document, direction=direction)
        )
