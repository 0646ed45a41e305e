"""Rows of a payment register from 1C's file, from spreadsheets and from CSV; only who asks gets a register."""

import datetime as dt
import io

import pytest
import xlsxwriter

from bsclient.domain.context import Context
from bsclient.domain.documents import registry
from bsclient.errors import BadInput
from bsclient.formats import forms, payment_rows

HEAD = ["№ п/п", "Получатель", "ИНН", "КПП", "Счёт получателя", "БИК", "Сумма", "Назначение платежа"]
LINES = [
    [
        "1",
        'ООО "Ромашка"',
        "7707083893",
        "770701001",
        "40702810138250123017",
        "044525225",
        "1 234,50",
        "Счёт 1",
    ],
    ["2", "ИП Петров", "500100732259", "", "40802810400000000001", "044525225", "10.00", "Счёт 2"],
]
DOCUMENT = """СекцияДокумент=Платежное поручение
Номер={number}
Дата=20.11.2026
Сумма={amount}
ПлательщикСчет={account}
ПлательщикИНН=0917154555
Плательщик=ООО "Заря"
ПолучательСчет=40702810138250123017
ПолучательИНН=7707083893
ПолучательКПП=770701001
Получатель=ООО "Ромашка"
ПолучательБИК=044525225
ВидОплаты=01
Очередность=5
НазначениеПлатежа=Счет {number}
КонецДокумента
"""
OWN, OTHER = "40702810781177541208", "40702810981177541209"


def csv(lines, encoding="utf-8-sig"):
    return "\r\n".join(
        ";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines
    ).encode(encoding)


def xlsx(lines):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            sheet.write_string(row, column, cell)
    sheet.write_number(2, 6, 10)
    book.close()
    return out.getvalue()


def onec(*documents):
    head = "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=Windows\nОтправитель=1С\nДатаСоздания=20.11.2026\n"
    body = "".join(DOCUMENT.format(number=n, amount=a, account=c) for n, a, c in documents)
    return (head + body + "КонецФайла\n").replace("\n", "\r\n").encode("cp1251")


def only(read):
    assert not read.problems
    (draft,) = read.drafts
    return draft.raw["payments"]


@pytest.mark.parametrize(
    ("data", "name"),
    [(csv([HEAD, *LINES]), "a.csv"), (csv([HEAD, *LINES], "cp1251"), "a.csv"), (xlsx([HEAD, *LINES]), "a.xlsx"),
     (csv([["Реестр"], [], HEAD, *LINES, ["Итого", "", "", "", "", "", "1 244,50"], ["мусор"]]), "a.csv")],
)  # fmt: skip
def test_a_table_becomes_rows(data, name):
    found = only(forms.load(data, name, "payment_register"))
    assert [(row["number"], row["amount"], row["payee_account"]) for row in found] == [
        ("1", "1234.50", "40702810138250123017"), ("2", "10.00", "40802810400000000001"),
    ]  # fmt: skip
    assert (found[0]["payee_name"], found[0]["purpose"], found[1]["payee_kpp"]) == (
        'ООО "Ромашка"',
        "Счёт 1",
        "",
    )


def test_a_file_of_1c_becomes_a_register_for_each_payer():
    read = forms.load(
        onec((1, "100.00", OWN), (2, "50.50", OWN), (3, "1.00", OTHER)), "x.txt", "payment_register"
    )
    assert [(draft.raw["account"], len(draft.raw["payments"])) for draft in read.drafts] == [
        (OWN, 2),
        (OTHER, 1),
    ]
    assert read.drafts[0].raw["payments"][1]["amount"] == "50.50"
    raw = {"number": "1", "date": "2026-11-20", "priority": "5", **read.drafts[0].raw}
    kind = registry["payment_register"]
    raw |= {"count": "2", "total": "150.50"}
    assert kind.check(raw, Context(dt.date(2026, 11, 20))) == []


def test_without_asking_nothing_becomes_a_register():
    for data, name in (
        (onec((1, "1.00", OWN)), "x.txt"),
        (csv([HEAD, *LINES]), "a.csv"),
        (xlsx([HEAD, *LINES]), "a.xlsx"),
    ):
        found = forms.recognise(data, name)
        assert found is None or found.type != "payment_register"


def test_a_table_without_the_columns_says_which_it_needs():
    read = payment_rows.rows(csv([["Имя", "Сумма"], ["а", "1"]]), "a.csv")
    assert [problem.code for problem in read.problems] == ["register_columns"]
    assert "бик" in read.problems[0].facts["expected"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused(data):
    with pytest.raises(BadInput, match="payroll_table"):
        payment_rows.rows(data, "a.xlsx")


def test_an_amount_that_cannot_be_read_stays_for_the_check():
    found = only(payment_rows.rows(csv([HEAD, [*LINES[0][:6], "сто", "Счёт"]]), "a.csv"))
    assert found[0]["amount"] == "сто"
