"""Values of a 1C exchange file: amounts, days, what must stand there, what is too long, hidden or repeated."""

from __future__ import annotations

from decimal import Decimal

import pytest
from make_1c import joined, lines, one

from bsclient.formats.model import ExchangeFile, FileProblem
from bsclient.formats.onec import load


def codes(file: ExchangeFile) -> list[str]:
    return [p.code for p in file.problems]


def only(file: ExchangeFile, code: str) -> FileProblem:
    found = [p for p in file.problems if p.code == code]
    assert len(found) == 1, codes(file)
    return found[0]


@pytest.mark.parametrize(
    "text", ["1234", "1234.5", "1234.50", "1234,5", "1 234.50", "1\u00a0234,50", "01234.50"]
)
def test_amounts_that_are_understood(text: str) -> None:
    amount = load(one(("Сумма", text))).documents[0].amount
    assert amount == (Decimal("1234.00") if text == "1234" else Decimal("1234.50"))
    assert str(amount).rsplit(".", 1)[1] in {"00", "50"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1234.567", "file_amount_malformed"),
        ("1,234.50", "file_amount_malformed"),
        ("12 34.50", "file_amount_malformed"),
        ("1e5", "file_amount_malformed"),
        ("NaN", "file_amount_malformed"),
        ("Infinity", "file_amount_malformed"),
        ("１２３", "file_amount_malformed"),
        ("١٢٣.٠٠", "file_amount_malformed"),
        ("+5", "file_amount_malformed"),
        ("1_000", "file_amount_malformed"),
        ("0x10", "file_amount_malformed"),
        (".50", "file_amount_malformed"),
        ("5.", "file_amount_malformed"),
        ("-5.00", "file_amount_negative"),
        ("1" * 16, "file_amount_too_large"),
        ("9" * 3000, "file_amount_too_large"),
        ("0", "file_amount_zero"),
        ("", "file_value_missing"),
    ],
)
def test_amounts_that_are_not_understood_stop_their_document(text: str, code: str) -> None:
    file = load(one(("Сумма", text)))
    problem = only(file, code)
    assert (problem.index, problem.field, problem.severity) == (1, "amount", "block")
    assert problem.line == 1 + one(("Сумма", text)).decode().split("\r\n").index(f"Сумма={text}")
    assert file.documents[0].amount == (Decimal(0) if text == "0" else None)
    assert file.readable


@pytest.mark.parametrize(
    "text", ["2.12.01", "31.02.2026", "2026-11-01", "01.11.26", "01.11.0026", "٠١.١١.٢٠٢٦", "сегодня"]
)
def test_days_that_do_not_exist(text: str) -> None:
    file = load(one(("Дата", text)))
    problem = only(file, "file_date_malformed")
    assert (problem.field, problem.severity, file.documents[0].date) == ("date", "block", None)


@pytest.mark.parametrize("key", ["Номер", "Дата", "ПолучательБИК", "НазначениеПлатежа"])
def test_what_a_payment_must_have(key: str) -> None:
    for value in (None, ""):
        changes = [(key, value)]
        if key == "НазначениеПлатежа":
            changes.append(("НазначениеПлатежа1", value))
        problem = only(load(one(*changes)), "file_value_missing")
        assert (problem.index, problem.severity, problem.facts["key"]) == (1, "block", key)


def test_a_statement_may_leave_out_what_a_payment_must_have() -> None:
    file = load(one(("Номер", None), ("ПолучательБИК", None), statement=True))
    assert "file_value_missing" not in codes(file)


def test_longer_values_than_a_bank_takes() -> None:
    long = "я" * 211
    file = load(one(("НазначениеПлатежа", long)))
    problem = only(file, "file_value_too_long")
    assert (problem.field, problem.facts["limit"], problem.facts["length"]) == ("purpose", "210", "211")
    assert file.documents[0].purpose == long
    assert "file_value_too_long" not in codes(load(one(("НазначениеПлатежа", long), statement=True)))
    file = load(one(("НазначениеПлатежа", "я" * 5000), statement=True))
    assert only(file, "file_value_too_long").facts["limit"] == "4096"
    assert len(file.documents[0].purpose) == 4096


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x07", "\u2066", "\u00ad", "\ufeff", "\x85"])
def test_invisible_characters_are_taken_out_and_told(character: str) -> None:
    for statement in (True, False):
        file = load(one(("Получатель1", f"ООО {character}Ромашка"), statement=statement))
        problem = only(file, "file_control_characters")
        assert (problem.index, problem.field, problem.severity) == (1, "payee.name", "warn")
        assert file.documents[0].payee.name == "ООО Ромашка"


def test_a_repeated_key_keeps_the_first_value_and_stops_a_payment() -> None:
    other = "ПолучательСчет=40702810100000000666"
    file = load(one(extra=(other,)))
    problem = only(file, "file_repeated_key")
    assert (problem.index, problem.severity, problem.field) == (1, "block", "payee.account")
    assert file.documents[0].payee.account == "40702810100000000001"
    assert not load(one(extra=("Очередность=5",))).problems
    assert only(load(one(statement=True, extra=(other,))), "file_repeated_key").severity == "warn"


def test_replaced_requisites_are_told() -> None:
    file = load(one(("ПолучательРасчСчет", "40702810100000000666")))
    problem = only(file, "file_accounts_differ")
    assert (problem.index, problem.facts["value"]) == (1, "40702810100000000666")
    assert file.documents[0].payee.account == "40702810100000000001"
    assert file.documents[0].extra["ПолучательРасчСчет"] == "40702810100000000666"
    file = load(one(("Получатель", "ИНН 7811111111 ООО Другое")))
    assert only(file, "file_parties_differ").facts["value"] == "7811111111"


def test_a_number_does_not_go_on_in_the_next_line() -> None:
    rows = lines(1, statement=False)
    at = rows.index("Сумма=1.01") + 1
    rows[at:at] = ["000"]
    file = load(joined(rows))
    problem = only(file, "file_line_stray")
    assert (problem.index, problem.line) == (1, at + 1)
    assert file.documents[0].amount == Decimal("1.01")
