"""Directories and rates: what comes with the program, how it is served and found, what clients are told."""

import itertools
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from bank_core_kit import TODAY, Company
from sqlalchemy import select

from bsclient.bank import bankclock
from bsclient.bank.bankclock import Plan
from bsclient.bank.books import fx
from bsclient.bank.information import directories
from bsclient.bank.schema.products import rate
from bsclient.domain.checks import account_key_ok
from bsclient.paths import resource

NAMES = {"currencies", "countries", "priorities", "deposit_products", "loan_products", "holidays"}
FILES = sorted(resource("directories").glob("*.json"))


def told(town, client, kind):
    return [item.data for item in town.events(client) if item.kind == kind]


def test_what_comes_with_the_program_is_kept_and_told_once(town):
    changed = set(town.bank.load_directories())
    assert changed >= NAMES
    names = [data["name"] for data in told(town, "ann", "directory")]
    assert sorted(names) == sorted({*changed, "rates"})
    head = town.bank.head("ann")
    assert town.bank.load_directories() == []
    assert town.bank.head("ann") == head
    late = Company(town, "cid", "770300003", "(1)", [1])
    assert {data["name"] for data in told(town, late.id, "directory")} == {*changed, "rates"}
    for data in told(town, "ann", "directory"):
        found = town.bank.directory(data["name"])
        assert found.version == data["version"] or data["name"] == "rates"
        assert json.loads(found.data)["name"] == data["name"]


def test_rows_are_found_by_code_and_day(town):
    shelf = town.bank.shelf
    assert not shelf.holds("currencies")
    assert shelf.find("currencies", "USD", TODAY) is None
    town.bank.load_directories()
    shelf.refresh()
    assert shelf.holds("currencies")
    assert shelf.find("currencies", "USD", TODAY)["account_code"] == "840"
    assert len(shelf.rows("countries", TODAY)) == 249
    rows = [
        {"code": "1", "title": "old", "valid_from": "", "valid_to": "2026-11-17"},
        {"code": "1", "title": "new", "valid_from": "2026-11-18", "valid_to": ""},
    ]
    book = {"name": "test", "title": "", "source": "", "version": "1", "rows": rows}
    before = shelf.edition
    town.bank.put_directory("test", json.dumps(book).encode())
    town.run(seconds=1)
    assert shelf.edition > before
    assert shelf.find("test", "1", TODAY)["title"] == "new"
    assert shelf.find("test", "1", TODAY - timedelta(days=1))["title"] == "old"
    assert [row["title"] for row in shelf.rows("test", TODAY)] == ["new"]
    rows[1]["title"] = "newer"
    town.bank.put_directory("test", json.dumps(book).encode())
    town.run(seconds=1)
    assert shelf.find("test", "1", TODAY)["title"] == "newer"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_a_directory(path):
    if path.stem == "demo_banks":
        return
    book = directories.read(path.read_bytes())
    assert (book.name, bool(book.title), bool(book.source)) == (path.stem, True, True)
    assert book.rows
    seen = set()
    for row in book.rows:
        assert row["code"]
        assert row["title"]
        assert {"valid_from", "valid_to"} <= row.keys()
        assert (row["code"], row["valid_from"]) not in seen
        seen.add((row["code"], row["valid_from"]))


@pytest.mark.parametrize(("year", "count"), [(2026, 247), (2027, 247)])
def test_a_year_has_as_many_working_days_as_the_decrees_leave(year, count):
    days = (date(year, 1, 1) + timedelta(days=at) for at in range(365))
    assert sum(map(bankclock.working_day, days)) == count


def usd(day, official="90.00"):
    return fx.Rate("USD", day, 1, Decimal(official), Decimal("89.00"), Decimal("91.00"), "Test")


def test_rates_are_kept_by_day_and_told(town):
    town.bank.put_rates([usd(TODAY)])
    town.bank.put_rates([usd(TODAY + timedelta(days=2), "95.00")])
    with town.bank.store.read() as connection:
        found = {day: fx.find(connection, "USD", TODAY + timedelta(days=day)) for day in (-1, 0, 1, 2, 9)}
        rub = fx.find(connection, "RUB", TODAY)
    assert found[-1] is None
    assert [found[day].official for day in (0, 1, 2, 9)] == [
        Decimal(text) for text in ("90.00", "90.00", "95.00", "95.00")
    ]
    assert rub.buy == 1
    first, last = told(town, "ann", "rates")
    assert (first["day"], first["rates"][0]["official"]) == (TODAY.isoformat(), "90.00")
    assert last["rates"][0]["sell"] == "91.00"
    rows = directories.read(town.bank.directory("rates").data).rows
    assert [(row["valid_from"], row["valid_to"]) for row in rows] == [
        ((TODAY + timedelta(days=2)).isoformat(), ""), (TODAY.isoformat(), (TODAY + timedelta(days=1)).isoformat()),
    ]  # fmt: skip
    town.bank.put_rates([usd(TODAY, "92.00")])  # a day's rate may be put right
    assert len(town.query(select(rate))) == 2


def test_a_demo_has_new_rates_every_day(town):
    town.bank.plan = Plan(every_day=True)
    town.bank.load_directories()
    town.run(seconds=1)
    town.run(days=2)
    rows = town.query(select(rate).where(rate.c.currency == "USD").order_by(rate.c.day))
    assert [row.day for row in rows] == ["2026-01-01", "2026-11-19", "2026-11-20"]
    for before, after in itertools.pairwise(rows):
        assert before.official != after.official
        assert abs(Decimal(after.official) / Decimal(before.official) - 1) < Decimal("0.007")
        assert Decimal(after.buy) < Decimal(after.official) < Decimal(after.sell)


def test_the_demos_currency_accounts_have_right_keys():
    from bsclient.bank.information import banks
    from bsclient.bank.seed import demo as seed

    bic = banks.demo_profile().bic
    own = {
        account.number: account.currency for client in seed.demo_data().clients for account in client.accounts
    }
    assert {"USD", "EUR", "CNY"} <= set(own.values())
    codes = {"RUB": "810", "USD": "840", "EUR": "978", "CNY": "156"}
    for number, currency in own.items():
        assert account_key_ok(bic, number)
        assert number[5:8] == codes[currency]
