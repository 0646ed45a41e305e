"""ED101 and ED211: what stands in the samples comes out, what is written comes back, damage is named."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from bsclient.errors import BadInput
from bsclient.formats import losses
from bsclient.formats.convert import load_any, write_file
from bsclient.formats.model import DEBIT, ORDERS, Bank, ExchangeFile, Party, Tax

DATA = Path(__file__).parent.parent / "data"
ELSEWHERE = os.environ.get("BSCLIENT_SAMPLES", "")


def sample(name: str) -> bytes:
    return (DATA / "ufebs" / name).read_bytes()


def written(file: ExchangeFile, target: str) -> bytes:
    out = io.BytesIO()
    write_file(out, file, target)
    return out.getvalue()


def test_a_payment_order() -> None:
    file = load_any(sample("ED101_tax_sample.xml"))
    assert (file.format, file.role, file.encoding) == ("ed101", ORDERS, "cp1251")
    (order,) = file.documents
    assert (order.number, order.date, order.amount) == ("126", dt.date(2026, 6, 30), Decimal("50000.00"))
    assert order.payer == Party(
        'ООО "Заря-868"',
        "0917154555",
        "091701001",
        "40702810781177541208",
        Bank("044525593", "", "30101810200000000593"),
    )
    assert (order.payee.name, order.payee.account) == (
        "Казначейство России (ФНС России)",
        "03100643000000018500",
    )
    assert order.tax == Tax("01", "18201061201010000510", "0", "0", "0", "0", "0", "")
    assert (order.purpose, order.priority, order.uin) == ("Единый налоговый платеж", "5", "0")
    assert (order.direction, order.operation_type, order.line) == (DEBIT, "01", 2)
    assert [section.account for section in file.accounts] == ["40702810781177541208"]


def test_a_statement() -> None:
    file = load_any(sample("ED211_sample.xml"))
    (section,) = file.accounts
    assert (section.account, section.bank.bic) == ("30101810200000000593", "044525593")
    assert (section.opening, section.closing) == (Decimal("1000000.00"), Decimal("1048765.44"))
    assert (section.credits, section.debits) == (Decimal("50000.00"), Decimal("1234.56"))
    paid, came = file.documents
    assert (paid.direction, paid.amount, paid.number) == (DEBIT, Decimal("1234.56"), "125")
    assert (paid.payer.account, paid.payee.account) == (section.account, "40702810041826175827")
    assert (came.payer.account, came.payer.bank.bic) == ("40702810041826175827", "044525225")
    assert (came.credited, came.marks.reference) == (dt.date(2026, 6, 30), "5555/2026-06-30/4525225000")
    assert not file.problems


@pytest.mark.parametrize(
    ("name", "target"),
    [("ED101_sample.xml", "ed101"), ("ED101_tax_sample.xml", "ed101"), ("ED211_sample.xml", "ed211")],
)
def test_a_sample_comes_back(name: str, target: str) -> None:
    file = load_any(sample(name))
    back = load_any(written(file, target))
    assert back.documents == file.documents
    assert back.accounts == file.accounts


def test_payments_of_1c_go_there_and_back() -> None:
    file = load_any((DATA / "1c" / "gen_50_payments_cp1251.txt").read_bytes())
    back = load_any(written(file, "ed101"))
    assert not back.problems
    assert {loss.part for loss in losses.lost(file, "ed101")} == {"interval", "bank_name", "extra"}

    def core(source: ExchangeFile) -> list[object]:
        bare = (dataclasses.replace(d, line=0, extra={}) for d in source.documents)
        return [
            dataclasses.replace(
                d,
                payer=dataclasses.replace(d.payer, bank=dataclasses.replace(d.payer.bank, name="")),
                payee=dataclasses.replace(d.payee, bank=dataclasses.replace(d.payee.bank, name="")),
            )
            for d in bare
        ]

    assert core(back) == core(file)


def test_a_packet_that_was_cut_or_changed_is_told() -> None:
    raw = written(load_any((DATA / "1c" / "gen_50_payments_cp1251.txt").read_bytes()), "ed101")
    start, end = raw.index(b"<ED101 "), raw.index(b"</ED101>") + len(b"</ED101>")
    problems = load_any(raw[:start] + raw[end:]).problems
    assert [p.code for p in problems] == ["file_packet_count", "file_packet_sum"]
    assert (problems[0].facts["expected"], problems[0].facts["found"]) == ("50", "49")


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ((b'Sum="123456"', b'Sum="1234.56"'), "file_amount_malformed", "Sum"),
        ((b'Sum="123456"', b""), "file_value_missing", "Sum"),
        ((b'AccDocDate="2026-06-30"', b'AccDocDate="2026-06-31"'), "file_date_malformed", "AccDocDate"),
        ((b'AccDocNo="125"', b""), "file_value_missing", "AccDocNo"),
    ],
)
def test_a_bad_value_is_named_with_its_line(change: tuple[bytes, bytes], code: str, field: str) -> None:
    file = load_any(sample("ED101_sample.xml").replace(*change))
    assert [(p.code, p.field, p.index) for p in file.problems] == [(code, field, 1)]
    assert file.problems[0].line in {2, 3}


@pytest.mark.parametrize("cut", [100, 400, 700])
def test_half_a_message_is_refused(cut: int) -> None:
    file = load_any(sample("ED101_sample.xml")[:cut])
    assert not file.documents
    assert file.problems[0].code in {"file_xml_malformed", "file_other_format"}


def test_entities_are_refused() -> None:
    raw = b'<!DOCTYPE ED101 [<!ENTITY x SYSTEM "file:///etc/hostname">]><ED101 Sum="1">&x;</ED101>'
    assert [p.code for p in load_any(raw).problems] == ["file_xml_dtd"]


def test_what_is_no_order_of_ours_is_refused() -> None:
    file = load_any(sample("ED101_sample.xml"))
    (order,) = file.documents
    for change, field in (({"number": "12А"}, "number"), ({"payee": Party("X")}, "payee.bank.bic")):
        bad = dataclasses.replace(file, documents=(dataclasses.replace(order, **change),))
        with pytest.raises(BadInput) as caught:
            written(bad, "ed101")
        assert (caught.value.code, caught.value.facts["field"]) == ("file_value_unfit", field)
    with pytest.raises(BadInput) as caught:
        written(load_any(sample("ED211_sample.xml")), "ed101")
    assert caught.value.code == "file_target_no_statement"


def test_a_statement_of_many_days_is_a_packet_of_days() -> None:
    file = load_any((DATA / "mt940" / "gen_200_rur.sta").read_bytes())
    back = load_any(written(file, "ed211"))
    assert not back.problems
    assert [(d.amount, d.direction, d.number) for d in back.documents] == [
        (d.amount, d.direction, d.number) for d in file.documents
    ]
    assert [s.closing for s in back.accounts] == [s.closing for s in file.accounts]


def test_other_money_has_no_statement_of_this_kind() -> None:
    with pytest.raises(BadInput) as caught:
        written(load_any((DATA / "mt940" / "jejik_ing.sta").read_bytes()), "ed211")
    assert (caught.value.code, caught.value.facts["currency"]) == ("file_currency_unfit", "EUR")


def one_order(**changed: object) -> ExchangeFile:
    file = load_any((DATA / "1c" / "gen_50_payments_cp1251.txt").read_bytes())
    return dataclasses.replace(file, documents=(dataclasses.replace(file.documents[0], **changed),))


@pytest.mark.parametrize("purpose", ["", " \t"])
def test_an_order_without_a_purpose_is_none(purpose: str) -> None:
    with pytest.raises(BadInput) as caught:
        written(one_order(purpose=purpose), "ed101")
    assert (caught.value.code, caught.value.facts["field"]) == ("file_value_unfit", "purpose")


def test_no_code_makes_a_file_that_cannot_be_read() -> None:
    payee = dataclasses.replace(one_order().documents[0].payee, inn="77\x00360\n50003")
    back = load_any(written(one_order(payee=payee), "ed101"))
    assert back.documents[0].payee.inn == "77360 50003"


@pytest.mark.skipif(
    not ELSEWHERE, reason="BSCLIENT_SAMPLES names no folder with the schemas of the Bank of Russia"
)
@pytest.mark.parametrize(
    ("target", "source"), [("ed101", "1c/gen_50_payments_cp1251.txt"), ("ed211", "mt940/gen_200_rur.sta")]
)
def test_the_schema_of_the_bank_of_russia_agrees(target: str, source: str) -> None:
    schema = etree.XMLSchema(etree.parse(Path(ELSEWHERE) / "ed807" / f"cbr_{target}_v2024.2.0.xsd"))
    root = etree.fromstring(written(load_any((DATA / source).read_bytes()), target))
    for message in root:
        schema.assertValid(etree.fromstring(etree.tostring(message)))
