"""Signing from two PCs with the line cut at every call, programs dying between steps, messages coming again: one effect.

Each trial is one payment with an amount of its own: the accountant offers it, the director signs it, and the ledger says
how often it was paid.
"""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

import pytest
from conftest_faults import LONG
from cutting_proxy import CuttingProxy

from bsclient.errors import BsError, Unreachable
from bsclient.services.signing import pending_parcels
from bsclient.storage.pending import Stage
from bsclient.sync.https import HttpsTransport

sys.path.append(os.fspath(Path(__file__).parents[1] / "scenarios"))
from two_pcs_kit import State, offered, paid, sign, state, sync, two_pcs

POINTS = 60 if LONG else 3
_amounts = itertools.count(200_001)

pytestmark = [pytest.mark.campaign, pytest.mark.usefixtures("impatient")]


class Side:
    """One PC with its desk open; `at` chooses the line it talks over."""

    def __init__(self, pc, bank):
        self.pc, self.bank = pc, bank
        self.start()

    def start(self):
        """Start the program: all that it knows it reads from its base."""
        self._open = self.pc.desk()
        self.desk = self._open.__enter__()

    def stop(self):
        self._open.__exit__(None, None, None)

    def restart(self):
        self.stop()
        self.start()

    def at(self, url):
        ca = self.desk.profile.bank.ca_pem
        self.desk.delivery._connect = lambda: HttpsTransport(url, ca)


class Both:
    """The accountant's PC, the director's, and the bank between them."""

    def __init__(self, pcs):
        self.bank = pcs.bank
        self.accountant, self.director = Side(pcs.accountant, pcs.bank), Side(pcs.director, pcs.bank)


@pytest.fixture(scope="module")
def pcs(tmp_path_factory):
    with two_pcs(tmp_path_factory.mktemp("two_pcs")) as running:
        made = Both(running)
        for side in (made.accountant, made.director):
            sync(side.desk)  # directories and history are here before anything is measured
        yield made
        for side in (made.accountant, made.director):
            side.stop()


def amount():
    rubles, kopecks = divmod(next(_amounts), 100)
    return f"{rubles}.{kopecks:02}"


def approve(desk, identity):
    """The director signs what is there to be signed, and sends what he signed."""
    if state(desk, identity) is State.PARTLY_SIGNED and not desk.signing.prepare([identity]).refused:
        sign(desk, identity)
    if state(desk, identity) is State.SIGNED:
        desk.delivery.queue([identity])


def settle(pcs, identity, wanted, *, times=1):
    """Clean lines: both sides go on until nothing is left to do; the payment was made `times`."""
    author, signer = pcs.accountant.desk, pcs.director.desk
    sync(author)
    sync(signer)
    if times:
        approve(signer, identity)
    sync(signer)
    assert paid(author, [wanted]) == {wanted: times}
    assert paid(signer, [wanted]) == {wanted: times}
    return state(author, identity), state(signer, identity), author.pending.view(identity)


def through(pcs, side, direction, budget, act):
    """One act and session of a PC over a proxy that cuts after `budget` bytes; returns the proxy and the act's result."""
    proxy = CuttingProxy(pcs.bank.port, direction, budget)
    side.at(proxy.url)
    try:
        done = act(side.desk)
        sync(side.desk, good=budget is None)
    finally:
        side.at(pcs.bank.url)
        proxy.close()
    return proxy, done


def ready(pcs):
    """A payment that waits for the director; returns its id and amount."""
    wanted = amount()
    identity = offered(pcs.accountant.desk, wanted)
    sync(pcs.accountant.desk)
    sync(pcs.director.desk)
    return identity, wanted


def points(whole):
    """Where the line is cut: spread over the session."""
    return [1 + point * (whole - 2) // POINTS for point in range(POINTS)]


@pytest.mark.parametrize("direction", ["up", "down"])
def test_cuts_of_the_session_that_offers(pcs, direction):
    side = pcs.accountant
    whole = through(pcs, side, direction, None, lambda desk: offered(desk, amount()))[0].passed
    for cut in points(whole):
        wanted = amount()
        proxy, identity = through(pcs, side, direction, cut, lambda desk, w=wanted: offered(desk, w))
        assert proxy.cut, cut
        ends = settle(pcs, identity, wanted)
        assert ends[:2] == (State.EXECUTED, State.EXECUTED), (direction, cut, ends)
        assert ends[2].stage is Stage.ACCEPTED


@pytest.mark.parametrize("direction", ["up", "down"])
def test_cuts_of_the_session_that_signs(pcs, direction):
    first, wanted = ready(pcs)
    whole = through(pcs, pcs.director, direction, None, lambda desk: approve(desk, first))[0].passed
    settle(pcs, first, wanted)
    for cut in points(whole):
        identity, wanted = ready(pcs)
        proxy, _ = through(pcs, pcs.director, direction, cut, lambda desk, one=identity: approve(desk, one))
        assert proxy.cut, cut
        ends = settle(pcs, identity, wanted)
        assert ends[:2] == (State.EXECUTED, State.EXECUTED), (direction, cut, ends)


@pytest.mark.parametrize("direction", ["up", "down"])
def test_cuts_of_the_session_that_takes_back(pcs, direction):
    first, _ = ready(pcs)
    side = pcs.accountant
    whole = through(pcs, side, direction, None, lambda desk: desk.pending.take_back([first]))[0].passed
    for cut in points(whole):
        identity, wanted = ready(pcs)
        proxy, _ = through(
            pcs, side, direction, cut, lambda desk, one=identity: desk.pending.take_back([one])
        )
        assert proxy.cut, cut
        ends = settle(pcs, identity, wanted, times=0)
        assert ends[:2] == (State.PARTLY_SIGNED, State.DELETED), (direction, cut, ends)
        assert ends[2].stage is Stage.WITHDRAWN


class Died(BaseException):
    """The program is gone."""


def dying(patch, owner, name, *, after):
    """Let the program die just before or just after a call, once."""
    real, left = getattr(owner, name), [1]

    def call(*args, **named):
        if not left[0]:
            return real(*args, **named)
        left[0] = 0
        if after:
            real(*args, **named)
        raise Died

    patch.setattr(owner, name, call)


DEATHS = [
    ("offer", HttpsTransport, "pending_offer"),
    ("offer", pending_parcels.PendingParcels, "_answered"),
    ("offer", pending_parcels.outbox, "parcels"),
    ("sign", HttpsTransport, "pending_sign"),
    ("sign", pending_parcels.PendingParcels, "_answered"),
    ("sign", pending_parcels.documents, "move"),
    ("sign", pending_parcels.pending_state, "accepted"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("step", "owner", "name"), DEATHS, ids=[f"{s}-{n}" for s, _, n in DEATHS])
def test_a_program_that_dies_between_steps_goes_on_where_it_was(pcs, monkeypatch, step, owner, name, after):
    side = pcs.accountant if step == "offer" else pcs.director
    if step == "offer":
        wanted = amount()
        identity = offered(side.desk, wanted)
    else:
        identity, wanted = ready(pcs)
        approve(side.desk, identity)
    with monkeypatch.context() as patch:
        dying(patch, owner, name, after=after)
        with pytest.raises(Died):
            sync(side.desk, good=False)
    side.restart()
    ends = settle(pcs, identity, wanted)
    assert ends[:2] == (State.EXECUTED, State.EXECUTED)


def test_every_message_again_in_every_order_changes_nothing(pcs, monkeypatch):
    said = []
    for name in ("pending_offer", "pending_sign", "pending_end"):
        real = getattr(HttpsTransport, name)
        monkeypatch.setattr(
            HttpsTransport, name, lambda self, *a, real=real: (said.append((real, a)), real(self, *a))[1]
        )
    withdrawn, lost = ready(pcs)
    author = pcs.accountant.desk
    author.pending.take_back([withdrawn])
    sync(author)
    identity, wanted = ready(pcs)
    settle(pcs, identity, wanted)
    assert len(said) == 4
    codes = set()
    for desk in (author, pcs.director.desk):
        transport = desk.delivery._connect()
        desk.delivery._open(transport, lambda _: None, [])
        for order in itertools.islice(itertools.permutations(said), 0, None, 1 if LONG else 3):
            for real, told in order:
                codes.add(code_of(lambda real=real, told=told: real(transport, *told)))  # noqa: B023 -- run at once
        transport.close()
        sync(desk)
    assert codes <= {"", "bank_conflict", "bank_bad_request"}  # a refusal without a reason
    assert paid(author, [wanted, lost]) == {wanted: 1, lost: 0}
    assert (state(author, identity), state(author, withdrawn)) == (State.EXECUTED, State.PARTLY_SIGNED)


def code_of(call):
    """The code of a refusal, "" for an answer."""
    try:
        call()
    except BsError as error:
        return error.code
    return ""


def test_control_a_client_that_offers_again_under_a_new_id_is_seen_to_pay_twice(pcs, monkeypatch):
    """Wrong design: when the answer is lost it takes the document for not offered and offers a copy."""
    real, author, signer = HttpsTransport.pending_offer, pcs.accountant.desk, pcs.director.desk

    def lost(transport, offer):
        real(transport, offer)
        raise Unreachable("bank_silent")

    wanted = amount()
    identity = offered(author, wanted)
    with monkeypatch.context() as patch:
        patch.setattr(HttpsTransport, "pending_offer", lost)
        sync(author, good=False)
    copy = author.drafts.save(author.drafts.copy(identity)).id
    sign(author, copy)
    author.pending.offer([copy])
    sync(author)
    sync(signer)
    for one in (identity, copy):
        approve(signer, one)
    sync(signer)
    assert paid(signer, [wanted])[wanted] == 2, "the trial would not notice a doubled payment"
