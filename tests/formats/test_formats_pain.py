"""pain.001 and pain.002: orders as they were meant, answers as the bank gave them."""

import dataclasses
import datetime as dt
import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import onec
from bsclient.formats.model import ANSWERS, ORDERS, Bank, ExchangeDocument, ExchangeFile, Party, Tax
from bsclient.formats.pain import pain001, pain001_v3, pain002, pain002_v3

DATA = Path(__file__).parent.parent / "data"
ELSEWHERE = os.environ.get("BSCLIENT_SAMPLES", "")

# By hand, in the shape that Russian banks ask for.
ORDER = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-06-01T10:00:00+03:00</CreDtTm><NbOfTxs>2</NbOfTxs><CtrlSum>1600.50</CtrlSum>
<InitgPty><Nm>ООО "Альфа"</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>P-1</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>2</NbOfTxs><CtrlSum>1600.50</CtrlSum>
<ReqdExctnDt><Dt>2026-06-02</Dt></ReqdExctnDt>
<Dbtr><Nm>ООО "Альфа"</Nm><Id><OrgId><Othr><Id>7701234567</Id><SchmeNm><Cd>TXID</Cd></SchmeNm></Othr></OrgId></Id></Dbtr>
<DbtrAcct><Id><Othr><Id>40702810781177541208</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id><Ccy>RUB</Ccy></DbtrAcct>
<DbtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>RUCBC</Cd></ClrSysId><MmbId>044525593</MmbId></ClrSysMmbId>
<Nm>АО АЛЬФА-БАНК</Nm><Othr><Id>30101810200000000593</Id></Othr></FinInstnId></DbtrAgt>
<CdtTrfTxInf><PmtId><InstrId>I1</InstrId><EndToEndId>17</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="RUB">1500.50</InstdAmt></Amt>
<CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>RUCBC</Cd></ClrSysId><MmbId>017003983</MmbId></ClrSysMmbId>
<Othr><Id>40102810445370000059</Id></Othr></FinInstnId></CdtrAgt>
<Cdtr><Nm>Казначейство России (ФНС России)</Nm>
<Id><OrgId><Othr><Id>7727406020</Id><SchmeNm><Cd>TXID</Cd></SchmeNm></Othr></OrgId></Id></Cdtr>
<CdtrAcct><Id><Othr><Id>03100643000000018500</Id></Othr></Id></CdtrAcct>
<Purp><Prtry>5</Prtry></Purp>
<RgltryRptg><Dtls><Tp>PTCD</Tp><Cd>1</Cd></Dtls></RgltryRptg>
<Tax><Cdtr><RegnId>0</RegnId><TaxTp>770701001</TaxTp></Cdtr><Dbtr><TaxTp>770101001</TaxTp></Dbtr>
<AdmstnZone>0</AdmstnZone><RefNb>0</RefNb><Mtd>0</Mtd><Rcrd><Ctgy>0</Ctgy><CtgyDtls>18201061201010000510</CtgyDtls>
<DbtrSts>01</DbtrSts></Rcrd></Tax>
<RmtInf><Ustrd>Единый налоговый платеж</Ustrd><Strd><RfrdDocInf><Tp><CdOrPrtry><Prtry>POD</Prtry></CdOrPrtry></Tp>
<Nb>17</Nb><RltdDt>2026-06-01</RltdDt></RfrdDocInf><CdtrRefInf><Tp><CdOrPrtry><Prtry>UIN</Prtry></CdOrPrtry></Tp>
<Ref>18209965144380684245</Ref></CdtrRefInf></Strd></RmtInf></CdtTrfTxInf>
<CdtTrfTxInf><PmtId><EndToEndId>NOTPROVIDED</EndToEndId></PmtId><Amt><InstdAmt Ccy="RUR">100</InstdAmt></Amt>
<Cdtr><Nm>ИП Иванов</Nm><CtctDtls><Nm>Пётр, бухгалтер</Nm></CtctDtls></Cdtr>
<CdtrAcct><Id><Othr><Id>40802810000000000001</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>
</PmtInf></CstmrCdtTrfInitn></Document>"""

OWN = Party(
    'ООО "Альфа"',
    "7701234567",
    "",
    "40702810781177541208",
    Bank("044525593", "АО АЛЬФА-БАНК", "30101810200000000593"),
)
BUDGET = ExchangeDocument(
    1,
    11,
    "Платежное поручение",
    "17",
    dt.date(2026, 6, 1),
    Decimal("1500.50"),
    "RUB",
    "debit",
    dataclasses.replace(OWN, kpp="770101001"),
    Party(
        "Казначейство России (ФНС России)",
        "7727406020",
        "770701001",
        "03100643000000018500",
        Bank("017003983", "", "40102810445370000059"),
    ),
    "Единый налоговый платеж",
    "5",
    "18209965144380684245",
    "1",
    "",
    tax=Tax("01", "18201061201010000510", "0", "0", "0", "0", "0", ""),
    extra={"InstrId": "I1", "PmtInfId": "P-1"},
)


def codes(file):
    return [problem.code for problem in file.problems]


def test_orders_are_read_to_the_last_value():
    file = pain001.read(ORDER.encode(), "")
    assert codes(file) == []
    assert (file.format, file.version, file.role, file.orders) == ("pain001", "pain.001.001.09", ORDERS, True)
    assert file.header == {
        "MsgId": "M-1",
        "CreDtTm": "2026-06-01T10:00:00+03:00",
        "InitgPty/Nm": 'ООО "Альфа"',
    }
    first, second = file.documents
    assert first == BUDGET
    assert (second.number, second.amount, second.currency) == ("", Decimal("100.00"), "RUB")
    assert (second.payer, second.payee.name) == (OWN, "ИП Иванов")
    assert second.date == dt.date(2026, 6, 2)
    (section,) = file.accounts
    assert (section.account, section.owner, section.bank.bic) == (OWN.account, OWN.name, "044525593")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (
            "<NbOfTxs>2</NbOfTxs><CtrlSum>1600.50</CtrlSum>\n<InitgPty>",
            "<NbOfTxs>3</NbOfTxs><InitgPty>",
            "count",
        ),
        (
            "<CtrlSum>1600.50</CtrlSum>\n<ReqdExctnDt>",
            "<CtrlSum>1600.51</CtrlSum>\n<ReqdExctnDt>",
            "control_sum",
        ),
        ("1500.50</InstdAmt>", "9500.50</InstdAmt>", "control_sum"),
    ],
)
def test_a_file_that_was_changed_on_its_way_is_refused(old, new, code):
    assert old in ORDER
    file = pain001.read(ORDER.replace(old, new).encode(), "")
    assert not file.readable
    assert f"file_{code}_differs" in codes(file)


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ("1500.50</InstdAmt>", "15O0.50</InstdAmt>", "amount", "file_amount_malformed"),
        ("1500.50</InstdAmt>", "0</InstdAmt>", "amount", "file_amount_zero"),
        ("<Id>03100643000000018500</Id>", "", "payee.account", "file_value_missing"),
        ("03100643000000018500", "0310064300000001850О", "payee.account", "file_code_malformed"),
        ("<RltdDt>2026-06-01", "<RltdDt>2026-06-31", "date", "file_iso_date_malformed"),
    ],
)
def test_what_forbids_a_payment_is_told_with_its_document(old, new, field, code):
    file = pain001.read(ORDER.replace(old, new).encode(), "")
    found = [p for p in file.problems if p.code == code]
    assert [(p.index, p.field, p.severity) for p in found] == [(1, field, Severity.BLOCK)]


def test_orders_cut_at_any_byte_are_refused():
    data = ORDER.encode()
    for end in range(0, len(data), 7):
        file = pain001.read(data[:end], "")
        assert not file.readable
        assert not file.documents


def test_a_dtd_is_refused():
    file = pain001.read(b'<!DOCTYPE Document [<!ENTITY a "b">]><Document>&a;</Document>', "")
    assert codes(file) == ["file_xml_dtd"]


def written(file, module):
    out = io.BytesIO()
    module.write(out, file, "ru")
    return out.getvalue()


def payments():
    return onec.load((DATA / "1c" / "gen_50_payments_cp1251.txt").read_bytes())


@pytest.mark.parametrize("module", [pain001, pain001_v3])
def test_orders_that_are_written_are_read_back(module):
    read = pain001.read(ORDER.encode(), "")
    back = module.read(written(read, module), "")
    assert codes(back) == []
    assert [dataclasses.replace(d, line=0, extra={}) for d in back.documents] == [
        dataclasses.replace(d, line=0, extra={}) for d in read.documents
    ]
    many = payments()
    again = module.read(written(many, module), "")
    assert codes(again) == []
    kept = (
        "number",
        "date",
        "amount",
        "payer",
        "payee",
        "purpose",
        "priority",
        "uin",
        "tax",
        "operation_type",
    )
    for name in kept:
        assert [getattr(d, name) for d in again.documents] == [getattr(d, name) for d in many.documents], name


def test_what_a_message_would_have_to_cut_is_refused():
    long = dataclasses.replace(BUDGET, payee=dataclasses.replace(BUDGET.payee, name="Я" * 281))
    with pytest.raises(BadInput) as caught:
        written(ExchangeFile("pain001", documents=(long,), role=ORDERS), pain001)
    assert (caught.value.code, caught.value.facts["field"]) == ("file_value_too_long_at", "payee.name")
    for bare in (dataclasses.replace(BUDGET, amount=None), dataclasses.replace(BUDGET, date=None)):
        with pytest.raises(BadInput) as caught:
            written(ExchangeFile("x", documents=(bare,), role=ORDERS), pain001)
        assert caught.value.code == "file_documents_incomplete"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("tax.kbk", {"tax": Tax(kbk="1" * 36)}),
        ("income_code", {"income_code": "1" * 11}),
        ("payee.bank.correspondent_account", {"payee": Party("А", bank=Bank("044525225", "Б", "3" * 35))}),
    ],
)
def test_no_code_is_cut(field, given):
    with pytest.raises(BadInput) as caught:
        written(ExchangeFile("x", documents=(dataclasses.replace(BUDGET, **given),), role=ORDERS), pain001)
    assert (caught.value.code, caught.value.facts["field"]) == ("file_value_too_long_at", field)


def test_files_that_differ_in_one_payment_have_different_ids():
    def told(**given):
        three = (BUDGET, dataclasses.replace(BUDGET, **given), BUDGET)
        file = written(ExchangeFile("x", documents=three, role=ORDERS), pain001)
        return etree.fromstring(file).find(".//{*}MsgId").text

    assert told() == told()
    assert len({told(), told(number="18"), told(purpose="За воду")}) == 3


ANSWER = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>A-1</MsgId><CreDtTm>2026-06-01T11:00:00+03:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>M-1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts>
</OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>P-1</OrgnlPmtInfId>
<TxInfAndSts><OrgnlInstrId>I1</OrgnlInstrId><OrgnlEndToEndId>17</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>
<TxInfAndSts><OrgnlEndToEndId>18</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn>
<AddtlInf>Счёт получателя</AddtlInf><AddtlInf>не найден</AddtlInf></StsRsnInf>
<OrgnlTxRef><Amt><InstdAmt Ccy="RUB">10.00</InstdAmt></Amt><ReqdExctnDt><Dt>2026-06-02</Dt></ReqdExctnDt>
<RmtInf><Ustrd>За воду</Ustrd></RmtInf><Cdtr><Pty><Nm>ИП Иванов</Nm></Pty></Cdtr>
<CdtrAcct><Id><Othr><Id>40802810000000000001</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>
</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"""


def test_answers_are_read_to_the_last_value():
    file = pain002.read(ANSWER.encode(), "")
    assert (file.role, file.version, codes(file)) == (ANSWERS, "pain.002.001.10", [])
    assert file.header["OrgnlMsgId"] == "M-1"
    assert file.header["GrpSts"] == "PART"
    paid, refused = file.documents
    assert (paid.number, paid.amount) == ("17", None)
    assert paid.extra == {"OrgnlInstrId": "I1", "TxSts": "ACSC", "OrgnlPmtInfId": "P-1"}
    assert refused.extra == {
        "TxSts": "RJCT",
        "Rsn": "AC01",
        "AddtlInf": "Счёт получателя не найден",
        "OrgnlPmtInfId": "P-1",
    }
    assert (refused.number, refused.amount, refused.date) == ("18", Decimal("10.00"), dt.date(2026, 6, 2))
    assert (refused.payee.name, refused.payee.account) == ("ИП Иванов", "40802810000000000001")
    assert refused.purpose == "За воду"


def test_an_answer_to_the_whole_file_is_one_document():
    text = ANSWER.partition("<OrgnlPmtInfAndSts>")[0].replace("PART", "RJCT") + "</CstmrPmtStsRpt></Document>"
    (document,) = pain002.read(text.encode(), "").documents
    assert document.extra["GrpSts"] == "RJCT"
    assert document.number == ""


@pytest.mark.parametrize("module", [pain002, pain002_v3])
def test_answers_that_are_written_are_read_back(module):
    read = pain002.read(ANSWER.encode(), "")
    back = module.read(written(read, module), "")
    assert back.header == read.header
    assert [dataclasses.replace(d, line=0) for d in back.documents] == [
        dataclasses.replace(d, line=0) for d in read.documents
    ]


def test_answers_cut_at_any_byte_are_refused():
    data = ANSWER.encode()
    for end in range(len(data)):
        assert not pain002.read(data[:end], "").readable


@pytest.mark.skipif(not ELSEWHERE, reason="BSCLIENT_SAMPLES names no folder with the schemas")
@pytest.mark.parametrize("module", [pain001, pain001_v3, pain002, pain002_v3])
def test_what_is_written_fits_the_schema(module):
    source = ORDER if module.__name__.endswith(("001", "001_v3")) else ANSWER
    data = written(module.read(source.encode(), ""), module)
    root = etree.fromstring(data)
    place = Path(ELSEWHERE) / "camt" / f"{etree.QName(root).namespace.rpartition(':')[2]}.xsd"
    if not place.exists():
        pytest.skip(f"no {place.name} there")
    etree.XMLSchema(etree.parse(place)).assertValid(root)


def test_a_payment_that_hides_in_a_foreign_part_is_none():
    payment = ORDER[ORDER.index("<CdtTrfTxInf>") : ORDER.index("</CdtTrfTxInf>")] + "</CdtTrfTxInf>"
    hidden = f"<SplmtryData><Envlp>{payment}</Envlp></SplmtryData></CstmrCdtTrfInitn>"
    file = pain001.read(ORDER.replace("</CstmrCdtTrfInitn>", hidden).encode(), "")
    assert codes(file) == []
    assert len(file.documents) == 2


# The order of elements in the schemas, of what we write; the names are those of versions 9 and 10.
ORDERED = {
    "GrpHdr": "MsgId CreDtTm NbOfTxs CtrlSum InitgPty",
    "PmtInf": "PmtInfId PmtMtd NbOfTxs CtrlSum ReqdExctnDt Dbtr DbtrAcct DbtrAgt CdtTrfTxInf",
    "CdtTrfTxInf": "PmtId PmtTpInf Amt CdtrAgt Cdtr CdtrAcct Purp RgltryRptg Tax RmtInf",
    "TxInfAndSts": "StsId OrgnlInstrId OrgnlEndToEndId TxSts StsRsnInf AccptncDtTm AcctSvcrRef OrgnlTxRef",
    "OrgnlTxRef": "Amt ReqdExctnDt RmtInf Dbtr DbtrAcct DbtrAgt CdtrAgt Cdtr CdtrAcct",
    "StsRsnInf": "Rsn AddtlInf",
    "OrgnlGrpInfAndSts": "OrgnlMsgId OrgnlMsgNmId GrpSts StsRsnInf",
}


def test_the_elements_of_the_new_versions_stand_in_the_order_of_the_schema():
    seen = set()
    for module, source in ((pain001, ORDER), (pain002, ANSWER)):
        for element in etree.fromstring(written(module.read(source.encode(), ""), module)).iter():
            name = etree.QName(element).localname
            if name in ORDERED:
                seen.add(name)
                order = ORDERED[name].split()
                places = [order.index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), name
    assert seen == set(ORDERED)
