"""A list of payment orders on paper: one line for each, count and sum below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient import clock
from bsclient.printing.report import Column, Report
from bsclient.printing.stamps import short_day
from bsclient.printing.statement import money


@dataclass(frozen=True, slots=True)
class Line:
    """One order; `day` and `amount` are None where a draft has none that can be read."""

    number: str
    day: dt.date | None
    amount: Decimal | None
    payee: str
    account: str
    purpose: str
    state: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The list: whose it is, its lines, when it was made."""

    owner: str
    lines: Sequence[Line]
    made: dt.datetime


def report(paper: Paper, language: str) -> Report:
    """Return the list as a report in a language: `ru` or `en`."""
    say = _RUSSIAN if language == "ru" else _ENGLISH
    total = sum((line.amount for line in paper.lines if line.amount is not None), Decimal("0.00"))
    made = paper.made.astimezone(clock.MOSCOW).strftime("%d.%m.%Y %H:%M")
    return Report(
        title=say["title"],
        above=(paper.owner,),
        columns=(
            Column(say["number"], 13), Column(say["day"], 17), Column(say["amount"], 25, numeric=True),
            Column(say["payee"], 45), Column(say["account"], 34), Column(say["purpose"], 40),
            Column(say["state"], 22),
        ),
        rows=[_cells(line) for line in paper.lines],
        below=(f"{say['total']}: {len(paper.lines)}, {money(total)}",),
        foot=f"{say['made']} {made}",
    )  # fmt: skip


def _cells(line: Line) -> tuple[str, ...]:
    amount = "" if line.amount is None else money(line.amount)
    return (
        line.number,
        short_day(line.day),
        amount,
        line.payee,
        line.account,
        line.purpose,
        line.state,
    )


_RUSSIAN: Final = {
    "title": "Реестр платёжных поручений",
    "number": "Номер",
    "day": "Дата",
    "amount": "Сумма",
    "payee": "Получатель",
    "account": "Счёт получателя",
    "purpose": "Назначение платежа",
    "state": "Статус",
    "total": "Итого документов, на сумму",
    "made": "BSClient, сформировано (МСК)",
}
_ENGLISH: Final = {
    "title": "List of payment orders",
    "number": "Number",
    "day": "Date",
    "amount": "Amount",
    "payee": "Payee",
    "account": "Payee's account",
    "purpose": "Purpose of payment",
    "state": "State",
    "total": "Documents, sum",
    "made": "BSClient, made (Moscow time)",
}
