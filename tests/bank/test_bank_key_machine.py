"""Lives of certificates by hypothesis: issue, renew, use, end, the clock; every move that is not allowed is refused.

A plain model says what must be; the bank's base, either kind, must say the same after every step.
"""

import itertools
from datetime import timedelta

import bank_core_kit as kit
import pytest
from bank_core_kit import LONG, START
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from test_bank_certificates import Keys

from bsclient.bank.ports import SessionRecord
from bsclient.crypto.certificates import load
from bsclient.errors import NotAllowed
from bsclient.protocol.keys import Reason
from bsclient.protocol.messages import EnrolmentState

_numbers = itertools.count(1)


class Model:
    """What a certificate is by the rules alone."""

    def __init__(self, until, replaces=""):
        self.until, self.replaces = until, replaces
        self.ended = ""
        self.used = False


class Lives(RuleBasedStateMachine):
    """One user of the bank; `serials` in the order of issue, `pending` requests from paper by what was done to them."""

    place = staticmethod(lambda number: f"sqlite:///{number}.db")

    def __init__(self):
        super().__init__()
        self.town = kit.Town(self.place(next(_numbers)))
        self.keys = Keys(self.town)
        self.bank = self.town.bank
        self.serials = [self.keys.first]
        self.model = {self.keys.first: Model(START + timedelta(days=365))}
        self.pending = {}
        self.records = {}

    def teardown(self):
        self.town.__exit__(None, None, None)

    @initialize()
    def begin(self):
        assert self.bank.certificate(self.keys.first).revoked is None

    @rule(days=st.sampled_from([1, 20, 200, 366]))
    def pass_time(self, days):
        self.town.time.forward(days=days)

    @rule()
    def ask(self):
        record = self.keys.asked()
        self.pending[record.id] = 0
        self.records[record.id] = record

    @rule(data=st.data(), operator=st.sampled_from(["Olga", "olga ", "Pavel"]), right=st.booleans())
    def type_groups(self, data, operator, right):
        if self.records:
            one = data.draw(st.sampled_from(sorted(self.records)))
            groups = self.keys.groups(self.records[one]) if right else "0" * 64
            may = self.pending.get(one) == 0 and right
            self.demand(may, self.bank.type_groups, one, operator, groups)
            if may:
                self.pending[one] = operator.strip().casefold()

    @rule(data=st.data(), operator=st.sampled_from(["OLGA", "Pavel"]), seen=st.booleans())
    def confirm(self, data, operator, seen):
        if self.records:
            one = data.draw(st.sampled_from(sorted(self.records)))
            check = self.bank.check_of(one) if seen else "0" * 8
            first = self.pending.get(one)
            may = isinstance(first, str) and first != operator.casefold() and seen
            done = self.demand(may, self.bank.confirm_enrolment, one, operator, check, self.town.time.now)
            if may:
                self.pending.pop(one)
                self.issued(load(done.certificate).serial)

    @rule(data=st.data())
    def refuse(self, data):
        if self.records:
            one = data.draw(st.sampled_from(sorted(self.records)))
            self.bank.refuse_enrolment(one, "refused_by_operator")
            if one in self.pending:
                self.pending.pop(one)
                assert self.bank.enrolment(one).state is EnrolmentState.REFUSED

    @rule(data=st.data())
    def renew(self, data):
        old = data.draw(st.sampled_from(self.serials))
        known = self.model[old]
        may = not known.ended and self.town.time.now <= known.until
        done = self.demand(may, self.keys.renewed, old)
        if may:
            for serial in self.unused_after(old):
                self.model[serial].ended = "superseded"
            self.issued(done[1], old)

    @rule(data=st.data())
    def use(self, data):
        serial = data.draw(st.sampled_from(self.serials))
        known = self.model[serial]
        token = f"{next(_numbers):064}"
        record = SessionRecord("ann", self.keys.user, serial, "device", self.town.time.now)
        self.demand(not known.ended, self.bank.add_session, token, record)
        if not known.ended:
            before = self.model.get(known.replaces)
            if not known.used and before is not None and not before.ended:
                before.ended = "superseded"
            known.used = True

    @rule(data=st.data(), reason=st.sampled_from([Reason.COMPROMISE, Reason.OPERATOR]))
    def end(self, data, reason):
        serial = data.draw(st.sampled_from(self.serials))
        self.bank.revoke(serial, self.town.time.now, reason)
        if not self.model[serial].ended:
            self.end_with_successors(serial, reason.value)

    @invariant()
    def the_bank_says_the_same(self):
        told = {one.serial: one for one in self.bank.certificates("ann")}
        for serial, known in self.model.items():
            found = told[serial]
            assert (found.reason, found.revoked is not None) == (known.ended, bool(known.ended)), serial
            assert (found.used is not None) == known.used
        assert set(self.bank.revoked()) == {serial for serial, known in self.model.items() if known.ended}

    def demand(self, may, act, *given):
        if may:
            return act(*given)
        with pytest.raises(NotAllowed):
            act(*given)
        return None

    def issued(self, serial, replaces=""):
        self.serials.append(serial)
        self.model[serial] = Model(self.town.time.now + timedelta(days=365), replaces)

    def unused_after(self, serial):
        return [
            key for key, known in self.model.items()
            if known.replaces == serial and not known.used and not known.ended
        ]  # fmt: skip

    def end_with_successors(self, serial, reason):
        self.model[serial].ended = reason
        for successor in self.unused_after(serial):
            self.end_with_successors(successor, reason)


def run(machine, place, examples, steps):
    class Here(machine):
        pass

    Here.place = staticmethod(place)
    size = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Here, settings=size)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where each life has an empty base of its own."""
    if request.param == "sqlite":
        return lambda number: f"sqlite:///{tmp_path / str(number)}.db"
    server = request.getfixturevalue("postgres")

    def database(number):
        server.psql(f"CREATE DATABASE lives_{number};")
        address = server.get_uri(database=f"lives_{number}")
        return address.replace("postgresql://", "postgresql+psycopg://", 1)

    return database


def test_lives_of_certificates(place, request):
    few = "postgresql" in request.node.name
    run(Lives, place, (10 if few else 60) if LONG else (1 if few else 6), 40 if LONG else 18)


class Careless(Lives):
    """A model that believes a replaced key to go on: the bank must be found to say otherwise."""

    def unused_after(self, serial):
        return []

    def __init__(self):
        super().__init__()
        for _ in range(2):
            _, serial = self.keys.renewed(self.keys.first)
            self.issued(serial, self.keys.first)


def test_a_wrong_model_is_found(tmp_path):
    with pytest.raises(AssertionError):
        run(Careless, lambda number: f"sqlite:///{tmp_path / str(number)}.db", 1, 2)
