"""Accepting signed payments at the bank: checks, receipts, postings and events of in-bank payments, on SQLite.

`accept-100`: batches of 100, one after another. `accept-1`: 32 clients at once with one payment a request, joined by the
server's group commit. `accept-alone`: one client, one payment a request, one transaction each.

Raw: the prototype of `accept_raw` by the database driver and `cryptography` alone, with transactions of 100, 32 and 1.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bsclient import clock
from bsclient.bank.core import Bank
from bsclient.bank.intake.group_commit import GroupCommit
from bsclient.bank.operations import Client, NewAccount, Person
from bsclient.bank.ports import Activation, BankKeys, CertificateRecord, EnrolmentRecord, Incoming, Outcome
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
_WARM, _MANY, _FEW = 100, 2000, 300
_CLIENTS = 32

Item = TypeVar("Item")


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
    record = EnrolmentRecord(
        issued.serial, _CLIENT, _USER, "device", request, issued.spki_sha256, now, kind="automatic"
    )
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
    for number, raw in enumerate(payments(load.size(_WARM + _MANY, _WARM + 200)), start=1):
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


def _batches(items: list[Item], size: int) -> list[list[Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _work(load: Load, town: Town, many: int) -> tuple[list[Envelope], list[Envelope]]:
    """Return payments to warm up with, so that neither side is measured as it wakes, and payments to measure."""
    envelopes = _envelopes(load, town)
    return envelopes[:_WARM], envelopes[_WARM : _WARM + many]


def _ours(load: Load, many: int, accept: Callable[[Bank, list[Incoming]], list[Outcome]]) -> Span:
    town = _town(load)
    _pay_in(town)
    warm, work = (
        [Incoming(_CLIENT, _USER, envelope) for envelope in part] for part in _work(load, town, many)
    )
    town.bank.accept(warm)
    with Span() as span:
        outcomes = accept(town.bank, work)
    events = town.bank.events(_CLIENT, 0, 100_000)
    done = sum(event.kind == "status" and event.data["state"] == "executed" for event in events)
    town.bank.close()
    if any(outcome.receipt is None for outcome in outcomes) or done != len(warm) + len(work):
        raise RuntimeError("payments were not executed")
    return span


def _by(size: int) -> Callable[[Bank, list[Incoming]], list[Outcome]]:
    """Give the bank batches of one size, one after another."""

    def accept(bank: Bank, work: list[Incoming]) -> list[Outcome]:
        return [outcome for batch in _batches(work, size) for outcome in bank.accept(batch)]

    return accept


def _at_once(bank: Bank, work: list[Incoming]) -> list[Outcome]:
    """Let many clients send one payment each at a time, to the server's writer."""

    async def client(writer: GroupCommit, own: list[Incoming]) -> list[Outcome]:
        return [outcome for item in own for outcome in await writer.submit([item])]

    async def together() -> list[Outcome]:
        writer = GroupCommit(bank.accept)
        done = await asyncio.gather(*(client(writer, work[start::_CLIENTS]) for start in range(_CLIENTS)))
        await writer.close()
        return [outcome for part in done for outcome in part]

    return asyncio.run(together())


def _pay_in(town: Town) -> None:
    """Bring money from another bank."""
    raw = next(payments(1))
    home = {"bic": _BIC, "bank_name": 'АО "Демо-банк", г Москва', "corr_account": "30101810300000000888"}
    sides = {f"payee_{name}": value for name, value in home.items()}
    opening = f"{_OPENING // 100}.00"
    town.bank.receive(
        [{**raw, **sides, "payer_account": ACCOUNT, "payee_account": town.payer, "amount": opening}]
    )


def _raw(load: Load, many: int, size: int) -> Span:
    town = _town(load)
    warm, work = _work(load, town, many)
    town.bank.close()
    parties = Parties(
        _CLIENT, town.payer, _PAYEE, _PAYEE_INN, town.payee, _OPENING, town.signer.certificate, _BIC
    )
    prototype = Prototype(load, parties, [envelope.signatures[0] for envelope in (*warm, *work)])
    prototype.accept(warm)
    with Span() as span:
        receipts = [receipt for batch in _batches(work, size) for receipt in prototype.accept(batch)]
    if len(receipts) != len(work) or prototype.close() != len(warm) + len(work):
        raise RuntimeError("payments were not executed")
    return span


OURS: dict[str, Measure] = {
    "accept-100": lambda load: _ours(load, _MANY, _by(100)),
    "accept-1": lambda load: _ours(load, _MANY, _at_once),
    "accept-alone": lambda load: _ours(load, _FEW, _by(1)),
}
RAW: dict[str, Measure] = {
    "accept-100": lambda load: _raw(load, _MANY, 100),
    "accept-1": lambda load: _raw(load, _MANY, _CLIENTS),
    "accept-alone": lambda load: _raw(load, _FEW, 1),
}
