"""Tables are read back by other programs' readers with the same values, and no cell becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from make_1c import data
from python_calamine import CalamineWorkbook

from bsclient.formats.onec import load
from bsclient.formats.tables import Column, document_columns, guarded, write_csv, write_xlsx

Row = tuple[str, Decimal | None, dt.date | None, int]
COLUMNS: list[Column[Row]] = [
    Column("Имя", lambda row: row[0], width=20),
    Column("Сумма", lambda row: row[1], "money"),
    Column("День", lambda row: row[2], "day"),
    Column("=Число", lambda row: row[3], "number"),
]
ROWS: list[Row] = [
    ('ООО «Ёлка»; и "К"', Decimal("1234.05"), dt.date(2026, 11, 1), 7),
    ("=cmd|'/c calc'!A1", Decimal("-0.10"), None, -3),
    ("40702810900000000001", None, dt.date(2026, 2, 28), 0),
    ("две\nстроки", Decimal("999999999999999.99"), None, 1),
]


def as_csv(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    write_csv(out, COLUMNS, rows)
    assert not out.closed
    return out.getvalue()


def as_xlsx(rows: list[Row]) -> CalamineWorkbook:
    out = io.BytesIO()
    write_xlsx(out, COLUMNS, rows, "Лист")
    return CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))


def test_csv_opens_in_a_russian_spreadsheet() -> None:
    raw = as_csv(ROWS)
    assert raw.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert found == [
        ["Имя", "Сумма", "День", "'=Число"],
        ['ООО «Ёлка»; и "К"', "1234,05", "01.11.2026", "7"],
        ["'=cmd|'/c calc'!A1", "-0,10", "", "-3"],
        ["40702810900000000001", "", "28.02.2026", "0"],
        ["две\nстроки", "999999999999999,99", "", "1"],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_text_of_csv_becomes_a_formula(sign: str) -> None:
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"
    assert guarded(f"1{sign}1") == f"1{sign}1"
    rows = list(
        csv.reader(
            io.StringIO(as_csv([(f"{sign}A1", None, None, 0)]).decode("utf-8-sig"), newline=""), delimiter=";"
        )
    )
    assert rows[1][0] == f"'{sign}A1"


def test_xlsx_has_texts_numbers_and_days() -> None:
    book = as_xlsx(ROWS)
    assert book.sheet_names == ["Лист"]
    assert book.get_sheet_by_index(0).to_python() == [
        ["Имя", "Сумма", "День", "=Число"],
        ['ООО «Ёлка»; и "К"', 1234.05, dt.date(2026, 11, 1), 7.0],
        ["=cmd|'/c calc'!A1", -0.1, "", -3.0],
        ["40702810900000000001", "", dt.date(2026, 2, 28), 0.0],
        ["две\nстроки", "999999999999999.99", "", 1.0],
    ]


def test_no_cell_of_xlsx_is_a_formula_or_a_link() -> None:
    import zipfile

    out = io.BytesIO()
    write_xlsx(out, COLUMNS, [("=1+1", None, None, 0), ("https://example.org", None, None, 0)])
    with zipfile.ZipFile(out) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_an_empty_list_is_a_table_with_a_head() -> None:
    assert as_csv([]).decode("utf-8-sig") == "Имя;Сумма;День;'=Число\r\n"
    assert as_xlsx([]).get_sheet_by_index(0).to_python() == [["Имя", "Сумма", "День", "=Число"]]


def test_a_full_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bsclient.formats.tables._SHEET_ROWS", 3)
    book = as_xlsx([(f"строка {number}", None, None, number) for number in range(7)])
    sizes = [len(book.get_sheet_by_index(place).to_python()) for place in range(len(book.sheet_names))]
    assert book.sheet_names == ["Лист", "Лист 2", "Лист 3"]
    assert sizes == [4, 4, 2]


@pytest.mark.parametrize(("language", "title"), [("en", "Purpose"), ("ru", "Назначение платежа")])
def test_documents_of_a_file_as_a_table(language: str, title: str) -> None:
    file = load(data(3))
    out = io.BytesIO()
    write_xlsx(out, document_columns(language), file.documents)
    head, first, *rest = (
        CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())).get_sheet_by_index(0).to_python()
    )
    row = dict(zip(head, first, strict=True))
    assert row[title] == file.documents[0].purpose
    assert len(rest) == 2
    amounts = {"en": "Amount", "ru": "Сумма"}
    assert row[amounts[language]] == 1.01
