"""The table of states: reachable, terminal where it should be, and never surprising."""

from __future__ import annotations

import random

import pytest

from bsclient.domain import states
from bsclient.domain.states import By, Event, State
from bsclient.errors import NotAllowed


def test_every_state_can_be_reached():
    reached = {step.target for step in states.STEPS if step.source is None}
    while more := {step.target for step in states.STEPS if step.source in reached} - reached:
        reached |= more
    assert reached == set(State)


def test_only_final_states_have_no_exit():
    with_exit = {step.source for step in states.STEPS}
    assert set(State) - with_exit == {*states.FINAL, State.ANSWERED}


def test_no_pair_has_two_targets():
    pairs = [(step.source, step.event) for step in states.STEPS]
    assert len(pairs) == len(set(pairs))


def test_a_document_at_the_bank_is_out_of_the_users_hands():
    for state in (State.UNKNOWN, *states.AT_BANK, *states.FINAL):
        assert states.possible(state) == frozenset()


def test_nothing_goes_to_the_bank_unsigned():
    for step in states.STEPS:
        if step.event is Event.SEND:
            assert step.source is State.QUEUED
        if step.event is Event.QUEUE:
            assert step.source is State.SIGNED


def test_documents_of_the_bank_live_apart_from_our_own():
    for step in states.STEPS:
        assert (step.source in states.RECEIVED) <= (step.target in states.RECEIVED)
        if step.target in states.RECEIVED:
            assert step.source is None or step.source in states.RECEIVED
    assert not set(states.RECEIVED) & states.STATUS_EVENTS.keys()


def test_unknown_is_left_only_by_the_bank():
    assert {step.by for step in states.STEPS if step.source is State.UNKNOWN} == {By.BANK}


def test_random_walks_stay_in_the_table():
    dice = random.Random(7)
    known = {(step.source, step.event) for step in states.STEPS}
    for _ in range(2000):
        state = None
        for _ in range(30):
            event = dice.choice(list(Event))
            if (state, event) in known:
                state = states.after(state, event)
            else:
                with pytest.raises(NotAllowed, match="step_not_allowed"):
                    states.after(state, event)
        assert state is None or state in State


@pytest.mark.parametrize("event", [Event.SAVE_VALID, Event.DELETE, Event.SIGN_LAST])
def test_signed_documents_cannot_be_edited(event):
    with pytest.raises(NotAllowed):
        states.after(State.SIGNED, event)
