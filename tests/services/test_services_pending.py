"""A bank that errs or lies about documents of colleagues: nothing unproved is taken in, nothing changes, the feed goes on."""

import base64
import datetime as dt
from dataclasses import replace

import pytest
from wire_kit import Wired

from bsclient.crypto import keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain.identity import new_id
from bsclient.domain.states import State
from bsclient.errors import NotAllowed
from bsclient.services.signing.pending import Pending
from bsclient.storage import documents, pending, signatures
from bsclient.storage.pending import Stage


@pytest.fixture
def desk(tmp_path):
    opened = Wired(tmp_path)
    opened.pending = Pending(opened.place)
    yield opened
    opened.close()


def colleague(desk, authority=None):
    """A key of a colleague under the bank's authority, or another one."""
    key = keys.generate()
    at = desk.clock() - dt.timedelta(hours=1)
    issued = (authority or desk.teller.authority).issue(make_request(key, "Петров П. П."), at=at, days=300)
    return SoftwareSigner(key, issued)


class Offer:
    """What an honest bank would tell of a colleague's payment."""

    def __init__(self, desk, **changes):
        self.desk, self.signer = desk, colleague(desk)
        draft = desk.payment(amount="77.70")
        signed = desk.signing.prepare([draft]).items[0].signed
        self.id = new_id(desk.clock())
        self.signed = replace(signed, id=self.id, **changes)
        self.body = self.signed.encode()
        self.offer = new_id(desk.clock())

    def data(self, signer=None, over=None, **changes):
        who = signer or self.signer
        cms = who.sign(over or self.body, self.desk.clock())
        told = {
            "id": self.id, "offer": self.offer, "state": "waiting", "sha256": sha256_hex(self.body), "author": "acc",
            "author_name": "Петров П. П.", "valid_until": "2026-12-01T00:00:00Z", "attachments": [],
            "body": base64.b64encode(self.body).decode(), "by": "acc", "by_name": "Петров П. П.",
            "signers": [{"user_id": "acc", "name": "Петров П. П.", "serial": who.certificate.serial,
                         "cms": base64.b64encode(cms).decode()}],
        }  # fmt: skip
        return told | changes

    def later(self, state, **changes):
        """A following event: without the bytes."""
        return self.data(state=state, body="", **changes)

    def say(self, data):
        self.desk.teller.say("pending", data)
        return self.desk.synchronise()

    def row(self):
        with self.desk.store.read() as reader:
            return documents.find(reader, self.id)


def test_an_honest_offer_is_taken_in_whole(desk):
    offer = Offer(desk)
    report = offer.say(offer.data(reason="x", author_name="Петров\n<b>П.</b> \u202eП."))
    assert report.ok, report.problems
    row = offer.row()
    assert (row.state, row.status_code, row.status_note) == (
        State.PARTLY_SIGNED, "pending_from", "Петров <b>П.</b> П.",
    )  # fmt: skip
    with desk.store.read() as reader:
        assert documents.body(reader, offer.id).canonical == offer.body
        assert [one.user_id for one in signatures.of(reader, offer.id)] == ["acc"]
    assert desk.signing.signatures(offer.id)[0].name == "Петров П. П."


def lies(offer):
    """Name of a lie → the event."""
    desk = offer.desk
    foreign = CertificateAuthority.create("Other", desk.clock() - dt.timedelta(days=2), 3650)
    other_client = Offer(desk, client="c-other")
    other_bank = Offer(desk, bank="044525974")
    unknown = Offer(desk, type="unheard_of")
    bank_type = Offer(desk, type="bank_letter", purpose="bsclient.bank_document/1")
    return {
        "signed by a key of another authority": offer.data(signer=colleague(desk, foreign)),
        "signed over other bytes": offer.data(over=other_client.body),
        "signed by the bank itself": offer.data(signer=desk.teller.signer),
        "of another serial": offer.data(signers=[offer.data()["signers"][0] | {"serial": "ab12"}]),
        "a hash of other bytes": offer.data(sha256="00" * 32),
        "under another id": offer.data(id=new_id(desk.clock())),
        "for another client": other_client.data(),
        "for another bank": other_bank.data(),
        "of an unknown type": unknown.data(),
        "of a type that only the bank makes": bank_type.data(),
        "not canonical": offer.data(body=base64.b64encode(offer.body + b" ").decode()),
        "with files that it does not name": offer.data(attachments=["ab" * 32]),
        "in an unknown state": offer.data(state="perhaps"),
        "with a number for a name": offer.data(author_name=7),
        "with signers that are texts": offer.data(signers=["acc"]),
    }


def test_lies_are_refused_and_the_feed_goes_on(desk):
    offer = Offer(desk)
    told = lies(offer)
    for number, (name, data) in enumerate(told.items(), start=1):
        report = offer.say(data)
        assert [problem.code for problem in report.problems], name
        with desk.store.read() as reader:
            assert documents.find(reader, data["id"]) is None, name
            assert pending.of(reader, data["id"]) is None, name
        assert len(desk.teller.feed) == number
    offer.say(offer.data())
    assert offer.row().state is State.PARTLY_SIGNED


def test_said_twice_or_late_changes_nothing(desk):
    offer = Offer(desk)
    offer.say(offer.data())
    offer.say(offer.data())
    offer.say(offer.later("withdrawn"))
    assert offer.row().state is State.DELETED
    for data in (offer.data(), offer.later("accepted"), offer.later("refused")):
        offer.say(data)
        assert offer.row().state is State.DELETED
    with desk.store.read() as reader:
        assert pending.of(reader, offer.id).stage is Stage.WITHDRAWN


def test_an_offer_made_anew_may_have_new_bytes_but_a_running_one_may_not(desk):
    offer = Offer(desk)
    offer.say(offer.data())
    changed = Offer(desk)
    changed.id, changed.signed = offer.id, replace(changed.signed, id=offer.id)
    changed.body = replace(changed.signed, fields={**changed.signed.fields, "amount": "88.80"}).encode()
    changed.say(changed.data())  # a second attempt while the first one waits
    with desk.store.read() as reader:
        assert documents.body(reader, offer.id).canonical == offer.body
    offer.say(offer.later("withdrawn"))
    changed.say(changed.data())
    with desk.store.read() as reader:
        assert documents.body(reader, offer.id).canonical == changed.body
    assert offer.row().state is State.PARTLY_SIGNED
    assert str(offer.row().amount) == "88.80"


def test_a_signature_that_does_not_hold_cannot_complete_a_document(desk):
    offer = Offer(desk)
    offer.say(offer.data())
    other = Offer(desk)
    second = other.data(signer=colleague(desk), over=other.body)["signers"][0] | {"user_id": "dir2"}
    report = offer.say(offer.later("accepted", signers=[offer.data()["signers"][0], second]))
    assert report.problems
    assert offer.row().state is State.PARTLY_SIGNED
    with desk.store.read() as reader:
        assert [one.user_id for one in signatures.of(reader, offer.id)] == ["acc"]


def test_a_colleagues_document_is_neither_edited_nor_restored_nor_offered_on(desk):
    offer = Offer(desk)
    offer.say(offer.data())
    for act in (desk.drafts.delete, desk.pending.offer, desk.pending.take_back):
        with pytest.raises(NotAllowed):
            act([offer.id])
    offer.say(offer.later("refused", reason="No"))
    with pytest.raises(NotAllowed, match="pending_foreign"):
        desk.drafts.restore([offer.id])
