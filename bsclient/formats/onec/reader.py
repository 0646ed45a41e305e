"""Read 1CClientBankExchange 1.01-1.03: tolerant, streaming, one pass, constant memory.

Files are written by dozens of banks and damaged by mail programs, so the reader takes what it can be sure of
and says what it is not: a document is either whole or not there, and each finding carries its line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.model import AccountSection, ExchangeDocument, ExchangeFile, FileProblem
from bsclient.formats.onec.assemble import currency_of
from bsclient.formats.onec.by_line import Header, Record
from bsclient.formats.onec.lines import encoding_of, line_blocks
from bsclient.formats.onec.machine import Machine
from bsclient.formats.onec.values import BadValue, read_day


def read(source: BinaryIO | bytes) -> Iterator[Record]:
    """Yield the header, then account sections, documents and problems as they are met.

    A document's problems come right before it. A problem without an index and with severity BLOCK means
    that the file as a whole cannot be trusted and ends the stream; nothing is raised for bad content.
    """
    try:
        encoding, chunks = encoding_of(source)
        yield from Machine(encoding.codec).run(line_blocks(chunks, encoding.codec))
    except BadInput as error:
        line = int(error.facts.get("line", "1"))
        yield FileProblem(None, line, "", error.code, Severity.BLOCK, error.facts)


def load(data: bytes) -> ExchangeFile:
    """Read a whole file into memory. An unreadable file gives no accounts, no documents and the reason."""
    header = Header("")
    accounts: list[AccountSection] = []
    documents: list[ExchangeDocument] = []
    problems: list[FileProblem] = []
    for record in read(data):
        if isinstance(record, ExchangeDocument):
            documents.append(record)
        elif isinstance(record, FileProblem):
            problems.append(record)
        elif isinstance(record, AccountSection):
            accounts.append(record)
        else:
            header = record
    accounts += _declared(header, {section.account for section in accounts})
    readable = not any(p.index is None and p.severity is Severity.BLOCK for p in problems)
    return ExchangeFile(
        format=header.format,
        version=header.version,
        encoding=header.encoding,
        accounts=tuple(accounts) if readable else (),
        documents=tuple(documents) if readable else (),
        problems=tuple(problems),
        header=header.values,
    )


def _declared(header: Header, described: set[str]) -> list[AccountSection]:
    """Accounts that the header names and no section describes."""
    start, end = _day(header, "ДатаНачала"), _day(header, "ДатаКонца")
    return [
        AccountSection(account, currency_of(account), start, end)
        for account in dict.fromkeys(header.accounts)
        if account not in described
    ]


def _day(header: Header, key: str) -> dt.date | None:
    try:
        return read_day(header.values.get(key, ""))
    except BadValue:
        return None
