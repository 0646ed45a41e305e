"""Documents with the same payees at the same instant: nobody waits in a circle, and what is tried is counted once for each."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import bank_core_kit as kit
import pytest
from payroll_kit import employer
from sqlalchemy import select, text
from test_bank_payee_rows import fees, person
from test_bank_payees import LIMIT, OTHER_INN

from bsclient.bank.payees import history as payee_history
from bsclient.bank.schema.payees import payee
from bsclient.bank.work.doc import Doc
from bsclient.domain.payee_guard import Payee


@pytest.fixture
def small_lots(monkeypatch):
    """Lots of three stand for lots of five thousand."""
    monkeypatch.setattr(payee_history, "_LOT", 3)


def account(tail):
    return kit.account_number(kit.SBER, tail, "40817")


NUMBERS = sorted(account(tail) for tail in range(1, 9))
"""Accounts in the order of their cards."""


def register(*payees):
    """A register of the client's, as the guard sees it."""
    rows = [{"name": name, "inn": inn, "account": number, "bic": kit.SBER} for name, inn, number in payees]
    return Doc("1", "ann", "ann-1", "self_employed_register", "", b"", "", {"rows": rows})


def named(at, inn=""):
    return f"Иванов {'абвгдежз'[at].upper()}", inn, NUMBERS[at]


def near(town, *payees):
    """Lock the cards of a register, and let them go."""
    with town.bank.store.write() as connection:
        return payee_history.near(connection, [register(*payees)]).cards


def waiting(town):
    with town.bank.store.read() as connection:
        return connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one()


def until_waiting(town, one, how_many):
    while waiting(town) < how_many and not one.done():
        time.sleep(0.02)


def test_cards_are_locked_in_one_order_over_all_lots(postgres_url, small_lots):
    """The first lot of one register finds a card by its INN that stands behind the cards of the second lot.

    If it were locked with the first lot, a document that holds a card of the second lot and wants that one would wait in a circle.
    """
    with kit.Town(postgres_url) as town, ThreadPoolExecutor(2) as pool:
        with town.bank.store.write() as connection:
            for at, inn in enumerate([OTHER_INN, "", "", "", "", "", "", OTHER_INN]):
                name, _, number = named(at)
                payee_history.state(connection, "ann", Payee(name, inn, number, kit.SBER), "trusted", "")
        with town.bank.store.write() as holding:
            holding.execute(text("SELECT 1 FROM payee WHERE account = :of FOR UPDATE"), {"of": NUMBERS[4]})
            rows = [named(0, OTHER_INN), *(named(at) for at in range(1, 7))]
            long = pool.submit(near, town, *rows)
            until_waiting(town, long, 1)
            assert not long.done()
            short = pool.submit(near, town, named(6), named(7))
            until_waiting(town, short, 2)
        assert [key[1] for key in sorted(long.result()) if key[3] or key[1] != NUMBERS[7]] == NUMBERS
        assert [key[1] for key in sorted(short.result())] == [NUMBERS[6], NUMBERS[7], NUMBERS[7]]


def test_two_registers_in_reversed_order_count_each_other(base_url, small_lots, monkeypatch):
    """From two accounts of one client: together they are above the limit for a first payment, so one of them waits."""
    began = []
    plain = payee_history.near
    monkeypatch.setattr(
        payee_history, "near", lambda *given: began.append(threading.get_ident()) or plain(*given)
    )
    with kit.Town(base_url) as town:
        employer(town)
        town.bank.plan = LIMIT
        second = town.ann.open_account(kit.account_number(town.bank.bic, 1002), 100_000_000)
        meeting = threading.Barrier(2)
        rows = [person(town, at, "30000.00", account=account(at), bic=kit.SBER) for at in range(1, 9)]
        turned = [each | {"number": str(at)} for at, each in enumerate(reversed(rows), 1)]

        def send(at):
            meeting.wait()
            said = [(rows, town.ann.account), (turned, second)][at]
            return fees(town.ann, said[0], payer_account=said[1])

        with ThreadPoolExecutor(2) as pool:
            sent = list(pool.map(send, range(2)))
        assert sorted(town.state(one)[0] for one in sent) == ["accepted", "suspended"]
        tried = {one.account: one.tried for one in town.query(select(payee))}
        assert tried == {account(at): 6_000_000 for at in range(1, 9)}
        assert len(began) == 2, "nobody had to begin anew"
        assert town.bank.audit() == []
