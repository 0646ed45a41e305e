"""Extracts at the bank: complete, of the client's own documents alone, under one signature that holds."""

from bank_core_kit import bank_keys

from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.verify import BANK, Trust, verify
from bsclient.protocol.extracts import ExtractAct, ExtractWish, StatusExtract
from bsclient.protocol.messages import Kind


def paid(town):
    sent = town.ann.pay()
    town.run(days=2)
    return sent


def statuses(town, client, identity):
    return [
        event
        for event in town.events(client)
        if event.kind == Kind.STATUS and event.data["document_id"] == identity
    ]


def test_an_extract_says_what_the_feed_said(town):
    sent = paid(town)
    told = statuses(town, "ann", sent)
    batch = town.bank.extracts("ann", [ExtractWish(id=sent, statuses=[event.seq for event in told])])
    act = ExtractAct.decode(batch.act)
    assert act.hashes == tuple(sha256_hex(body) for body in batch.extracts)
    trust = Trust(bank_keys().authority.certificate, roles=BANK)
    verify(batch.act, batch.signature, trust, act.time)
    [extract] = [StatusExtract.decode(body) for body in batch.extracts]
    assert (extract.id, extract.client, extract.state) == (sent, "ann", town.state(sent)[0])
    assert [(one.seq, one.time, one.state) for one in extract.statuses] == [
        (event.seq, event.time, event.data["state"]) for event in told
    ]


def test_what_is_not_the_clients_or_not_of_the_document_is_left_out(town):
    sent = paid(town)
    seqs = [event.seq for event in statuses(town, "ann", sent)]
    wishes = [
        ExtractWish(id=sent, statuses=[*seqs, 1]),
        ExtractWish(id="01a20235-30d8-7408-b138-f8be9b427008", statuses=[]),
        ExtractWish(id=sent, statuses=[seqs[0], 10**6]),
    ]
    assert town.bank.extracts("ann", wishes).extracts == []
    assert town.bank.extracts("bob", [ExtractWish(id=sent, statuses=seqs)]).extracts == []
