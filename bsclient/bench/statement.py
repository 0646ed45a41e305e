"""Receiving and storing a statement of 1,000,000 operations, then looking at it: health, search, turnover, forecast.

`receive`: pages of 1,000 as the bank answers them, decoded, checked, merged and kept by the code of «ask the bank again», in
an encrypted base. Raw: the same bytes decoded by `msgspec` into dictionaries and put by `executemany` into the same table
with the same indexes, open, in one transaction. `first`: until the first page can be read as a statement; raw: the first page
decoded, inserted, committed. The other measures work on the full base, stocked once; their raw side looks once through an
open copy of it, which the question cannot do without when nothing is prepared: `search` (a fragment that one entry has,
with the index), `frequent` (a fragment of many), `health`, `category`, `forecast` (with suggestions of income).
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec

from bsclient import durability
from bsclient.bench import OPEN_COPY, exchange
from bsclient.bench.held import data_key
from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.office import ACCOUNT, workplace
from bsclient.protocol.messages import EntryData
from bsclient.services.context import Workplace
from bsclient.services.statements.asking import Reading, ask_again
from bsclient.services.statements.categories import Categories
from bsclient.services.statements.expectations import Expectations
from bsclient.services.statements.forecast import Forecasts
from bsclient.services.statements.health import Health
from bsclient.services.statements.reading import Statements
from bsclient.services.statements.search import EntrySearch
from bsclient.services.statements.turnover import Scope, Turnover
from bsclient.storage import ledger
from bsclient.storage.engine import PAGE_SIZE, Store
from bsclient.storage.migrations import m0001_start
from bsclient.storage.rows.statements import AccountRow
from bsclient.sync.entries import EntryQuery, read_entries
from bsclient.sync.ports import Transport

COUNT: Final = 1_000_000
PAGE: Final = 1000
_DONE: Final = "stocked"
_START: Final = dt.date(2023, 1, 1)
_DAYS: Final = 1095
_END: Final = _START + dt.timedelta(days=_DAYS)
_INSERT: Final = ledger.INSERT
_encode = msgspec.json.Encoder().encode


class Pages:
    """A line whose answers lie in a file: pages of entries, one after another."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")

    def page(self) -> bytes:
        """Return the next answer's bytes; empty at the end."""
        size = int.from_bytes(self._file.read(4), "big")
        return self._file.read(size)

    def statements(self, query: EntryQuery) -> list[EntryData]:
        """Decode the next answer as the transport does."""
        return read_entries(self.page(), query)


def _count(load: Load) -> int:
    return load.size(COUNT, 5000)


def _file(load: Load) -> Path:
    """Return the answers of the bank, written once for both sides."""
    path = load.shared / f"answers-{_count(load)}"
    if not path.exists():
        beside = path.with_suffix(".part")
        with beside.open("wb") as out:
            lines: list[bytes] = []
            for told in _told(_count(load)):
                lines.append(_encode(told))
                if len(lines) == PAGE:
                    _write(out, lines)
            _write(out, lines)
        beside.rename(path)
    return path


def _write(out: Any, lines: list[bytes]) -> None:
    data = b"\n".join(lines) + b"\n" if lines else b""
    out.write(len(data).to_bytes(4, "big") + data)
    lines.clear()


def _told(count: int) -> Iterator[EntryData]:
    parties = exchange.parties()
    balance = 10_000_000_000_000
    for number in range(1, count + 1):
        party = parties[number * 7 % len(parties)]
        day = _START + dt.timedelta(days=number * _DAYS // count)
        amount, credit = 1000 + number * 37 % 9_999_900, number % 3 == 0
        balance += amount if credit else -amount
        yield EntryData(
            entry_id=str(number), account=ACCOUNT, value_date=day.isoformat(), credit=credit, amount=_text(amount),
            posted=dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC), currency="RUB",
            balance_after=_text(balance), operation_type="01", number=str(number % 1_000_000),
            document_date=day.isoformat(), counterparty_name=party.name, counterparty_inn=party.inn,
            counterparty_kpp="770701001", counterparty_account=party.account, counterparty_bic=party.bic,
            counterparty_bank="АО «Банк», г Москва", counterparty_corr_account="30101810200000000593",
            purpose=f"Оплата по договору № {number % 9973} за материалы. НДС не облагается",
        )  # fmt: skip


def _text(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def _opened(folder: Path) -> Workplace:
    place, _ = workplace(folder)
    with place.store.write() as work:
        none = Decimal("0.00")
        row = AccountRow(
            number=ACCOUNT, currency="RUB", name="Bench", balance=none, available=none, opened=_START,
            updated=place.instant,
        )  # fmt: skip
        ledger.put_account(work, row)
    return place


def _receive(load: Load) -> Span:
    path, place = _file(load), _opened(load.folder)
    query = EntryQuery(ACCOUNT, _START, _END, limit=PAGE)
    with Span() as span:
        done = ask_again(place, Pages(path), query, threading.Event())
    if done.new != _count(load):
        raise RuntimeError(done)
    return span


def _first(load: Load) -> Span:
    path, place = _file(load), _opened(load.folder)
    query = EntryQuery(ACCOUNT, _START, _END, limit=PAGE)
    stop = threading.Event()
    with Span() as span:
        Reading(place, Pages(path)).run(query, stop, lambda _count: stop.set())
        shown = Statements(place).statement(ACCOUNT, _START, _END)
    if len(shown.entries) != PAGE:
        raise RuntimeError(len(shown.entries))
    return span


def _raw_base(path: Path) -> Any:
    made = path.exists()
    driver = durability.driver()
    mode = durability.mode_for(driver.sqlite_version_info)
    base = driver.connect(str(path), isolation_level=None)
    base.execute(f"PRAGMA page_size={PAGE_SIZE}")
    base.execute("PRAGMA cache_size=-32768")
    durability.apply(base, mode)
    for statement in () if made else m0001_start.TABLES:
        if statement.lstrip().startswith(("CREATE TABLE entry ", "CREATE INDEX entry_")):
            base.execute(statement)
    return base


def _raw_rows(data: bytes) -> list[tuple[Any, ...]]:
    decode = msgspec.json.Decoder().decode
    return [_raw_row(decode(line)) for line in data.splitlines()]


def _raw_row(told: dict[str, Any]) -> tuple[Any, ...]:
    return (
        told["entry_id"] + "/" + told["account"], told["account"], told["value_date"], told["posted"], told["credit"],
        int(told["amount"].replace(".", "")), told["currency"], int(told["balance_after"].replace(".", "")),
        told["operation_type"], told["document_id"], told["number"], told["document_date"], told["counterparty_name"],
        told["counterparty_inn"], told["counterparty_kpp"], told["counterparty_account"], told["counterparty_bic"],
        told["counterparty_bank"], told["counterparty_corr_account"], told["purpose"], "{}",
    )  # fmt: skip


def _raw_receive(load: Load) -> Span:
    pages, base = Pages(_file(load)), _raw_base(load.folder / "raw.db")
    with Span() as span:
        base.execute("BEGIN IMMEDIATE")
        while data := pages.page():
            base.executemany(_INSERT, _raw_rows(data))
        base.execute("COMMIT")
    return span


def _raw_first(load: Load) -> Span:
    pages, base = Pages(_file(load)), _raw_base(load.folder / "raw.db")
    with Span() as span:
        base.execute("BEGIN IMMEDIATE")
        base.executemany(_INSERT, _raw_rows(pages.page()))
        base.execute("COMMIT")
        base.execute("SELECT * FROM entry ORDER BY row").fetchall()
    return span


def _stocked(load: Load) -> Path:
    """Return the folder of a profile with all entries and their index, made once."""
    folder = load.shared / f"statement-{_count(load)}"
    if not (folder / _DONE).exists():
        folder.mkdir()
        place = _opened(folder)
        query = EntryQuery(ACCOUNT, _START, _END, limit=PAGE)
        ask_again(place, Pages(_file(load)), query, threading.Event())
        EntrySearch(place).index(threading.Event())
        base = _raw_base(folder / OPEN_COPY)
        base.execute("BEGIN IMMEDIATE")
        pages = Pages(_file(load))
        while data := pages.page():
            base.executemany(_INSERT, _raw_rows(data))
        base.execute("COMMIT")
        base.close()
        place.store.close()
        (folder / _DONE).touch()
    return folder


def _place(load: Load) -> Workplace:
    """Open the stocked base under a profile of this run."""
    place, _ = workplace(load.folder)
    place.store.close()
    store = Store(_stocked(load) / place.profile.database.name, key=data_key())
    return replace(place, store=store)


def _on_full(act: Callable[[Workplace], object]) -> Measure:
    def measure(load: Load) -> Span:
        place = _place(load)
        with Span() as span:
            found = act(place)
        place.store.close()
        if not found:
            raise RuntimeError("nothing was found")
        return span

    return measure


def _raw_scan(sql: str) -> Measure:
    def measure(load: Load) -> Span:
        base = _raw_base(_stocked(load) / OPEN_COPY)
        with Span() as span:
            base.execute(sql).fetchall()
        base.close()
        return span

    return measure


def _found(place: Workplace, text: str) -> int:
    search, at, found = EntrySearch(place), None, 0
    while True:
        page = search.search(text, before=at)
        found += len(page.rows)
        at = page.more
        if at is None or found >= PAGE // 5:
            return found


def _nowhere() -> AbstractContextManager[Transport]:
    raise NotImplementedError  # nothing is asked of the bank


def _suggested(place: Workplace) -> int:
    return len(Forecasts(place).of(ACCOUNT).points) + len(Expectations(place).suggest(ACCOUNT))


_LIKE: Final = "SELECT row FROM entry WHERE instr(purpose, '{0}') OR instr(number, '{0}') OR instr(counterparty_name, '{0}')"  # fmt: skip
OURS: dict[str, Measure] = {
    "receive": _receive,
    "first": _first,
    "search": _on_full(lambda place: _found(place, "№ 4711 за")),
    "frequent": _on_full(lambda place: _found(place, "матер")),
    "health": _on_full(lambda place: [Health(place, _nowhere).check(), True]),
    "category": _on_full(lambda place: Turnover(place, Categories(place)).by_category(Scope())),
    "forecast": _on_full(_suggested),
}
RAW: dict[str, Measure] = {
    "receive": _raw_receive,
    "first": _raw_first,
    "search": _raw_scan(_LIKE.format("№ 4711 за")),
    "frequent": _raw_scan(_LIKE.format("матер") + " LIMIT 200"),
    "health": _raw_scan("SELECT row, id, value_date, credit, amount, balance_after, number FROM entry"),
    "category": _raw_scan("SELECT credit, amount, counterparty_inn, purpose FROM entry"),
    "forecast": _raw_scan("SELECT counterparty_inn, sum(amount) FROM entry WHERE credit = 1 GROUP BY 1"),
}
