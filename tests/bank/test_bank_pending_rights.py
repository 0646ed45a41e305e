"""Rules of signatures, creators, substitutes, limits and senders also hold when signatures come one by one."""

import bank_core_kit as kit
import pytest
from pending_kit import add, end, offered, put, said, signature
from rights_kit import NAMES, Firm, limit, rule


@pytest.fixture
def firm(small_town):
    return Firm(small_town)


def gather(firm, *signers, by="operator", **fields):
    """Offer with the first signature, add the others each from its owner's PC; returns the answers' words and the id."""
    first, *others = [firm.of[role] for role in signers]
    told = offered(firm, [first], raw=firm.order(firm.town.bob, **fields), by=firm.user(by))
    words = [said(put(firm, told, first))]
    words += [said(add(firm, told, signature(firm, told, other), other)) for other in others]
    return words, told.envelope.id


def test_the_rule_of_the_amount_says_how_many_signatures_an_offer_waits_for(firm):
    firm.change(schemes=[rule("(111)", above="5000.00")])
    assert gather(firm, "second", "first", amount="5000.00")[0] == ["waiting", "accepted"]
    words, identity = gather(firm, "second", "first", "approver", amount="5000.01")
    assert words == ["waiting", "waiting", "accepted"]
    assert firm.town.state(identity)[0] == "executed"


def test_whoever_made_it_alone_is_not_enough_and_a_colleague_completes_it(firm):
    firm.change(
        roles=[{"name": NAMES["first"], "operator": True}], schemes=[rule("(1)||(01)", four_eyes=True)]
    )
    assert gather(firm, "first", "second", by="first")[0] == ["waiting", "accepted"]
    assert gather(firm, "second", "first", by="first")[0] == ["waiting", "accepted"]


def test_that_a_colleague_made_it_is_not_believed_of_a_lone_signer_who_offers_it_himself(firm):
    firm.change(schemes=[rule("(1)||(01)", four_eyes=True)])
    assert gather(firm, "second", by="operator")[0] == ["waiting"]
    assert gather(firm, "second", "first", by="operator")[0] == ["waiting", "accepted"]


def test_who_may_not_sign_is_refused_before_his_signature_is_kept(firm):
    words, identity = gather(firm, "second", "viewer")
    assert words[0] == "waiting"
    assert words[1] in {"no_signing_right", "signer_without_right"}
    assert not firm.town.query(kit.select(kit.document).where(kit.document.c.id == identity))


def test_a_limit_refuses_the_whole_document_as_it_would_otherwise(firm):
    firm.change(limits=[limit(per_document="100.00")])
    words, identity = gather(firm, "second", "first", amount="100.01")
    assert words == ["waiting", "accepted"]  # received; refused in business, as a whole envelope would be
    assert firm.town.state(identity) == ("rejected", "limit_document_client")


def test_a_substitute_may_refuse_and_a_viewer_may_not(firm):
    today = firm.town.today.isoformat()
    row = {"deed": "set", "name": NAMES["operator"], "absent": NAMES["first"], "right": "sign1"}
    told = offered(firm, [firm.of["second"]], by=firm.user("operator"))
    put(firm, told, firm.of["second"])
    assert said(end(firm, told, firm.of["viewer"], "No")) == "signer_without_right"
    firm.change(substitutes=[row | {"starts": today, "ends": today}])
    assert said(end(firm, told, firm.of["operator"], "No")) == "refused"
