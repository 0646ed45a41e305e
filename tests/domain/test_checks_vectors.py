"""Every vector of tests/data/check_vectors.json: published examples, synthetic codes and typical slips."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bsclient.domain import checks, money, terms, vat

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "check_vectors.json").read_text(encoding="utf-8"))
ONE_VALUE = {
    "inn": checks.inn_ok,
    "kpp": checks.kpp_ok,
    "ogrn": checks.ogrn_ok,
    "snils": checks.snils_ok,
    "uin": checks.uin_ok,
    "iban": checks.iban_ok,
    "lei": checks.lei_ok,
    "bic_swift": checks.swift_bic_ok,
    "card_luhn": checks.card_luhn_ok,
    "bik": checks.bic_ok,
    "kbk": checks.kbk_ok,
    "oktmo": checks.oktmo_ok,
    "vo_code": checks.vo_code_ok,
    "amount_format": checks.amount_format_ok,
}


def test_every_kind_is_checked() -> None:
    others = {"meta", "account_key", "amount_in_words_ru", "vat_included", "order_term"}
    assert set(VECTORS) == set(ONE_VALUE) | others


@pytest.mark.parametrize("kind", ONE_VALUE)
def test_code(kind: str) -> None:
    wrong = [row for row in VECTORS[kind] if ONE_VALUE[kind](row["value"]) is not row["valid"]]
    assert wrong == []
    assert {row["valid"] for row in VECTORS[kind]} == {True, False}


def test_account_key() -> None:
    rows = VECTORS["account_key"]
    wrong = [row for row in rows if checks.account_key_ok(row["bik"], row["account"]) is not row["valid"]]
    assert wrong == []
    assert {row.get("rule") for row in rows} == {"bank", "rkc", "treasury", None}


def test_the_right_key_digit_is_proposed() -> None:
    for row in VECTORS["account_key"]:
        if row["valid"] and row["rule"] != "treasury":
            account = row["account"]
            spoiled = account[:8] + "0" + account[9:]
            assert checks.account_key_digit(row["bik"], spoiled) == account[8]


def test_the_right_inn_digits_are_proposed() -> None:
    for row in VECTORS["inn"]:
        if row["valid"]:
            body, tail = (row["value"][:9], 1) if len(row["value"]) == 10 else (row["value"][:10], 2)
            assert checks.inn_check_digits(body) == row["value"][-tail:]


def test_vo_code_is_read() -> None:
    for row in VECTORS["vo_code"]:
        assert checks.vo_code(row["value"]) == row.get("code", "")


def test_amount_in_words() -> None:
    for row in VECTORS["amount_in_words_ru"]:
        amount = Decimal(row["amount"])
        assert checks.words_match(amount, row["currency"], row["text"]) is row["valid"], row
        if row["valid"]:
            assert checks.amount_in_words(amount, row["currency"]) == row["text"]
        if "digits" in row:
            assert checks.amount_in_figures(amount) == row["digits"]
        if "text_whole" in row:
            assert checks.amount_in_words(amount, row["currency"], whole=True) == row["text_whole"]
            assert checks.amount_in_figures(amount, whole=True) == row["digits_whole"]


def test_canonical_amounts_are_read_and_written_back() -> None:
    for row in VECTORS["amount_format"]:
        if row["valid"]:
            assert money.plain(money.parse_amount(row["value"])) == row["value"]


def test_vat_included() -> None:
    for row in VECTORS["vat_included"]:
        assert str(vat.included(Decimal(row["amount"]), int(row["rate"]))) == row["vat"], row


def test_term_of_presentation() -> None:
    for row in VECTORS["order_term"]:
        drawn_up, received = date.fromisoformat(row["doc_date"]), date.fromisoformat(row["received"])
        assert terms.presentation_days_ok(drawn_up, received) is row["valid"], row
        assert (received <= terms.last_day(drawn_up)) is (row["days"] <= 10)
