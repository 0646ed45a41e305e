"""One operation of an account on paper, for what has no form of its own: a table of its fields in the words of a language."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPaper:
    """An operation: whose account it is, what was booked, who the other side is. `made` is when it was printed."""

    owner: str
    inn: str
    bank: str
    bic: str
    account: str
    currency: str
    credit: bool
    amount: Decimal
    balance: Decimal | None
    day: dt.date
    posted: dt.datetime
    number: str
    document_day: dt.date | None
    kind: str
    party: Sequence[str]
    """Name, INN, KPP, account, bank, BIC, correspondent account of the other side."""
    purpose: str
    reference: str
    made: dt.datetime


def report(paper: EntryPaper, language: str) -> Report:
    """Return the operation as a report in a language: `ru` or `en`."""
    say = _RUSSIAN if language == "ru" else _ENGLISH
    side = say["credit"] if paper.credit else say["debit"]
    party = say["payer"] if paper.credit else say["payee"]
    name, *codes = paper.party
    rows = (
        (say["day"], short_day(paper.day)),
        (say["posted"], paper.posted.astimezone(clock.MOSCOW).strftime("%d.%m.%Y %H:%M")),
        (side, f"{money(paper.amount)} {paper.currency}"),
        (say["balance"], f"{money(paper.balance)} {paper.currency}" if paper.balance is not None else ""),
        (party, name),
        *zip((say[each] for each in ("inn", "kpp", "account", "bank", "bic", "corr")), codes, strict=True),
        (say["purpose"], paper.purpose),
        (say["number"], paper.number),
        (say["document_day"], short_day(paper.document_day)),
        (say["kind"], paper.kind),
        (say["reference"], paper.reference),
    )
    made = paper.made.astimezone(clock.MOSCOW).strftime("%d.%m.%Y %H:%M")
    return Report(
        title=f"{say['title']} {short_day(paper.day)}",
        above=(
            f"{say['account']} {paper.account}, {paper.currency}",
            f"{paper.owner}, {say['inn']} {paper.inn}" if paper.inn else paper.owner,
            ", ".join(filter(None, (paper.bank, f"{say['bic']} {paper.bic}" if paper.bic else ""))),
        ),
        columns=(Column(say["field"], 50), Column(say["value"], 136)),
        rows=[row for row in rows if row[1]],
        foot=f"{say['made']} {made}",
    )


_RUSSIAN: Final = {
    "title": "Операция по счёту за",
    "field": "Реквизит",
    "value": "Значение",
    "day": "Дата операции",
    "posted": "Проведена (МСК)",
    "credit": "Зачислено",
    "debit": "Списано",
    "balance": "Остаток после операции",
    "payer": "Плательщик",
    "payee": "Получатель",
    "inn": "ИНН",
    "kpp": "КПП",
    "account": "Счёт",
    "bank": "Банк",
    "bic": "БИК",
    "corr": "Корреспондентский счёт",
    "purpose": "Назначение платежа",
    "number": "Номер документа",
    "document_day": "Дата документа",
    "kind": "Вид операции",
    "reference": "Номер проводки",
    "made": "BSClient, сформировано (МСК)",
}
_ENGLISH: Final = {
    "title": "Operation on an account,",
    "field": "Field",
    "value": "Value",
    "day": "Value date",
    "posted": "Posted (Moscow time)",
    "credit": "Credited",
    "debit": "Debited",
    "balance": "Balance after the operation",
    "payer": "Payer",
    "payee": "Payee",
    "inn": "INN",
    "kpp": "KPP",
    "account": "Account",
    "bank": "Bank",
    "bic": "BIC",
    "corr": "Correspondent account",
    "purpose": "Purpose of payment",
    "number": "Document number",
    "document_day": "Document date",
    "kind": "Operation type",
    "reference": "Ledger entry",
    "made": "BSClient, made (Moscow time)",
}
