"""Taking in a file of 100,000 payments: read, check, store, index for search, in one transaction.

Raw: blocks cut by sections, `dict` of lines, the check digits of INN and accounts, `executemany` into the columns that
a list needs and a body of JSON, three indexes, FTS5 with the same options.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bsclient.bench import exchange
from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.office import workplace
from bsclient.domain import checks
from bsclient.services.imports import Imports
from bsclient.services.payees import Payees

_BLOCK = 4 * 1024 * 1024
_BATCH = 2000
_END = "КонецДокумента\r\n"
_AMOUNT = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
_SCHEMA = """
    CREATE TABLE document (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, state TEXT, number TEXT,
        number_value INTEGER, day TEXT, amount INTEGER, account TEXT, counterparty TEXT, counterparty_account TEXT,
        counterparty_bic TEXT, counterparty_inn TEXT, purpose TEXT);
    CREATE INDEX document_order ON document (day, number_value, row, state, account, amount);
    CREATE INDEX document_number ON document (substr(day, 1, 4), number_value);
    CREATE INDEX document_payee ON document (counterparty_account, amount, day);
    CREATE TABLE body (row INTEGER PRIMARY KEY, raw TEXT NOT NULL);
    CREATE VIRTUAL TABLE document_text USING fts5 (
        words, content='', columnsize=0, detail=none, prefix='1 2', tokenize='unicode61 remove_diacritics 0');
"""
_WORDS = (
    "INSERT INTO document_text (rowid, words) SELECT row, number || ' ' || counterparty || ' ' || counterparty_inn"
    " || ' ' || counterparty_account || ' ' || purpose || ' ' || amount FROM document"
)


def _file(load: Load) -> Path:
    return exchange.write(load.shared / "payments.txt", load.size(100_000, 1000))


def _ours(load: Load) -> Span:
    path = _file(load)
    place, _ = workplace(load.folder)
    imports = Imports(place, Payees(place))
    with Span() as span, path.open("rb") as source:
        done = imports.import_stream(source, path.name)
    if done.count != load.size(100_000, 1000):
        raise RuntimeError("not all documents were taken in")
    return span


def _raw(load: Load) -> Span:
    path = _file(load)
    base = sqlite3.connect(load.folder / "raw.db", isolation_level=None)
    base.execute("PRAGMA page_size=8192")
    base.execute("PRAGMA cache_size=-32768")
    base.execute("PRAGMA journal_mode=TRUNCATE")
    base.execute("PRAGMA synchronous=EXTRA")
    base.executescript(_SCHEMA)
    with Span() as span:
        base.execute("BEGIN IMMEDIATE")
        documents: list[tuple[Any, ...]] = []
        bodies: list[tuple[int, str]] = []
        for row, fields in enumerate(_read(path), 1):
            documents.append(_checked(row, fields))
            bodies.append((row, json.dumps(fields, ensure_ascii=False)))
            if len(documents) >= _BATCH:
                _store(base, documents, bodies)
        _store(base, documents, bodies)
        base.execute(_WORDS)
        base.execute("COMMIT")
    if base.execute("SELECT count(*) FROM document").fetchone()[0] != load.size(100_000, 1000):
        raise RuntimeError("not all documents were taken in")
    return span


def _store(base: sqlite3.Connection, documents: list[tuple[Any, ...]], bodies: list[tuple[int, str]]) -> None:
    base.executemany("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", documents)
    base.executemany("INSERT INTO body VALUES (?, ?)", bodies)
    documents.clear()
    bodies.clear()


def _read(path: Path) -> Iterator[dict[str, str]]:
    carry = ""
    with path.open(encoding="cp1251", newline="") as file:
        while block := file.read(_BLOCK):
            *sections, carry = (carry + block).split(_END)
            for section in sections:
                yield dict([line.split("=", 1) for line in section.split("\r\n") if "=" in line])


def _checked(row: int, fields: dict[str, str]) -> tuple[Any, ...]:
    """Check one payment and return its columns; ValueError when a value is wrong."""
    number, date = fields["Номер"], fields["Дата"]
    day = dt.date(int(date[6:]), int(date[3:5]), int(date[:2]))
    payer, payee = fields["ПлательщикСчет"], fields["ПолучательСчет"]
    good = (
        _AMOUNT.fullmatch(fields["Сумма"]) is not None
        and 0 < len(number) <= 6
        and checks.inn_ok(fields["ПлательщикИНН"])
        and checks.inn_ok(fields["ПолучательИНН"])
        and checks.account_key_ok(fields["ПлательщикБИК"], payer)
        and checks.account_key_ok(fields["ПолучательБИК"], payee)
        and checks.account_key_ok(fields["ПлательщикБИК"], fields["ПлательщикКорсчет"])
        and checks.account_key_ok(fields["ПолучательБИК"], fields["ПолучательКорсчет"])
        and len(fields["Получатель1"]) <= 160
        and len(fields["НазначениеПлатежа"]) <= 210
    )
    if not good:
        raise ValueError(number)
    amount = int(fields["Сумма"].replace(".", ""))
    party = (fields["Получатель1"], payee, fields["ПолучательБИК"], fields["ПолучательИНН"])
    return (row, f"{row:032x}", "imported", number, int(number), day.isoformat(), amount, payer, *party,
            fields["НазначениеПлатежа"])  # fmt: skip


OURS: dict[str, Measure] = {"import": _ours}
RAW: dict[str, Measure] = {"import": _raw}
