"""camt: samples to the last value, traps of banks, damage and attacks, and what we write."""

import dataclasses
import datetime as dt
import io
import json
import os
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from plain_form import told

from bsclient.domain.problems import Severity
from bsclient.formats import onec
from bsclient.formats.camt import camt052, camt053, camt053_v2, camt054
from bsclient.formats.camt.reader import read
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    INTERNAL,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Marks,
    Party,
    Tax,
)

DATA = Path(__file__).parent.parent / "data"
HERE = DATA / "camt"
ELSEWHERE = os.environ.get("BSCLIENT_SAMPLES", "")
SAMPLES = sorted(path.name for path in HERE.glob("*.xml"))
OURS = "40702810781177541208"

FRAME = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>'
    "<CreDtTm>2026-06-01T10:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>{interval}<Acct><Id><Othr><Id>40702810781177541208"
    "</Id></Othr></Id></Acct>{balances}{entries}</Stmt></BkToCstmrStmt></Document>"
)


def message(entries="", balances="", interval="", version="08"):
    return FRAME.format(entries=entries, balances=balances, interval=interval, version=version).encode()


def balance(code, amount, sign="CRDT", currency="RUB"):
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='{currency}'>{amount}</Amt>"
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-06-01</Dt></Dt></Bal>"
    )


def entry(amount="100.00", sign="DBIT", details="", more="", currency="RUB"):
    return (
        f"<Ntry><Amt Ccy='{currency}'>{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>2026-06-01</Dt></BookgDt>{more}<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def codes(file):
    return [problem.code for problem in file.problems]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_to_the_last_value(name):
    data = (HERE / name).read_bytes()
    file = read(data, name)
    assert told(file) == json.loads((HERE / name).with_suffix(".json").read_text(encoding="utf-8"))
    lines = data.split(b"\n")
    assert all(b"<Ntry>" in lines[document.line - 1] for document in file.documents)


def test_a_closing_balance_that_is_always_a_debit_gets_its_sign_from_the_turnover():
    file = read(message(entry("100.00"), balance("OPBD", "1000.00") + balance("CLBD", "900.00", "DBIT")))
    assert file.accounts[0].closing == Decimal("900.00")
    assert codes(file) == ["file_balance_sign"]


def test_an_overdraft_stays_one():
    file = read(message(entry("100.00"), balance("OPBD", "40.00") + balance("CLBD", "60.00", "DBIT")))
    assert (file.accounts[0].opening, file.accounts[0].closing) == (Decimal("40.00"), Decimal("-60.00"))
    assert codes(file) == []


def test_balances_that_do_not_agree_are_told_and_left_alone():
    file = read(message(entry("100.00"), balance("OPBD", "1000.00") + balance("CLBD", "950.00")))
    assert file.accounts[0].closing == Decimal("950.00")
    (problem,) = file.problems
    assert (problem.code, problem.facts["expected"]) == ("file_balance_differs", "900.00")


@pytest.mark.parametrize("code", ["RUR", "RUB", "810", "643"])
def test_the_rouble_has_one_name(code):
    file = read(message(entry(currency=code), balance("OPBD", "1.00", currency=code)))
    assert (file.accounts[0].currency, file.documents[0].currency) == ("RUB", "RUB")


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-06-01T03:00:00", "2026-06-01T03:00:00", ("2026-06-01", "2026-06-01")),
        ("2026-06-01T00:00:00+03:00", "2026-06-01T23:59:59+03:00", ("2026-06-01", "2026-06-01")),
        ("2026-05-31T21:00:00Z", "2026-06-01T20:59:59Z", ("2026-06-01", "2026-06-01")),
        ("2026-06-01T00:00:00", "2026-06-02T00:00:00", ("2026-06-01", "2026-06-01")),
    ],
)
def test_bounds_of_a_day_in_another_time_zone_are_days(start, end, days):
    interval = f"<FrToDt><FrDtTm>{start}</FrDtTm><ToDtTm>{end}</ToDtTm></FrToDt>"
    file = read(message(entry(), balance("OPBD", "100.00") + balance("CLBD", "0.00"), interval))
    assert (str(file.accounts[0].start), str(file.accounts[0].end)) == days


def transaction(amount, name):
    return (
        f"<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs><Amt Ccy='RUB'>{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
        f"<RltdPties><Cdtr><Pty><Nm>{name}</Nm></Pty></Cdtr></RltdPties></TxDtls>"
    )


def test_a_batch_is_taken_apart_when_its_amounts_add_up():
    file = read(message(entry("100.00", details=transaction("30.00", "А") + transaction("70.00", "Б"))))
    assert [(d.amount, d.payee.name, d.number) for d in file.documents] == [
        (Decimal("30.00"), "А", "А"),
        (Decimal("70.00"), "Б", "Б"),
    ]
    assert [d.index for d in file.documents] == [1, 2]


def test_a_batch_that_does_not_add_up_is_one_entry():
    file = read(message(entry("100.00", details=transaction("30.00", "А") + transaction("71.00", "Б"))))
    (document,) = file.documents
    assert (document.amount, document.payee.name) == (Decimal("100.00"), "")
    assert codes(file) == ["file_batch_differs"]


def test_a_reversal_a_value_date_and_an_entry_that_is_not_final_are_marked():
    more = "<ValDt><Dt>2026-06-03</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef>"
    text = entry(more=more).replace("<Sts>", "<RvslInd>true</RvslInd><Sts>").replace("BOOK", "PDNG")
    (document,) = read(message(text)).documents
    assert document.marks == Marks("R1", dt.date(2026, 6, 3), preliminary=True, reversal=True)
    assert document.direction == DEBIT


def test_pieces_of_a_purpose_are_put_together():
    long = "д" * 140
    details = f"<TxDtls><RmtInf><Ustrd>{long}</Ustrd><Ustrd>ом</Ustrd><Ustrd>и сад</Ustrd></RmtInf></TxDtls>"
    (document,) = read(message(entry(details=details))).documents
    assert document.purpose == f"{long}ом и сад"


@pytest.mark.parametrize("amount", ["1,5O", "1e5", "", "-3.00", "1.005", "١.00", "9" * 16])
def test_an_amount_that_cannot_be_read_is_told_and_never_guessed(amount):
    (document,) = (file := read(message(entry(amount)))).documents
    assert document.amount is None
    assert file.problems


def test_a_version_of_tomorrow_is_read_with_a_remark():
    file = read(message(entry(), version="99"))
    assert (file.version, len(file.documents)) == ("camt.053.001.99", 1)
    assert codes(file) == ["file_message_version"]


def test_another_message_is_named():
    (problem,) = read(b"<Document><BkToCstmrNews/></Document>").problems
    assert (problem.code, problem.severity) == ("file_message_unknown", Severity.BLOCK)


def small():
    details = transaction("30.00", "А") + transaction("70.00", "Б")
    return message(entry("100.00", details=details) + entry("1.00"), balance("OPBD", "5.00"))


def test_a_file_cut_at_any_byte_gives_nothing_and_says_so():
    data = small()
    assert read(data).readable
    for end in range(len(data)):
        file = read(data[:end])
        assert not file.readable, end
        assert not file.documents
        assert not file.accounts


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTACKS = {
    "laughs": f'<!DOCTYPE Document [<!ENTITY l0 "ha">{LAUGHS}]><Document>&l9;</Document>',
    "file": '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]><Document>&x;</Document>',
    "dtd": '<!DOCTYPE Document SYSTEM "http://127.0.0.1:9/x"><Document/>',
    "parameter": '<!DOCTYPE Document [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><Document/>',
    "entity": "<Document>&nbsp;</Document>",
    "depth": "<Document>" + "<a>" * 100_000 + "</a>" * 100_000 + "</Document>",
    "attributes": "<Document" + "".join(f' a{n}="1"' for n in range(50_000)) + "/",
    "nul": "<Document>\x00</Document>",
    "empty": "",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ATTACKS)
def test_xml_that_attacks_is_refused(name, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{ATTACKS[name]}'
    file = read(text.encode(encoding))
    assert not file.readable
    assert not file.documents


@pytest.mark.parametrize("encoding", ["UTF-7", "IBM037", "UTF-32", "x"])
def test_an_encoding_in_which_a_dtd_could_hide_is_refused(encoding):
    data = f'<?xml version="1.0" encoding="{encoding}"?><Document/>'.encode()
    assert codes(read(data)) == ["file_xml_encoding"]


def test_utf16_is_read():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + small().decode()
    assert len(read(text.encode("utf-16")).documents) == 3


def test_a_fragment_with_a_comment_or_an_instruction_within_a_value_is_read_as_a_whole():
    details = "<TxDtls><RmtInf><Ustrd>До<!-- x -->говор<?x y?> 5</Ustrd></RmtInf></TxDtls>"
    assert read(message(entry(details=details))).documents[0].purpose == "Договор 5"


def written(file, module=camt053):
    out = io.BytesIO()
    module.write(out, file, "ru")
    return out.getvalue()


LONG_NAME = "Общество с ограниченной ответственностью " * 3 + "«Дальневосточная компания № 1» & сыновья <АО>"


def full():
    bank = Bank("044525225", "ПАО СБЕРБАНК", "30101810400000000225")
    own = Party("ООО «Наше»", "7701234567", "770101001", OURS, bank)
    other = Party(LONG_NAME, "500100732259", "500101001", "40802810000000000001", bank)
    tax = Tax("01", "18201061201010000510", "45382000", "ТП", "МС.02.2026", "0", "05.06.2026", "ПЕ")
    day = dt.date(2026, 6, 2)
    paid = ExchangeDocument(
        1, 0, "Платежное поручение", "17", dt.date(2026, 6, 1), Decimal("150.10"), "RUB", DEBIT, own, other,
        "Оплата по договору  № 5 " * 8 + "конец", "5", "18209965144380684245", "", "01", day, None, tax,
        marks=Marks("REF-1", dt.date(2026, 6, 3)),
    )  # fmt: skip
    got = dataclasses.replace(
        paid, index=2, direction=CREDIT, payer=other, payee=own, debited=None, credited=day, tax=Tax(),
        marks=Marks(preliminary=True, reversal=True), kind="Банковский ордер", operation_type="17", uin="",
    )  # fmt: skip
    section = AccountSection(
        OURS, "RUB", dt.date(2026, 6, 1), dt.date(2026, 6, 30), Decimal("-10.00"), Decimal("-10.00"),
        Decimal("150.10"), Decimal("150.10"), True, "S-1", "ООО «Наше»", bank,
    )  # fmt: skip
    header = {"MsgId": "MSG-1", "CreDtTm": "2026-07-01T09:00:00+03:00"}
    return ExchangeFile("camt053", "camt.053.001.08", "utf-8", (section,), (paid, got), (), header, ENTRIES)


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


def test_blanks_and_breaks_around_values_are_nothing():
    details = transaction("100.00", "ООО Сад").replace("<Nm>", "<Nm>\n  ").replace("</Nm>", "\n </Nm>")
    text = (
        entry(" 100.00 ", " DBIT\n", details)
        .replace("BOOK", "\n BOOK ")
        .replace("2026-06-01", " 2026-06-01\t")
    )
    (document,) = (file := read(message(text))).documents
    assert codes(file) == []
    assert (document.amount, document.direction, document.payee.name) == (Decimal("100.00"), DEBIT, "ООО Сад")
    assert not document.marks.preliminary


def test_entries_that_hide_in_a_foreign_part_are_none():
    hidden = f"<SplmtryData><Envlp><Stmt>{entry('9.00')}</Stmt></Envlp></SplmtryData>"
    file = read(message(entry("1.00") + hidden))
    assert [d.amount for d in file.documents] == [Decimal("1.00")]
    assert len(file.accounts) == 1


def test_a_page_of_several_is_told():
    page = "<MsgPgntn><PgNb>1</PgNb><LastPgInd>{}</LastPgInd></MsgPgntn></GrpHdr>"
    for last, expected in (("true", []), ("false", ["file_page"])):
        text = message(entry()).decode().replace("</GrpHdr>", page.format(last))
        assert codes(read(text.encode())) == expected


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
