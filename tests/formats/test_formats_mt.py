"""MT940 and MT942: fields, dialects of field 86, pages, files that break off, and writing that comes back."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import losses
from bsclient.formats.convert import load_any
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Marks,
    Party,
)
from bsclient.formats.mt import mt940, mt942, writer

SAMPLES = Path(__file__).parent.parent / "data" / "mt940"
OWN = "40702810000000000001"
DAY = dt.date(2026, 3, 31)


def message(
    *entries: str, head: str = "", opening: str = "C260101RUB100,00", closing: str = "C260102RUB100,00"
) -> str:
    rows = [f":20:1\n:25:{OWN}\n:28C:1/1\n:60F:{opening}", *entries, f":62F:{closing}"]
    return head + "\n".join(rows) + "\n-\n"


def one(entry: str, told: str = "") -> ExchangeDocument:
    """Read a statement with one entry."""
    text = message(f":61:{entry}", *([f":86:{told}"] if told else []))
    (document,) = load_any(text.encode()).documents
    return document


@pytest.mark.parametrize(
    ("entry", "direction", "amount", "day", "value_date", "reversal"),
    [
        ("2601020102C1,5NTRFNONREF", CREDIT, "1.50", "2026-01-02", None, False),
        ("260102D100,NTRFNONREF", DEBIT, "100.00", "2026-01-02", None, False),
        ("260102CR100,NTRFNONREF", CREDIT, "100.00", "2026-01-02", None, False),  # third letter of EUR
        ("260102DR0,08NTRFNONREF", DEBIT, "0.08", "2026-01-02", None, False),
        ("260102RD5,NTRFNONREF", CREDIT, "5.00", "2026-01-02", None, True),
        ("260102RC5,NTRFNONREF", DEBIT, "5.00", "2026-01-02", None, True),
        ("260102RCR5,NTRFNONREF", DEBIT, "5.00", "2026-01-02", None, True),
        ("2512310102C1,NTRFNONREF", CREDIT, "1.00", "2026-01-02", "2025-12-31", False),
        ("2601021231C1,NTRFNONREF", CREDIT, "1.00", "2025-12-31", "2026-01-02", False),
        ("2402280229C1,NTRFNONREF", CREDIT, "1.00", "2024-02-29", "2024-02-28", False),
    ],
)
def test_field_61(
    entry: str,
    direction: str,
    amount: str,
    day: str,
    value_date: str | None,
    reversal: bool,
) -> None:
    found = one(entry)
    assert (found.direction, found.amount) == (direction, Decimal(amount))
    assert (found.credited if direction == CREDIT else found.debited) == dt.date.fromisoformat(day)
    assert found.marks.value_date == (dt.date.fromisoformat(value_date) if value_date else None)
    assert found.marks.reversal is reversal
    own = found.payee if direction == CREDIT else found.payer
    assert own.account == OWN


def test_references_and_supplement_of_field_61() -> None:
    found = one("260102D1,NCHK16703074//BANK 5\nCheque")
    assert (found.number, found.marks.reference, found.kind, found.extra["61"]) == (
        "16703074",
        "BANK 5",
        "Cheque",
        "NCHK",
    )
    found = one("260102D1,N102EREF            \nNL70ABNA0987654321", "/EREF/E 1/REMI/Rent")
    assert (found.number, found.payee.account, found.purpose) == ("", "NL70ABNA0987654321", "Rent")


@pytest.mark.parametrize(
    "entry",
    [
        "2601020102C1.5NTRFNONREF",
        "260102C,5NTRFNONREF",
        "260102X1,NTRFNONREF",
        "260132C1,NTRFNONREF",
        "2601020230C1,NTRFNONREF",
        "260102C1,999NTRFNONREF",
        "260102C1,",
        "",
    ],
)
def test_an_entry_that_cannot_be_read_is_named(entry: str) -> None:
    file = load_any(message(":61:260102C2,NTRFX", f":61:{entry}").encode())
    blocked = [p for p in file.problems if p.severity is Severity.BLOCK]
    assert [(p.code, p.index, p.line, p.field) for p in blocked] == [("file_field_malformed", 2, 6, ":61:")]
    assert [d.amount for d in file.documents] == [Decimal("2.00"), None]
    assert file.readable


def test_amounts_keep_the_places_of_their_currency() -> None:
    text = message(":61:260102C1,234NTRFX", opening="C260101KWD1,", closing="C260102KWD2,234")
    file = load_any(text.encode())
    assert file.documents[0].amount == Decimal("1.234")
    assert not file.problems
    out = io.BytesIO()
    mt940.write(out, file)
    assert load_any(out.getvalue()).documents[0].amount == Decimal("1.234")


def test_russian_details() -> None:
    told = (
        "/ORDP/40702810832748467804 INN4737726666.KPP473701001 OOO mPROMSN\n"
        "AB-891m//RU044525225.30101810400000000225/RPP/17.251230.5.ELEK/RE\n"
        "MI/OPLATA/AVANS PO ScETU n 8111"
    )
    text = message(":61:260102C1,NTRFNONREF", f":86:{told}", head="{3:{113:RUR6}}{4:\n")
    (found,) = load_any(text.encode()).documents
    assert found.payer == Party(
        'ООО "ПРОМСНАБ-891"',
        "4737726666",
        "473701001",
        "40702810832748467804",
        Bank("044525225", "", "30101810400000000225"),
    )
    assert (found.number, found.date, found.priority) == ("17", dt.date(2025, 12, 30), "5")
    assert found.purpose == "ОПЛАТА/АВАНС ПО СЧЕТУ № 8111"


@pytest.mark.parametrize(
    ("told", "purpose"),
    [
        ("plain words", "plain words"),
        ("short\nlines", "short lines"),
        ("x" * 65 + "\nyz", "x" * 65 + "yz"),
        ("x" * 63 + "\nab-9", "x" * 63 + "ab-9"),  # two letters went down because of the dash
        ("ends with a blank \nnext", "ends with a blank next"),
        ("166?00KIND?20one?21two", "one two"),
        ("166?00KIND?20" + "a" * 27 + "?21b", "a" * 27 + "b"),
        ("166?20EREF+ref 1?21SVWZ+rent", "rent"),
        ("/REMI/all of it/EREF/5", "all of it"),
    ],
)
def test_lines_of_details_are_joined(told: str, purpose: str) -> None:
    assert one("260102C1,NTRFX", told).purpose == purpose


def test_pages_make_one_statement_and_messages_several() -> None:
    first = ":20:A\n:25:X1\n:28C:7/1\n:60F:C260101EUR1,00\n:61:260102C1,NTRFA\n:62M:C260102EUR2,00\n-\n"
    second = ":20:B\n:25:X1\n:28C:7/2\n:60M:C260102EUR2,00\n:61:260103C1,NTRFB\n:62F:C260103EUR3,00\n-\n"
    file = load_any((first + second).encode())
    (section,) = file.accounts
    assert (section.start, section.end) == (dt.date(2026, 1, 2), dt.date(2026, 1, 3))
    assert (section.opening, section.closing) == (Decimal("1.00"), Decimal("3.00"))
    assert not file.problems
    other = load_any((first + second.replace("28C:7/2", "28C:8/1")).encode())
    assert len(other.accounts) == 2


def test_interim_reports_are_preliminary() -> None:
    file = load_any((SAMPLES / "cmxl_mt942.txt").read_bytes())
    assert file.format == "mt942"
    assert all(section.preliminary for section in file.accounts)
    assert all(document.marks.preliminary for document in file.documents)
    assert [section.credits for section in file.accounts] == [Decimal("9792.00")] * 2


@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "cp866", "koi8-r", "utf-16"])
def test_cyrillic_is_read_in_any_encoding(codec: str) -> None:
    text = message(":61:260102C1,NTRFX", ":86:Оплата по договору поставки номер пять")
    assert load_any(text.encode(codec)).documents[0].purpose == "Оплата по договору поставки номер пять"


def test_differences_are_told() -> None:
    file = load_any(message(":61:260102C5,NTRFX", closing="C260102RUB104,00").encode())
    (problem,) = file.problems
    assert (problem.code, problem.severity) == ("file_balance_differs", Severity.WARN)
    assert (problem.facts["expected"], problem.facts["found"]) == ("105.00", "104.00")


def test_a_file_that_breaks_off_gives_no_half_entry() -> None:
    raw = (SAMPLES / "gen_200_rur.sta").read_bytes()[:1100]
    whole = {
        (d.number, d.amount, d.purpose, d.payee, d.payer) for d in load_any(raw + b"\r\n-}\r\n").documents
    }
    whole |= {
        (d.number, d.amount, d.purpose, d.payee, d.payer)
        for d in load_any((SAMPLES / "gen_200_rur.sta").read_bytes()).documents
    }
    for end in range(120, len(raw)):
        file = load_any(raw[:end])
        for d in file.documents:
            if d.amount is not None:
                assert (d.number, d.amount, d.purpose, d.payee, d.payer) in whole, end


@pytest.mark.parametrize(
    "junk",
    [
        b":20:\n:25:\n",
        b":20:x\n:25:1\n:61:",
        b":20:\n:25:" + b":" * 5000,
        b":20:1\n:25:2\n:28C:\xff/\xfe\n:60F:\n-",
    ],
)
def test_junk_is_survived(junk: bytes) -> None:
    assert load_any(junk).format in {"mt940", "mt942"}


TEXT = st.text(alphabet="АБВЖЩЯЙЁабя ABCxyz019 .,/-:()«№%'\"{}?", max_size=230).map(
    lambda text: " ".join(text.split())
)
NAME = st.text(alphabet="АБВЖЩЯ ABC19.-\"'", max_size=60).map(lambda text: " ".join(text.split()))
ACCOUNT = st.sampled_from(["", "40702810832748467804", "DE14508800500194785000"])
PARTY = st.builds(
    Party,
    NAME,
    st.sampled_from(["", "7707083893", "500100732259"]),
    st.sampled_from(["", "773601001", "0"]),
    ACCOUNT,
    st.sampled_from([Bank(), Bank("044525225", "", "30101810400000000225"), Bank("DEUTDEFF")]),
)


@st.composite
def documents(draw: st.DrawFn) -> list[ExchangeDocument]:
    found = []
    for index in range(1, draw(st.integers(0, 6)) + 1):
        credit = draw(st.booleans())
        other, own = draw(PARTY), Party(account=OWN)
        day = DAY - dt.timedelta(days=draw(st.integers(0, 9)))
        found.append(
            ExchangeDocument(
                index=index,
                line=0,
                number=draw(st.sampled_from(["", "1", "123456", "А-7/б", "ДОГ 1.2"])),
                date=draw(st.sampled_from([None, day, day - dt.timedelta(days=1)])),
                amount=Decimal(draw(st.integers(1, 10**12))).scaleb(-2),
                currency="RUB",
                direction=CREDIT if credit else DEBIT,
                payer=other if credit else own,
                payee=own if credit else other,
                purpose=draw(TEXT),
                priority=draw(st.sampled_from(["", "5"])),
                debited=None if credit else day,
                credited=day if credit else None,
                marks=Marks(
                    draw(st.sampled_from(["", "REF1"])),
                    draw(st.sampled_from([None, day + dt.timedelta(days=2)])),
                    reversal=draw(st.booleans()),
                ),
            )
        )
    return found


def held(document: ExchangeDocument) -> tuple[object, ...]:
    """Return what MT940 is to give back of a document, without the case of letters."""
    party = losses.counterparty(document)
    day = document.debited or document.credited
    bank = party.bank
    texts = [
        " ".join(text.upper().replace("«", '"').split())
        for text in (document.purpose, party.name, document.number)
    ]
    return (
        *texts,
        document.amount,
        document.direction,
        day,
        None if document.date == day else document.date,
        (party.inn, party.kpp, party.account, bank.bic, bank.correspondent_account),
        document.priority,
        (document.marks.reference, document.marks.value_date, document.marks.reversal),
    )


@settings(max_examples=60, deadline=None)
@given(documents())
def test_what_is_written_comes_back(found: list[ExchangeDocument]) -> None:
    section = AccountSection(
        OWN, "RUB", DAY - dt.timedelta(days=9), DAY, Decimal("-1.50"), reference="STATEMENT 1"
    )
    file = ExchangeFile("1c-statement", accounts=(section,), documents=tuple(found))
    out = io.BytesIO()
    mt940.write(out, file)
    raw = out.getvalue()
    assert all(
        len(line) <= 65 + len(":86:")
        for line in raw.decode("ascii").split("\r\n")
        if not line.startswith("{")
    )
    back = load_any(raw)
    assert not back.problems
    told = {loss.part for loss in losses.lost(file, "mt940")}
    if not told & {"letters", "purpose_end", "name_end", "number_end"}:
        assert [d.purpose for d in back.documents] == [" ".join(d.purpose.split()) for d in found]
    if not told & {"purpose_end", "name_end", "number_end"} and not any(
        "{" in d.purpose or "}" in d.purpose for d in found
    ):
        assert [held(d) for d in back.documents] == [held(d) for d in found]
    (again,) = back.accounts
    assert (again.account, again.start, again.end, again.opening) == (
        OWN,
        section.start,
        section.end,
        section.opening,
    )
    assert again.reference == "STATEMENT 1"


def test_long_statements_are_paged() -> None:
    own, other = Party(account=OWN), Party("ИП ИВАНОВ", "500100732259", account="40802810000000000002")
    entries = tuple(
        ExchangeDocument(
            n,
            0,
            amount=Decimal(n),
            direction=CREDIT,
            payer=other,
            payee=own,
            purpose="ОПЛАТА " * 20,
            credited=DAY,
        )
        for n in range(1, 41)
    )
    section = AccountSection(OWN, "RUB", DAY, DAY, Decimal(0), Decimal(820))
    file = ExchangeFile("1c-statement", accounts=(section,), documents=entries)
    for form in (mt940, mt942):
        out = io.BytesIO()
        form.write(out, file)
        pages = re.split(rb"(?<=-\})\r\n", out.getvalue().rstrip())
        assert len(pages) > 5
        assert max(map(len, pages)) <= writer.PAGE
        back = load_any(out.getvalue())
        assert len(back.accounts) == 1
        assert [d.amount for d in back.documents] == [d.amount for d in entries]
        assert not back.problems


def test_a_statement_without_balances_is_no_mt940() -> None:
    file = load_any((SAMPLES / "mBank_mt942.sta").read_bytes())
    with pytest.raises(BadInput) as caught:
        mt940.write(io.BytesIO(), file)
    assert caught.value.code == "file_balances_missing"


def test_payments_are_no_statement() -> None:
    file = ExchangeFile("json", documents=(ExchangeDocument(1, 1),), role="payments")
    with pytest.raises(BadInput) as caught:
        losses.lost(file, "mt940")
    assert caught.value.code == "file_target_no_payments"
    assert ENTRIES in mt940.HOLDS


def test_a_difference_names_the_line_of_the_balance_and_of_the_total():
    body = ":20:A\n:25:DE1\n:28C:1/1\n:60F:C261101EUR1,00\n:61:2611021102C5,00NTRF1\n:86:X\n:62F:C261102EUR7,00\n"
    (wrong,) = load_any(body.encode()).problems
    assert (wrong.code, wrong.field, wrong.line) == ("file_balance_differs", ":62F:", 7)
    body = (
        ":20:A\n:25:DE1\n:28C:1/1\n:34F:EURC0,\n:61:2611021102C5,00NTRF1\n:86:X\n:90D:0EUR0,\n:90C:1EUR6,\n"
    )
    (wrong,) = load_any(body.encode()).problems
    assert (wrong.code, wrong.field, wrong.line) == ("file_turnover_differs", ":90C:", 8)
