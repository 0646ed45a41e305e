"""1CClientBankExchange as one of the formats of `formats.registry`: whole files in the neutral model."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping
from typing import BinaryIO, Final

from bsclient.domain.normalise import bank_text
from bsclient.errors import BadInput
from bsclient.formats import losses
from bsclient.formats.model import (
    ENTRIES,
    ORDERS,
    PAYMENTS,
    STATEMENT,
    ExchangeDocument,
    ExchangeFile,
    Party,
)
from bsclient.formats.onec import reader, writer
from bsclient.formats.onec.assemble import currency_of

_CODEC: Final = "cp1251"

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
    """Write payments or a statement; the format has no other language than Russian.

    BadInput `file_value_unfit` for an amount with more than two places (dinars): 1C would take it for another one.
    """
    del language
    amounts = [(str(document.index), "amount", document.amount) for document in file.documents]
    for section in file.accounts:
        sums = ("opening", "closing", "credits", "debits")
        amounts += [("-", name, getattr(section, name)) for name in sums]
    for index, field, amount in amounts:
        if amount is not None and amount != round(amount, 2):
            raise BadInput("file_value_unfit", index=index, field=field, value=str(amount), target="1C")
    writer.write(out, fitting(file))


def fitting(file: ExchangeFile) -> ExchangeFile:
    """Return a file of any format as one of 1C: its code by the role, and each document with the date that 1C asks for.

    Letters that Windows-1251 lacks are written without their accents; `cuts` counts them.
    """
    code = PAYMENTS if losses.role_of(file) == ORDERS else STATEMENT
    if file.format == code:
        return file
    documents = tuple(_plain(_dated(document)) for document in file.documents)
    return dataclasses.replace(file, format=code, documents=documents, header={})


def cuts(file: ExchangeFile) -> Mapping[str, int]:
    """Count what 1C has no letters for, and money that its account does not tell."""
    documents = file.documents
    return {
        "letters": sum(_plain(document) != document for document in documents),
        "currency": sum(
            document.currency not in {"", currency_of(losses.own_side(document).account)}
            for document in documents
        ),
    }


def _dated(document: ExchangeDocument) -> ExchangeDocument:
    day = document.date or document.debited or document.credited
    return document if day == document.date else dataclasses.replace(document, date=day)


def _plain(document: ExchangeDocument) -> ExchangeDocument:
    """Return a document in the letters of Windows-1251."""
    texts = (document.kind, document.number, document.purpose, *document.extra.values())
    parties = (document.payer, document.payee)
    names = (text for party in parties for text in (party.name, party.bank.name))
    if all(map(_fits, (*texts, *names))):
        return document
    payer, payee = map(_plain_party, parties)
    return dataclasses.replace(
        document,
        kind=_text(document.kind),
        number=_text(document.number),
        purpose=_text(document.purpose),
        payer=payer,
        payee=payee,
        extra={key: _text(value) for key, value in document.extra.items()},
    )


def _plain_party(party: Party) -> Party:
    bank = dataclasses.replace(party.bank, name=_text(party.bank.name))
    return dataclasses.replace(party, name=_text(party.name), bank=bank)


def _fits(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode(_CODEC)
    except UnicodeEncodeError:
        return False
    return True


def _text(text: str) -> str:
    return text if _fits(text) else "".join(map(_nearest, bank_text(text)))


def _nearest(sign: str) -> str:
    if _fits(sign):
        return sign
    bare = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    return bare if bare and _fits(bare) else "?"
