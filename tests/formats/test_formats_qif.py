"""QIF: entries, the order of day and month, damage, and what we write."""

import dataclasses
import datetime as dt
import io
from decimal import Decimal

import pytest

from bsclient.formats import qif
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    AccountSection,
    ExchangeDocument,
    ExchangeFile,
    Party,
)

# By hand, as GnuCash and Quicken write them.
BANK = """!Account
NРасчётный
TBank
^
!Type:Bank
D01.12.2026
T1,000.00
CX
POpening Balance
L[Расчётный]
^
D31.12.2026
T-1,234.50
N17
PООО «Ёлка»
MДоговор № 5
LРасходы:Связь
SРасходы:Связь
$-1,234.50
^
D12.01'27
U300
T300
PИП Иванов
^
!Type:Cat
NСвязь
E
^
"""


def codes(file):
    return [problem.code for problem in file.problems]


@pytest.mark.parametrize(
    ("codec", "found"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1251", "cp1251")]
)
def test_entries_are_read_to_the_last_value(codec, found):
    file = qif.read(BANK.encode(codec))
    assert (file.format, file.encoding, file.role, codes(file)) == ("qif", found, ENTRIES, [])
    (section,) = file.accounts
    assert section == AccountSection(
        "Расчётный", start=dt.date(2026, 12, 31), end=dt.date(2027, 1, 12), opening=Decimal("1000.00")
    )
    paid, got = file.documents
    assert paid == ExchangeDocument(
        1, 12, "", "17", dt.date(2026, 12, 31), Decimal("1234.50"), "", DEBIT, Party(account="Расчётный"),
        Party("ООО «Ёлка»"), "Договор № 5", debited=dt.date(2026, 12, 31), extra={"L": "Расходы:Связь"},
    )  # fmt: skip
    assert (got.direction, got.amount, got.credited) == (CREDIT, Decimal("300.00"), dt.date(2027, 1, 12))
    assert (got.payer.name, got.payee.account) == ("ИП Иванов", "Расчётный")


def days(*dates):
    records = "".join(f"D{date}\nT1\n^\n" for date in dates)
    return f"!Type:Bank\n{records}".encode()


@pytest.mark.parametrize(
    ("dates", "read", "problems"),
    [
        (("12/31/26", "01/02/26"), ("2026-12-31", "2026-01-02"), []),
        (("31/12/26", "01/02/26"), ("2026-12-31", "2026-02-01"), []),
        (("01/02/26",), ("2026-02-01",), ["file_dates_unsure"]),
        (("01.02.2026",), ("2026-02-01",), []),
        (("3/3/26",), ("2026-03-03",), []),
        (("2026-02-01",), ("2026-02-01",), []),
        ((" 1/31' 5",), ("2005-01-31",), []),
        (("31/12/99",), ("1999-12-31",), []),
        (("12/31/26", "31/12/26"), (None, "2026-12-31"), ["file_dates_mixed", "file_iso_date_malformed"]),
        (("tomorrow",), (None,), ["file_iso_date_malformed"]),
    ],
)
def test_the_order_of_day_and_month(dates, read, problems):
    file = qif.read(days(*dates))
    assert [d.date and str(d.date) for d in file.documents] == list(read)
    assert codes(file) == problems


def test_the_user_can_say_the_order():
    file = qif.read_ordered(days("01/02/26"), order=qif.MONTH_FIRST)
    assert file.documents[0].date == dt.date(2026, 1, 2)
    assert codes(file) == []
    assert file.header[qif.ORDER] == qif.MONTH_FIRST


@pytest.mark.parametrize("data", [b"", b"hello", b"D1\nT2\n^\n", b"\x00\x01", b"<xml/>"])
def test_what_is_no_qif_is_refused(data):
    file = qif.read(data)
    assert not file.readable
    assert codes(file) == ["file_qif_missing"]


def test_a_file_cut_at_any_byte_gives_whole_entries_only():
    data = BANK.encode()
    whole = [dataclasses.replace(d, payer=Party(), payee=Party()) for d in qif.read(data).documents]
    for end in range(len(data)):
        for document in qif.read(data[:end]).documents:
            assert dataclasses.replace(document, payer=Party(), payee=Party()) in whole, end
    cut = qif.read(BANK[: BANK.index("U300") + 8].encode())
    assert codes(cut) == ["file_record_unfinished"]


@pytest.mark.parametrize("amount", ["1O", "", "--5", "1.005", "1,2,3"])
def test_an_amount_that_cannot_be_read_is_told(amount):
    file = qif.read(f"!Type:Bank\nD01.02.2026\nT{amount}\n^\n".encode())
    assert [d.amount for d in file.documents] == [None]
    assert file.problems


def test_what_is_written_is_read_back():
    day = dt.date(2026, 2, 1)
    own, other = Party(account="40702810781177541208"), Party("ООО «Сад»\n№ 1")
    paid = ExchangeDocument(
        1, 0, "", "17", day, Decimal("1234567.05"), "RUB", DEBIT, own, other, "За ^ воду", debited=day
    )  # fmt: skip
    got = dataclasses.replace(
        paid, index=2, number="", direction=CREDIT, payer=other, payee=own, debited=None, credited=day
    )
    section = AccountSection(own.account, "RUB", day, day, Decimal("-7.00"))
    out = io.BytesIO()
    qif.write(out, ExchangeFile("qif", accounts=(section,), documents=(paid, got), role=ENTRIES), "ru")
    back = qif.read(out.getvalue())
    assert codes(back) == []
    assert back.accounts == (section,)
    tidy = Party("ООО «Сад» № 1")
    assert [dataclasses.replace(d, line=0) for d in back.documents] == [
        dataclasses.replace(paid, payee=tidy),
        dataclasses.replace(got, payer=tidy),
    ]


def test_a_file_without_accounts_is_a_file():
    out = io.BytesIO()
    qif.write(out, ExchangeFile("x", role=ENTRIES), "ru")
    assert qif.read(out.getvalue()).readable
