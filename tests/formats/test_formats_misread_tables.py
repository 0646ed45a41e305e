"""What tables of banks and of spreadsheets do that was once read wrong without a word: one proof for each."""

import datetime as dt
import io
from decimal import Decimal

import pytest
import xlsxwriter

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.formats import table_files
from bsclient.formats.table_files import values

OWN = "40702810600000012345"
OTHER = "40702810500000000123"
THIRD = "40702810800000000124"
TITLES = (
    "Счёт",
    "Дата операции",
    "Сумма",
    "Контрагент",
    "ИНН контрагента",
    "Счет контрагента",
    "Назначение платежа",
)
ROW = (OWN, "02.11.2026", "-10,00", "ООО Сад", "7704010010", OTHER, "Оплата")


def read(*rows, titles=TITLES, above=()):
    lines = (*above, ";".join(titles), *(";".join(row) for row in rows))
    file = table_files.read("\r\n".join((*lines, "")).encode())
    for problem in file.problems:
        for language in texts.LANGUAGES:
            assert "{" not in texts.message(problem.code, problem.facts, language), problem.code
    return file


def row(**changes):
    names = ("own", "day", "amount", "name", "inn", "account", "purpose")
    return tuple(changes.get(name, value) for name, value in zip(names, ROW, strict=True))


def codes(file):
    return [problem.code for problem in file.problems if problem.code != "table_guessed"]


@pytest.mark.parametrize("number", ["4,07028E+19", "4.07028105E+19", "4E+19"])
def test_a_number_saved_by_a_spreadsheet_is_no_account(number):
    file = read(row(account=number), row())
    assert codes(file) == ["table_digits_lost"]
    assert file.documents[0].payee.account == ""
    assert codes(read(row(inn="7,70401E+09"), row())) == ["table_digits_lost"]
    assert codes(read(row(own=number), row(own=number)))[-1] == "table_account_missing"


@pytest.mark.parametrize("joint", ["7704010010/770401001", "7704010010 / 770401001", "7704010010\\770401001"])
def test_inn_and_kpp_of_one_cell_are_two(joint):
    titles = tuple(title.replace("ИНН", "ИНН/КПП") for title in TITLES)
    (first, _second) = read(row(inn=joint), row(), titles=titles).documents
    assert (first.payee.inn, first.payee.kpp) == ("7704010010", "770401001")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (f"{OWN} RUB", OWN),
        (f"р/с {OWN}", OWN),
        (f"{OWN} (основной)", OWN),
        ("40702.810.6.00000012345", OWN),
        ("40702 810 6 0000 0012345", OWN),
        ("DE89370400440532013000", "DE89370400440532013000"),
        (f"{OWN} {OTHER}", f"{OWN}{OTHER}"),
    ],
)
def test_an_account_among_words_is_found(cell, expected):
    assert values.code(cell, "account") == expected


def test_the_only_counterparty_is_not_the_owner_of_the_statement():
    titles = ("Дата операции", "Дебет", "Кредит", "Контрагент", "Счет контрагента", "Назначение платежа")
    rows = [
        ("02.11.2026", "10,00", "", "ООО Сад", OTHER, "A"),
        ("03.11.2026", "", "5,00", "ООО Сад", OTHER, "B"),
    ]
    file = read(*rows, titles=titles, above=[f"Выписка по счету {OWN}"])
    assert [one.account for one in file.accounts] == [OWN]
    assert {d.payee.account if d.direction == "debit" else d.payer.account for d in file.documents} == {OTHER}
    unsided = tuple(title.replace("Счет контрагента", "Счёт") for title in titles)
    assert [
        one.account for one in read(*rows, titles=unsided, above=[f"Выписка по счету {OWN}"]).accounts
    ] == [OWN]
    assert codes(read(*rows, titles=titles)) == ["table_account_missing"]


def test_tables_of_two_accounts_below_each_other_are_refused():
    titles = ("Дата операции", "Дебет", "Кредит", "Назначение платежа")
    rows = [(f"{day:02}.11.2026", *(("10,00", "") if day % 2 else ("", "7,00")), "A") for day in range(1, 29)]
    second = [(f"Выписка по счету {OTHER}", "", "", ""), titles, *rows]
    file = read(*rows, *second, titles=titles, above=[f"Выписка по счету {OWN}"])
    assert "table_several_accounts" in codes(file)
    assert not file.readable
    same = [(f"Выписка по счету {OWN}, лист 2", "", "", ""), titles, *rows]
    assert read(*rows, *same, titles=titles, above=[f"Выписка по счету {OWN}"]).readable


@pytest.mark.parametrize("mark", ["$", "USD", "€", "eur"])
def test_dollars_in_a_rouble_account_are_no_roubles(mark):
    file = read(row(amount=f"-10,00 {mark}"), row(amount="-10,00 ₽"), row(amount="-10,00 руб."))
    assert codes(file) == ["table_currency_differs"]
    assert [d.amount for d in file.documents] == [None, Decimal("10.00"), Decimal("10.00")]


def test_the_mark_of_an_amount_says_the_currency_where_nothing_else_does():
    file = read(row(own="12345", amount="-10,00 $"), row(own="12345", amount="-10,00 $"))
    assert {d.currency for d in file.documents} == {"USD"}


def test_a_row_in_another_currency_does_not_turn_the_account():
    titles = (*TITLES, "Валюта")
    file = read((*row(), "USD"), (*row(), "RUB"), titles=titles)
    assert [one.currency for one in file.accounts] == ["RUB"]


def test_both_sides_filled_are_told_and_a_zero_is_no_side():
    titles = tuple(
        each for title in TITLES for each in (("Дебет", "Кредит") if title == "Сумма" else (title,))
    )
    cells = [
        (ROW[0], ROW[1], *both, *ROW[3:])
        for both in (("10,00", "10,00"), ("0,00", "10,00"), ("-0,00", "10,00"))
    ]
    file = read(*cells, titles=titles)
    assert codes(file) == ["table_both_sides"]
    assert [(d.amount, d.direction) for d in file.documents[1:]] == [(Decimal("10.00"), "credit")] * 2


def book(*rows, **options):
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, options)
    sheet, days = made.add_worksheet(), made.add_format({"num_format": "dd.mm.yyyy"})
    for number, cells in enumerate((TITLES, *rows)):
        for place, cell in enumerate(cells):
            write = sheet.write_datetime if isinstance(cell, dt.date) else sheet.write
            write(number, place, cell, *((days,) if isinstance(cell, dt.date) else ()))
    made.close()
    return table_files.read(out.getvalue())


NUMBERS = (OWN, dt.date(2026, 11, 2), -10.1, "ООО Сад", 7704010010, OTHER, "Оплата")


def changed(place, value):
    return (*NUMBERS[:place], value, *NUMBERS[place + 1 :])


@pytest.mark.parametrize("old", [False, True])
def test_days_of_both_calendars_of_a_spreadsheet(old):
    file = book(NUMBERS, NUMBERS, date_1904=old)
    assert {d.debited for d in file.documents} == {dt.date(2026, 11, 2)}


def test_days_as_bare_numbers_are_not_guessed():
    file = book(*[changed(1, serial) for serial in (46328, 46329, 46330)])
    assert not file.readable


def test_codes_as_numbers_are_whole_or_told():
    file = book(changed(4, 770401001.0), changed(5, 4.0702810500000000123e19), changed(5, int(OTHER)))
    assert file.documents[0].payee.inn == "0770401001"
    assert [d.payee.account for d in file.documents] == [OTHER, "", ""]
    assert codes(file) == ["table_digits_lost"] * 2
    assert all(p.severity is Severity.BLOCK for p in file.problems if p.code == "table_digits_lost")


def test_sums_of_formulas_lose_their_tails_only():
    file = book(changed(2, -(0.1 + 0.2)), changed(2, -1234567.89), changed(2, -0.0))
    assert [d.amount for d in file.documents] == [Decimal("0.30"), Decimal("1234567.89"), None]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("7704010010, КПП 770401001", ("7704010010", "770401001")),
        ("ИНН 7704010010 КПП 770401001", ("7704010010", "770401001")),
        ("770401001012", ("770401001012", "")),
        ("7704010010/0", ("7704010010", "")),
    ],
)
def test_inn_with_words_is_an_inn(cell, expected):
    (first, _second) = read(row(inn=cell), row()).documents
    assert (first.payee.inn, first.payee.kpp) == expected


def test_midnight_in_moscow_written_in_utc_is_the_next_day():
    days = (
        "2026-11-01T21:00:00Z",
        "2026-11-01T21:00:00.000+00:00",
        "2026-11-01T10:00:00Z",
        "2026-11-01T21:00:00",
    )
    file = read(*[row(day=day) for day in days])
    assert [d.debited.day for d in file.documents] == [2, 2, 1, 1]


def test_a_balance_among_operations_is_no_income():
    file = read(
        row(),
        row(amount="1000,00", purpose="Входящий остаток на 03.11.2026", day="03.11.2026"),
        row(day="03.11.2026"),
    )
    assert codes(file) == ["table_row_balance"]
    assert [d.amount for d in file.documents] == [Decimal("10.00"), Decimal("10.00")]


def test_totals_below_a_short_statement_do_not_hide_its_columns():
    titles = ("Дата операции", "Дебет", "Кредит", "Назначение платежа")
    rows = [
        ("02.11.2026", "10,00", "", "A"),
        ("03.11.2026", "", "5,00", "B"),
        ("Итого", "10,00", "5,00", ""),
        ("Исходящий остаток", "", "95,00"),
    ]
    above = [f"Выписка по счету {OWN} за период с 01.11.2026 по 30.11.2026", "Входящий остаток;100,00"]
    file = read(*rows, titles=titles, above=above)
    (section,) = file.accounts
    assert codes(file) == []
    assert (section.opening, section.closing, section.credits, section.debits) == tuple(
        map(Decimal, ("100.00", "95.00", "5.00", "10.00"))
    )
    assert (section.start, section.end) == (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
