"""Table files of banks, our own and unknown ones: what they say, what they do not, and what is told about it."""

import dataclasses
import datetime as dt
import io
import os
from decimal import Decimal
from pathlib import Path

import bank_tables
import pytest
from bank_tables import ACCOUNT, OTHER, book
from hypothesis import given, settings
from hypothesis import strategies as st
from make_1c import data as onec_data

from bsclient import texts
from bsclient.formats import convert, onec, registry, sheet_csv, sheet_xlsx, table_files
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    ORDERS,
    ExchangeDocument,
    ExchangeFile,
    Marks,
    Party,
)
from bsclient.formats.table_files import profile

DAY = dt.date(2026, 11, 20)


def table(*lines, separator=";", encoding="utf-8"):
    return "\r\n".join(separator.join(cells) for cells in lines).encode(encoding)


def briefly(file):
    return [(one.debited or one.credited, one.direction, one.amount, one.purpose) for one in file.documents]


def codes(file):
    return [problem.code for problem in file.problems]


# banks ----------------------------------------------------------------------------------------------------------------


def test_alfa_has_the_account_in_a_column_and_two_columns_of_money():
    file = table_files.read(bank_tables.ALFA)
    assert briefly(file) == [
        (DAY, CREDIT, Decimal("125000.50"), "{VO10100} Оплата по счёту 7"),
        (dt.date(2026, 11, 21), DEBIT, Decimal("1490.00"), "Комиссия за ведение счёта"),
    ]
    assert (file.encoding, file.role, codes(file)) == ("cp1251", ENTRIES, [])
    assert [(one.account, one.currency, one.start) for one in file.accounts] == [(ACCOUNT, "RUB", DAY)]
    assert file.documents[0].payee.account == ACCOUNT
    assert file.documents[0].marks.reference == "CRD-1"


def test_sberbank_s_cards_have_signed_amounts_and_no_account():
    file = table_files.read(bank_tables.SBER)
    assert [(one.direction, one.amount, one.date) for one in file.documents] == [
        (DEBIT, Decimal("3500.40"), dt.date(2026, 11, 19)),
        (CREDIT, Decimal("0.01"), dt.date(2026, 11, 21)),
    ]
    assert codes(file) == ["table_account_missing"]
    assert not file.readable
    assert file.documents[0].extra["Номер карты"] == "*1701"


def test_sberbusiness_has_titles_in_two_rows_parties_in_one_cell_and_balances_below():
    file = table_files.read(bank_tables.sber_business())
    (section,) = file.accounts
    assert (section.account, section.start, section.end) == (
        ACCOUNT,
        dt.date(2026, 11, 1),
        dt.date(2026, 11, 22),
    )
    assert (section.opening, section.closing) == (Decimal("10000.00"), Decimal("13799.50"))
    assert (section.debits, section.credits) == (Decimal("1200.50"), Decimal("5000.00"))
    paid, came = file.documents
    assert (paid.payee.name, paid.payee.inn, paid.payee.account) == ("ООО «Поставщик»", "7707083893", OTHER)
    assert (paid.payee.bank.bic, paid.payee.bank.name) == ("044525225", "ПАО СБЕРБАНК, г.Москва")
    assert (paid.purpose, paid.operation_type) == ("Оплата по счёту 5. Без НДС", "01")
    assert (came.direction, came.payer.name, codes(file)) == (CREDIT, "ООО «Поставщик»", [])


def test_vtb_has_lines_above_the_table_and_operations_that_are_not_final():
    file = table_files.read(bank_tables.VTB)
    (section,) = file.accounts
    assert (section.account, section.closing) == ("400000******0017", Decimal("8600.50"))
    assert (section.start, section.end) == (dt.date(2026, 11, 1), dt.date(2026, 11, 22))
    assert [one.marks.preliminary for one in file.documents] == [False, True]
    assert codes(file) == []


def test_tbank_leaves_failed_operations_out_and_says_so():
    file = table_files.read(bank_tables.TBANK)
    assert briefly(file) == [(dt.date(2026, 11, 21), DEBIT, Decimal("160.89"), "Телефон; офис")]
    assert "table_void" in codes(file)


def test_avangard_has_no_titles():
    file = table_files.read(bank_tables.AVANGARD)
    assert file.header["profile"] == "Авангард"
    assert briefly(file) == [
        (DAY, CREDIT, Decimal("1500.00"), "Зачисление Взнос учредителя"),
        (dt.date(2026, 11, 21), DEBIT, Decimal("250.10"), "Покупка Канцтовары"),
    ]


# our own --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", [sheet_csv, sheet_xlsx])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_our_own_export_reads_back(module, language):
    file = onec.load(onec_data(40))
    out = io.BytesIO()
    module.write(out, file, language)
    again = module.read(out.getvalue(), "x")
    assert codes(again) == []
    assert [one.account for one in again.accounts] == [one.account for one in file.accounts]
    for before, after in zip(file.documents, again.documents, strict=True):
        assert dataclasses.replace(before, line=0, extra={}) == dataclasses.replace(after, line=0, extra={})


def test_our_own_export_of_orders_is_read_as_orders():
    one = ExchangeDocument(
        1, 1, number="17", date=DAY, amount=Decimal("10.00"), currency="RUB", payer=Party(account=ACCOUNT),
        payee=Party("=ООО", account=OTHER), purpose="'-5% скидки",
    )  # fmt: skip
    out = io.BytesIO()
    sheet_csv.write(out, ExchangeFile("1c-payments", documents=(one,), role=ORDERS))
    file = sheet_csv.read(out.getvalue(), "x.csv")
    assert file.orders
    assert [dataclasses.replace(each, line=1) for each in file.documents] == [one]


texts_of_cells = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    texts_of_cells, texts_of_cells, st.integers(1, 10**15), st.dates(dt.date(1991, 1, 1), dt.date(2099, 1, 1))
)
def test_any_text_comes_back_from_csv_on_one_line(name, purpose, kopecks, day):
    marks = Marks(reference="r1")
    one = ExchangeDocument(
        1, 2, date=day, debited=day, amount=Decimal(kopecks).scaleb(-2), currency="RUB", direction=DEBIT,
        payer=Party(account=ACCOUNT), payee=Party(" ".join(name.split())), purpose=" ".join(purpose.split()), marks=marks,
    )  # fmt: skip
    out = io.BytesIO()
    sheet_csv.write(out, ExchangeFile("x", documents=(one,), role=ENTRIES))
    (again,) = sheet_csv.read(out.getvalue(), "x.csv").documents
    assert again == one


def test_the_registry_knows_tables_and_conversion_reads_them():
    assert registry.recognise(bank_tables.ALFA, "a.csv").code == "csv"
    assert registry.recognise(bank_tables.sber_business(), "a.xlsx").code == "xlsx"
    assert convert.load_any(bank_tables.ALFA, "a.csv").documents


# unknown tables -------------------------------------------------------------------------------------------------------

ENGLISH = (
    table(
        ("Posting date", "Details", "Money out", "Money in", "Balance"),
        ("11/20/2026", "Rent", "1,200.00", "", "8,800.00"),
        ("11/21/2026", "Sale", "", "500.50", "9,300.50"),
        separator=",",
    )
    .replace(b"1,200.00", b'"1,200.00"')
    .replace(b"8,800.00", b'"8,800.00"')
    .replace(b"9,300.50", b'"9,300.50"')
)


def test_an_english_table_is_guessed_with_its_american_days_and_running_balances():
    opened = table_files.open_table(ENGLISH, ENTRIES)
    assert not opened.sure
    assert not opened.profile.missing()
    file = table_files.read_by(opened.grid, dataclasses.replace(opened.profile, account=ACCOUNT))
    assert briefly(file) == [
        (DAY, DEBIT, Decimal("1200.00"), "Rent"),
        (dt.date(2026, 11, 21), CREDIT, Decimal("500.50"), "Sale"),
    ]
    (section,) = file.accounts
    assert (section.opening, section.closing, codes(file)) == (Decimal("10000.00"), Decimal("9300.50"), [])


def test_newest_first_balances_agree_too_and_a_gap_is_told():
    lines = [
        ("Дата", "Сумма", "Остаток", "Описание"), ("21.11.2026", "-5,00", "15,00", "б"), ("20.11.2026", "20,00", "20,00", "а"),
    ]  # fmt: skip
    known = dataclasses.replace(table_files.open_table(table(*lines), ENTRIES).profile, account=ACCOUNT)
    (section,) = table_files.read_by(table_files.load(table(*lines)), known).accounts
    assert (section.opening, section.closing) == (Decimal("0.00"), Decimal("15.00"))
    broken = table_files.load(table(*lines[:2], ("20.11.2026", "20,00", "19,00", "а")))
    (problem,) = table_files.read_by(broken, known).problems
    assert (problem.code, problem.facts["expected"], problem.facts["found"]) == (
        "table_balance_broken",
        "35.00",
        "19.00",
    )


def test_a_list_of_payments_is_guessed():
    lines = (
        ("Реестр на 20.11.2026",),
        (
            "№ п/п",
            "Наименование получателя",
            "ИНН",
            "Счёт получателя",
            "БИК банка",
            "Сумма, руб.",
            "Назначение платежа",
        ),
        ("1", "ООО «Поставщик»", "7707083893", OTHER, "44525225", "1 200,50", "Оплата по счёту 5"),
        ("Итого", "", "", "", "", "1 200,50", ""),
    )
    file = table_files.read(table(*lines, encoding="cp1251"), role=ORDERS)
    (one,) = file.documents
    assert (one.payee.name, one.payee.account, one.payee.bank.bic) == ("ООО «Поставщик»", OTHER, "044525225")
    assert (one.amount, one.purpose, one.line, file.orders) == (
        Decimal("1200.50"),
        "Оплата по счёту 5",
        3,
        True,
    )
    assert codes(file) == ["table_guessed"]


def test_numbers_and_days_of_a_spreadsheet_are_read_as_such():
    data = book(
        [
            ["Дата", "Получатель", "ИНН", "Счет получателя", "БИК", "Сумма", "Назначение"],
            [DAY, "ООО «Поставщик»", 277083893, OTHER, 44525225, 0.1 + 0.2, "=1+1"],
        ]
    )
    (one,) = table_files.read(data, role=ORDERS).documents
    assert (one.date, one.payee.inn, one.payee.bank.bic) == (DAY, "0277083893", "044525225")
    assert (one.amount, one.purpose) == (Decimal("0.30"), "=1+1")
    assert {type(text) for text in (one.payee.inn, one.payee.bank.bic, one.payee.name, one.purpose)} == {str}


def test_an_account_that_a_spreadsheet_took_for_a_number_is_refused_by_row_and_column():
    data = book(
        [
            ["Получатель", "Счет получателя", "БИК", "Сумма", "Назначение"],
            ["ООО «Поставщик»", 40702810338000000025, "044525225", 5, "Оплата"],
        ]
    )
    file = table_files.read(data, role=ORDERS)
    guessed, problem = file.problems
    assert guessed.code == "table_guessed"
    assert (problem.code, problem.field, problem.line) == ("table_digits_lost", "payee.account", 2)
    assert problem.facts["column"] == "Счет получателя"
    assert file.documents[0].payee.account == ""


def test_what_cannot_be_told_is_asked_for():
    nothing = table(("Имя", "Возраст", "Город"), ("Пётр", "40", "Казань"))
    (problem,) = table_files.read(nothing).problems
    assert problem.code == "table_columns_unknown"
    unsigned = table(("Дата", "Сумма", "Описание"), ("20.11.2026", "5,00", "а"))
    (problem,) = table_files.read(unsigned, role=ENTRIES).problems
    assert (problem.code, problem.facts["fields"]) == ("table_columns_unknown", "direction")


SIGNS = {
    profile.SIGNED: (("-5,00", "5,00"), (DEBIT, CREDIT)),
    profile.INVERTED: (("5,00", "-5,00"), (DEBIT, CREDIT)),
    profile.PLUS: (("5,00", "+5,00"), (DEBIT, CREDIT)),
}


@pytest.mark.parametrize("signs", SIGNS)
def test_rules_of_signs(signs):
    cells, directions = SIGNS[signs]
    lines = [("Дата", "Сумма", "Описание"), *(("20.11.2026", cell, "а") for cell in cells)]
    opened = table_files.open_table(table(*lines), ENTRIES)
    known = dataclasses.replace(opened.profile, signs=signs, account=ACCOUNT)
    file = table_files.read_by(opened.grid, known)
    assert tuple(one.direction for one in file.documents) == directions
    assert {one.amount for one in file.documents} == {Decimal("5.00")}


def test_direction_by_words_and_by_the_own_side():
    lines = [
        ("Дата", "Д/К", "Сумма", "Счёт плательщика", "Счёт получателя"),
        ("20.11.2026", "Д", "5,00", ACCOUNT, OTHER),
        ("20.11.2026", "кредит", "6,00", OTHER, ACCOUNT),
        ("20.11.2026", "?", "7,00", OTHER, OTHER),
    ]
    opened = table_files.open_table(table(*lines), ENTRIES)
    file = opened.file
    assert [one.direction for one in file.documents] == [DEBIT, CREDIT, ""]
    assert codes(file) == ["table_direction"]
    sides = dataclasses.replace(opened.profile, signs=profile.SIDES, account=ACCOUNT)
    file = table_files.read_by(opened.grid, sides)
    assert [one.direction for one in file.documents] == [DEBIT, CREDIT, ""]
    assert codes(file) == ["table_own_side"]


def test_each_bad_cell_is_named_in_both_languages():
    lines = [
        ("Дата", "Приход", "Расход", "Описание"),
        ("31.02.2026", "5,00", "", "а"),
        ("20.11.2026", "5,001", "", "а"),
        ("20.11.2026", "5,00", "6,00", "а"),
        ("20.11.2026", "", "", "а"),
        ("20.11.2026", "0,00", "0", "а"),
        ("", "5,00", "", "а"),
        ("20.11.2026", "1 00,00", "", "а"),
        ("20.11.2026", "1,00", "", "а"),
    ]
    opened = table_files.open_table(table(*lines), ENTRIES)
    file = table_files.read_by(opened.grid, dataclasses.replace(opened.profile, account=ACCOUNT))
    assert [(problem.code, problem.line) for problem in file.problems if problem.index] == [
        ("table_day", 2), ("table_amount_places", 3), ("table_both_sides", 4), ("table_amount_missing", 5), ("table_amount_zero", 6),
        ("table_amount", 8),
    ]  # fmt: skip
    for problem in file.problems:
        for language in texts.LANGUAGES:
            assert texts.known(problem.code, language)
            assert "—" not in texts.message(problem.code, problem.facts, language).replace(" — ", " ")


def test_a_bad_cell_is_told_of_once():
    lines = [("Дата документа", "Сумма", "Счёт плательщика"), ("3x.11.2026", "-5,00", ACCOUNT)]
    opened = table_files.open_table(table(*lines), ENTRIES)
    rules = [("date", 0), ("amount", 1), ("payer.account", 2)]
    columns = tuple(table_files.ColumnRule(name, place=place) for name, place in rules)
    known = dataclasses.replace(opened.profile, columns=columns, header=False, signs=profile.SIGNED)
    grid = dataclasses.replace(opened.grid, rows=opened.grid.rows[1:])
    assert codes(table_files.read_by(grid, known)) == ["table_day"]


def test_a_thousand_or_a_fraction_is_not_guessed():
    lines = [("Дата", "Сумма", "Описание"), ("20.11.2026", "-1,234", "а")]
    opened = table_files.open_table(table(*lines), ENTRIES)
    assert "table_decimal" in codes(opened.file)
    known = dataclasses.replace(opened.profile, decimal=".", account=ACCOUNT)
    assert table_files.read_by(opened.grid, known).documents[0].amount == Decimal("1234.00")


@pytest.mark.skipif("BSCLIENT_SAMPLES" not in os.environ, reason="BSCLIENT_SAMPLES names no folder")
@pytest.mark.parametrize(
    ("name", "count", "profile_name"),
    [("alfabank", 3, "Альфа-Банк"), ("sberbank", 11, "Сбербанк, карта"), ("vtb", 4, "ВТБ")],
)
def test_samples_of_banks_are_read_whole(name, count, profile_name):
    path = Path(os.environ["BSCLIENT_SAMPLES"]) / "ofx" / f"csv_{name}.csv"
    file = table_files.read(path.read_bytes())
    assert (len(file.documents), file.header["profile"]) == (count, profile_name)
    assert all(one.amount and one.direction for one in file.documents)
