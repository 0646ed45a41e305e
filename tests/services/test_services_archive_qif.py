"""QIF dates that can be read both ways: asked for, shown in both readings, and the answer kept for the account."""

import datetime as dt

import pytest
from local_kit import office
from test_services_archive import entries

from bsclient.errors import BadInput
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.qif_dates import DAY_FIRST, MONTH_FIRST

ACCOUNT = "DE02120300000000202051"


def qif(*days, account=ACCOUNT):
    lines = "".join(f"D{each}\nT{at}.00\nPShop\n^\n" for at, each in enumerate(days, 1))
    return f"!Account\nN{account}\nTBank\n^\n!Type:Bank\n{lines}".encode()


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


def test_a_file_that_does_not_tell_is_not_kept_before_the_answer(desk):
    archive = Archive(desk.place)
    seen = archive.read(qif("03/04/2026", "03/04/2026", "05/06/2026", "07/07/2026"), "a.qif")
    assert not seen.readable
    assert seen.dates.order == ""
    assert seen.dates.samples == (
        (dt.date(2026, 4, 3), dt.date(2026, 3, 4)),
        (dt.date(2026, 6, 5), dt.date(2026, 5, 6)),
    )
    assert [(one.code, one.severity.name) for one in seen.problems] == [("archive_dates_ask", "BLOCK")]
    with pytest.raises(BadInput, match="archive_unreadable"):
        archive.keep(seen)


@pytest.mark.parametrize(("order", "month"), [(DAY_FIRST, 4), (MONTH_FIRST, 3)])
def test_the_answer_counts_and_is_kept_for_the_account(desk, order, month):
    archive = Archive(desk.place)
    seen = archive.read(qif("03/04/2026"), "a.qif", order)
    assert (seen.readable, seen.dates.order, seen.problems) == (True, order, ())
    archive.keep(seen)
    assert {one.value_date.month for one in entries(desk, ACCOUNT)} == {month}
    again = archive.read(qif("05/06/2026"), "b.qif")
    assert (again.readable, again.dates.order) == (True, order)
    assert not archive.read(qif("05/06/2026", account="OTHER"), "c.qif").readable
    other = DAY_FIRST if order == MONTH_FIRST else MONTH_FIRST
    assert archive.read(qif("05/06/2026"), "b.qif", other).dates.order == other, "the user may think again"


@pytest.mark.parametrize("days", [("31/12/2026",), ("12/31/2026",), ("2026-03-04",), ("03.04.2026",)])
def test_what_a_file_tells_is_not_asked_for(desk, days):
    seen = Archive(desk.place).read(qif(*days), "a.qif")
    assert (seen.readable, seen.dates) == (True, None)
