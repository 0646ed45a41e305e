"""Statement of an account on paper: who, for which period, every operation, turnovers and balances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient import clock
from bsclient.domain.content import shown_amount
from bsclient.printing.report import Column, Report
from bsclient.printing.stamps import BankMark, short_day


@dataclass(frozen=True, slots=True)
class Line:
    """One operation; `credit` is the direction seen from the account, `other` names the counterparty."""

    day: dt.date
    number: str
    kind: str
    credit: bool
    amount: Decimal
    other: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that stands on a printed statement; `made` is when it was printed, `agrees` whether its chain holds.

    `preliminary` counts the days that the bank has not signed yet, `stamp` is its mark when it has signed them all;
    `partial` says that other operations of the period stand in earlier files.
    """

    owner: str
    inn: str
    bank: str
    bic: str
    account: str
    currency: str
    start: dt.date
    end: dt.date
    opening: Decimal
    closing: Decimal
    debits: Decimal
    credits: Decimal
    agrees: bool
    lines: Sequence[Line]
    made: dt.datetime
    preliminary: int = 0
    stamp: BankMark | None = None
    partial: bool = False


def report(paper: Paper, language: str) -> Report:
    """Return the statement as a report in a language: `ru` or `en`."""
    say = _RUSSIAN if language == "ru" else _ENGLISH
    period = f"{short_day(paper.start)} – {short_day(paper.end)}"
    above = (
        f"{say['account']} {paper.account}, {paper.currency}",
        f"{paper.owner}, {say['inn']} {paper.inn}" if paper.inn else paper.owner,
        *(
            (", ".join(filter(None, (paper.bank, f"{say['bic']} {paper.bic}" if paper.bic else ""))),)
            if paper.bank and paper.bic
            else filter(None, (paper.bank,))
        ),
        f"{say['opening']} {short_day(paper.start)}: {money(paper.opening)}",
    )
    counts = [sum(line.credit is credit for line in paper.lines) for credit in (False, True)]
    below = (
        f"{say['debits']}: {money(paper.debits)} ({counts[0]})",
        f"{say['credits']}: {money(paper.credits)} ({counts[1]})",
        f"{say['closing']} {short_day(paper.end)}: {money(paper.closing)}",
        *(() if paper.agrees else (say["gap"],)),
        *((say["partial"],) if paper.partial else ()),
        *((say["preliminary"].format(count=paper.preliminary),) if paper.preliminary else ()),
    )
    made = paper.made.astimezone(clock.MOSCOW).strftime("%d.%m.%Y %H:%M")
    return Report(
        title=f"{say['title']} {period}",
        above=above,
        columns=(
            Column(say["day"], 17), Column(say["number"], 14), Column(say["kind"], 9), Column(say["other"], 52),
            Column(say["debit"], 24, numeric=True), Column(say["credit"], 24, numeric=True),
            Column(say["purpose"], 46),
        ),
        rows=[_cells(line) for line in paper.lines],
        below=below,
        foot=f"{say['made']} {made}",
        stamp=paper.stamp,
    )  # fmt: skip


def money(amount: Decimal) -> str:
    """Write an amount as papers do: groups of three, a comma, two decimals or more where it has them."""
    exponent = amount.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    return shown_amount(f"{amount:.{places}f}")


def _cells(line: Line) -> tuple[str, ...]:
    amount = money(line.amount)
    sides = ("", amount) if line.credit else (amount, "")
    return (short_day(line.day), line.number, line.kind, line.other, *sides, line.purpose)


_RUSSIAN: Final = {
    "title": "Выписка по счёту за",
    "account": "Счёт",
    "inn": "ИНН",
    "bic": "БИК",
    "opening": "Входящий остаток на",
    "debits": "Обороты по дебету (списано)",
    "credits": "Обороты по кредиту (поступило)",
    "closing": "Исходящий остаток на",
    "gap": "Остатки не сходятся: выписка неполна. Обновите её и сформируйте заново.",
    "partial": "Не вся выписка: остальные операции этих дней — в других файлах выгрузки.",
    "preliminary": "Выписка предварительная: дней, которые банк ещё не закрыл: {count}.",
    "day": "Дата",
    "number": "Номер",
    "kind": "Вид",
    "other": "Контрагент",
    "debit": "Дебет",
    "credit": "Кредит",
    "purpose": "Назначение платежа",
    "made": "BSClient, сформировано (МСК)",
}
_ENGLISH: Final = {
    "title": "Statement of account,",
    "account": "Account",
    "inn": "INN",
    "bic": "BIC",
    "opening": "Opening balance on",
    "debits": "Debit turnover",
    "credits": "Credit turnover",
    "closing": "Closing balance on",
    "gap": "The balances do not add up: the statement is incomplete. Refresh it and print again.",
    "partial": "Not the whole statement: other operations of these days stand in other files of the export.",
    "preliminary": "Preliminary statement: days that the bank has not closed yet: {count}.",
    "day": "Date",
    "number": "Number",
    "kind": "Type",
    "other": "Counterparty",
    "debit": "Debit",
    "credit": "Credit",
    "purpose": "Purpose of payment",
    "made": "BSClient, made (Moscow time)",
}
