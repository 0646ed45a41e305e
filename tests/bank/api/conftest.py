"""One real server for the tests of a run, and users of it who each have a client of their own at the bank."""

import itertools

import pytest
from bank_client import BankClient
from bank_server import bank_of

from bsclient import clock
from bsclient.bank import enrolment
from bsclient.bank.operations import Client, NewAccount, Person

_numbers = itertools.count(1)


def new_person(core):
    """Take on a client with one signing user, an account and some entries; returns (client id, user id)."""
    number = next(_numbers)
    name = f"c{number:05}"
    account = f"40702810{number:012}"
    core.add_client(
        Client(name, f"Client {number}", "7707083893", "770701001", "(1)"),
        [Person(f"{name}-u", f"User {number}", "", 1)],
    )
    core.open_account(NewAccount(account, f"Client {number}", name))
    paid = {
        "payer_bic": "044525225",
        "payer_account": "40702810000000000001",
        "payee_bic": core.bic,
        "payee_account": account,
    }
    core.receive([paid | {"amount": f"{rubles}.00"} for rubles in (1000, 200, 30, 4, 5)])
    return name, f"{name}-u"


@pytest.fixture(scope="session")
def bank(tmp_path_factory):
    with bank_of(tmp_path_factory.mktemp("shared"), demo=False) as running:
        yield running


@pytest.fixture(scope="session")
def core(bank):
    """The core over the server's base, as the operators have it."""
    with bank.core() as opened:
        opened.put_directory("banks", b"[" + b'{"bic": "044525225"},' * 100 + b"{}]")
        yield opened


@pytest.fixture
def person(core):
    return new_person(core)


@pytest.fixture
def enrolled(request):
    """Make a logged-in user with a client of his own, at any running bank."""
    made = []

    def make(running):
        with running.core() as opened:
            code = enrolment.new_activation(opened, *new_person(opened), clock.now, automatic=True)
        made.append(BankClient(running.connection).enrol(code).log_in())
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def user(bank, core):
    """Make a logged-in user at the shared bank."""
    made = []

    def make():
        code = enrolment.new_activation(core, *new_person(core), clock.now, automatic=True)
        made.append(BankClient(bank.connection).enrol(code).log_in())
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def ann(user):
    return user()


@pytest.fixture
def bob(user):
    return user()


@pytest.fixture
def carol(user):
    return user()
