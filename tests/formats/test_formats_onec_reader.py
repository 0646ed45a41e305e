"""What stands in a 1C exchange file comes out of it, whatever spelling a bank has chosen."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from make_1c import HEADER, OURS, data, document, joined, lines, section

import bsclient.formats as package
from bsclient.formats.model import ExchangeDocument, ExchangeFile, FileProblem
from bsclient.formats.onec import Header, load, read
from bsclient.paths import resource


def codes(file: ExchangeFile) -> list[str]:
    return [p.code for p in file.problems]


def only(file: ExchangeFile, code: str) -> FileProblem:
    found = [p for p in file.problems if p.code == code]
    assert len(found) == 1, codes(file)
    return found[0]


def test_a_statement_is_read_whole() -> None:
    file = load(data(3))
    assert (file.format, file.version, file.encoding) == ("1c-statement", "1.03", "cp1251")
    assert not file.problems
    (account,) = file.accounts
    assert (account.account, account.currency) == (OURS, "RUB")
    assert (account.start, account.end) == (dt.date(2026, 11, 1), dt.date(2026, 11, 1))
    assert (account.opening, account.credits, account.debits) == (
        Decimal("100000000.00"),
        Decimal("3.03"),
        Decimal("3.03"),
    )
    assert account.closing == Decimal("100000000.00")
    first = file.documents[0]
    assert (first.index, first.line, first.kind, first.number) == (1, 20, "Платежное поручение", "1")
    assert (first.date, first.amount, first.currency) == (dt.date(2026, 10, 31), Decimal("1.01"), "RUB")
    assert (first.debited, first.credited) == (dt.date(2026, 11, 1), None)
    assert (first.payer.name, first.payer.inn, first.payer.kpp) == ("ООО Наше", "7700000016", "770001001")
    assert first.payee.kpp == "0"
    assert first.payee.bank.bic == "044525225"
    assert first.payee.bank.correspondent_account == "30101810400000000225"
    assert first.purpose == "Оплата по счёту № 1 от 30.10.2026. НДС не облагается"
    assert (first.priority, first.uin, first.operation_type) == ("5", "0", "01")
    assert list(first.extra) == ["ПлательщикБанк2", "ПолучательБанк2", "ВидПлатежа"]
    assert [d.direction for d in file.documents] == ["debit", "debit", "credit"]
    assert file.header["Получатель"] == "1С:Предприятие"


def test_payments_are_told_from_statements() -> None:
    file = load(data(2, statement=False))
    assert file.format == "1c-payments"
    assert [d.direction for d in file.documents] == ["debit", "debit"]
    assert [a.account for a in file.accounts] == [OURS]
    assert file.accounts[0].opening is None
    assert not file.problems


def test_a_statement_without_sections_is_known_by_its_days() -> None:
    rows = [*HEADER, *document(1), "КонецФайла"]
    assert load(joined(rows)).format == "1c-statement"


def test_the_header_is_yielded_before_the_documents() -> None:
    records = list(read(io.BytesIO(data(2))))
    assert isinstance(records[0], Header)
    assert [type(r).__name__ for r in records] == [
        "Header",
        "AccountSection",
        "ExchangeDocument",
        "ExchangeDocument",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_line_end_will_do(end: str) -> None:
    assert load(data(4, end=end)).documents == load(data(4)).documents


def slow(rows: list[str]) -> list[str]:
    """The same file in a spelling that no layout can match."""
    return [row.replace("СекцияДокумент=", "секциядокумент =") for row in rows]


@pytest.mark.parametrize("statement", [True, False])
def test_whole_documents_and_single_lines_give_the_same(statement: bool) -> None:
    rows = lines(40, statement=statement)
    rows = [row for place, row in enumerate(rows) if not (row.startswith("Код=") and place % 3)]
    rows = [
        row.replace("Сумма=7.07", "Сумма=семь").replace("Очередность=5", "Очередность= 5\t") for row in rows
    ]
    fast, careful = load(joined(rows)), load(joined(slow(rows)))
    assert len(fast.documents) == 40
    assert fast.documents == careful.documents
    assert fast.problems == careful.problems
    assert only(fast, "file_amount_malformed").line == rows.index("Сумма=семь") + 1


def test_problems_of_whole_documents_name_their_lines() -> None:
    rows = lines(30, statement=False)
    at = rows.index("СекцияДокумент=Платежное поручение", rows.index("Номер=25") - 2)
    place = rows.index("ПолучательСчет=40702810100000000025", at)
    rows[place] = "ПолучательСчет=4070281010000000002٥"
    problem = only(load(joined(rows, "utf-8")), "file_code_malformed")
    assert (problem.index, problem.line, problem.field) == (25, place + 1, "payee.account")


@pytest.mark.parametrize(
    ("rows", "field", "expected"),
    [
        (("плательщикинн=7700000016",), "payer.inn", "7700000016"),
        ((" ПлательщикИНН =\t7700000016 ",), "payer.inn", "7700000016"),
        (
            ("ПлательщикКорСчет=30101810400000000225",),
            "payer.bank.correspondent_account",
            "30101810400000000225",
        ),
        (("ОчередностьПлатежа=3",), "priority", "3"),
        (("УИН=123",), "uin", "123"),
        (("Плательщик=ИНН 7700000016 ООО Ромашка",), "payer.name", "ООО Ромашка"),
        (("Плательщик=ИНН 7700000016 ООО Ромашка",), "payer.inn", "7700000016"),
        (("Плательщик=7700000016, ООО Ромашка",), "payer.name", "ООО Ромашка"),
        (("Плательщик=ИНН 7700000016 КПП 770001001 ООО Ромашка",), "payer.name", "ООО Ромашка"),
        (("Плательщик=ООО Ромашка р/с 40702810900000000001 в ПАО Банк",), "payer.name", "ООО Ромашка"),
        (("Плательщик=ООО Ромашка", "Плательщик1=ООО Верное"), "payer.name", "ООО Верное"),
        (("ПлательщикРасчСчет=40702810900000000001",), "payer.account", OURS),
        (("НазначениеПлатежа1=первая", "НазначениеПлатежа2=вторая"), "purpose", "первая вторая"),
        (("НазначениеПлатежа=вся", "НазначениеПлатежа1=часть"), "purpose", "вся"),
        (
            ("НазначениеПлатежа=начало", "и продолжение", "с  новой = строки"),
            "purpose",
            "начало и продолжение с  новой = строки",
        ),
        (("НазначениеПлатежа=a=b=c",), "purpose", "a=b=c"),
        (("ПлательщикКПП=0",), "payer.kpp", "0"),
        (("ПлательщикИНН=0",), "payer.inn", "0"),
        (("Номер=FDC240",), "number", "FDC240"),
        (("Номер=000012",), "number", "000012"),
        (("ПоказательДаты=0", "СтатусСоставителя=01"), "tax.document_date", "0"),
        (("ОКАТО=45381000",), "tax.oktmo", "45381000"),
        (("КодНазПлатежа=1",), "income_code", "1"),
    ],
)
def test_spellings(rows: tuple[str, ...], field: str, expected: str) -> None:
    file = load(
        joined(
            [*HEADER, "СекцияДокумент=Платежное поручение", *rows, "КонецДокумента", "КонецФайла"], "utf-8"
        )
    )
    value: object = file.documents[0]
    for part in field.split("."):
        value = getattr(value, part)
    assert value == expected


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("=Платежное поручение", "Платежное поручение"),
        ("=ПлатёжноеПоручение", "Платежное поручение"),
        ("= банковский  ордер", "Банковский ордер"),
        ("=Загадочный ордер", "Загадочный ордер"),
        ("", ""),
    ],
)
def test_kinds_of_documents(written: str, kind: str) -> None:
    rows = [
        row.replace("=Платежное поручение", written) if row.startswith("Секция") else row
        for row in document(1)
    ]
    file = load(joined([*HEADER, *rows, "КонецФайла"]))
    assert file.documents[0].kind == kind
    assert ("file_kind_missing" in codes(file)) == (not kind)


def test_unknown_keys_are_kept_in_order_and_named_once() -> None:
    rows = lines(3, statement=False)
    for place in [place for place, row in enumerate(rows) if row == "КонецДокумента"][::-1]:
        rows[place:place] = ["Цвет=красный", "Ящик=1", "Ящик=2", "Пусто="]
    file = load(joined(rows))
    for found in file.documents:
        assert list(found.extra)[-2:] == ["Цвет", "Ящик"]
        assert found.extra["Ящик"] == "1\n2"
    unknown = [p for p in file.problems if p.code == "file_key_unknown"]
    assert [p.field for p in unknown] == ["Цвет", "Ящик", "Пусто"]
    assert all(p.severity == "info" for p in unknown)


def test_days_of_one_account_are_sections_of_their_own() -> None:
    rows = list(HEADER)
    for day in (1, 2, 3):
        part = section("0.00", "0.00", "100000000.00")
        rows += [row.replace("01.11.2026", f"{day:02d}.11.2026") for row in part]
    file = load(joined([*rows, "КонецФайла"]))
    assert [a.start.day for a in file.accounts if a.start] == [1, 2, 3]
    assert not file.problems


def test_repeated_accounts_of_the_header_are_all_ours() -> None:
    rows = [
        *HEADER,
        "РасчСчет=40702810100000000001",
        "Документ=Платежное поручение",
        *document(1, statement=False),
    ]
    file = load(joined([*rows, "КонецФайла"]))
    assert [a.account for a in file.accounts] == [OURS, "40702810100000000001"]
    assert file.documents[0].direction == "internal"


def test_direction_is_by_account_even_when_the_day_says_otherwise() -> None:
    rows = document(1, debit=False)
    rows = [row.replace("ДатаПоступило", "ДатаСписано") for row in rows]
    file = load(joined([*HEADER, *rows, "КонецФайла"]))
    assert file.documents[0].direction == "credit"
    rows = [row.replace(OURS, "40702810100000009999") for row in document(1)]
    assert load(joined([*HEADER, *rows, "КонецФайла"])).documents[0].direction == ""


def test_balances_that_do_not_agree_are_told_and_not_refused() -> None:
    rows = lines(3)
    rows[rows.index("КонечныйОстаток=100000000.00")] = "КонечныйОстаток=5.00"
    rows[rows.index("ВсегоСписано=3.03")] = "ВсегоСписано=4.00"
    file = load(joined(rows))
    assert len(file.documents) == 3
    assert only(file, "file_balance_differs").facts["found"] == "5.00"
    turnover = only(file, "file_turnover_differs")
    assert (turnover.facts["expected"], turnover.facts["found"]) == ("4.00", "3.03")
    assert all(p.severity == "warn" for p in file.problems)


def test_a_broken_chain_of_days_is_told() -> None:
    rows = list(HEADER)
    for day, opening in ((1, "100000000.00"), (2, "7.00")):
        part = section("0.00", "0.00", opening)
        part[4] = f"НачальныйОстаток={opening}"
        rows += [row.replace("01.11.2026", f"{day:02d}.11.2026") for row in part]
    problem = only(load(joined([*rows, "КонецФайла"])), "file_balance_broken")
    assert (problem.facts["expected"], problem.facts["found"]) == ("100000000.00", "7.00")


def test_overdrafts_are_legal_balances() -> None:
    rows = [*HEADER, *section("5.00", "0.00", "-5.00"), *document(5, debit=True)]
    rows[rows.index("НачальныйОстаток=100000000.00")] = "НачальныйОстаток=0.00"
    rows[rows.index("Сумма=5.05")] = "Сумма=5.00"
    file = load(joined([*rows, "КонецФайла"]))
    assert file.accounts[0].closing == Decimal("-5.00")
    assert not file.problems


@pytest.mark.parametrize(
    ("number", "digits", "expected"), [("840", "840", "USD"), ("156", "156", "CNY"), ("777", "777", "777")]
)
def test_currency_is_that_of_our_account(number: str, digits: str, expected: str) -> None:
    rows = [row.replace(OURS, f"40702{digits}900000000001") for row in lines(1)]
    file = load(joined(rows))
    assert file.documents[0].currency == expected
    assert file.accounts[0].currency == expected


def test_every_code_has_texts_in_both_languages_and_every_text_is_used() -> None:
    sources = Path(package.__path__[0]).rglob("*.py")
    source = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r'"((?:file|directory)_[a-z_]+)"', source))
    assert len(used) > 40
    for language in ("en", "ru"):
        told = {
            path.name.removesuffix(f".{language}.json"): set(json.loads(path.read_text(encoding="utf-8")))
            for path in resource("i18n/problems").glob(f"*.{language}.json")
        }
        assert used <= set().union(*told.values())
        assert told["formats"] <= used


def test_documents_can_be_compared_and_hashed_by_place() -> None:
    left, right = load(data(2)).documents
    assert isinstance(left, ExchangeDocument)
    assert left != right
    assert load(data(2)).documents[0] == left


def test_the_way_of_a_file_is_known_even_when_its_first_document_is_cut() -> None:
    rows = lines(2, statement=False)
    rows.remove("КонецДокумента")
    rows = [row for row in rows if not row.startswith("ПолучательБИК")]
    file = load(joined(rows))
    assert only(file, "file_value_missing").severity == "block"


def test_a_section_after_documents_makes_a_statement_of_the_rest() -> None:
    rows = [
        *HEADER,
        *document(1, statement=False),
        *section("1.01", "0.00", "99999998.99"),
        *document(1, statement=False),
    ]
    rows = [row for row in rows if not row.startswith("ПолучательБИК")]
    file = load(joined([*rows, "КонецФайла"]))
    assert file.format == "1c-statement"
    assert [p.index for p in file.problems if p.code == "file_value_missing"] == [1]
