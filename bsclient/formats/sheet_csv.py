"""Documents of an exchange file as CSV."""

from __future__ import annotations

from typing import BinaryIO, Final

from bsclient.formats import losses
from bsclient.formats.model import ENTRIES, ORDERS, ExchangeFile
from bsclient.formats.tables import document_columns, write_csv

HOLDS: Final = losses.ALL - losses.ALL.intersection(losses.SECTION_PARTS) - {
    "correspondent_account",
    "income_code",
    "tax",
    "extra",
    "reference",
    "value_date",
    "preliminary",
    "reversal",
} | {"own_account", ORDERS, ENTRIES}


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the list of documents with its columns titled in the language."""
    write_csv(out, document_columns(language), file.documents)
