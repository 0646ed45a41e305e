"""One real server for the tests of a run, and users of it who each have a client of their own at the bank."""

import pytest
from bank_client import BankClient, new_person
from bank_server import bank_of

from bsclient import clock
from bsclient.bank.keys import enrolment


@pytest.fixture(scope="session")
def bank(tmp_path_factory):
    with bank_of(tmp_path_factory.mktemp("shared"), demo=False) as running:
        with running.core() as opened:
            opened.be_demo()  # without its people: keys are issued at once
        yield running


@pytest.fixture(scope="session")
def core(bank):
    """The core over the server's base, as the operators have it."""
    with bank.core() as opened:
        opened.put_directory("banks", b"[" + b'{"bic": "044525225"},' * 100 + b"{}]")
        yield opened


@pytest.fixture(scope="session")
def passer_by(bank):
    """Somebody who has no key: a line to the bank for what needs none."""
    client = BankClient(bank.connection)
    yield client
    client.close()


@pytest.fixture
def person(core):
    return new_person(core)


@pytest.fixture
def enrolled(request):
    """Make a logged-in user with a client of his own, at any running bank."""
    made = []

    def make(running):
        with running.core() as opened:
            opened.be_demo()
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
