"""camt: samples to the last value, traps of banks, damage and attacks."""

import datetime as dt
from decimal import Decimal

import pytest
from camt_kit import HERE, SAMPLES, balance, codes, entry, message, small, transaction
from plain_form import demand_sample

from bsclient.domain.problems import Severity
from bsclient.formats.camt.reader import read
from bsclient.formats.model import (
    DEBIT,
    Marks,
)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_to_the_last_value(name):
    demand_sample(HERE / name, read((HERE / name).read_bytes(), name), b"<Ntry>")


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


@pytest.mark.parametrize("blanks", [1, 120, 380, 500])
@pytest.mark.parametrize("encoding", ["UTF-7", "shift_jis", "u" * 60])
def test_an_encoding_far_into_the_declaration_is_refused(encoding, blanks):
    attack = '<!DOCTYPE a [<!ENTITY q "evil">]>' + small().decode()
    head = f'<?xml version="1.0"{" " * blanks}encoding="{encoding}"?>'
    data = head.encode() + attack.encode("utf-7").replace(b"<!", b"+ADwAIQ-")
    assert codes(read(data)) == ["file_xml_encoding"]


def test_an_encoding_behind_blank_lines_is_not_overlooked():
    data = b"\n" * 500 + b'<?xml version="1.0" encoding="UTF-7"?>' + small()
    assert codes(read(data)) == ["file_xml_malformed"]


@pytest.mark.parametrize("codec", ["utf-8", "cp1251", "utf-16"])
def test_a_long_declaration_says_its_encoding(codec):
    names = {"cp1251": "windows-1251"}
    head = f'<?xml version="1.0"{" " * 300}encoding="{names.get(codec, codec)}"?>'
    file = read((head + small().decode().replace("<Id>1</Id>", "<Id>1</Id><!-- Ж -->", 1)).encode(codec))
    assert codes(file) == []
    assert file.encoding == codec


def test_utf16_is_read():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + small().decode()
    assert len(read(text.encode("utf-16")).documents) == 3


def test_a_fragment_with_a_comment_or_an_instruction_within_a_value_is_read_as_a_whole():
    details = "<TxDtls><RmtInf><Ustrd>До<!-- x -->говор<?x y?> 5</Ustrd></RmtInf></TxDtls>"
    assert read(message(entry(details=details))).documents[0].purpose == "Договор 5"


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


_BALANCES = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-02T20:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><Othr><Id>40702810900000000777</Id></Othr></Id><Ccy>RUB</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>
<TxsSummry><TtlCdtNtries><Sum>{}</Sum></TtlCdtNtries></TxsSummry>
<Ntry><Amt Ccy="RUB">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt></Ntry>
<Ntry><Amt Ccy="RUB">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><ValDt><Dt>2026-11-03</Dt></ValDt></Ntry>
</Stmt></BkToCstmrStmt></Document>"""


@pytest.mark.parametrize(
    ("closing", "turnover", "codes"),
    [
        ("130.00", "30.00", []),
        ("130.00", "35.00", []),
        ("135.00", "35.00", []),
        ("131.00", "30.00", ["file_balance_differs"]),
        ("130.00", "31.00", ["file_turnover_differs"]),
    ],
)
def test_a_pending_entry_stands_in_the_balance_or_not(closing, turnover, codes):
    """ISO 20022 keeps what is pending out of the booked balance; some banks add it up all the same."""
    file = read(_BALANCES.format(closing, turnover).encode())
    assert [one.code for one in file.problems] == codes
