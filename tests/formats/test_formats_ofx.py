"""OFX: samples to the last value, dialects, damage, and what we write."""

import dataclasses
import datetime as dt
import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from plain_form import demand_sample

from bsclient.domain.problems import Severity
from bsclient.formats import onec
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
from bsclient.formats.ofx import ofx1, ofx2
from bsclient.formats.ofx.reader import read
from bsclient.formats.ofx.tokens import Tokens, open_text

HERE = Path(__file__).parent.parent / "data" / "ofx"
ELSEWHERE = os.environ.get("BSCLIENT_SAMPLES", "")
SAMPLES = sorted(path.name for path in HERE.glob("*.ofx"))

# By hand: XML without any header and without a sign-on, as two Russian banks write it.
HEADERLESS = """<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>RUB</CURDEF>
<BANKACCTFROM><BANKID>T-BANK</BANKID><ACCTID>40817810000000000001</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>
<BANKTRANLIST><DTSTART>20250301000000.000[+3:MSK]</DTSTART><DTEND>20250331235959.999[+3:MSK]</DTEND>
<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20250331233147.017[+3:MSK]</DTPOSTED><TRNAMT>-1 200,50</TRNAMT>
<FITID>1</FITID><NAME>Пятёрочка &amp; Ко</NAME><MEMO>Супермаркеты</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20250331001500[+3:MSK]</DTPOSTED><TRNAMT>+.75</TRNAMT><FITID>1</FITID>
<NAME>Кэшбэк</NAME><CURRENCY><CURRATE>90.1</CURRATE><CURSYM>USD</CURSYM></CURRENCY></STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS>
<STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF><BANKACCTFROM><BANKID>T-BANK</BANKID><ACCTID>2</ACCTID></BANKACCTFROM>
<LEDGERBAL><BALAMT>-5.00</BALAMT><DTASOF>20250331</DTASOF></LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
SGML = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:{charset}
COMPRESSION:NONE

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>RUB<BANKACCTFROM><BANKID>044525593<ACCTID>40702810781177541208
</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20260131
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260115<TRNAMT>-10.00<FITID>a<NAME>ООО "Ёлка" < 5 & Ко<MEMO>Договор</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
PLAIN = SGML.format(charset="1251").replace(" < 5", "")


def codes(file):
    return [problem.code for problem in file.problems]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_to_the_last_value(name):
    demand_sample(HERE / name, read((HERE / name).read_bytes(), name), b"<STMTTRN>")


def test_xml_without_a_header_has_days_of_its_own_zone_and_several_accounts():
    file = read(HEADERLESS.encode().replace(b"-1 200,50", b"-1200,50"))
    assert codes(file) == []
    first, second = file.accounts
    assert (first.account, first.currency, first.bank) == ("40817810000000000001", "RUB", Bank("", "T-BANK"))
    assert (first.start, first.end) == (dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    assert (second.account, second.currency, second.closing) == ("2", "EUR", Decimal("-5.00"))
    paid, got = file.documents
    assert (paid.amount, paid.direction, paid.debited) == (Decimal("1200.50"), DEBIT, dt.date(2025, 3, 31))
    assert (paid.payee.name, paid.purpose) == ("Пятёрочка & Ко", "Супермаркеты")
    assert (got.amount, got.direction, got.currency) == (Decimal("0.75"), CREDIT, "USD")
    assert paid.marks.reference == got.marks.reference == "1"


def test_an_amount_with_blanks_is_told_and_not_guessed():
    file = read(HEADERLESS.encode())
    assert file.documents[0].amount is None
    assert [(p.index, p.code) for p in file.problems] == [(1, "file_amount_malformed")]


@pytest.mark.parametrize("charset", ["1251", "1252", "NONE", "866"])
@pytest.mark.parametrize("codec", ["cp1251", "utf-8"])
def test_russian_text_is_read_whatever_the_header_claims(charset, codec):
    if (charset, codec) == ("866", "cp1251"):
        codec = "cp866"
    file = read(SGML.format(charset=charset).encode(codec))
    (document,) = file.documents
    assert (document.payee.name, document.purpose) == ('ООО "Ёлка" < 5 & Ко', "Договор")
    assert file.encoding == codec


def test_western_text_stays_western():
    text = SGML.format(charset="1252").replace("Договор", "Caf\u00e9 M\u00fcnchen").replace("Ёлка", "X")
    data = text.replace("ООО", "").replace("Ко", "Co").encode("cp1252")
    assert read(data).documents[0].purpose == "Café München"


def test_a_file_cut_at_any_byte_never_gives_half_a_statement_silently():
    data = SGML.format(charset="1251").encode("cp1251")
    whole = read(data)
    assert codes(whole) == []
    for end in range(len(data) - 1):
        file = read(data[:end])
        assert file.problems or file.documents == whole.documents, end
        assert all(document == whole.documents[0] for document in file.documents)
        if b"</STMTRS>" not in data[:end]:
            assert not file.documents
    assert codes(read(data[: data.index(b"</OFX>")])) == ["file_end_missing"]


def test_an_entry_that_has_no_end_spoils_the_file():
    file = read(HEADERLESS.replace("</STMTTRN>", "", 1).encode())
    (problem,) = file.problems
    assert (problem.code, problem.severity) == ("file_cut_off", Severity.BLOCK)
    assert not file.documents


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE OFX [<!ENTITY a "b">]><OFX></OFX>',
        '<OFX><!ENTITY a "b"></OFX>',
        "<OFX>" + "<STMTTRNRS>" * 1000,
        "<OFX><?x?></OFX>",
        "<OFX></OFX><OFX>" + "</OFX>",
        "no tags at all",
        "",
    ],
)
def test_what_is_no_ofx_or_attacks_is_refused(text):
    file = read(text.encode())
    assert not file.readable
    assert not file.documents


def test_no_entity_grows():
    text = SGML.format(charset="NONE").replace("Договор", "&l9;" * 1000 + "&#1044;&nbsp;&quot;&#x44f;")
    (document,) = read(text.encode()).documents
    assert document.purpose == "&l9;" * 1000 + 'Д\u00a0"я'


def test_an_error_of_the_banks_server_is_told():
    text = HEADERLESS.replace(
        "<STMTTRNRS>", "<STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR<MESSAGE>Account not found</STATUS>", 1
    )
    (problem,) = [p for p in read(text.encode()).problems if p.code == "file_ofx_status"]
    assert (problem.facts["value"], problem.facts["message"]) == ("2003", "Account not found")


def test_a_balance_of_another_day_is_no_closing_balance():
    balance = "<LEDGERBAL><BALAMT>7.00</BALAMT><DTASOF>{}</DTASOF></LEDGERBAL></STMTRS>"
    for day, closing in (("20250331", Decimal("7.00")), ("20250405", None), ("20250330", None)):
        text = HEADERLESS.replace("</STMTRS>", balance.format(day), 1)
        file = read(text.encode())
        assert file.accounts[0].closing == closing
        assert ("file_balance_other_day" in codes(file)) == (closing is None)


def taken(data):
    """Return how many entries are taken at once."""
    tokens = Tokens(open_text(data).text)
    return sum(
        tokens.take("</STMTTRN>") is not None
        for name, opens, closes, _text, _place in tokens
        if name == "STMTTRN" and opens and not closes
    )


def tag_by_tag(data):
    """Read with no entry taken at once: a blank in their ends forbids it."""
    return read(data.replace(b"</STMTTRN>", b"</STMTTRN >"))


@pytest.mark.parametrize(
    ("new", "count"),
    [
        ("<MEMO>x", 3),
        ("<MEMO> a &amp; b&nbsp;&#1044; &bad; > \n", 3),
        ("<MEMO></MEMO>\n<NAME2>b</NAME2 ><CHECKNUM>1", 2),
        ("<PAYEE><NAME>p<ADDR1>q</PAYEE><MEMO>x", 3),
        ("<BANKACCTTO><BANKID>1</BANKID><ACCTID>2</BANKACCTTO>", 3),
        ("<CURRENCY><CURSYM>USD</CURRENCY><ORIGCURRENCY><CURSYM>EUR</ORIGCURRENCY>", 3),
        ("<memo>x</memo>", 3),
        ("<MEMO>x</memo>", 2),
        ("<MEMO>x<MEMO>y", 2),
        ("<MEMO >x", 2),
        ("<MEMO/>", 2),
        ("<MEMO>1 < 2", 2),
        ("<PAYEE>", 2),
        ("</PAYEE><MEMO>x", 2),
        ("<PAYEE><CURRENCY><CURSYM>USD</CURRENCY></PAYEE>", 2),
        ("<STATUS><CODE>1</STATUS>", 2),
        ("</STMTTRN ><STMTTRN><FITID>b", 3),
        ("<MEMO>" + "x" * 20_000, 2),
        ("<MEMO><![CDATA[<NAME>&]]><!-- </STMTTRN> -->", 3),
    ],
)
def test_entries_taken_at_once_say_what_their_tags_say(new, count):
    entry = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260115<TRNAMT>-10.00<FITID>c{}</STMTTRN>\n"
    entries = entry.format("<NAME>a") + entry.format(new) + "</BANKTRANLIST>"
    data = PLAIN.replace("</BANKTRANLIST>", entries).encode()
    assert taken(data) == count
    assert taken(data.replace(b"</STMTTRN>", b"</STMTTRN >")) == 0
    assert read(data) == tag_by_tag(data)


def test_a_text_behind_its_end_is_told_in_an_entry_taken_at_once_too():
    data = PLAIN.replace("<MEMO>", "<REFNUM>1</REFNUM>x<MEMO>").encode()
    assert codes(read(data)) == codes(tag_by_tag(data)) == ["file_ofx_malformed"]


def test_taking_at_once_is_given_up_where_it_fails():
    hostile = ("<STMTTRN><A></STMTTRN >" * 680 + "</STMTTRN>") * 4
    data = PLAIN.replace("</BANKTRANLIST>", hostile + PLAIN[PLAIN.index("<STMTTRN>") :]).encode()
    assert taken(PLAIN.encode()) == 1
    assert taken(data) == 1
    assert read(data) == tag_by_tag(data)


def written(file, module):
    out = io.BytesIO()
    module.write(out, file, "ru")
    return out.getvalue()


def full(purpose="Оплата <по> договору & №1"):
    own = Party(account="40702810781177541208", bank=Bank("044525593"))
    other = Party("ООО «Сад»", account="40802810000000000001", bank=Bank("044525225"))
    day = dt.date(2026, 1, 15)
    paid = ExchangeDocument(
        1, 0, "", "17", dt.date(2026, 1, 14), Decimal("10.05"), "RUB", DEBIT, own, other, purpose, debited=day,
        marks=Marks("R1", dt.date(2026, 1, 16)), extra={"TRNTYPE": "XFER"},
    )  # fmt: skip
    got = ExchangeDocument(
        2, 0, "", "", day, Decimal(7), "USD", CREDIT, other, own, "", credited=day
    )  # fmt: skip
    section = AccountSection(
        own.account, "RUB", dt.date(2026, 1, 1), dt.date(2026, 1, 31), Decimal("-1.00"), Decimal("-4.05"),
        bank=own.bank,
    )  # fmt: skip
    return ExchangeFile("ofx", accounts=(section,), documents=(paid, got), header={"ORG": ""}, role=ENTRIES)


@pytest.mark.parametrize("module", [ofx1, ofx2])
def test_what_is_written_is_read_back(module):
    file = full()
    back = module.read(written(file, module), "")
    assert codes(back) == []
    assert back.accounts == file.accounts
    assert [dataclasses.replace(d, line=0) for d in back.documents] == list(file.documents)


def test_the_old_version_is_in_the_encoding_that_holds_its_letters():
    assert b"CHARSET:1251" in written(full(), ofx1)
    assert "договору".encode("cp1251") in written(full(), ofx1)
    foreign = written(full("Ödegårds 物"), ofx1)
    assert b"ENCODING:UNICODE" in foreign
    assert ofx1.read(foreign, "").documents[0].purpose == "Ödegårds 物"


def without_names_of_banks(document):
    sides = (dataclasses.replace(side, bank=Bank(side.bank.bic)) for side in (document.payer, document.payee))
    payer, payee = sides
    return dataclasses.replace(document, line=0, extra={}, payer=payer, payee=payee)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("module", [ofx1, ofx2])
def test_samples_are_written_and_read_back(module, name):
    file = read((HERE / name).read_bytes())
    back = module.read(written(file, module), "")
    assert list(map(without_names_of_banks, back.documents)) == list(
        map(without_names_of_banks, file.documents)
    )
    assert [(s.account, s.closing) for s in back.accounts] == [(s.account, s.closing) for s in file.accounts]


@pytest.mark.skipif(not ELSEWHERE, reason="BSCLIENT_SAMPLES names no folder with the samples")
@pytest.mark.parametrize("name", ["gen_200_cp1251.ofx", "gen_200_utf8.ofx"])
def test_the_same_operations_as_in_1c_are_read_from_ofx(name):
    here = Path(ELSEWHERE)
    ours = read((here / "ofx" / name).read_bytes())
    theirs = onec.load((here / "1c" / "gen_200_cp1251.txt").read_bytes())

    def key(document):
        debit = document.direction == DEBIT
        other = document.payee if debit else document.payer
        day = document.debited if debit else document.credited
        return day, debit, document.amount, document.number, other.name[:32].strip(), document.purpose

    assert [key(d) for d in ours.documents] == [key(d) for d in theirs.documents]
    assert ours.accounts[0].closing == theirs.accounts[0].closing


def test_a_code_that_the_old_encoding_lacks_is_written_all_the_same():
    file = full()
    odd = dataclasses.replace(file.accounts[0], account="Käfer")
    documents = tuple(
        dataclasses.replace(d, **{side: dataclasses.replace(getattr(d, side), account="Käfer")})
        for d, side in zip(file.documents, ("payer", "payee"), strict=True)
    )
    back = read(written(dataclasses.replace(file, accounts=(odd,), documents=documents), ofx1))
    assert back.accounts[0].account == "Käfer"
    assert len(back.documents) == 2
