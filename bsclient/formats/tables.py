"""Tables for spreadsheets: any list as CSV or XLSX by a list of columns, and the columns of exchange files.

CSV is written the way Russian spreadsheets open it: UTF-8 with a mark, semicolons, a decimal comma, days as
dd.mm.yyyy. A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
injection). XLSX needs none: its texts are written as texts, numbers as numbers, days as days.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO, Generic, Literal, TypeVar

from bsclient.formats import amounts
from bsclient.formats.model import ExchangeDocument

Row = TypeVar("Row")
Value = str | int | Decimal | dt.date | None
Kind = Literal["text", "money", "number", "day"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SHEET_ROWS = 1_000_000
_SHEET_TITLE = 31
_CELL = 32_767
_EXACT = 15
"""So many digits a spreadsheet's number holds; an amount with more is written as text."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its title, how to get the value of a row, its kind and its width in characters."""

    title: str
    value: Callable[[Row], Value]
    kind: Kind = "text"
    width: int = 16


def write_csv(out: BinaryIO, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> None:
    """Write a table as CSV; `out` stays open."""
    stream = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(column, column.value(row)) for column in columns])
    stream.flush()
    stream.detach()


def guarded(text: str) -> str:
    """Return the text with an apostrophe in front if a spreadsheet would read it as a formula.

    A text that begins so already gets one more: reading takes one away (`unguarded`).
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """Take away the apostrophe that `guarded` put in front."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def _csv_cell(column: Column[Row], value: Value) -> str:
    if value is None:
        return ""
    if column.kind == "text":
        return guarded(str(value))
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        text = amounts.plain(value) if column.kind == "money" else f"{value}"
        return text.replace(".", ",")
    return str(value)


def write_xlsx(
    out: BinaryIO, columns: Sequence[Column[Row]], rows: Iterable[Row], sheet: str = "BSClient"
) -> None:
    """Write a table as XLSX, row by row in constant memory; after a million rows it goes on in another sheet."""
    book = _Book(out, columns, sheet)
    for row in rows:
        book.add(row)
    book.close()


class _Book(Generic[Row]):
    """One workbook; its current sheet takes rows until it is full."""

    def __init__(self, out: BinaryIO, columns: Sequence[Column[Row]], sheet: str) -> None:
        import xlsxwriter

        self._book = xlsxwriter.Workbook(out, {"constant_memory": True})
        self._columns = columns
        self._sheet = sheet
        self._head = self._book.add_format({"bold": True})
        self._money = self._book.add_format({"num_format": "#,##0.00##"})
        self._day = self._book.add_format({"num_format": "dd.mm.yyyy"})
        self._pages = 0
        self._number = 0
        self._turn()

    def add(self, row: Row) -> None:
        if self._number > _SHEET_ROWS:
            self._turn()
        for place, column in enumerate(self._columns):
            value = column.value(row)
            if value is not None and value != "":
                self._cell(place, column.kind, value)
        self._number += 1

    def close(self) -> None:
        self._book.close()

    def _cell(self, place: int, kind: Kind, value: str | int | Decimal | dt.date) -> None:
        page, number = self._page, self._number
        if isinstance(value, dt.date):
            page.write_datetime(number, place, value, self._day)
        elif isinstance(value, str) or kind == "text" or len(Decimal(value).as_tuple().digits) > _EXACT:
            page.write_string(number, place, str(value)[:_CELL])
        else:
            page.write_number(number, place, value, self._money if kind == "money" else None)

    def _turn(self) -> None:
        self._pages += 1
        title = self._sheet if self._pages == 1 else f"{self._sheet} {self._pages}"
        self._page = self._book.add_worksheet(title[:_SHEET_TITLE])
        self._page.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            self._page.set_column(place, place, column.width)
            self._page.write_string(0, place, column.title, self._head)
        self._number = 1


def document_columns(language: str = "en") -> list[Column[ExchangeDocument]]:
    """Return the columns in which documents of an exchange file are listed."""
    return [
        Column(russian if language == "ru" else english, value, kind, width)
        for _field, english, russian, value, kind, width in _DOCUMENT_COLUMNS
    ]


def document_fields() -> tuple[tuple[str, str, str], ...]:
    """Return what the columns mean: the field of the neutral model, the English title, the Russian one."""
    return tuple((field, english, russian) for field, english, russian, *_rest in _DOCUMENT_COLUMNS)


def _yes(value: bool) -> str:  # noqa: FBT001 -- the cell of a mark
    return "1" if value else ""


_DOCUMENT_COLUMNS: tuple[tuple[str, str, str, Callable[[ExchangeDocument], Value], Kind, int], ...] = (
    ("-", "No.", "№", lambda d: d.index, "number", 6),
    ("kind", "Kind", "Вид документа", lambda d: d.kind, "text", 20),
    ("number", "Number", "Номер", lambda d: d.number, "text", 10),
    ("date", "Date", "Дата", lambda d: d.date, "day", 11),
    ("amount", "Amount", "Сумма", lambda d: d.amount, "money", 16),
    ("currency", "Currency", "Валюта", lambda d: d.currency, "text", 8),
    ("direction", "Direction", "Направление", lambda d: d.direction, "text", 11),
    ("debited", "Debited", "Списано", lambda d: d.debited, "day", 11),
    ("credited", "Credited", "Поступило", lambda d: d.credited, "day", 11),
    ("payer.name", "Payer", "Плательщик", lambda d: d.payer.name, "text", 36),
    ("payer.inn", "Payer's INN", "ИНН плательщика", lambda d: d.payer.inn, "text", 13),
    ("payer.kpp", "Payer's KPP", "КПП плательщика", lambda d: d.payer.kpp, "text", 10),
    ("payer.account", "Payer's account", "Счёт плательщика", lambda d: d.payer.account, "text", 22),
    ("payer.bank.bic", "Payer's BIC", "БИК банка плательщика", lambda d: d.payer.bank.bic, "text", 10),
    ("payer.bank.name", "Payer's bank", "Банк плательщика", lambda d: d.payer.bank.name, "text", 30),
    ("payee.name", "Payee", "Получатель", lambda d: d.payee.name, "text", 36),
    ("payee.inn", "Payee's INN", "ИНН получателя", lambda d: d.payee.inn, "text", 13),
    ("payee.kpp", "Payee's KPP", "КПП получателя", lambda d: d.payee.kpp, "text", 10),
    ("payee.account", "Payee's account", "Счёт получателя", lambda d: d.payee.account, "text", 22),
    ("payee.bank.bic", "Payee's BIC", "БИК банка получателя", lambda d: d.payee.bank.bic, "text", 10),
    ("payee.bank.name", "Payee's bank", "Банк получателя", lambda d: d.payee.bank.name, "text", 30),
    ("purpose", "Purpose", "Назначение платежа", lambda d: d.purpose, "text", 60),
    ("priority", "Priority", "Очерёдность", lambda d: d.priority, "text", 9),
    ("operation_type", "Operation type", "Вид операции", lambda d: d.operation_type, "text", 9),
    ("uin", "UIN", "УИН", lambda d: d.uin, "text", 22),
    ("tax.kbk", "KBK", "КБК", lambda d: d.tax.kbk, "text", 22),
    ("tax.oktmo", "OKTMO", "ОКТМО", lambda d: d.tax.oktmo, "text", 12),
    (
        "payer.bank.correspondent_account", "Payer's correspondent account", "Корр. счёт банка плательщика",
        lambda d: d.payer.bank.correspondent_account, "text", 22,
    ),
    (
        "payee.bank.correspondent_account", "Payee's correspondent account", "Корр. счёт банка получателя",
        lambda d: d.payee.bank.correspondent_account, "text", 22,
    ),
    ("tax.status", "Payer's status (101)", "Статус плательщика (101)", lambda d: d.tax.status, "text", 8),
    ("tax.ground", "Ground (106)", "Основание (106)", lambda d: d.tax.ground, "text", 8),
    ("tax.period", "Tax period (107)", "Налоговый период (107)", lambda d: d.tax.period, "text", 12),
    ("tax.document_number", "Document number (108)", "Номер документа (108)", lambda d: d.tax.document_number, "text", 12),
    ("tax.document_date", "Document date (109)", "Дата документа (109)", lambda d: d.tax.document_date, "text", 12),
    ("tax.payment_type", "Type (110)", "Тип платежа (110)", lambda d: d.tax.payment_type, "text", 8),
    ("income_code", "Income code", "Код вида дохода", lambda d: d.income_code, "text", 8),
    ("reference", "Reference", "Референс", lambda d: d.marks.reference, "text", 18),
    ("value_date", "Value date", "Дата валютирования", lambda d: d.marks.value_date, "day", 11),
    ("preliminary", "Preliminary", "Предварительно", lambda d: _yes(d.marks.preliminary), "text", 8),
    ("reversal", "Reversal", "Сторно", lambda d: _yes(d.marks.reversal), "text", 8),
)  # fmt: skip
