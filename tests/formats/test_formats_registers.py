"""Registers of people in files: by names of columns in any order, by 1C's XML; damage is told, money is never guessed."""

import contextlib
import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import forms
from bsclient.formats.registers import columns, onec_xml, sheets
from bsclient.formats.registers import forms as registers

DATA = Path(__file__).resolve().parent.parent / "data/payroll"
ILIN = "Ильин Артём Павлович"
MAMINA = "Мамина-Сибиряк Вера"


def book(*lines):
    """A workbook of these lines: texts as texts, numbers as numbers."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = made.add_worksheet(), made.add_format({"num_format": "dd.mm.yyyy"})
    for at, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            if isinstance(cell, dt.date):
                sheet.write_datetime(at, place, cell, day)
            else:
                sheet.write(at, place, cell)
    made.close()
    return out.getvalue()


def one(found):
    assert not found.problems, found.problems
    (draft,) = found.drafts
    return draft


def shown(rows):
    return [
        (r["number"], r["personnel_number"], r["name"], r["account"], r["amount"], r["withheld"])
        for r in rows
    ]


EXPECTED = [
    ("1", "00017", ILIN, "40817810100000001001", "71250.50", ""),
    ("2", "00023", MAMINA, "40817810400000001002", "38000.00", "9500.25"),
]


def test_csv_of_a_spreadsheet_in_windows_1251():
    draft = one(registers.rows((DATA / "wages.csv").read_bytes(), "wages.csv", "salary_register"))
    assert shown(draft.raw["rows"]) == EXPECTED
    assert draft.problems == ()
    assert draft.line == 2


def test_workbook_with_numbers_and_columns_in_another_order():
    data = book(
        ["Реестр"],
        ["Сумма", "Ф.И.О.", "Счёт", "Что-то ещё", "Табельный номер", "Удержано", "БИК банка"],
        [71250.5, ILIN, "40817810100000001001", "x", 17, 0, "044525888"],
        [38000, MAMINA, "40817810400000001002", "", "00023", 9500.25, 44525888],
        ["", "Всего", "", "", "", "", ""],
    )
    draft = one(registers.rows(data, "без имени", "salary_register"))
    rows = draft.raw["rows"]
    assert [row["amount"] for row in rows] == ["71250.50", "38000.00"]
    assert [row["withheld"] for row in rows] == ["", "9500.25"]
    assert [row["personnel_number"] for row in rows] == ["17", "00023"]
    assert [row["bic"] for row in rows] == ["044525888", "044525888"], "a number has lost its zero"


def test_sums_of_formulas_lose_their_binary_tails_and_thirds_do_not():
    data = book(["ФИО", "Счёт", "Сумма"], ["А", "1", 0.1 + 0.2], ["Б", "2", 1 / 3])
    rows = one(registers.rows(data, "a.xlsx", "salary_register")).raw["rows"]
    assert rows[0]["amount"] == "0.30"
    assert rows[1]["amount"].startswith("0.333333"), "a third of a kopeck is for the check to refuse"


def test_an_account_kept_as_a_number_is_not_made_up():
    data = book(["ФИО", "Счёт", "Сумма"], ["А", 40817810100000001001, 1])
    (row,) = one(registers.rows(data, "a.xlsx", "salary_register")).raw["rows"]
    assert row["account"] == "4.08178101e+19", "digits were lost: the check will say so"


def test_total_of_the_table_is_compared():
    text = "ФИО;Счёт;Сумма\nА;1;10,00\nИтого;;11,00\n"
    draft = one(registers.rows(text.encode(), "a.csv", "salary_register"))
    assert [(p.code, p.severity, p.facts) for p in draft.problems] == [
        ("payroll_control", Severity.WARN, {"value": "11.00", "expected": "10.00"})
    ]


def test_a_table_without_names_of_columns_says_what_it_needs():
    found = registers.rows(b"1;2;3\n4;5;6\n", "a.csv", "salary_register")
    assert found.drafts == ()
    assert [(p.code, p.facts) for p in found.problems] == [
        ("payroll_columns", {"expected": "фио, счет, сумма"})
    ]


@pytest.mark.parametrize(
    ("data", "kind", "row"),
    [
        (
            "ФИО\tИНН\tСчёт\tСумма\tУслуга\tТелефон\nА Б\t7722 33445566\t1\t5-50\tВёрстка\t+79161234567\n",
            "self_employed_register",
            {"inn": "772233445566", "amount": "5.50", "service": "Вёрстка", "phone": "+79161234567"},
        ),
        (
            "Сотрудник,Дата рождения,Паспорт\nА Б,17.05.1990,4510 123456\n",
            "card_issue_request",
            {"name": "А Б", "birthday": "1990-05-17", "document": "4510 123456", "card": "mir"},
        ),
        (
            "Сотрудник;Счёт;Дата увольнения\nА Б;1;20.11.2026\n",
            "dismissal_list",
            {"name": "А Б", "account": "1", "dismissed": "2026-11-20"},
        ),
    ],
)
def test_other_registers(data, kind, row):
    (found,) = one(registers.rows(data.encode("utf-16"), "a.csv", kind)).raw["rows"]
    assert row.items() <= found.items()


def test_wages_of_1c():
    found = onec_xml.read((DATA / "wages_1c.xml").read_bytes())
    draft = one(found)
    assert found.encoding == "utf-8"
    assert draft.type == "salary_register"
    assert draft.problems == ()
    head = {name: text for name, text in draft.raw.items() if name != "rows"}
    assert [row["bic"] for row in draft.raw["rows"]] == ["044525888"] * 2
    assert head == {
        "number": "12", "date": "2026-11-20", "agreement": "ЗП-0101/2025", "payer_name": 'ООО "Ромашка"',
        "payer_inn": "7705123452", "payer_account": "40702810600010000102", "payer_bic": "044525888",
        "kind_of_pay": "salary", "month": "2026-11", "income_code": "1", "count": "2", "amount": "109250.50",
        "purpose": "Заработная плата за 11.2026 по реестру № 12 от 20.11.2026. НДС не облагается",
    }  # fmt: skip
    assert [row[2:] for row in shown(draft.raw["rows"])] == [row[2:] for row in EXPECTED]


def test_openings_of_1c_in_windows_1251():
    draft = one(onec_xml.read((DATA / "cards_1c.xml").read_bytes()))
    assert draft.type == "card_issue_request"
    (row,) = draft.raw["rows"]
    assert row["latin_name"] == "ARTEM ILIN"
    assert row["document"] == "Паспорт гражданина РФ 45 10 123456, выдан 01.02.2010 ОВД района Арбат"
    assert (row["birthday"], row["phone"]) == ("1990-05-17", "+79161234567")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<СуммаИтого>109250.50", "<СуммаИтого>109250.51", {"value": "109250.51", "expected": "109250.50"}),
        ("<КоличествоЗаписей>2", "<КоличествоЗаписей>3", {"value": "3", "expected": "2"}),
        ("<Сумма>38000<", "<Сумма>83000<", {"value": "109250.50", "expected": "154250.50"}),
    ],
)
def test_a_changed_file_of_1c_blocks(old, new, expected):
    text = (DATA / "wages_1c.xml").read_text("utf-8")
    assert old in text
    draft = one(onec_xml.read(text.replace(old, new).encode()))
    assert [(p.code, p.severity, p.facts) for p in draft.problems] == [
        ("payroll_control", Severity.BLOCK, expected)
    ]


def test_damaged_and_hostile_xml(tmp_path):
    good = (DATA / "wages_1c.xml").read_bytes()
    for end in range(0, len(good) - 20, 97):
        with pytest.raises(BadInput, match="payroll_xml"):
            onec_xml.read(good[:end])
    secret = tmp_path / "secret.txt"
    secret.write_text("7777.00")
    text = (
        good.decode()
        .replace("?>\n", f'?>\n<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>\n', 1)
        .replace("<Сумма>38000<", "<Сумма>&x;<")
    )
    with pytest.raises(BadInput, match="payroll_xml"):
        onec_xml.read(text.encode())
    bomb = '<!DOCTYPE r [<!ENTITY a "' + "9" * 1000 + '">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    ) + "]>"  # fmt: skip
    text = good.decode().replace("?>\n", f"?>\n{bomb}\n", 1).replace("<Сумма>38000<", "<Сумма>&j;<")
    with pytest.raises(BadInput, match="payroll_xml"):
        onec_xml.read(text.encode())


def test_other_xml_and_other_sections_are_refused():
    with pytest.raises(BadInput, match="payroll_xml"):
        onec_xml.read(b"<a/>")
    with pytest.raises(BadInput, match="payroll_xml"):
        onec_xml.read("<СчетаПК><Прочее/></СчетаПК>".encode())
    with pytest.raises(BadInput, match="payroll_xml"):
        registers.rows((DATA / "cards_1c.xml").read_bytes(), "a.xml", "salary_register")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0 no book", b"", b"\x00\x01\x02"]
)
def test_what_is_no_table_is_refused(data):
    with pytest.raises(BadInput, match="payroll_table"):
        sheets.read(data)


def test_a_book_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(5):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * (64 * 1024 * 1024))
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(BadInput, match="payroll_table"):
        sheets.read(out.getvalue())


def test_damaged_workbooks_are_refused_and_never_crash():
    good = book(["ФИО", "Счёт", "Сумма"], ["А", "1", 1])
    for end in range(10, len(good), 211):
        with pytest.raises(BadInput, match="payroll_table"):
            sheets.read(good[:end])
    for at in range(0, len(good), 101):
        with contextlib.suppress(BadInput):
            assert sheets.read(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :]) is not None


@pytest.mark.parametrize(
    ("name", "form"),
    [("wages_1c.xml", "1c-payroll"), ("wages.csv", "salary_register-csv"), ("cards_1c.xml", "1c-payroll")],
)
def test_the_form_is_recognised_without_saying_the_type(name, form):
    found = forms.load((DATA / name).read_bytes(), name)
    assert found is not None
    assert found.form == form
    assert forms.recognise(b"1CClientBankExchange\r\n", "a.txt") is None


def test_a_book_of_each_type_is_taken_for_what_says_most():
    data = book(["ФИО", "ИНН", "Счёт", "Сумма", "Услуга"], ["А", "1", "2", 3, "4"])
    assert forms.load(data, "a.xlsx").drafts[0].type == "self_employed_register"
    plain = book(["ФИО", "Счёт", "Сумма"], ["А", "2", 3])
    assert forms.load(plain, "a.xlsx").drafts[0].type == "salary_register"


def test_ten_thousand_rows_of_a_book():
    lines = [[f"Иванов {'И' * (n % 7)}", f"{n:020}", n] for n in range(1, 10_001)]
    rows = one(registers.rows(book(["ФИО", "Счёт", "Сумма"], *lines), "a.xlsx", "salary_register")).raw[
        "rows"
    ]
    assert len(rows) == 10_000
    assert rows[-1]["amount"] == "10000.00"


def test_days_that_are_none():
    assert [columns.iso(text) for text in ("2026-11-20T10:00:00", "20.11.2026", "31.02.2026", "x")] == [
        "2026-11-20", "2026-11-20", "", "",
    ]  # fmt: skip
