"""The base: made and migrated once, refused when it is newer, kept safely; numbers that are never given twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from bank_core_kit import Time, Town, bank_keys, directory
from sqlalchemy import insert, inspect, select, text

from bsclient import durability
from bsclient.bank.core import Bank
from bsclient.bank.schema import tables as schema
from bsclient.bank.store import Store
from bsclient.bank.work.sequences import BLOCK, Numbers
from bsclient.errors import StorageFailed


def test_a_base_is_made_whole_and_opened_again(base_url):
    first = Store.open(base_url)
    with first.read() as connection:
        names = set(inspect(connection).get_table_names())
        assert names == {table.name for table in schema.metadata.sorted_tables}
        versions = connection.execute(select(schema.schema_version.c.version)).scalars().all()
        assert versions == [len(schema.MIGRATIONS)]
    first.close()
    again = Store.open(base_url)
    with again.read() as connection:
        assert connection.execute(select(schema.schema_version.c.version)).scalars().all() == versions
    again.close()


def test_a_newer_base_is_refused(base_url):
    store = Store.open(base_url)
    with store.write() as connection:
        connection.execute(insert(schema.schema_version).values(version=99))
    store.close()
    with pytest.raises(StorageFailed, match="base_newer"):
        Store.open(base_url)


def test_many_banks_may_open_a_new_base_at_once(postgres_url):
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: Bank.open(postgres_url, bank_keys(), Time(), directory()), range(4)))
    assert {bank.profile for bank in opened} == {opened[0].profile}
    for bank in opened:
        bank.close()


def test_the_sqlite_base_keeps_commits_through_a_power_cut(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'bank.db'}")
    mode = durability.mode_for(durability.driver().sqlite_version_info)
    with store.read() as connection:
        durability.check(connection.connection.dbapi_connection, mode)
    store.close()


def test_what_a_payment_asks_is_prepared_once_however_much_else_was_asked_before(tmp_path):
    prepared = []
    with Town(f"sqlite:///{tmp_path / 'bank.db'}") as town:
        with town.bank.store.read() as connection:
            driver = connection.connection.dbapi_connection
            for number in range(200):
                driver.execute(f"SELECT {number}").fetchall()
            driver.set_authorizer(lambda action, *of: prepared.append((action, *of[:2])) or 0)
        payments = [town.ann.incoming(town.ann.signed(town.ann.order(town.bob, number=n))) for n in "12"]
        assert town.bank.accept(payments[:1])[0].receipt is not None
        assert prepared
        prepared.clear()
        assert town.bank.accept(payments[1:])[0].receipt is not None
        assert {of[1] for of in prepared} == {"COMMIT"}  # which the driver prepares itself each time


def test_a_base_that_cannot_be_written_is_said_so(tmp_path):
    folder = tmp_path / "nowhere" / "deeper"
    with pytest.raises(StorageFailed):
        Store.open(f"sqlite:///{folder / 'bank.db'}")


def test_an_accepted_payment_survives_closing(base_url):
    with Town(base_url) as town:
        incoming = town.ann.incoming(town.ann.signed(town.ann.order(town.bob)))
        outcome = town.ann.send(incoming)
        events = town.events("ann")
    again = Bank.open(base_url, bank_keys(), Time(), directory())
    assert again.accept([incoming])[0].receipt == outcome.receipt
    assert again.events("ann", 0, 1000) == events
    assert again.plan == town.bank.plan
    again.close()


def test_numbers_rise_and_are_never_given_twice(base_url):
    store, other = Store.open(base_url), Store.open(base_url)
    sources = [Numbers(store, "test"), Numbers(other, "test"), Numbers(store, "else")]
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda at: (at % 2, sources[at % 2].next()), range(2 * BLOCK + 100)))
    assert len({number for _, number in drawn}) == len(drawn)
    assert sources[2].next() == 1
    restarted = Numbers(store, "test")
    assert restarted.next() > max(number for _, number in drawn)
    store.close()
    other.close()


def test_a_deadlock_is_tried_again(postgres_url):
    """Two transactions lock two rows in opposite orders: PostgreSQL ends one of them, and it is done anew."""
    store = Store.open(postgres_url)
    with store.write() as connection:
        connection.execute(insert(schema.setting), [{"name": name, "value": "0"} for name in "ab"])
    meeting, tries = threading.Barrier(2), []

    def work(names):
        first = True

        def act(connection):
            nonlocal first
            tries.append(names)
            for name in names:
                connection.execute(
                    text("UPDATE setting SET value = value || '1' WHERE name = :name"), {"name": name}
                )
                if first:
                    first = False
                    meeting.wait()

        store.run(act)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, ["ab", "ba"]))
    assert len(tries) > 2  # a loaded server may end both, and more than once
    with store.read() as connection:
        assert connection.execute(select(schema.setting.c.value)).scalars().all() == ["011", "011"]
    store.close()
