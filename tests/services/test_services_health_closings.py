"""A closing balance that does not follow: the check names file, account and day for as long as that file counts."""

import dataclasses
import datetime as dt
import threading
from decimal import Decimal

import pytest
from archive_kit import DAY, THERE, day, document, file, section
from local_kit import OWN, office
from test_services_archive import keep
from test_services_health import WHOLE, Bank, close_all, fill, findings

from bsclient import texts
from bsclient.formats import model
from bsclient.protocol.messages import EntryData
from bsclient.services.statements import asking
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.health import Health, Severity
from bsclient.storage import entry_intake, ledger
from bsclient.storage.rows.statements import AccountRow
from bsclient.sync.entries import EntryQuery

FIRST, LAST = DAY - dt.timedelta(days=40), DAY + dt.timedelta(days=40)

MT940 = """:20:S
:25:40702810900000000777
:28C:1/1
:60F:C261101RUB100,00
:61:2611021102C50,00NTRF17//B1
:86:Оплата по договору
:61:2611021102D20,00NTRF18//B2
:86:Комиссия банка
:62F:C261102RUB{}
"""
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-02T20:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><Othr><Id>40702810900000000777</Id></Othr></Id><Ccy>RUB</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>
<Ntry><Amt Ccy="RUB">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt>
<ValDt><Dt>2026-11-02</Dt></ValDt><NtryDtls><TxDtls><RmtInf><Ustrd>Оплата</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""
OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20261102<LANGUAGE>RUS</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>RUB
<BANKACCTFROM><BANKID>044525225<ACCTID>40702810900000000777<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261102<DTEND>20261102
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261102<TRNAMT>30.00<FITID>1<NAME>A</STMTTRN></BANKTRANLIST>
<LEDGERBAL><BALAMT>{}<DTASOF>20261102</LEDGERBAL>
<BALLIST><BAL><NAME>OPENING<DESC>Opening balance<BALTYPE>DOLLAR<VALUE>100.00<DTASOF>20261102</BAL></BALLIST>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
ONEC = """1CClientBankExchange
ВерсияФормата=1.03
Кодировка=Windows
ДатаНачала=02.11.2026
ДатаКонца=02.11.2026
РасчСчет=40702810900000000777
СекцияРасчСчет
ДатаНачала=02.11.2026
ДатаКонца=02.11.2026
РасчСчет=40702810900000000777
НачальныйОстаток=100.00
КонечныйОстаток={}
КонецРасчСчет
СекцияДокумент=Платежное поручение
Номер=17
Дата=02.11.2026
Сумма=30.00
ПлательщикСчет=40702810500000000123
ПолучательСчет=40702810900000000777
ДатаПоступило=02.11.2026
НазначениеПлатежа=Оплата
КонецДокумента
КонецФайла
"""
FILES = {
    "mt940": (MT940, "a.sta", "130,00", "131,00"),
    "camt": (CAMT, "a.xml", "130.00", "131.00"),
    "1c": (ONEC, "a.txt", "130.00", "131.00"),
}


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


def take(desk, text, name):
    archive = Archive(desk.place)
    seen = archive.read(text.replace("\n", "\r\n").encode(), name)
    assert seen.readable, seen.problems
    archive.keep(seen)
    return archive.files()[0]


def found(desk, account=THERE):
    findings(desk, account)  # each has a text
    return Health(desk.place, None).check((account,), FIRST, LAST)


@pytest.mark.parametrize("kind", FILES)
def test_a_wrong_closing_is_named_till_a_right_file_replaces_it(desk, kind):
    text, name, right, wrong = FILES[kind]
    take(desk, text.format(wrong), f"wrong_{name}")
    (one,) = found(desk)
    assert (one.code, one.account, one.day) == ("health_file_sum", THERE, DAY)
    assert (one.facts["expected"], one.facts["found"], one.facts["name"]) == (
        "130.00",
        "131.00",
        f"wrong_{name}",
    )
    for language in texts.LANGUAGES:
        assert f"wrong_{name}" in texts.message(one.code, one.facts, language)
    take(desk, text.format(right), name)
    assert not found(desk)


@pytest.mark.parametrize("kind", FILES)
def test_it_goes_with_the_file_that_is_taken_back(desk, kind):
    text, name, right, wrong = FILES[kind]
    take(desk, text.format(right), name)
    row = take(desk, text.format(wrong), "wrong")
    assert [one.facts["name"] for one in found(desk)] == ["wrong"]
    Archive(desk.place).take_back(row.id, row.sha256)
    assert not found(desk)


def test_what_another_bank_leaves_unsaid_is_not_called_wrong(desk):
    take(desk, OFX.format("130.00"), "a.ofx")
    assert not found(desk)


def test_a_file_that_lacks_an_operation_is_named_and_one_of_more_days_replaces_it(desk):
    keep(desk, file([section(1, 1, "10.00", "17.00")], [document(1, "5.00", on=1)], "mt940"))
    assert [(one.code, one.day) for one in found(desk)] == [("health_file_sum", day(1))]
    whole = [document(1, "5.00", on=1), document(2, "2.00", on=1)]
    keep(desk, file([section(0, 3, "10.00", "17.00")], whole, "mt940"))
    assert not found(desk)


def test_several_days_in_one_file_replace_the_file_of_all(desk):
    keep(
        desk, file([section(0, 1, "0.00", "9.00")], [document(1, "5.00"), document(2, "2.00", on=1)], "mt940")
    )
    assert [(one.code, one.day) for one in found(desk)] == [("health_file_sum", day(1))]
    days = [section(0, 0, "0.00", "5.00"), section(1, 1, "5.00", "7.00")]
    keep(desk, file(days, [document(1, "5.00"), document(2, "2.00", on=1)], "mt940"))
    assert not found(desk)


def test_a_wrong_balance_between_two_days_of_one_file_is_named(desk):
    """The two mistakes cancel each other over the whole file."""
    days = [section(0, 0, "0.00", "6.00"), section(1, 1, "6.00", "7.00")]
    keep(desk, file(days, [document(1, "5.00"), document(2, "2.00", on=1)], "mt940"))
    assert [(one.code, one.day) for one in found(desk)] == [
        ("health_file_day", day(0)),
        ("health_file_day", day(1)),
    ]


def test_an_operation_dated_by_its_value_counts_where_it_was_booked(desk):
    days = [section(0, 0, "0.00", "5.00"), section(1, 1, "5.00", "7.00")]
    for on, other in ((3, None), (0, 1)):
        marks = model.Marks(value_date=None if other is None else day(other))
        told = [document(1, "5.00"), document(2, "2.00", on=on, marks=marks)]
        keep(desk, file(days, told, "mt940"))
        assert [one for one in found(desk) if one.code in {"health_file_sum", "health_file_day"}] == []
        for row in Archive(desk.place).files():
            Archive(desk.place).take_back(row.id, row.sha256)


def test_an_operation_outside_of_the_only_interval_belongs_to_it(desk):
    keep(desk, file([section(1, 2, "0.00", "8.00")], [document(1, "5.00", on=9)], "mt940"))
    assert [(one.code, one.facts["expected"]) for one in found(desk)] == [("health_file_sum", "5.00")]


def test_a_day_that_is_not_sure_is_said_to_be_that_of_the_operations(desk):
    """Which section an operation with two dates belongs to is not known here: the sentence says by what it was added up."""
    days = [section(0, 0, "0.00", "5.00"), section(1, 1, "5.00", "8.00")]
    told = [document(1, "5.00"), document(2, "2.00", marks=model.Marks(value_date=day(1)))]
    keep(desk, file(days, told, "mt940"))
    assert {(one.code, one.severity) for one in found(desk)} == {("health_file_day", Severity.BLOCK)}


def test_days_that_are_not_asked_for_or_replaced_still_have_their_operations(desk):
    days = [section(0, 0, "0.00", "5.00"), section(1, 1, "5.00", "7.00")]
    keep(desk, file(days, [document(1, "5.00"), document(2, "2.00", on=1)], "mt940"))
    keep(
        desk, file([section(0, 0)], [document(9, "1.00")], "camt054")
    )  # the day has more than this file tells
    assert not Health(desk.place, None).check((THERE,), day(0), day(0))
    keep(desk, file([section(1, 1, "5.00", "8.00")], [document(2, "3.00", on=1)], "mt940"))
    assert {one.code for one in found(desk)} == {"health_disappeared"}


def test_a_later_file_without_balances_replaces_none(desk):
    keep(desk, file([section(0, 0, "0.00", "6.00")], [document(1, "5.00")], "mt940"))
    keep(desk, file([section(0, 0)], [document(1, "5.00")], "qif"))
    assert [one.code for one in found(desk)] == ["health_file_sum"]
    keep(desk, file([section(1, 1, "9.00", "9.00")], [], "mt940"))
    assert [one.code for one in found(desk)] == ["health_file_sum", "health_file_opening"]


def test_turnovers_of_interim_reports_are_not_those_of_the_day(desk):
    told = [document(1, "5.00"), document(2, "2.00")]
    keep(desk, file([section(0, 0, credits="2.00", debits="0.00", preliminary=True)], told, "mt942"))
    assert not found(desk)


def test_preliminary_operations_may_stand_in_the_closing_or_not(desk):
    unsure = document(2, "2.00", marks=model.Marks(preliminary=True))
    for number, closing in enumerate(("5.00", "7.00")):
        told = [section(number, number, "0.00", closing)]
        moved = [dataclasses.replace(one, credited=day(number)) for one in (document(1, "5.00"), unsure)]
        keep(desk, file(told, moved, "camt052"))
    assert "health_file_sum" not in {one.code for one in found(desk)}


def test_a_section_without_operations_must_end_as_it_began(desk):
    keep(desk, file([section(0, 0, "-5.00", "-5.00")], [], "mt940"))
    assert not found(desk)
    keep(desk, file([section(1, 1, "-5.00", "5.00")], [], "mt940"))
    (one,) = found(desk)
    assert (one.code, one.day, one.facts["expected"], one.facts["found"]) == (
        "health_file_sum", day(1), "-5.00", "5.00",
    )  # fmt: skip


def test_a_closing_of_an_account_at_the_bank_is_held_against_the_banks_own(desk):
    fill(desk)
    close_all(desk)
    keep(desk, file([section(0, 1, "1000.00", "1075.00", account=OWN)], [], "mt940"))
    assert not found(desk, OWN)
    keep(desk, file([section(0, 2, "1000.00", "1076.00", account=OWN)], [], "mt940"))
    (one,) = found(desk, OWN)
    assert (one.code, one.day) == ("health_file_closing", day(2))
    assert (one.facts["expected"], one.facts["found"], one.facts["name"]) == ("1075.00", "1076.00", "s.txt")
    row = Archive(desk.place).files()[0]
    Archive(desk.place).take_back(row.id, row.sha256)
    assert not found(desk, OWN)


def test_days_that_the_bank_has_not_told_yet_are_not_held_against_it(desk):
    fill(desk, WHOLE[:2])
    for first, last in ((-9, -8), (0, 4)):
        keep(desk, file([section(first, last, "1.00", "1.00", account=OWN)], [], "mt940"))
    assert not [one for one in found(desk, OWN) if one.code == "health_file_closing"]


def test_days_before_the_banks_first_word_are_added_up_from_the_file(desk):
    fill(desk)
    told = [document(1, "5.00", on=-9, account=OWN)]
    keep(desk, file([section(-9, -9, "1.00", "7.00", account=OWN)], told, "mt940"))
    wrong = [one for one in found(desk, OWN) if one.code == "health_file_sum"]
    assert [(one.day, one.facts["expected"], one.facts["found"]) for one in wrong] == [
        (day(-9), "6.00", "7.00")
    ]


def test_turnovers_of_an_account_at_the_bank_must_add_up_too(desk):
    told = section(0, 0, "1.00", "9.00", account=OWN, credits="5.00", debits="0.00")
    keep(desk, file([told], [document(1, "5.00", account=OWN)]))
    assert [one.facts["expected"] for one in found(desk, OWN) if one.code == "health_file_sum"] == [
        str(Decimal("6.00"))
    ]


def test_amounts_that_were_kept_in_hundredths_of_a_finer_currency_are_found_and_asked_again(desk):
    """What an older program kept of CLF reads a hundred times too small: the bank's balance shows it, its entries mend it."""
    number, at = "40702990900000000777", dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
    told = EntryData(
        entry_id="1", account=number, value_date="2026-11-02", posted=at, credit=True, amount="5.12", currency="CLF",
        balance_after="105.12", operation_type="01",
    )  # fmt: skip
    amount = Decimal("105.12")
    with desk.store.write() as work:
        row = AccountRow(
            number=number, currency="CLF", name="", balance=amount, available=amount, opened=None, updated=at
        )
        ledger.put_account(work, row)
        entry_intake.add(work, [entry_intake.row_of(told)])
        work.run("UPDATE entry SET amount = amount / 100, balance_after = balance_after / 100")
    assert [(one.code, one.facts["found"]) for one in found(desk, number)] == [("health_balance", "1.0512")]
    query = EntryQuery(number, FIRST, LAST)
    assert asking.ask_again(desk.place, Bank([told]), query, threading.Event()).differing == 1
    assert not found(desk, number)


@pytest.mark.parametrize(("opening", "closing", "wrong"), [("10", "100", False), ("11", "101", True)])
def test_files_of_the_same_days_must_agree_where_the_later_one_begins(desk, opening, closing, wrong):
    days = [document(1, "10"), document(2, "20", on=2), document(3, "30", on=4), document(4, "40", on=6)]
    keep(desk, file([section(0, 4, "0", "60")], days[:3]))
    keep(desk, file([section(2, 6, opening, closing)], days[1:]))
    told = [(one.code, one.day, one.facts["expected"], one.facts["found"]) for one in found(desk)]
    assert told == ([("health_file_opening", day(2), "10.00", "11.00")] if wrong else [])


def test_files_of_the_same_days_are_not_compared_where_a_day_is_not_sure(desk):
    late = document(2, "20", on=1)  # by its value: it was booked a day later
    keep(desk, file([section(0, 4, "0", "60")], [document(1, "10"), late, document(3, "30", on=4)]))
    keep(desk, file([section(2, 6, "10", "100")], [late, document(3, "30", on=4), document(4, "40", on=6)]))
    assert found(desk) == ()
