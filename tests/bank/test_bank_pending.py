"""Offers of partly signed documents: gathered over one set of bytes, one effect whatever comes late, twice or at once."""

from __future__ import annotations

import threading

import pytest
from bank_core_kit import Signatory
from pending_kit import add, end, firm, offered, put, said, signature, told_of

from bsclient.bank.intake import acceptance, pending_store
from bsclient.bank.ports import Incoming
from bsclient.bank.schema.pending import pending, pending_signature
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.identity import new_id
from bsclient.protocol.messages import Code
from bsclient.protocol.pending import PendingOffer, PendingSignature

PAID = 100_000_000 - 100_000


def paid(company):
    return company.town.balance(company)[0]


def test_the_second_signature_takes_the_document_in_within_one_transaction(town):
    company = firm(town)
    director, accountant, _ = company.people
    told = offered(company, [accountant])
    before = town.bank.head(company.id)
    assert said(put(company, told, accountant)) == "waiting"
    assert paid(company) == 100_000_000
    answer = add(company, told, signature(company, told, director), director)
    assert said(answer) == "accepted"
    assert answer.receipt is not None
    kinds = [event.kind for event in town.events(company.id, before)]
    assert kinds == ["pending", "pending", "receipt", "status", "status", "entry", "balance"]
    assert town.state(told.envelope.id) == ("executed", "")
    assert paid(company) == PAID
    first, last = [e.data for e in town.events(company.id, before) if e.kind == "pending"]
    assert first["body"]
    assert not last.get("body")
    assert [one["user_id"] for one in last["signers"]] == [accountant.user_id, director.user_id]
    assert town.bank.audit() == []


def test_every_message_may_come_again_and_changes_nothing(town):
    company = firm(town)
    director, accountant, _ = company.people
    told = offered(company, [accountant])
    second = signature(company, told, director)
    first = put(company, told, accountant)
    assert put(company, told, accountant) == first
    done = add(company, told, second, director)
    head = town.bank.head(company.id)
    for _again in range(3):
        assert add(company, told, second, director) == done
        assert put(company, told, accountant).receipt == done.receipt
        assert said(end(company, told, accountant)) == "pending_accepted"
    whole = Incoming(company.id, director.user_id, company.incoming(
        (told.envelope.id, told.envelope.body), [director, accountant]).envelope)  # fmt: skip
    outcome = company.send(whole)
    assert outcome.repeated
    assert outcome.receipt == done.receipt
    assert (town.bank.head(company.id), paid(company)) == (head, PAID)


def test_other_bytes_under_the_same_offer_and_a_second_offer_are_refused(town):
    company = firm(town)
    accountant = company.people[1]
    told = offered(company, [accountant])
    put(company, told, accountant)
    other = offered(company, [accountant], offer=told.offer, id=told.envelope.id,
                    raw=company.order(town.bob, amount="2.00"))  # fmt: skip
    assert put(company, other, accountant).code is Code.CONFLICT
    rival = PendingOffer(offer=new_id(town.time.now), envelope=told.envelope)
    assert said(put(company, rival, accountant)) == "pending_exists"
    assert len(town.query(pending.select())) == 1


@pytest.mark.parametrize(
    "change", ["other_bytes", "other_offer", "flip", "foreign", "clerk", "twice", "revoked"]
)
def test_a_signature_must_be_over_the_same_bytes_by_one_who_may(small_town, change):
    town, company = small_town, firm(small_town)
    director, accountant, clerk = company.people
    told = offered(company, [accountant])
    put(company, told, accountant)
    other = offered(company, [accountant], id=told.envelope.id, raw=company.order(town.bob, amount="2.00"))
    good = signature(company, told, director)
    mac = bytearray(good.signature)
    mac[-1] ^= 1
    stranger = Signatory(town, "bob", town.bob.people[0].user_id)
    if change == "revoked":
        town.bank.revoke(director.serial, town.time.now)
    sent, code = {
        "other_bytes": (PendingSignature(offer=told.offer, sha256=good.sha256,
                                         signature=signature(company, other, director).signature), "signature_digest"),
        "other_offer": (PendingSignature(offer=new_id(town.time.now), sha256=good.sha256,
                                         signature=good.signature), Code.NOT_FOUND),
        "flip": (PendingSignature(offer=told.offer, sha256=good.sha256, signature=bytes(mac)), None),
        "foreign": (signature(company, told, stranger), "signer_foreign"),
        "clerk": (signature(company, told, clerk), "signer_without_right"),
        "twice": (signature(company, told, accountant), "signature_twice"),
        "revoked": (good, "certificate_revoked"),
    }[change]  # fmt: skip
    before = town.bank.head(company.id)
    answer = add(company, told, sent, director)
    assert said(answer) == code if code else said(answer).startswith("signature_")
    assert (town.bank.head(company.id), paid(company)) == (before, 100_000_000)
    assert town.query(pending.select())[0].state == "waiting"


def test_taken_back_means_taken_back(town):
    company = firm(town)
    director, accountant, _ = company.people
    told = offered(company, [accountant])
    put(company, told, accountant)
    late = signature(company, told, director)
    assert said(end(company, told, accountant)) == "withdrawn"
    assert said(end(company, told, accountant)) == "withdrawn"
    assert said(add(company, told, late, director)) == "pending_withdrawn"
    assert said(put(company, told, accountant)) == "withdrawn"  # a late copy of the offer revives nothing
    body = (told.envelope.id, told.envelope.body)
    grabbed = company.incoming(body, [director, accountant]).envelope
    assert company.send(Incoming(company.id, director.user_id, grabbed)).code is Code.FORBIDDEN
    assert paid(company) == 100_000_000
    anew = PendingOffer(offer=new_id(town.time.now), envelope=told.envelope)
    assert said(put(company, anew, accountant)) == "waiting"
    assert said(add(company, told, late, director)) == "pending_withdrawn"
    assert said(add(company, anew, signature(company, anew, director), director)) == "accepted"
    assert paid(company) == PAID
    assert told_of(company, told.offer) == ["waiting", "withdrawn"]


@pytest.mark.parametrize("first", [0, 1])
def test_who_grabs_what_was_taken_back_does_not_stop_him_who_took_it_back(town, first):
    """Both bring it at the same moment, and one transaction takes both calls."""
    company = firm(town)
    director, accountant, _ = company.people
    told = offered(company, [accountant])
    put(company, told, accountant)
    end(company, told, accountant)
    whole = company.incoming((told.envelope.id, told.envelope.body), [director, accountant]).envelope
    both = [Incoming(company.id, person.user_id, whole) for person in (director, accountant)]
    outcomes = company.send(both[first], both[1 - first])
    assert (outcomes[first].code, outcomes[1 - first].code) == (Code.FORBIDDEN, None)
    assert outcomes[1 - first].receipt is not None
    assert paid(company) == PAID


def test_a_colleague_refuses_with_a_reason_that_is_plain_text(town):
    company = firm(town)
    director, accountant, clerk = company.people
    told = offered(company, [accountant])
    put(company, told, accountant)
    assert said(end(company, told, director)) == "pending_reason_missing"
    assert said(end(company, told, clerk, "No")) == "signer_without_right"
    answer = end(company, told, director, " Not\nthis \u202e account ")
    assert (said(answer), answer.reason) == ("refused", "Not this account")
    assert said(add(company, told, signature(company, told, director), director)) == "pending_refused"
    event = [e.data for e in town.events(company.id) if e.kind == "pending"][-1]
    assert (event["by"], event["by_name"], event["reason"]) == (
        director.user_id,
        "Person 1",
        "Not this account",
    )


def test_an_offer_ends_with_the_term_of_its_bytes_or_with_a_revoked_signature(town):
    company = firm(town)
    director, accountant, _ = company.people
    dead, late = offered(company, [accountant]), offered(company, [accountant])
    put(company, dead, accountant)
    put(company, late, accountant)
    town.bank.revoke(accountant.serial, town.time.now)
    assert said(add(company, dead, signature(company, dead, director), director)) == "pending_void"
    town.run(seconds=1)
    assert told_of(company, late.offer) == ["waiting", "void"]
    again = Signatory(town, company.id, accountant.user_id)
    old, older = offered(company, [again]), offered(company, [again])
    put(company, old, again)
    put(company, older, again)
    town.time.forward(days=10)
    assert said(add(company, old, signature(company, old, director), director)) == "pending_expired"
    town.bank.tick()
    assert told_of(company, older.offer) == ["waiting", "expired"]
    assert paid(company) == 100_000_000


def test_a_document_that_comes_whole_ends_its_offer(town):
    company = firm(town)
    director, accountant, _ = company.people
    told = offered(company, [accountant])
    put(company, told, accountant)
    whole = company.incoming((told.envelope.id, told.envelope.body), [accountant, director]).envelope
    outcome = company.send(Incoming(company.id, accountant.user_id, whole))
    assert outcome.receipt is not None
    answer = add(company, told, signature(company, told, director), director)
    assert (said(answer), answer.receipt) == ("accepted", outcome.receipt)
    assert paid(company) == PAID
    late = PendingOffer(offer=new_id(town.time.now), envelope=told.envelope)
    assert put(company, late, accountant).receipt == outcome.receipt


def race(*calls):
    """Start calls together; their answers in order."""
    answers, gate = [None] * len(calls), threading.Barrier(len(calls))

    def run(at, call):
        gate.wait()
        answers[at] = call()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_both_pcs_at_once_give_one_effect(town):
    company = firm(town)
    director, accountant, _ = company.people
    for number in range(1, 9):
        told = offered(company, [accountant])
        put(company, told, accountant)
        whole = company.incoming((told.envelope.id, told.envelope.body), [accountant, director]).envelope
        one, two = signature(company, told, director), signature(company, told, director)
        answers = race(
            lambda told=told, one=one: add(company, told, one, director),
            lambda told=told, two=two: add(company, told, two, director),
            lambda whole=whole: company.send(Incoming(company.id, accountant.user_id, whole)),
            lambda told=told: end(company, told, accountant),
        )
        taken = town.bank.head(company.id)
        states = {said(answers[0]), said(answers[1])}
        withdrawn = said(answers[3]) == "withdrawn"
        rows = town.query(pending.select().where(pending.c.offer == told.offer))
        assert rows[0].state in {"accepted", "withdrawn"}, states
        assert states <= {"accepted", "pending_withdrawn"} or withdrawn, states
        # Whatever was first, the accountant's own whole envelope always goes through, once.
        assert town.state(told.envelope.id)[0] == "executed"
        assert paid(company) == 100_000_000 - 100_000 * number
        assert taken == town.bank.head(company.id)
    assert town.bank.audit() == []


def test_a_race_of_taking_back_and_signing_has_one_winner(town):
    company = firm(town)
    director, accountant, _ = company.people
    made = 0
    for _number in range(8):
        told = offered(company, [accountant])
        put(company, told, accountant)
        signed = signature(company, told, director)
        signing, ending = race(
            lambda told=told, signed=signed: add(company, told, signed, director),
            lambda told=told: end(company, told, accountant),
        )
        assert (said(signing), said(ending)) in {
            ("accepted", "pending_accepted"),
            ("pending_withdrawn", "withdrawn"),
        }
        made += said(signing) == "accepted"
        assert paid(company) == 100_000_000 - 100_000 * made


def test_offers_of_a_client_are_bounded(small_town, monkeypatch):
    monkeypatch.setattr(pending_store, "MOST_WAITING", 2)
    company = firm(small_town)
    accountant = company.people[1]
    answers = [said(put(company, offered(company, [accountant]), accountant)) for _ in range(3)]
    assert answers == ["waiting", "waiting", "pending_too_many"]


def test_a_crash_between_the_steps_leaves_all_or_nothing(town, monkeypatch):
    """Whatever breaks within the last signature's transaction, neither signature nor document nor event stays."""
    company = firm(town)
    director, accountant, _ = company.people
    told = offered(company, [accountant])
    put(company, told, accountant)
    last = signature(company, told, director)
    before = (town.bank.head(company.id), paid(company))
    places = [(pending_store, "sign"), (pending_store, "end"), (pending_store, "tell"),
              (acceptance.Acceptance, "carry_out"), (acceptance.Acceptance, "_deliver")]  # fmt: skip
    for owner, name in places:
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, lambda *_a, **_k: (_ for _ in ()).throw(MemoryError("crash")))
            with pytest.raises(MemoryError):
                add(company, told, last, director)
        assert (town.bank.head(company.id), paid(company)) == before
        assert len(town.query(pending_signature.select())) == 1
        assert town.query(pending.select())[0].state == "waiting"
    assert said(add(company, told, last, director)) == "accepted"
    assert paid(company) == PAID


def test_control_a_bank_that_counts_signatures_without_their_bytes_is_caught(small_town, monkeypatch):
    """A wrong bank: it takes any signature of the right person. The check of this file must see it pay what nobody saw."""
    town, company = small_town, firm(small_town)
    director, accountant, _ = company.people
    told = offered(company, [accountant], raw=company.order(town.bob, amount="5000.00"))
    put(company, told, accountant)
    shown = offered(company, [director], id=told.envelope.id, raw=company.order(town.bob, amount="5.00"))
    swapped = PendingSignature(
        offer=told.offer, sha256=sha256_hex(told.envelope.body), signature=shown.envelope.signatures[0]
    )
    assert said(add(company, told, swapped, director)) == "signature_digest"

    def count_only(self, found, envelope, at):
        found.marks = [(person.serial, "", cms) for person, cms in
                       zip((accountant, director), envelope.signatures, strict=False)]  # fmt: skip
        found.serials = [serial for serial, _, _ in found.marks]

    monkeypatch.setattr("bsclient.bank.intake.examining.Intake._check_signatures", count_only)
    assert said(add(company, told, swapped, director)) == "accepted", "the control must be wrong"
    assert paid(company) != 100_000_000
