"""What all clients are told reaches one who is taken on at the same moment."""

import dataclasses
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import bank_core_kit as kit
import pytest
from bank_core_kit import TODAY
from sqlalchemy import text

from bsclient.bank.books import fx
from bsclient.bank.information import news
from bsclient.bank.information.news import News
from bsclient.bank.intake.archive import keep_directory
from bsclient.bank.operations import Client

NEW = Client("new", "ООО Новый", kit.company_inn("770400004"), "770001001", "(1)")


def publish(work):
    news.publish(work, News(kind="news", title="Новый офис", text="Ждём вас"))


def directory(work):
    keep_directory(work.connection, work.feed, "banks", b'[{"bic": "044525225"}]')


def rates(work):
    (rate,) = [fx.find(work.connection, "USD", TODAY)]
    fx.put(work, [dataclasses.replace(rate, day=TODAY)])


def waits(town):
    asked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with town.bank.store.read() as connection:
        return connection.execute(asked).scalar()


def heard(town, kind):
    return [event.data for event in town.events("new") if event.kind == kind]


@pytest.mark.parametrize(("tell", "kind"), [(publish, "news"), (directory, "directory"), (rates, "rates")])
def test_a_client_who_is_taken_on_meanwhile_hears_it_too(postgres_url, tell, kind):
    """It was told, but not committed, when he was taken on; or he was, when it was told."""
    began, go = threading.Event(), threading.Event()

    def slowly(work):
        tell(work)
        began.set()
        assert go.wait(60)

    with kit.Town(postgres_url) as town, ThreadPoolExecutor(2) as pool:
        town.bank.load_directories()
        telling = pool.submit(town.bank._work, slowly)
        assert began.wait(60)
        taking = pool.submit(town.bank.add_client, NEW, [])
        while not taking.done() and not waits(town):
            time.sleep(0.02)
        go.set()
        telling.result()
        taking.result()
        last = [event.data for event in town.events("ann") if event.kind == kind][-1]
        if kind == "rates":
            assert heard(town, "directory")[-1]["version"] == town.bank.directory(fx.NAME).version
        else:
            assert last in heard(town, kind)


def test_two_who_tell_everyone_take_turns(postgres_url):
    with kit.Town(postgres_url) as town, ThreadPoolExecutor(4) as pool:
        town.bank.load_directories()
        acts = (publish, directory, rates, publish)
        for one in [pool.submit(town.bank._work, act) for _ in range(5) for act in acts]:
            one.result()
        told = [event.kind for event in town.events("bob")]
        assert told.count("news") == 10
        assert town.bank.audit() == []
