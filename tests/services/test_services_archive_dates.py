"""One operation, told by two formats under two dates, is one; two real operations that look alike stay two."""

import datetime as dt
from dataclasses import replace

import pytest
from archive_kit import THERE, day, document, file, party, section
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from local_kit import OWN, office
from test_services_archive import bank_says, entries, keep, preview

from bsclient.formats import convert, model
from bsclient.services.statements import archive_match
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.health import Health

CAMT, MT = "camt053", "mt940"


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


def dated(index, amount, *, booked, valued=None, reference="", **more):
    """An entry as camt.053 tells it: the day of booking, and that of value beside it."""
    told = document(index, amount, on=booked, **more)
    return replace(
        told,
        number=more.get("number", ""),
        marks=model.Marks(reference, None if valued is None else day(valued)),
    )


def told_twice(desk, first, second, days=(0, 9)):
    """Keep a camt.053 and then look at an MT940 of the same days."""
    keep(desk, file([section(*days)], first, CAMT))
    return preview(desk, file([section(*days)], second, MT)).accounts[0]


def test_the_day_of_booking_and_that_of_value_are_one_operation(desk):
    seen = told_twice(desk, [dated(1, "5.00", booked=3, valued=2)], [dated(1, "5.00", booked=2)])
    assert (seen.new, seen.known, seen.disappeared) == (0, 1, 0)


def test_a_chain_of_equal_operations_is_paired_in_full(desk):
    """Each one's second date is the other's first: a greedy look would leave one of them over on each side."""
    first = [
        dated(1, "5.00", booked=3, valued=2),
        dated(2, "5.00", booked=4, valued=3),
    ]
    second = [dated(1, "5.00", booked=2), dated(2, "5.00", booked=3)]
    seen = told_twice(desk, first, second)
    assert (seen.new, seen.known, seen.disappeared) == (0, 2, 0)


def test_two_real_operations_of_neighbouring_days_stay_two(desk):
    first = [dated(1, "5.00", booked=2), dated(2, "5.00", booked=3, valued=2)]
    second = [dated(1, "5.00", booked=2), dated(2, "5.00", booked=2)]
    assert told_twice(desk, first, second).new == 0
    keep(desk, file([section(0, 9)], second, MT))
    assert len(entries(desk)) == 2
    three = [*second, dated(3, "5.00", booked=2)]
    keep(desk, file([section(0, 9)], three, "ofx"))
    assert len(entries(desk)) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"amount": "5.01"},
        {"credit": False},
        {"number": "77"},
        {"other": party("40702810500000000999"), "purpose": "Другое"},
        {"booked": 5},
    ],
)
def test_what_differs_in_more_than_the_date_is_another_operation(desk, change):
    told = {"amount": "5.00", "booked": 2, "number": "5"} | change
    second = [dated(1, told.pop("amount"), **told)]
    seen = told_twice(desk, [dated(1, "5.00", booked=3, valued=2, number="5")], second)
    assert (seen.new, seen.known) == (1, 0)


def test_a_file_that_tells_both_dates_is_believed_in_both(desk):
    """Its entry without a second date was booked and counts on one day, so it is not the one booked a day later."""
    first = [dated(1, "5.00", booked=3, valued=2)]
    second = [dated(1, "5.00", booked=2), dated(2, "9.00", booked=5, valued=4)]
    assert told_twice(desk, first, second).new == 2


def test_the_banks_reference_goes_before_days_and_words(desk):
    first = [
        dated(1, "5.00", booked=3, reference="B-1", purpose="Первая", other=party("", "")),
        dated(2, "5.00", booked=3, reference="B-2", purpose="Вторая", other=party("", "")),
    ]
    second = [
        dated(1, "5.00", booked=5, reference="B-2", purpose="", other=party("", "")),
        dated(2, "5.00", booked=3, reference="B-1", purpose="", other=party("", "")),
    ]
    seen = told_twice(desk, first, second)
    assert (seen.new, seen.known) == (0, 2)


def test_an_entry_of_the_day_before_the_file_is_found_by_its_second_date(desk):
    keep(desk, file([section(0, 9)], [dated(1, "5.00", booked=9, valued=10)], CAMT))
    seen = preview(desk, file([section(10, 19)], [dated(1, "5.00", booked=10)], MT)).accounts[0]
    assert (seen.new, seen.known) == (0, 1)


def test_an_entry_that_counts_on_a_day_outside_the_file_is_not_missing(desk):
    keep(desk, file([section(0, 9)], [dated(1, "5.00", booked=9, valued=10)], CAMT))
    seen = preview(desk, file([section(9, 9)], [], MT)).accounts[0]
    assert seen.disappeared == 0


def test_either_order_of_the_files_and_both_again_add_nothing(desk):
    camt = file([section(0, 9)], [dated(1, "5.00", booked=3, valued=2, reference="B-1", number="7")], CAMT)
    mt = file([section(0, 9)], [dated(1, "5.00", booked=2)], MT)
    for one in (mt, camt, mt, camt):
        keep(desk, one)
    (entry,) = entries(desk)
    assert entry.value_date == day(2)
    assert preview(desk, file([section(0, 9)], [dated(1, "5.00", booked=3)], "ofx")).accounts[0].new == 0


def test_what_the_bank_tells_later_under_the_day_of_value_is_not_shown_as_differing(desk):
    told = file([section(0, 9, account=OWN)], [dated(1, "5.00", booked=3, valued=2, account=OWN)], CAMT)
    keep(desk, told)
    assert _differing(desk) == 1
    bank_says(desk, (2, "5.00", True, "Оплата по договору"))
    assert _differing(desk) == 0
    assert preview(desk, told).accounts[0].new == 0


def _differing(desk):
    return len([one for one in Health(desk.place, None).check((OWN,)) if one.code == "health_file_differs"])


MT940 = """:20:STMT
:25:{account}
:28C:1/1
:60F:C261101EUR100,00
:61:2611021103C50,00NTRFREF1//BANK1
:86:Rent October
:62F:C261130EUR150,00
"""


def test_real_files_of_two_formats_make_one_entry(desk):
    """MT940 with value date 2 and entry date 3 November against camt.053 with only the day of value."""
    archive = Archive(desk.place)
    data = MT940.format(account=THERE).replace("\n", "\r\n").encode()
    first = archive.read(data, "s.sta")
    assert archive.keep(first).new == 1
    (entry,) = entries(desk)
    out = CAMT_TEXT.format(account=THERE).encode()
    second = archive.read(out, "s.xml")
    assert (second.accounts[0].new, second.accounts[0].known) == (0, 1), [p.code for p in second.problems]
    assert entry.value_date in {dt.date(2026, 11, 2), dt.date(2026, 11, 3)}
    assert convert.load_any(out, "s.xml").format == CAMT


CAMT_TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-12-01T00:00:00</CreDtTm></GrpHdr>
<Stmt><Id>1</Id><CreDtTm>2026-12-01T00:00:00</CreDtTm>
<FrToDt><FrDtTm>2026-11-01T00:00:00</FrDtTm><ToDtTm>2026-11-30T23:59:59</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>EUR</Ccy></Acct>
<Ntry><Amt Ccy="EUR">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<ValDt><Dt>2026-11-02</Dt></ValDt><BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><RmtInf><Ustrd>Rent October</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""

_line = st.tuples(st.integers(0, 4), st.integers(0, 2), st.sampled_from(["", "1", "2"]))


@given(st.lists(_line, max_size=7), st.booleans())
@budget(max_examples=200, deadline=None)
def test_a_file_dated_by_value_never_adds_to_one_dated_by_booking(lines, named):
    """Whatever the operations are, and however many look alike: as many stand in both, so nothing is new and none is lost."""
    from test_services_archive import rows

    booked = rows([(on + after, "1.00", number if named else "") for on, after, number in lines])
    valued = rows([(on, "1.00", number if named else "") for on, _after, number in lines])
    kept = [replace(one, id=f"{archive_match.PREFIX}{at}", purpose="p") for at, one in enumerate(booked)]
    told = [replace(one, purpose="p") for one in valued]
    clues = {
        one.id: archive_match.Clue("", two.value_date, True) for one, two in zip(kept, told, strict=True)
    }
    found = archive_match.match(
        told, kept, lambda _one: True, lambda one: clues.get(one.id, archive_match.Clue())
    )
    assert (
        len({id(one) for one, _ in found.known})
        == len({one.id for _, one in found.known})
        == len(found.known)
    )
    assert len(found.known) + len(found.new) == len(told)
    assert not found.new
    assert not found.missing
