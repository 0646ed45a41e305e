"""The files of the benchmark of formats: the same operations in each format, written by our own writers.

Run as a program (`python -m bsclient.bench.formats_load TARGET COUNT FILE`) it makes one file, so that making it does not
count in the memory of the measured process.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from bsclient.bench.exchange import Party as Payee
from bsclient.bench.exchange import parties
from bsclient.bench.load import Load
from bsclient.bench.office import ACCOUNT
from bsclient.formats.convert import write_file
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    STATEMENT,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Marks,
    Party,
)

FULL, TENTH = 100_000, 10_000
_SMALL = 100
_FIRST = dt.date(2026, 1, 1)
_DAYS = 181
_GOODS = ("КАНЦТОВАРЫ", "УСЛУГИ СВЯЗИ", "ПЕРЕВОЗКУ ГРУЗА", "БЕТОН В25", "АРЕНДУ ОФИСА", "КАБЕЛЬ ВВГ 3Х2,5")
_OPENING = Decimal("1000000.00")


def statement(count: int) -> ExchangeFile:
    """Return a statement of half a year: one section a day, entries in both directions."""
    others = parties()
    per_day = -(-count // _DAYS)
    documents = tuple(_entries(count, per_day, others))
    return ExchangeFile(
        STATEMENT, "1.03", "cp1251", accounts=tuple(_sections(documents)), documents=documents
    )


def _entries(count: int, per_day: int, others: list[Payee]) -> Iterator[ExchangeDocument]:
    own = Party("ООО Наше", "7700000016", "770001001", ACCOUNT, Bank("044525225", "ПАО Сбербанк"))
    made = [
        Party(one.name, one.inn, one.kpp, one.account, Bank(one.bic, one.bank, one.correspondent))
        for one in others
    ]
    for number in range(1, count + 1):
        day = _FIRST + dt.timedelta(days=(number - 1) // per_day)
        other, credit = made[number * 7 % len(made)], number % 2 == 1
        yield ExchangeDocument(
            index=number,
            line=0,
            kind="Платежное поручение",
            number=str(number % 999_999 + 1),
            date=day,
            amount=Decimal(100_000 + number * 37 % 5_000_000).scaleb(-2),
            currency="RUB",
            direction=CREDIT if credit else DEBIT,
            payer=other if credit else own,
            payee=own if credit else other,
            purpose=f"ОПЛАТА ЗА {_GOODS[number % len(_GOODS)]} ПО СЧЕТУ № {number % 9973} ОТ {day:%d.%m.%Y}, "
            f"ДОГОВОР {number % 311}/26. В ТОМ ЧИСЛЕ НДС 22% - {number % 7919}-66 РУБ.",
            priority="5",
            operation_type="01",
            debited=None if credit else day,
            credited=day if credit else None,
            marks=Marks(f"{number:012}"),
        )


def _sections(documents: tuple[ExchangeDocument, ...]) -> Iterator[AccountSection]:
    """Yield a section a day; the balances follow each other."""
    came: dict[dt.date, Decimal] = {}
    went: dict[dt.date, Decimal] = {}
    for document in documents:
        sums = came if document.direction == CREDIT else went
        day = document.credited or document.debited or _FIRST
        sums[day] = sums.get(day, Decimal(0)) + (document.amount or 0)
    balance = _OPENING
    for day in sorted(came | went):
        plus, minus = came.get(day, Decimal(0)), went.get(day, Decimal(0))
        closing = balance + plus - minus
        yield AccountSection(ACCOUNT, "RUB", day, day, balance, closing, plus, minus)
        balance = closing


def made(load: Load, target: str, *, tenth: bool) -> bytes:
    """Return the file of a format, made once for both sides in a process of its own."""
    count = _SMALL if load.short else TENTH if tenth else FULL
    path = load.shared / f"{target}-{count}"
    if not path.exists():
        command = [sys.executable, "-m", "bsclient.bench.formats_load", target, str(count), str(path)]
        subprocess.run(command, check=True)
    return path.read_bytes()


def expected(load: Load, *, tenth: bool) -> int:
    """Return how many operations the file has."""
    return _SMALL if load.short else TENTH if tenth else FULL


def main(arguments: list[str]) -> int:
    """Write one file: target, count, path."""
    target, count, path = arguments
    with Path(path).open("wb") as out:
        write_file(out, statement(int(count)), target)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
