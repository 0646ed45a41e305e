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
    """Yield the documents as they are listed.

    An entry has the direction that its days say if its accounts do not, and the currency of the file's accounts if they all
    have one.
    """
    told = {section.currency for section in file.accounts}
    common = told.pop() if len(told) == 1 else ""
    for document in file.documents:
        direction = document.direction if file.orders else postings.direction_of(document)
        if direction != document.direction or (common and not document.currency):
            currency = document.currency or common
            yield dataclasses.replace(document, direction=direction, currency=currency)
        else:
            yield document
