"""Currencies without decimals, with three and with four: every format gives the amount back as it was, or refuses it."""

import dataclasses
import datetime as dt
import io
from decimal import Decimal

import pytest

from bsclient.domain import currencies
from bsclient.errors import BadInput
from bsclient.formats import losses, qif, registry, table_files
from bsclient.formats.convert import load_any, write_file
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    ORDERS,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Party,
)

DAY = dt.date(2026, 11, 2)
AMOUNTS = {
    "JPY": ("1234567", "5"),
    "KWD": ("1.234", "0.005", "123.450", "999.001"),
    "CLF": ("1.2345", "0.0001", "123.4000"),
}
REFUSES = {"1c", "ed101", "ed211"}
"""Formats of two decimals: they say so and write nothing."""
STATEMENTS = sorted(
    each.code for each in registry.FORMATS if each.writes and each.reads and ENTRIES in each.holds()
)
ORDER_TARGETS = ["1c", "csv", "ed101", "json", "pain001", "xlsx"]


def account(currency):
    return f"40702{currencies.digits(currency)}100000000{currencies.digits(currency)}"


def statement(currency, number=""):
    own = number or account(currency)
    other = Party("Foreign Trade Co", "", "", "40807810000000000001", Bank("044525225"))
    documents = []
    for index, text in enumerate(AMOUNTS[currency], 1):
        credit = bool(index % 2)
        mine = Party(account=own)
        documents.append(
            ExchangeDocument(
                index, 0, "Платежное поручение", str(index), DAY, Decimal(text), currency, CREDIT if credit else DEBIT,
                other if credit else mine, mine if credit else other, "Invoice", operation_type="01",
                debited=None if credit else DAY, credited=DAY if credit else None,
            )
        )  # fmt: skip
    net = sum((d.amount if d.direction == CREDIT else -d.amount for d in documents), Decimal(0))
    opening = Decimal(AMOUNTS[currency][0])
    section = AccountSection(own, currency, DAY, DAY, opening, opening + net, bank=Bank("044525225"))
    return ExchangeFile("json", accounts=(section,), documents=tuple(documents), role=ENTRIES)


def orders(currency):
    told = statement(currency)
    documents = tuple(
        dataclasses.replace(
            d, direction=DEBIT, payer=Party("ООО «Ромашка»", "7736050003", "", account(currency), Bank("044525225")),
            payee=Party("ООО «Лютик»", "7736050003", "", "40807810000000000001", Bank("044525225")), debited=None, credited=None,
        )
        for d in told.documents
    )  # fmt: skip
    return ExchangeFile("json", documents=documents, role=ORDERS)


def written(file, target):
    out = io.BytesIO()
    write_file(out, file, target)
    return load_any(out.getvalue(), f"a{registry.named(target).ending}")


def amounts(file):
    return [document.amount for document in file.documents]


@pytest.mark.parametrize("number", ["", "KW81CBKU0000000000001234560101"])
@pytest.mark.parametrize("currency", AMOUNTS)
@pytest.mark.parametrize("target", STATEMENTS)
def test_a_statement_comes_back_exactly(target, currency, number):
    file = statement(currency, number)
    if target == "ed211" or (target in REFUSES and currency != "JPY"):
        with pytest.raises(BadInput, match=r"file_(value|currency)_unfit"):
            written(file, target)
        return
    back = written(file, target)
    assert [p.code for p in back.problems if p.index is not None] == []
    assert amounts(back) == amounts(file)
    held = registry.named(target).holds()
    if "balances" in held:
        assert (back.accounts[0].opening, back.accounts[0].closing) == (
            file.accounts[0].opening,
            file.accounts[0].closing,
        )
    if "currency" in held and (number == "" or target != "1c"):
        assert {d.currency or back.accounts[0].currency for d in back.documents} == {currency}


@pytest.mark.parametrize("currency", AMOUNTS)
@pytest.mark.parametrize("target", ORDER_TARGETS)
def test_payments_come_back_exactly(target, currency):
    file = orders(currency)
    if target == "ed101" or (target in REFUSES and currency != "JPY"):
        with pytest.raises(BadInput, match=r"file_(value|currency)_unfit"):
            written(file, target)
        return
    back = written(file, target)
    assert amounts(back) == amounts(file)
    assert {document.currency for document in back.documents} == {currency}


def test_a_table_of_dinars_needs_no_column_of_currency():
    """The account's digits say that a third decimal is one; of roubles it is none."""
    table = (
        "Счёт;Дата операции;Сумма;Назначение платежа\r\n{};02.11.2026;-0,125;A\r\n{};03.11.2026;15,10;B\r\n"
    )
    for number, expected in ((account("KWD"), ["0.125", "15.10"]), (account("RUB"), [None, "15.10"])):
        file = table_files.read(table.format(number, number).encode())
        assert [d.amount for d in file.documents] == [
            None if one is None else Decimal(one) for one in expected
        ]
        assert {d.currency for d in file.documents} == {currencies.of_account(number)}
        told = [p.code for p in file.problems if p.index is not None]
        assert told == ([] if expected[0] else ["table_amount_places"])


def test_the_account_says_the_currency_where_the_table_does_not():
    """A statement of a dollar account is not one of roubles because its table has no column of currency."""
    table = (
        "Счёт;Дата операции;Сумма;Назначение платежа\r\n{0};02.11.2026;-15,10;A\r\n{0};02.11.2026;1,00;B\r\n"
    )
    file = table_files.read(table.format(account("USD")).encode())
    assert {d.currency for d in file.documents} == {s.currency for s in file.accounts} == {"USD"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [("$", "USD"), ("€", "EUR"), ("₽", "RUB"), ("414", "KWD"), ("руб.", "RUB"), ("kwd", "KWD")],
)
def test_the_currency_of_a_row_is_read_as_it_is_written(said, expected):
    table = f"Счёт;Дата операции;Сумма;Валюта;Назначение платежа\r\nKW81CBKU0000000000001234560101;02.11.2026;-15,10;{said};A\r\n"
    assert {d.currency for d in table_files.read(table.encode()).documents} == {expected}


def test_qif_of_dinars():
    head = f"!Account\nN{account('KWD')}\nTBank\n^\n!Type:Bank\n"
    file = qif.read(
        f"{head}D31.12.2026\nT1,234.500\n^\nD31.12.2026\nT-0.125\n^\nD31.12.2026\nT1,234\n^\n".encode()
    )
    assert amounts(file) == [Decimal("1234.50"), Decimal("0.125"), None]
    assert [p.code for p in file.problems] == ["file_amount_doubtful"]
    roubles = qif.read(b"!Type:Bank\nD31.12.2026\nT1,234\n^\nD31.12.2026\nT1.234\n^\n")
    assert amounts(roubles) == [Decimal("1234.00"), None]


def test_losses_say_nothing_of_what_comes_back():
    for currency in AMOUNTS:
        for target in set(STATEMENTS) - REFUSES:
            told = {loss.part for loss in losses.lost(statement(currency), target)}
            assert not told & {"amount", "currency", "balances"} or target in {
                "csv",
                "xlsx",
                "qif",
                "mt942",
                "camt054",
            }


def test_digits_of_a_foreign_account_are_no_currency():
    assert currencies.of_account("AT611840300234573201") == ""
    assert currencies.of_account("40702840300234573201") == "USD"
    assert [currencies.letters(code) for code in ("810", "RUR", "990", "A98", "USD")] == [
        "RUB",
        "RUB",
        "CLF",
        "A98",
        "USD",
    ]
    assert [currencies.kept_decimals(code) for code in ("JPY", "RUB", "KWD", "UYW", "A98")] == [2, 2, 3, 4, 2]
