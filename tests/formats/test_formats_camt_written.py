"""camt: what we write, read back and held against the schemas."""

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from camt_kit import DATA, ELSEWHERE, HERE, OURS, SAMPLES, codes, full, small, written
from lxml import etree

from bsclient.formats import onec
from bsclient.formats.camt import camt052, camt053, camt053_v2, camt054
from bsclient.formats.camt.reader import read
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    INTERNAL,
    AccountSection,
    ExchangeDocument,
    ExchangeFile,
    Party,
)


@pytest.mark.parametrize("module", [camt053, camt053_v2])
def test_what_is_written_is_read_back(module):
    file = full()
    back = module.read(written(file, module), "")
    assert back.accounts == file.accounts
    assert [dataclasses.replace(d, line=0) for d in back.documents] == list(file.documents)
    assert (back.header, codes(back)) == (file.header, [])
    assert written(back, module) == written(file, module)


def test_reports_and_notifications_are_read_back():
    file = full()
    for module, code in ((camt052, "camt052"), (camt054, "camt054")):
        back = module.read(written(file, module), "")
        assert back.format == code
        assert [dataclasses.replace(d, line=0) for d in back.documents] == list(file.documents)


def test_the_russian_conventions():
    root = etree.fromstring(written(full()))
    space = {"c": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"}

    def found(path):
        return root.xpath(path, namespaces=space)

    assert found("string(//c:Acct/c:Id/c:Othr/c:Id)") == OURS
    assert found("string(//c:Acct/c:Id/c:Othr/c:SchmeNm/c:Cd)") == "BBAN"
    payee = "//c:Ntry[1]//c:Cdtr/c:Pty"
    assert found(f"string({payee}/c:Id/c:OrgId/c:Othr[c:SchmeNm/c:Cd='TXID']/c:Id)") == "500100732259"
    assert len(found(f"string({payee}/c:Nm)")) <= 140
    agent = "//c:Ntry[1]//c:CdtrAgt/c:FinInstnId"
    assert found(f"string({agent}/c:ClrSysMmbId[c:ClrSysId/c:Cd='RUCBC']/c:MmbId)") == "044525225"
    assert found(f"string({agent}/c:Othr/c:Id)") == "30101810400000000225"
    assert found("string(//c:Ntry[1]//c:Purp/c:Prtry)") == "5"
    assert all(len(text) <= 140 for text in found("//c:Ustrd/text()"))


def test_a_transfer_between_own_accounts_is_an_entry_of_each():
    a, b = (Party(account=account) for account in ("40702810000000000001", "40702810000000000002"))
    day = dt.date(2026, 6, 1)
    move = ExchangeDocument(
        1, 0, amount=Decimal(5), currency="RUB", direction=INTERNAL, payer=a, payee=b, date=day
    )
    sections = (AccountSection(a.account, "RUB"), AccountSection(b.account, "RUB"))
    once = read(written(ExchangeFile("x", accounts=sections, documents=(move,), role=ENTRIES)))
    assert [(d.direction, d.payer.account, d.payee.account) for d in once.documents] == [
        (DEBIT, a.account, b.account),
        (CREDIT, a.account, b.account),
    ]
    twice = read(written(ExchangeFile("x", accounts=sections, documents=(move, move), role=ENTRIES)))
    assert len(twice.documents) == 2


def test_what_cannot_be_an_entry_is_counted():
    bare = ExchangeDocument(1, 0, amount=None, direction=DEBIT)
    aimless = ExchangeDocument(2, 0, amount=Decimal(1))
    file = ExchangeFile("x", documents=(bare, aimless), role=ENTRIES)
    assert camt053.cuts(file)["document"] == 2
    assert read(written(file)).documents == ()


def test_a_1c_statement_keeps_its_documents():
    file = onec.load((DATA / "1c" / "demo_three_ops_cp1251.txt").read_bytes())
    back = read(written(file))
    assert [(d.number, d.amount, d.purpose, d.payer.inn, d.payee.name) for d in back.documents] == [
        (d.number, d.amount, d.purpose, d.payer.inn, d.payee.name) for d in file.documents
    ]
    assert (back.accounts[0].opening, back.accounts[0].closing) == (
        file.accounts[0].opening,
        file.accounts[0].closing,
    )


@pytest.mark.skipif(not ELSEWHERE, reason="BSCLIENT_SAMPLES names no folder with the schemas")
def test_what_is_written_fits_the_schema():
    schema = etree.XMLSchema(etree.parse(Path(ELSEWHERE) / "camt" / "camt.053.001.02.xsd"))
    files = [full(), read(small()), ExchangeFile("x", accounts=(AccountSection(OURS),), role=ENTRIES)]
    files += [read((HERE / name).read_bytes()) for name in SAMPLES]
    files += [onec.load(path.read_bytes()) for path in sorted((DATA / "1c").glob("*statement*.txt"))]
    for file in files:
        schema.assertValid(etree.fromstring(written(file, camt053_v2)))


@pytest.mark.skipif(not ELSEWHERE, reason="BSCLIENT_SAMPLES names no folder with the samples")
def test_the_same_operations_as_in_1c_are_read_from_camt():
    here = Path(ELSEWHERE)
    ours = read((here / "camt" / "gen_200_camt053.xml").read_bytes())
    theirs = onec.load((here / "1c" / "gen_200_cp1251.txt").read_bytes())

    def key(document):
        other = document.payer if document.direction == CREDIT else document.payee
        day = document.debited or document.credited
        return (
            day,
            document.direction,
            document.amount,
            document.number,
            other.inn,
            other.account,
            document.purpose,
        )

    assert [key(d) for d in ours.documents] == [
        (d.debited if d.direction == DEBIT else d.credited, *key(d)[1:]) for d in theirs.documents
    ]


# The order of elements in the schemas, of what we write; the names are those of version 8.
ORDER = {
    "Stmt": "Id ElctrncSeqNb CreDtTm FrToDt Acct Bal TxsSummry Ntry",
    "Acct": "Id Ccy Ownr Svcr",
    "Bal": "Tp Amt CdtDbtInd Dt",
    "Ntry": "Amt CdtDbtInd RvslInd Sts BookgDt ValDt AcctSvcrRef BkTxCd NtryDtls",
    "TxDtls": "Refs RltdPties RltdAgts Purp RmtInf Tax",
    "RltdPties": "Dbtr DbtrAcct Cdtr CdtrAcct",
    "RltdAgts": "DbtrAgt CdtrAgt",
    "Pty": "Nm Id CtctDtls",
    "FinInstnId": "BICFI ClrSysMmbId Nm Othr",
    "RmtInf": "Ustrd Strd",
    "Strd": "RfrdDocInf CdtrRefInf",
    "RfrdDocInf": "Tp Nb RltdDt",
    "Tax": "Cdtr Dbtr AdmstnZone RefNb Mtd Dt Rcrd",
    "Rcrd": "Tp Ctgy CtgyDtls DbtrSts",
}


def test_the_elements_of_version_8_stand_in_the_order_of_the_schema():
    root = etree.fromstring(written(full()))
    seen = set()
    for element in root.iter():
        name = etree.QName(element).localname
        if name in ORDER and len(element):
            seen.add(name)
            order = ORDER[name].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), name
    assert seen == set(ORDER)
