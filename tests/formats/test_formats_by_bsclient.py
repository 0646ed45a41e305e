"""Statements of Belarusian client-bank programs: every value that stands in the samples, and damage."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from bsclient.formats.convert import load_any
from bsclient.formats.model import CREDIT, DEBIT, ENTRIES

HERE = Path(__file__).parent.parent / "data" / "1c"


def raw(kind: int) -> bytes:
    return (HERE / f"by_bsclient_type{kind}_cp1251.txt").read_bytes()


def test_an_account_in_belarusian_roubles() -> None:
    file = load_any(raw(400))
    assert (file.format, file.version, file.role, file.encoding) == ("by-bsclient", "400", ENTRIES, "cp1251")
    (section,) = file.accounts
    assert (section.account, section.currency) == ("BY86PJCB30120000000000000933", "BYN")
    assert (section.opening, section.closing) == (Decimal("3329.82"), Decimal("3279.82"))
    assert (section.credits, section.debits) == (Decimal("0.00"), Decimal("50.00"))
    assert (section.owner, section.preliminary) == ('ООО "РОМАШКА"', False)
    (entry,) = file.documents
    assert (entry.number, entry.amount, entry.direction, entry.line) == ("4234", Decimal("50.00"), DEBIT, 23)
    assert (entry.date, entry.debited) == (dt.date(2023, 9, 28), dt.date(2023, 9, 28))
    assert (entry.payer.account, entry.payer.bank.bic) == (section.account, "PJCBBY2X")
    assert (entry.payee.account, entry.payee.inn) == ("BY86PJCB81010000000000000933", "191234567")
    assert entry.payee.name.endswith("ВЕДЕНИЕ БАНК. СЧЕТОВ КЛИЕНТОВ")
    assert "согласно  договору 00001 от 01.01.2020" in entry.purpose
    assert entry.marks.reference == "100000001"
    assert not file.problems


def test_an_account_in_other_money() -> None:
    file = load_any(raw(5))
    (section,) = file.accounts
    assert (section.account, section.currency) == ("BY86DEMO30120000000000000643", "RUB")
    assert (section.opening, section.closing, section.credits) == (
        0,
        Decimal("170595.00"),
        Decimal("170595.00"),
    )
    (entry,) = file.documents
    assert (entry.number, entry.amount, entry.direction) == ("180", Decimal("170595.00"), CREDIT)
    assert (entry.payer.name, entry.payer.account) == ('ООО "ДЕМО КОНТРАГЕНТ"', "40702810000000000000")
    assert entry.payer.inn == "0000000000"
    assert entry.credited == dt.date(2026, 2, 6)
    assert entry.purpose.startswith("(VO21100) TO ACCOUNT BY86DEMO30120000000000000643")
    assert not file.problems


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        ((b"^Db=50.00^", b"^Db=50,0x^"), "file_amount_malformed", 23),
        ((b"^Db=50.00^", b"^Db=0.00^"), "file_amount_malformed", 23),
        ((b"^CrOut=3279.82^", b"^CrOut=3279.81^"), "file_balance_differs", 20),
        ((b"^DocDate=28.09.2023^", b"^DocDate=31.09.2023^"), "file_date_malformed", 23),
        ((b"#", b""), "file_message_unfinished", 20),
    ],
)
def test_damage_is_named_with_its_line(change: tuple[bytes, bytes], code: str, line: int) -> None:
    file = load_any(raw(400).replace(*change))
    assert (code, line) in [(problem.code, problem.line) for problem in file.problems]


def test_nothing_is_no_statement() -> None:
    (problem,) = load_any(b"***** ^Type=400^ ^Acc=BY86^\r\n[IN_PARAM]\r\n").problems
    assert problem.code == "file_message_missing"
