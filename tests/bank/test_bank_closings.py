"""Closing statements: each day of each account once, after downtime too, whatever process does it; a late entry is told."""

import hashlib
from datetime import date, timedelta

import pytest
from bank_core_kit import TODAY, bank_keys, directory
from sqlalchemy import select

from bsclient.bank.books import closings
from bsclient.bank.core import Bank
from bsclient.bank.schema.closings import closing_head
from bsclient.bank.schema.tables import transfer

NIGHT = {"hours": 17}  # from ten in the morning to three at night
START_BALANCE = "1000000.00"


def told(town, company):
    """What the bank stated of the days of a company's first account, by day; the last word counts."""
    made = [signed.fields for signed in town.made(company.id, closings.TYPE)]
    return {one["day"]: one for one in made if one["account"] == company.accounts[0]}


def opened(town, company):
    return [
        one for one in town.made(company.id, closings.TYPE) if one.fields["account"] == company.accounts[0]
    ]


def sums(one):
    return tuple(one[name] for name in ("opening", "credits", "debits", "closing", "count"))


def digest(*rows):
    return hashlib.sha256("\n".join(str(row.id) for row in rows).encode()).hexdigest()


def test_a_day_is_stated_when_it_has_ended(town):
    town.bank.tick()
    town.ann.pay(town.bob, amount="100.00")
    town.run(minutes=5)
    assert told(town, town.ann) == {}
    town.run(**NIGHT)
    (day,) = told(town, town.ann)
    assert day == TODAY.isoformat()
    found = told(town, town.ann)[day]
    assert sums(found) == ("0.00", START_BALANCE, "100.00", "999900.00", "2")
    assert found["currency"] == "RUB"
    moved = town.query(select(transfer).order_by(transfer.c.id))
    assert found["hash"] == digest(*moved)
    assert sums(told(town, town.bob)[day]) == ("0.00", "100.00", "0.00", "100.00", "1")


def test_days_of_a_downtime_are_made_up_for_and_none_is_stated_twice(town):
    town.bank.tick()
    town.time.forward(days=7)  # from Wednesday to Wednesday, over a week-end
    town.bank.tick()
    again = Bank.open(town.url, bank_keys(), town.time, directory())
    again.tick()
    again.close()
    town.run(minutes=1)
    days = [one.fields["day"] for one in opened(town, town.ann)]
    week = [TODAY + timedelta(days=number) for number in range(7)]
    assert days == [day.isoformat() for day in week if day.weekday() < 5]
    assert [sums(one.fields) for one in opened(town, town.ann)][1:] == [
        (START_BALANCE, "0.00", "0.00", START_BALANCE, "0")
    ] * 4


def test_a_day_off_is_stated_when_the_account_moved(small_town):
    small_town.bank.tick()
    small_town.time.forward(days=3)  # Saturday
    small_town.ann.pay(small_town.bob, amount="5.00", date=(TODAY + timedelta(days=3)).isoformat())
    small_town.run(minutes=5)
    small_town.run(days=2)
    moved = {row.value_date for row in small_town.transfers()}
    assert (TODAY + timedelta(days=3)).isoformat() in moved  # within the bank Saturday counts
    assert (TODAY + timedelta(days=3)).isoformat() in told(small_town, small_town.ann)
    assert (TODAY + timedelta(days=4)).isoformat() not in told(small_town, small_town.ann)


def test_every_day_begins_with_what_the_day_before_left(small_town):
    small_town.bank.tick()
    for number in range(4):
        today = (TODAY + timedelta(days=number)).isoformat()
        small_town.ann.pay(small_town.bob, amount=f"{number + 1}.00", date=today)
        small_town.run(minutes=5)
        small_town.run(days=1, minutes=-5)
    days = [one.fields for one in opened(small_town, small_town.ann)]
    assert len(days) >= 3
    assert [one["opening"] for one in days[1:]] == [one["closing"] for one in days[:-1]]


def test_a_lot_goes_on_where_the_last_one_ended(small_town, monkeypatch):
    """A process that ends between two lots leaves the rest to the next one."""
    small_town.bank.tick()
    monkeypatch.setattr(closings, "_DAYS", 2)
    small_town.time.forward(days=9)
    stated = []
    real = closings.state

    def once(work, accounts, last):
        if len(stated) == 2:
            raise KeyboardInterrupt
        stated.append(accounts)
        real(work, accounts, last)

    monkeypatch.setattr(closings, "state", once)
    with pytest.raises(KeyboardInterrupt):
        small_town.bank.tick()
    assert 0 < len(opened(small_town, small_town.ann)) < 7
    monkeypatch.setattr(closings, "state", real)
    small_town.bank.tick()
    days = [one.fields["day"] for one in opened(small_town, small_town.ann)]
    assert len(days) == len(set(days)) == 7


def test_an_entry_that_came_late_into_a_stated_day_is_stated_anew(small_town):
    small_town.bank.tick()
    small_town.ann.pay(small_town.bob, amount="100.00")
    small_town.run(minutes=5)
    small_town.run(days=1)
    before = told(small_town, small_town.ann)[TODAY.isoformat()]
    small_town.ann.pay(small_town.bob, amount="7.00", date=(TODAY + timedelta(days=1)).isoformat())
    small_town.run(minutes=5)
    newest = small_town.transfers()[-1]
    small_town.change(
        "UPDATE transfer SET value_date = :day WHERE id = :of", day=TODAY.isoformat(), of=newest.id
    )
    small_town.run(days=1)
    after = told(small_town, small_town.ann)
    assert (before["closing"], after[TODAY.isoformat()]["closing"]) == ("999900.00", "999893.00")
    following = after[(TODAY + timedelta(days=1)).isoformat()]
    assert (following["opening"], following["closing"], following["count"]) == ("999893.00", "999893.00", "0")


def test_history_from_before_the_first_closed_day_is_stated_and_nothing_of_before_it(small_town):
    start = date(2026, 11, 9)
    small_town.change("UPDATE transfer SET value_date = :day", day=start.isoformat())
    small_town.run(minutes=5)
    days = list(told(small_town, small_town.ann))
    assert (days[0], days[-1]) == (start.isoformat(), (TODAY - timedelta(days=1)).isoformat())


def test_a_closed_account_is_stated_to_its_end(small_town):
    small_town.bank.tick()
    small_town.run(days=1)
    small_town.change(
        "UPDATE account SET closed = :day WHERE number = :of", day=(TODAY + timedelta(days=1)).isoformat(),
        of=small_town.bob.accounts[0],
    )  # fmt: skip
    small_town.run(days=3)
    assert max(told(small_town, small_town.bob)) == (TODAY + timedelta(days=1)).isoformat()
    heads = small_town.query(select(closing_head.c.account_id))
    assert len(heads) == 1
