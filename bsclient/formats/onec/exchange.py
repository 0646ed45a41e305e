"""1CClientBankExchange as one of the formats of `formats.registry`: whole files in the neutral model."""

from __future__ import annotations

import dataclasses
from typing import BinaryIO, Final

from bsclient.formats import losses
from bsclient.formats.model import ENTRIES, ORDERS, PAYMENTS, STATEMENT, ExchangeDocument, ExchangeFile
from bsclient.formats.onec import reader, writer

HOLDS: Final = losses.ALL - {
    "owner",
    "account_bank",
    "statement_reference",
    "value_date",
    "reference",
    "preliminary",
    "reversal",
} | {ORDERS, ENTRIES}


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read a file of 1C exchange; the name says nothing more."""
    del name
    return reader.load(data)


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write payments or a statement; the format has no other language than Russian."""
    del language
    writer.write(out, fitting(file))


def fitting(file: ExchangeFile) -> ExchangeFile:
    """Return a file of any format as one of 1C: its code by the role, and each document with the date that 1C asks for."""
    code = PAYMENTS if losses.role_of(file) == ORDERS else STATEMENT
    if file.format == code:
        return file
    documents = tuple(map(_dated, file.documents))
    return dataclasses.replace(file, format=code, documents=documents, header={})


def _dated(document: ExchangeDocument) -> ExchangeDocument:
    day = document.date or document.debited or document.credited
    return document if day == document.date else dataclasses.replace(document, date=day)
