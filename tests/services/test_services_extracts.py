"""The bank's signed word for what became of documents: fetched after a session, believed only as far as it proves itself."""

from dataclasses import replace

import pytest
from wire_kit import Wired, codes

from bsclient.domain.states import State
from bsclient.protocol.extracts import ExtractAct, StatusExtract
from bsclient.protocol.messages import Kind
from bsclient.storage import extracts


@pytest.fixture
def desk(tmp_path):
    wired = Wired(tmp_path)
    yield wired
    wired.close()


def executed(desk, *numbers):
    """Payments that the bank has carried out; the news are not fetched yet."""
    ids = [desk.payment(number=number) for number in numbers or ("1",)]
    desk.queued(*ids)
    desk.synchronise()
    for identity in ids:
        for state in ("accepted", "exported", "accepted_abs", "executed"):
            desk.teller.say(Kind.STATUS, {"document_id": identity, "state": state})
    return ids if numbers else ids[0]


def kept(desk, identity):
    with desk.store.read() as reader:
        return extracts.of(reader, identity)


def due(desk):
    with desk.store.read() as reader:
        return [identity for identity, _ in extracts.due(reader, 10)]


def test_what_is_done_gets_its_extract_and_is_asked_for_once(desk):
    identity = executed(desk)
    assert desk.synchronise().ok
    assert desk.state(identity) is State.EXECUTED
    found = kept(desk, identity)
    assert StatusExtract.decode(found.body).id == identity
    assert len(ExtractAct.decode(found.act).hashes) == 1
    assert due(desk) == []
    desk.teller.refused["extracts"] = AssertionError("asked again")
    assert desk.synchronise().ok


def test_several_share_one_act(desk):
    both = executed(desk, "1", "2")
    assert desk.synchronise().ok
    first, second = (kept(desk, identity) for identity in both)
    assert first.act == second.act
    assert first.body != second.body


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"sha256": "0" * 64}, "extract_of_other_bytes"),
        ({"client": "c2"}, "extract_of_other_bytes"),
        ({"id": "01a20235-30d8-7408-b138-f8be9b427008"}, "extract_of_other_bytes"),
    ],
)
def test_an_extract_of_something_else_is_not_kept(desk, changed, code):
    identity = executed(desk)
    desk.teller.altered = lambda extract: replace(extract, **changed)
    report = desk.synchronise()
    assert codes(report) == [code]
    assert kept(desk, identity) is None
    assert due(desk) == [identity]


def test_an_extract_that_the_signed_act_does_not_list_is_not_kept(desk, monkeypatch):
    identity = executed(desk)
    usual = desk.teller.extract_batch
    monkeypatch.setattr(desk.teller, "extract_batch", lambda found: usual(found, listed=()))
    assert codes(desk.synchronise()) == ["extract_not_listed"]
    assert kept(desk, identity) is None


def test_a_document_that_the_bank_does_not_vouch_for_is_asked_for_no_more(desk):
    identity = executed(desk)
    desk.teller.sent.clear()
    assert desk.synchronise().ok
    assert kept(desk, identity) is None
    assert due(desk) == []


def test_an_act_of_another_signer_is_not_believed(desk):
    identity = executed(desk)
    own, desk.teller.signer = desk.teller.signer, desk.signer
    report = desk.synchronise()
    desk.teller.signer = own
    assert set(codes(report)) == {"certificate_usage"}
    assert kept(desk, identity) is None
