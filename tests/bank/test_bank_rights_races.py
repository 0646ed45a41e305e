"""Changes of rights and documents at the same instant, on PostgreSQL: no limit is lost from sight, nobody waits in a circle."""

import threading
import time

import bank_core_kit as kit
import pytest
from pending_kit import add, offered, put, said, signature
from rights_kit import Firm, limit
from sqlalchemy import text

from bsclient.bank.rights import store as rights_store


@pytest.fixture
def firm(postgres_url):
    with kit.Town(postgres_url) as town:
        yield Firm(town)


def waiting(firm):
    """How many transactions wait for a lock."""
    with firm.town.bank.store.read() as connection:
        return connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one()


def test_a_document_that_comes_while_rights_change_sees_the_limits(firm, monkeypatch):
    """The change has written and not yet committed; the payment waits for the rows of the limits, then decides by them."""
    firm.change(limits=[limit(per_day="500.00")])
    written, go_on, plain = threading.Event(), threading.Event(), rights_store.write

    def slow(*given):
        plain(*given)
        written.set()
        assert go_on.wait(60)

    monkeypatch.setattr(rights_store, "write", slow)
    rows = {"limits": [limit(per_day="400.00")]}
    changing = threading.Thread(target=lambda: firm.change(**rows))
    changing.start()
    assert written.wait(60)
    found = []
    paying = threading.Thread(target=lambda: found.append(firm.put(amount="500.00")))
    paying.start()
    while not waiting(firm):
        assert paying.is_alive()
        time.sleep(0.02)
    go_on.set()
    changing.join()
    paying.join()
    assert found == [("rejected", "limit_day_client")]
    assert firm.put(amount="400.00")[0] == "accepted"
    assert firm.put(amount="0.01") == ("rejected", "limit_day_client")


def test_the_last_signature_takes_no_limit_before_the_account(firm):
    """A document holds the account and wants the limits; another gathers its last signature: neither waits for the other's."""
    firm.change(limits=[limit(per_day="500.00")])
    told = offered(firm, [firm.of["second"]], by=firm.user("operator"))
    put(firm, told, firm.of["second"])
    last, found = signature(firm, told, firm.of["first"]), []
    with firm.town.bank.store.write() as connection:
        connection.execute(text("SELECT id FROM account FOR UPDATE"))
        signing = threading.Thread(target=lambda: found.append(add(firm, told, last, firm.of["first"])))
        signing.start()
        while not waiting(firm):
            assert signing.is_alive()
            time.sleep(0.02)
        rows = connection.execute(text("SELECT id FROM rights_limit FOR UPDATE SKIP LOCKED")).all()
    signing.join()
    assert len(rows) == 1
    assert [said(answer) for answer in found] == ["accepted"]
