"""Where the maker of a document may not be its only signer, a lone signer does not bring it to the bank himself.

That somebody else made it would be his word alone; the bank believes it when that one brings it, or anybody signs, too.
"""

from dataclasses import replace

import pytest
from wire_kit import LoginSigner, Wired, save

from bsclient.domain.rights import told
from bsclient.domain.states import State
from bsclient.errors import NotAllowed
from bsclient.services.documents.drafts import Drafts
from bsclient.services.exchange.delivery import Delivery
from bsclient.services.keys import authority
from bsclient.services.profiles import User
from bsclient.services.signing.ceremony import Signing

MAKER = User("u2", "Петров П. П.")
RULE = {"scheme": "(1)", "scope": "", "account": "", "above": "", "currency": "RUB", "four_eyes": "1"}


@pytest.fixture
def desk(tmp_path):
    made = Wired(tmp_path)
    tell(made, [RULE])
    yield made
    made.close()


def tell(desk, rules):
    people = [
        {"id": "u1", "name": desk.place.user.name, "position": "", "group": "1", "roles": "operator"},
        {"id": MAKER.id, "name": MAKER.name, "position": "", "group": "0", "roles": "operator"},
    ]
    with desk.store.write() as work:
        authority.keep_rights(
            work, authority.Rights("(1)", {"u1": 1, "u2": 0}), told.Told("(1)", people, schemes=rules)
        )
        work.touch_everything()


def other(desk):
    """The same PC with the maker logged in."""
    made = Wired.__new__(Wired)
    made.__dict__ = dict(desk.__dict__)
    profile = replace(desk.place.profile, users=(*desk.place.profile.users, MAKER))
    made.place = replace(desk.place, user=MAKER, profile=profile)
    made.drafts = Drafts(made.place, made.payees)
    made.signing = Signing(made.place, made.drafts.checker)
    made.delivery = Delivery(made.place, LoginSigner(desk.signer), lambda: desk.teller, desk.keep_directory)
    return made


def test_a_lone_signer_is_told_who_has_to_send_it(desk):
    maker = other(desk)
    one = save(maker).id
    desk.signed(one)
    with pytest.raises(NotAllowed, match="creator_unvouched") as refused:
        desk.delivery.queue([one])
    assert refused.value.facts == {"name": MAKER.name}
    assert desk.state(one) is State.SIGNED


def test_what_the_maker_has_queued_goes_with_his_session_and_not_with_the_signers(desk):
    maker = other(desk)
    one = save(maker).id
    desk.signed(one)
    maker.delivery.queue([one])
    desk.synchronise()
    assert desk.state(one) is State.QUEUED
    maker.synchronise()
    assert desk.state(one) is State.DELIVERED


def test_without_such_a_rule_the_signer_sends_it(desk):
    tell(desk, [RULE | {"four_eyes": ""}])
    one = save(other(desk)).id
    desk.queued(one)
    desk.synchronise()
    assert desk.state(one) is State.DELIVERED
