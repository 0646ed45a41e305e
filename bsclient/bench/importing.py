"""Taking in a file of 100,000 payments: read, check, store, index for search, in one transaction.

Raw: blocks cut by sections, `dict` of lines, lengths and the check digits of INN and accounts, `executemany` into the
same tables with the same indexes (documents, bodies as JSON, history, totals, FTS5), one transaction. It writes with the
same SQLite library, in the same mode of durability and with the same encoder of JSON as the product, so that the ratio
tells of our code alone. What it leaves out is ours to pay for: the hash of the file, duplicates and taken numbers,
payees, the directory of banks, damaged files, findings in words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bsclient import clock, durability
from bsclient.bench import exchange
from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.office import workplace
from bsclient.domain import checks
from bsclient.services.imports.taking import Imports
from bsclient.services.payees.book import Payees
from bsclient.storage.engine import PAGE_SIZE
from bsclient.storage.migrations import m0001_start

_json = msgspec.json.Encoder().encode
_BLOCK = 4 * 1024 * 1024
_BATCH = 2000
_END = "КонецДокумента\r\n"
_AMOUNT = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
_NARROW = (
    "number", "number_value", "day", "amount", "currency", "account", "counterparty", "counterparty_account",
    "counterparty_bic", "counterparty_inn", "purpose",
)  # fmt: skip
_DOCUMENT = (
    f"INSERT INTO document (row, id, type, state, {', '.join(_NARROW)}, created, updated, author, import_id)"  # noqa: S608 -- fixed text
    " VALUES (?, ?, 'payment_order', 'imported', ?, ?, ?, ?, 'RUB', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_AFTER = (
    """INSERT INTO event (row, step, at, by, actor, event, state)
        SELECT row, 1, created, 'user', author, 'save_imported', state FROM document ORDER BY row""",
    """INSERT INTO day_count (type, day, state, account, count, amount)
        SELECT type, day, state, account, count(*), sum(amount) FROM document GROUP BY 1, 2, 3, 4""",
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
    driver = durability.driver()
    mode = durability.mode_for(driver.sqlite_version_info)
    base = driver.connect(str(load.folder / "raw.db"), isolation_level=None)
    base.execute(f"PRAGMA page_size={PAGE_SIZE}")
    base.execute("PRAGMA cache_size=-32768")
    durability.apply(base, mode)
    durability.check(base, mode)
    for statement in m0001_start.TABLES:
        base.execute(statement)
    stamps = (clock.stamp(clock.now()),) * 2 + ("Bench User", f"{0:036x}")
    with Span() as span:
        base.execute("BEGIN IMMEDIATE")
        row = 0
        documents: list[tuple[Any, ...]] = []
        bodies: list[tuple[int, str]] = []
        for row, fields in enumerate(_read(path), 1):
            documents.append((row, f"{row:036x}", *_checked(fields), *stamps))
            bodies.append((row, _json(fields).decode()))
            if len(documents) >= _BATCH:
                _store(base, documents, bodies)
        _store(base, documents, bodies)
        for statement in _AFTER:
            base.execute(statement)
        base.execute(m0001_start.INDEX_ROWS, (1, row))
        base.execute("COMMIT")
    if base.execute("SELECT count(*) FROM document").fetchone()[0] != load.size(100_000, 1000):
        raise RuntimeError("not all documents were taken in")
    return span


def _store(base: Any, documents: list[tuple[Any, ...]], bodies: list[tuple[int, str]]) -> None:
    base.executemany(_DOCUMENT, documents)
    base.executemany("INSERT INTO body (row, raw) VALUES (?, ?)", bodies)
    documents.clear()
    bodies.clear()


def _read(path: Path) -> Iterator[dict[str, str]]:
    carry = ""
    with path.open(encoding="cp1251", newline="") as file:
        while block := file.read(_BLOCK):
            *sections, carry = (carry + block).split(_END)
            for section in sections:
                yield dict([line.split("=", 1) for line in section.split("\r\n") if "=" in line])


def _checked(fields: dict[str, str]) -> tuple[Any, ...]:
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
    return (number, int(number), day.isoformat(), amount, payer, *party, fields["НазначениеПлатежа"])


OURS: dict[str, Measure] = {"import": _ours}
RAW: dict[str, Measure] = {"import": _raw}
