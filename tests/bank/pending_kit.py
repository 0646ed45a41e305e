"""A company of two signers at the bank's core, and the calls of its two PCs."""

from __future__ import annotations

from bank_core_kit import Company, account_number

from bsclient.bank.ports import Outcome
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.identity import new_id
from bsclient.protocol.messages import Envelope
from bsclient.protocol.pending import PendingEnd, PendingOffer, PendingSignature


def firm(town, scheme="(11)", groups=(1, 2, 0)):
    """Take the firm on; people: director, accountant, clerk without a signature."""
    made = Company(town, "firm", "770300003", scheme, list(groups))
    made.open_account(account_number(town.bank.bic, 3001), 100_000_000)
    return made


def offered(company, signers, *, raw=None, offer="", **changes):
    """An offer of a payment to Bob, signed by some."""
    signed = company.signed(raw or company.order(company.town.bob), **changes)
    body = signed.encode()
    containers = [person.signer.sign(body, company.town.time.now) for person in signers]
    envelope = Envelope(id=signed.id, body=body, signatures=containers)
    return PendingOffer(offer=offer or new_id(company.town.time.now), envelope=envelope)


def put(company, told, by):
    return company.town.bank.offer(company.id, by.user_id, told)


def signature(company, told, person):
    """A further signature over the bytes of an offer."""
    body = told.envelope.body
    container = person.signer.sign(body, company.town.time.now)
    return PendingSignature(offer=told.offer, sha256=sha256_hex(body), signature=container)


def add(company, told, signed, by):
    return company.town.bank.add_signature(company.id, by.user_id, told.envelope.id, signed)


def end(company, told, by, reason=""):
    what = PendingEnd(offer=told.offer, reason=reason)
    return company.town.bank.end_offer(company.id, by.user_id, told.envelope.id, what)


def said(answer):
    """An answer in a word: its state, or the reason of its refusal."""
    if isinstance(answer, Outcome):
        return dict(answer.facts).get("reason", answer.code)
    return answer.state


def told_of(company, offer):
    """States that the feed tells of an offer."""
    events = [event.data for event in company.town.events(company.id) if event.kind == "pending"]
    return [data["state"] for data in events if data["offer"] == offer]
