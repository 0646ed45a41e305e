"""Accepting signed payments at the bank: checks, receipts, postings and events of in-bank payments, on SQLite.

Raw: the prototype of `accept_raw`, by the database driver and `cryptography` alone, one transaction a batch on either side.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bsclient import clock
from bsclient.bank.core import Bank
from bsclient.bank.operations import Client, NewAccount, Person
from bsclient.bank.ports import Activation, BankKeys, CertificateRecord, EnrolmentRecord, Incoming
from bsclient.bench.accept_raw import Parties, Prototype
from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.office import ACCOUNT, payments
from bsclient.crypto import keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain import checks
from bsclient.domain.canonical import Signed
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.identity import new_id
from bsclient.protocol.messages import Envelope

_CLIENT, _USER, _BIC = "c1", "u1", "044525888"
_PAYEE, _PAYEE_INN = "c2", "7707083893"
_OPENING = 10_000_000_000


@dataclass(frozen=True)
class Town:
    """A bank with a payer and a payee, and the payer's key."""

    bank: Bank
    signer: SoftwareSigner
    payer: str
    payee: str


def _town(load: Load) -> Town:
    now = clock.now() - dt.timedelta(minutes=1)
    authority = CertificateAuthority.create("Bench CA", now, 30)
    certificate, key = authority.issue_bank_signer("Bench Bank", at=now, days=20)
    ring = BankKeys(authority, SoftwareSigner(key, certificate))
    bank = Bank.open(f"sqlite:///{load.folder / 'bank.db'}", ring)
    day = clock.business_day(now)
    numbers = []
    for client, inn, tail in ((_CLIENT, "0917154555", 11), (_PAYEE, _PAYEE_INN, 22)):
        people = [Person(_USER, "U", "", 1)] if client == _CLIENT else []
        bank.add_client(Client(client, f"ООО {client}", inn, "770001001", "(1)"), people)
        number = f"407028100{tail:011d}"
        number = number[:8] + checks.account_key_digit(_BIC, number) + number[9:]
        bank.open_account(NewAccount(number, "Расчётный счёт", client, day))
        numbers.append(number)
    return Town(bank, _enrol(bank, authority, now), *numbers)


def _enrol(bank: Bank, authority: CertificateAuthority, now: dt.datetime) -> SoftwareSigner:
    key = keys.generate()
    request = make_request(key, "Bench User")
    issued = authority.issue(request, at=now, days=20)
    code = sha256_hex(issued.serial.encode())
    bank.add_activation(Activation(code, _CLIENT, _USER, now + dt.timedelta(days=1)))
    record = EnrolmentRecord(issued.serial, _CLIENT, _USER, "device", request, b"key", now)
    bank.add_enrolment(code, record)
    told = CertificateRecord(
        issued.serial,
        _CLIENT,
        _USER,
        "device",
        issued.pem.decode("ascii"),
        issued.not_before,
        issued.not_after,
    )
    bank.issue(record.id, told)
    return SoftwareSigner(key, issued)


def _envelopes(load: Load, town: Town) -> list[Envelope]:
    """Return signed in-bank payments of one kopeck up, each of its own number and amount."""
    now = clock.now()
    until = now + dt.timedelta(days=9)
    home = {"bic": _BIC, "bank_name": 'АО "Демо-банк", г Москва', "corr_account": "30101810300000000888"}
    made = []
    for number, raw in enumerate(payments(load.size(2000, 200)), start=1):
        sides = {f"{side}_{name}": value for side in ("payer", "payee") for name, value in home.items()}
        fields = {
            **raw,
            **sides,
            "payer_account": town.payer,
            "payee_account": town.payee,
            "amount": f"{number // 100}.{number % 100:02d}",
        }
        document = PaymentOrder.from_checked(fields)
        identity = new_id(now)
        body = Signed(
            PaymentOrder.signed_as,
            PaymentOrder.code,
            PaymentOrder.version,
            identity,
            _BIC,
            _CLIENT,
            until,
            document.texts(),
        ).encode()
        made.append(Envelope(id=identity, body=body, signatures=[town.signer.sign(body, now)]))
    return made


def _batches(envelopes: list[Envelope], size: int) -> list[list[Envelope]]:
    return [envelopes[start : start + size] for start in range(0, len(envelopes), size)]


def _ours(load: Load, size: int) -> Span:
    town = _town(load)
    _pay_in(town)
    batches = [
        [Incoming(_CLIENT, _USER, e) for e in batch] for batch in _batches(_envelopes(load, town), size)
    ]
    with Span() as span:
        outcomes = [outcome for batch in batches for outcome in town.bank.accept(batch)]
    events = town.bank.events(_CLIENT, 0, 100_000)
    done = sum(event.kind == "status" and event.data["state"] == "executed" for event in events)
    town.bank.close()
    if any(outcome.receipt is None for outcome in outcomes) or done == 0:
        raise RuntimeError("payments were not executed")
    return span


def _pay_in(town: Town) -> None:
    """Bring money from another bank."""
    raw = next(payments(1))
    home = {"bic": _BIC, "bank_name": 'АО "Демо-банк", г Москва', "corr_account": "30101810300000000888"}
    sides = {f"payee_{name}": value for name, value in home.items()}
    opening = f"{_OPENING // 100}.00"
    town.bank.receive(
        [{**raw, **sides, "payer_account": ACCOUNT, "payee_account": town.payer, "amount": opening}]
    )


def _raw(load: Load, size: int) -> Span:
    town = _town(load)
    envelopes = _envelopes(load, town)
    town.bank.close()
    parties = Parties(
        _CLIENT, town.payer, _PAYEE, _PAYEE_INN, town.payee, _OPENING, town.signer.certificate, _BIC
    )
    prototype = Prototype(load, parties, [envelope.signatures[0] for envelope in envelopes])
    with Span() as span:
        receipts = [receipt for batch in _batches(envelopes, size) for receipt in prototype.accept(batch)]
    if len(receipts) != len(envelopes) or prototype.close() != len(envelopes):
        raise RuntimeError("payments were not executed")
    return span


OURS: dict[str, Measure] = {
    "accept-100": lambda load: _ours(load, 100),
    "accept-1": lambda load: _ours(load, 1),
}
RAW: dict[str, Measure] = {
    "accept-100": lambda load: _raw(load, 100),
    "accept-1": lambda load: _raw(load, 1),
}
