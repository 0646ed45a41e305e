"""Kinds of value: what is read, how it is written, what is mended."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.domain import kinds_more, swift
from bsclient.domain.context import Context
from bsclient.domain.document import Document
from bsclient.domain.fields import (
    country,
    currency,
    flag,
    iban,
    money,
    month,
    percent,
    person,
    phone,
    product,
    rate,
    reference,
    swift_bic,
    swift_text,
    whole,
)
from bsclient.domain.kinds import Unreadable
from bsclient.domain.problems import Severity

TODAY = dt.date(2026, 11, 20)
HERE = Context(today=TODAY)
ID = "019e0000-0000-7000-8000-000000000001"


class Everything(Document, code="everything", title="Everything"):
    count: int = whole("Count", least=1, most=100)
    course: Decimal = rate("Rate")
    part: Decimal = percent("Per cent")
    wide: Decimal = money("Wide amount", wide=True)
    payee: str = swift_text("Payee", longest=35, lines=2)
    unit: str = currency("Currency")
    land: str = country("Country")
    number: str = iban("IBAN")
    bank: str = swift_bic("SWIFT")
    call: str = phone("Phone")
    term: str = month("Month")
    who: str = person("Person")
    mark: str = flag("Mark")
    other: str = reference("Document", of=("payment_order",))
    deposit: str = product("Deposit", of="deposit")


GOOD = {
    "count": "7",
    "course": "92.5",
    "part": "7.25",
    "wide": "12.345",
    "payee": "ROMASHKA LLC\n1 TVERSKAYA ST",
    "unit": "KWD",
    "land": "CN",
    "number": "DE89370400440532013000",
    "bank": "DEUTDEFF",
    "call": "+79161234567",
    "term": "2026-11",
    "who": "Салтыков-Щедрин Михаил О'Нил",
    "mark": "1",
    "other": ID,
    "deposit": "D-17",
}


def test_every_new_kind_is_read_and_written_back():
    document = Everything.read(GOOD, HERE)
    assert (document.count, document.course, document.part) == (7, Decimal("92.5"), Decimal("7.25"))
    assert document.wide == Decimal("12.345")
    assert document.texts() == GOOD


@pytest.mark.parametrize(
    ("field", "typed", "written"),
    [
        ("count", "007", "7"),
        ("count", "1 0", "10"),
        ("course", "92,50", "92.5"),
        ("course", "0.00000001", "0.00000001"),
        ("course", "100.00", "100"),
        ("part", "0", "0"),
        ("part", "100,0000", "100"),
        ("wide", "12", "12.00"),
        ("wide", "1 234,5", "1234.50"),
        ("wide", "12.340", "12.34"),
        ("payee", "Romashka  llc", "ROMASHKA LLC"),
        ("term", "1.2026", "2026-01"),
        ("mark", "", ""),
    ],
)
def test_other_ways_of_typing_have_one_canonical_text(field, typed, written):
    document = Everything.read({**GOOD, field: typed}, HERE)
    assert document.texts()[field] == written
    assert Everything.read(document.texts(), HERE) == document


@pytest.mark.parametrize(
    ("field", "typed", "code", "mend"),
    [
        ("count", "0", "whole_range", None),
        ("count", "101", "whole_range", None),
        ("count", "1.5", "whole_form", None),
        ("count", "٣", "whole_form", None),
        ("course", "0", "rate_range", None),
        ("course", "-1", "rate_form", None),
        ("course", "1e3", "rate_form", None),
        ("course", "1.123456789", "rate_form", None),
        ("course", "12345678901", "rate_form", None),
        ("part", "100.0001", "percent_range", None),
        ("part", "1.12345", "percent_form", None),
        ("wide", "0.000", "amount_zero", None),
        ("wide", "1.2345", "amount_form", None),
        ("payee", "Ромашка", "swift_characters", "ROMASHKA"),
        ("payee", 'OOO "A&B"', "swift_characters", "OOO 'AANDB'"),
        ("payee", "A\n-B", "swift_line_start", "A\nB"),
        ("payee", "A\nB\nC", "swift_lines", None),
        ("payee", "X" * 36, "too_long", None),
        ("unit", "usd", "currency_form", "USD"),
        ("unit", "XXX", "currency_unknown", None),
        ("land", "ZZ", "country_unknown", None),
        ("number", "DE89 3704 0044 0532 0130 00", "iban_form", "DE89370400440532013000"),
        ("number", "DE88370400440532013000", "iban_key", None),
        ("bank", "deut de ff", "swift_bic_form", "DEUTDEFF"),
        ("bank", "DEUTZZFF", "swift_bic_form", None),
        ("call", "8 (916) 123-45-67", "phone_form", "+79161234567"),
        ("call", "916 123 45 67", "phone_form", "+79161234567"),
        ("call", "123", "phone_form", None),
        ("term", "2026-13", "month_form", None),
        ("who", "Иванов 2", "person_form", None),
        ("who", "Ивaнов", "person_mixed", None),
        ("mark", "2", "bad_flag", None),
        ("other", "17", "bad_document_id", None),
        ("deposit", "../x", "product_form", None),
    ],
)
def test_what_cannot_be_read_is_named_and_mended(field, typed, code, mend):
    problems = Everything.check({**GOOD, field: typed}, HERE)
    assert [(p.field, p.code) for p in problems] == [(field, code)]
    assert dict(problems[0].mend) == ({field: mend} if mend else {})
    if mend:
        assert not Everything.check({**GOOD, field: mend}, HERE)


def test_replaced_signs_are_shown_before_signing():
    problems = Everything.check({**GOOD, "payee": "Romashka"}, HERE)
    assert [(p.code, p.severity, dict(p.mend)) for p in problems] == [
        ("text_normalised", Severity.INFO, {"payee": "ROMASHKA"})
    ]


@given(st.decimals(min_value="0.00000001", max_value="9999999999", places=8, allow_nan=False))
def test_rates_round_trip(value):
    text = kinds_more.RATE.write(kinds_more.RATE.read(format(value, "f")))
    assert kinds_more.RATE.read(text) == value
    assert "e" not in text.lower()
    assert text == kinds_more.RATE.write(kinds_more.RATE.read(text))


@given(st.text(max_size=80))
def test_any_text_has_a_latin_proposal_that_can_travel(typed):
    proposed = swift.latin(typed)
    if proposed:
        assert kinds_more.SwiftKind(10_000, 10_000).read(proposed) == proposed


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_by_any_kind(typed):
    stripped = typed.strip()
    if not stripped:
        return
    for field in Everything.declared:
        try:
            value = field.kind.read(stripped)
        except Unreadable:
            continue
        assert field.kind.read(field.kind.write(value)) == value
