"""What we write reads back the same, and writing it again gives the same bytes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_1c import data, lines

from bsclient.errors import BadInput
from bsclient.formats.model import (
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Party,
    Tax,
)
from bsclient.formats.onec import WriteOptions, load, write

CREATED = dt.datetime(2026, 11, 22, 9, 30, 5)  # noqa: DTZ001 - the file has local time


def written(file: ExchangeFile, options: WriteOptions | None = None) -> bytes:
    out = io.BytesIO()
    write(out, file, options)
    return out.getvalue()


def with_text(text: str) -> ExchangeFile:
    file = load(data(1, statement=False))
    return dataclasses.replace(file, documents=(dataclasses.replace(file.documents[0], purpose=text),))


@pytest.mark.parametrize("statement", [True, False])
@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "utf-8"])
@pytest.mark.parametrize("version", ["1.03", "1.02"])
def test_round_trip_is_equal_to_the_byte(statement: bool, encoding: str, version: str) -> None:
    options = WriteOptions(version=version, encoding=encoding, sender="BSClient", created=CREATED)
    first = written(load(data(7, statement=statement)), options)
    file = load(first)
    assert not file.problems
    assert file.encoding == encoding
    assert written(file, WriteOptions(version=version, encoding=encoding)) == first
    assert len(file.documents) == 7


def test_what_is_read_is_what_was_written() -> None:
    before = load(data(7))
    after = load(written(before))
    assert after.accounts == before.accounts
    for left, right in zip(before.documents, after.documents, strict=True):
        assert dataclasses.replace(left, line=0) == dataclasses.replace(right, line=0)


def test_the_form_of_a_statement() -> None:
    file = load(data(1))
    receipt = {
        "КвитанцияДата": "02.11.2026",
        "КвитанцияВремя": "10:11:12",
        "КвитанцияСодержание": "Исполнен",
        "Свой": "знак\nещё",
        "КонецДокумента": "зло",
        "Сумма": "777",
        "плохой ключ": "x",
    }
    file = dataclasses.replace(
        file, documents=(dataclasses.replace(file.documents[0], extra=receipt, income_code="1"),)
    )
    raw = written(file, WriteOptions(sender="BSClient", receiver="1С", created=CREATED))
    assert raw.count(b"\r\n") == raw.count(b"\n")
    rows = raw.decode("cp1251").split("\r\n")
    assert rows[:10] == [
        "1CClientBankExchange",
        "ВерсияФормата=1.03",
        "Кодировка=Windows",
        "Отправитель=BSClient",
        "Получатель=1С",
        "ДатаСоздания=22.11.2026",
        "ВремяСоздания=09:30:05",
        "ДатаНачала=01.11.2026",
        "ДатаКонца=01.11.2026",
        "РасчСчет=40702810900000000001",
    ]
    assert rows[-2:] == ["КонецФайла", ""]
    assert rows.count("КонецДокумента") == 1
    for row in (
        "КвитанцияСодержание=Исполнен",
        "Плательщик=ИНН 7700000016 ООО Наше",
        "Плательщик1=ООО Наше",
        "ПлательщикСчет=40702810900000000001",
        "ПлательщикРасчСчет=40702810900000000001",
        "КодНазПлатежа=1",
        "Код=0",
        "Свой=знак",
        "Свой=ещё",
        "Сумма=1.01",
    ):
        assert rows.count(row) == 1, row
    assert not [row for row in rows if "зло" in row or "=777" in row or "плохой" in row]


def test_the_older_version_has_no_newer_keys() -> None:
    rows = written(load(data(1)), WriteOptions(version="1.02")).decode("cp1251").split("\r\n")
    assert "ВерсияФормата=1.02" in rows
    assert not [row for row in rows if row.startswith(("Код=", "КодНазПлатежа="))]


def test_typographic_signs_are_replaced_only_where_the_encoding_lacks_them() -> None:
    text = "Оплата «Ромашка» — № 1…"
    assert load(written(with_text(text))).documents[0].purpose == text
    assert (
        load(written(with_text(text), WriteOptions(encoding="cp866"))).documents[0].purpose
        == 'Оплата "Ромашка" - № 1...'
    )
    assert load(written(with_text(text), WriteOptions(encoding="utf-8"))).documents[0].purpose == text
    assert load(written(with_text("100 ₽"))).documents[0].purpose == "100 руб."


def test_a_character_that_cannot_be_written_stops_the_file() -> None:
    with pytest.raises(BadInput) as caught:
        written(with_text("Оплата 😀"))
    assert caught.value.code == "file_character_unwritable"
    assert caught.value.facts["index"] == "1"
    assert "1F600" in caught.value.facts["character"]
    assert (
        load(written(with_text("Оплата 😀"), WriteOptions(encoding="utf-8"))).documents[0].purpose
        == "Оплата 😀"
    )


def test_a_document_without_an_amount_cannot_be_written() -> None:
    file = load(data(2, statement=False))
    broken = dataclasses.replace(file.documents[1], amount=None)
    with pytest.raises(BadInput) as caught:
        written(dataclasses.replace(file, documents=(file.documents[0], broken)))
    assert (caught.value.code, caught.value.facts["count"]) == ("file_documents_incomplete", "1")


def test_a_line_break_in_a_value_cannot_make_a_key() -> None:
    file = load(written(with_text("Оплата\r\nСумма=5000000\u2028Получатель1=Вор\x85КонецДокумента")))
    (found,) = file.documents
    assert found.amount == Decimal("1.01")
    assert found.payee.name == "АО Ёлка и партнёры 1"
    assert found.purpose == "Оплата Сумма=5000000 Получатель1=Вор КонецДокумента"


def test_the_interval_is_taken_from_what_is_there() -> None:
    file = load(data(2))
    bare = dataclasses.replace(file, header={})
    rows = written(bare).decode("cp1251").split("\r\n")
    assert "ДатаНачала=01.11.2026" in rows[:9]
    only_documents = dataclasses.replace(bare, accounts=(), format="1c-payments")
    assert "ДатаНачала=31.10.2026" in written(only_documents).decode("cp1251")


def test_second_accounts_come_back() -> None:
    rows = [
        row.replace("ПолучательРасчСчет=40702810100000000001", "ПолучательРасчСчет=40702810100000000666")
        for row in lines(1)
    ]
    file = load("\r\n".join(rows).encode("cp1251"))
    again = load(written(file))
    assert again.documents[0].extra["ПолучательРасчСчет"] == "40702810100000000666"
    assert again.documents[0].payee.account == "40702810100000000001"


WORD = st.text(st.sampled_from("абвгдЁё №«»—=123 ABC;'\"\\/\t\n€…"), max_size=40)
CODE = st.sampled_from(["", "0", "7700000016", "770001001", "40702810900000000001", "40817840100000000002"])
PARTY = st.builds(Party, WORD, CODE, CODE, CODE, st.builds(Bank, CODE, WORD, CODE))
DAY = st.one_of(st.none(), st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
AMOUNT = st.integers(0, 10**16).map(lambda kopecks: Decimal(kopecks) / 100)
DOCUMENT = st.builds(
    ExchangeDocument,
    index=st.integers(1, 5),
    line=st.just(0),
    kind=WORD,
    number=CODE,
    date=DAY,
    amount=AMOUNT,
    payer=PARTY,
    payee=PARTY,
    purpose=WORD,
    priority=st.sampled_from(["", "5"]),
    uin=CODE,
    income_code=st.sampled_from(["", "1"]),
    operation_type=st.sampled_from(["", "01"]),
    debited=DAY,
    credited=DAY,
    tax=st.builds(Tax, *([CODE] * 8)),
    extra=st.dictionaries(
        st.sampled_from(["Свой", "ВидПлатежа", "Плательщик2", "КвитанцияДата", "КонецФайла"]), WORD
    ),
)
SECTION = st.builds(AccountSection, CODE, st.just(""), DAY, DAY, AMOUNT, AMOUNT, AMOUNT, AMOUNT)
FILES = st.builds(
    ExchangeFile,
    format=st.sampled_from(["1c-payments", "1c-statement"]),
    accounts=st.lists(SECTION, max_size=2).map(tuple),
    documents=st.lists(DOCUMENT, max_size=3).map(tuple),
    header=st.dictionaries(st.sampled_from(["Отправитель", "Получатель", "ДатаСоздания", "Лишний"]), WORD),
)


@settings(max_examples=300, deadline=None)
@given(FILES)
def test_any_file_can_be_written_and_settles_after_one_reading(file: ExchangeFile) -> None:
    options = WriteOptions(encoding="utf-8")
    first = written(file, options)
    back = load(first)
    assert [d.amount for d in back.documents] == [d.amount for d in file.documents]
    assert [d.date for d in back.documents] == [d.date for d in file.documents]
    second = written(back, options)
    assert written(load(second), options) == second
