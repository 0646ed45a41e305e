"""The line is cut after each of many byte counts, both ways: every payment is made exactly once."""

from __future__ import annotations

import pytest
from conftest_faults import LONG, sign, synchronise
from cutting_proxy import CuttingProxy

from bsclient.domain.states import State
from bsclient.services.exchange.parcels import Parcels

POINTS = 400 if LONG else 8


def session_length(office, direction):
    """How many bytes a session with two payments sends in one direction; the very first fetches directories besides."""
    proxy = CuttingProxy(office.bank.port, direction)
    office.at(proxy.url)
    first = office.desk()
    assert synchronise(first).ok
    first.close()
    before = proxy.passed
    desk = office.desk()
    office.queue(desk, 2)
    assert synchronise(desk).ok
    desk.close()
    proxy.close()
    return proxy.passed - before


def cut_at(office, direction, budget, between=lambda desk: None):
    """Cut one session after `budget` bytes, then let sessions run on a clean line; returns {amount: times paid}."""
    proxy = CuttingProxy(office.bank.port, direction, budget)
    office.at(proxy.url)
    desk = office.desk()
    made = office.queue(desk, 2)
    synchronise(desk)
    between(desk)
    counts = office.paid(desk, set(made.values()))
    states = {desk.drafts.get(identity).state for identity in made}
    desk.close()
    proxy.close()
    assert proxy.cut, "the cut was never reached"
    return counts, states


@pytest.mark.campaign
@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_cut_line_neither_loses_nor_doubles_a_payment(office, direction):
    whole = session_length(office, direction)
    for point in range(POINTS):
        counts, states = cut_at(office, direction, 1 + point * (whole - 2) // POINTS)
        assert set(counts.values()) == {1}, (direction, point, counts)
        assert states == {State.EXECUTED}, (direction, point, states)


@pytest.mark.campaign
@pytest.mark.usefixtures("impatient")
def test_the_trial_catches_a_client_that_sends_again_under_a_new_id(office, monkeypatch):
    """Control: a client that takes a failed session for «not sent» and pays anew must be seen to pay twice."""
    monkeypatch.setattr("bsclient.sync.exchange.RETRIES", 1)
    given_up = []
    monkeypatch.setattr(Parcels, "interrupted", lambda _, identities, code: given_up.extend(identities))

    def send_anew(desk):
        copies = [desk.drafts.save(desk.drafts.copy(identity)).id for identity in given_up]
        given_up.clear()
        if copies:
            sign(desk, copies)
            desk.delivery.queue(copies)

    whole = session_length(office, "down")
    for point in range(1, 40):
        counts, _ = cut_at(office, "down", point * (whole - 2) // 40, send_anew)
        if any(count > 1 for count in counts.values()):
            return
    pytest.fail("the trial would not notice a doubled payment")
