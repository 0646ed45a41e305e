"""Tabs and acts of the journal follow the table of states; what is closed says why."""

import pytest

from bsclient.domain import states
from bsclient.domain.documents import PaymentOrder, RecallRequest
from bsclient.domain.states import Event, State
from bsclient.gui import words
from bsclient.gui.documents import next_steps
from bsclient.gui.documents.journal_actions import ACTS, BY_ID, MENU, MORE, TOOLBAR, Chosen, why_not
from bsclient.gui.documents.journal_tabs import BY_KEY, TABS, where
from bsclient.services.documents.listing import Totals

OWN_EVENTS = {
    "sign": {Event.SIGN_PART, Event.SIGN_LAST},
    "unsign": {Event.UNSIGN_PART, Event.UNSIGN_LAST},
    "send": {Event.QUEUE},
    "queue": {Event.QUEUE},
    "unqueue": {Event.UNQUEUE},
    "delete": {Event.DELETE},
    "restore": {Event.RESTORE},
}


@pytest.mark.parametrize("state", State)
def test_every_state_stands_in_a_tab_of_its_own_kind(state):
    holding = [tab.key for tab in TABS if tab.states and tab.holds(state)]
    assert holding, state
    assert BY_KEY["all"].holds(state) is (state is not State.DELETED)
    if state is not State.PARTLY_SIGNED:
        assert len(holding) == 1


@pytest.mark.parametrize("act", OWN_EVENTS)
@pytest.mark.parametrize("state", State)
def test_an_act_is_open_exactly_where_the_table_of_states_allows_it(act, state):
    possible = bool(states.possible(state) & OWN_EVENTS[act])
    assert (why_not(BY_ID[act], Chosen(1, frozenset({state}))) == "") is possible


@pytest.mark.parametrize("state", State)
def test_recall_is_open_only_while_the_bank_may_still_stop(state):
    open_here = why_not(BY_ID["recall"], Chosen(1, frozenset({state}))) == ""
    assert open_here is states.may_recall(state)


def test_a_closed_act_says_in_which_states_it_is_possible():
    reason = why_not(BY_ID["send"], Chosen(2, frozenset({State.NEW, State.EXECUTED})))
    assert words.state(State.SIGNED) in reason
    assert words.state(State.EXECUTED) not in reason


def test_one_fitting_document_among_others_is_enough():
    assert why_not(BY_ID["sign"], Chosen(2, frozenset({State.NEW, State.EXECUTED}))) == ""


def test_nothing_chosen_and_too_many_chosen_are_named():
    assert "Choose" in why_not(BY_ID["sign"], Chosen())
    assert "only one" in why_not(BY_ID["history"], Chosen(2, frozenset({State.NEW})))
    assert why_not(BY_ID["new"], Chosen()) == ""


def test_recall_requests_have_no_payment_acts():
    chosen = Chosen(1, frozenset({State.NEW}), frozenset({RecallRequest.code}), (RecallRequest.code,))
    assert why_not(BY_ID["copy"], chosen)
    assert why_not(BY_ID["sign"], chosen) == ""


def test_every_act_can_be_reached():
    shown = {name for group in (TOOLBAR, MENU, MORE) for name in group if name}
    assert shown == {act.id for act in ACTS}


@pytest.mark.parametrize("state", State)
def test_every_state_says_what_comes_next_and_offers_only_open_acts(state):
    assert next_steps.hint(state)
    for name in next_steps.offered(state, PaymentOrder.code):
        assert why_not(BY_ID[name], Chosen(1, frozenset({state}))) == ""


def test_a_rejected_document_offers_a_correction_first_and_errors_offer_to_open():
    assert next_steps.offered(State.REJECTED, PaymentOrder.code)[0] == "correct"
    assert next_steps.offered(State.INVALID, PaymentOrder.code) == ["open"]


def test_counts_of_a_tab_are_those_of_its_states():
    counts = {State.NEW: Totals(3), State.PARTLY_SIGNED: Totals(2), State.DELETED: Totals(7)}
    assert BY_KEY["to_sign"].count(counts) == 5
    assert BY_KEY["partly"].count(counts) == 2
    assert BY_KEY["all"].count(counts) == 5
    assert BY_KEY["bin"].count(counts) == 7


def test_where_joins_states_of_several_events():
    assert where(Event.QUEUE, Event.UNQUEUE) == {State.SIGNED, State.QUEUED}
