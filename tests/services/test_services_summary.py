"""The summary over profiles: one account counts once, whoever tells of it; every profile says how old its figures are."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from archive_kit import document, file, section
from local_kit import NOW, OWN, TODAY, office

from bsclient.services.statements.archive import Archive
from bsclient.services.statements.opened import KEPT, Opened
from bsclient.services.statements.summary import Summary, totals
from bsclient.storage import feed, ledger

ELSEWHERE = "40702810500000000009"


@pytest.fixture
def pair(tmp_path):
    """Two profiles: the second one is of another organisation and at another bank."""
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(office(tmp_path / name))
    owner = replace(made[1].place.profile.organisation, name='АО "Другая"')
    bank = replace(made[1].place.profile.bank, name="Другой банк", bic="044525593")
    made[1].place = replace(
        made[1].place, profile=replace(made[1].place.profile, id="p2", organisation=owner, bank=bank)
    )
    yield made
    for each in made:
        each.close()


def take_file(desk, account, closing, **more):
    told = file(
        [replace(section(0, 0, "0.00", closing, account=account), **more)],
        [document(1, closing, account=account)],
    )
    archive = Archive(desk.place)
    archive.keep(archive.preview(told, repr(told).encode(), "s.txt"))


def own_account(desk, number, balance):
    with desk.store.write() as work:
        known = next(one for one in ledger.accounts(work) if one.number == OWN)
        ledger.put_account(work, replace(known, number=number, balance=Decimal(balance)))


def seen(place, opened, day=TODAY):
    return Summary(place, opened).organisations(day)


def test_what_a_file_tells_of_an_account_of_the_other_profile_is_not_counted_twice(pair):
    here, there = pair
    own_account(there, ELSEWHERE, "500.00")
    bank = replace(section().bank, bic="044525593")
    take_file(here, ELSEWHERE, "480.00", bank=bank)
    opened = Opened()
    assert [row.closing for row in seen(here.place, opened) if row.account == ELSEWHERE] == [
        Decimal("480.00")
    ]
    Summary(there.place, opened).leave()
    told = [row for row in seen(here.place, opened) if row.account == ELSEWHERE]
    assert [(row.closing, row.organisation, row.source) for row in told] == [
        (Decimal("500.00"), 'АО "Другая"', ledger.BANK)
    ]
    assert [total.count for total in totals(seen(here.place, opened))] == [5]


def test_equal_numbers_at_different_banks_are_two_accounts(pair):
    here, there = pair
    own_account(there, ELSEWHERE, "500.00")
    take_file(here, ELSEWHERE, "480.00")  # its file names another bank
    opened = Opened()
    Summary(there.place, opened).leave()
    told = [row.closing for row in seen(here.place, opened) if row.account == ELSEWHERE]
    assert sorted(told) == [Decimal("480.00"), Decimal("500.00")]


def test_of_two_copies_from_files_the_newer_one_counts(pair):
    here, there = pair
    take_file(here, ELSEWHERE, "480.00")
    there.clock.time = NOW + dt.timedelta(hours=2)
    take_file(there, ELSEWHERE, "490.00")
    opened = Opened()
    Summary(there.place, opened).leave()
    assert [row.closing for row in seen(here.place, opened) if row.account == ELSEWHERE] == [
        Decimal("490.00")
    ]


def test_each_side_says_when_its_bank_was_asked_last(pair):
    here, there = pair
    there.clock.time = NOW - dt.timedelta(days=1)
    with there.store.write() as work:
        feed.synchronised(work)
    opened = Opened()
    Summary(there.place, opened).leave()
    first, second = Summary(here.place, opened).sides()
    assert (first.here, first.told, second.here, second.told) == (
        True,
        None,
        False,
        NOW - dt.timedelta(days=1),
    )
    assert second.since == TODAY - dt.timedelta(days=1) - KEPT
    assert {row.told for row in seen(here.place, opened) if not row.here} == {NOW - dt.timedelta(days=1)}
    before = second.since - dt.timedelta(days=1)
    assert all(row.here for row in seen(here.place, opened, before))
    opened.forget()
    assert len(Summary(here.place, opened).sides()) == 1


def test_an_account_that_two_profiles_of_one_client_have_is_counted_once(tmp_path):
    made = []
    for name in ("director", "accountant"):
        (tmp_path / name).mkdir()
        made.append(office(tmp_path / name))
    first, second = made
    second.place = replace(second.place, profile=replace(second.place.profile, id="p2"))
    try:
        opened = Opened()
        Summary(second.place, opened).leave()
        rows = seen(first.place, opened)
        assert len(rows) == len({row.account for row in rows}) == 2
    finally:
        for each in made:
            each.close()
