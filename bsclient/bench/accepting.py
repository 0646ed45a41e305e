"""Accepting signed payments at the bank: checks, receipts, postings and events of in-bank payments, on SQLite.

Raw: a prototype with the same checks: canonical JSON, ECDSA over the signed attributes, the same rules of the payment order,
a signed receipt, duplicates, balances and events, by `sqlite3` and `cryptography` alone, one transaction a batch.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from bsclient import clock
from bsclient.bank.core import Bank
from bsclient.bank.operations import Client, NewAccount, Person
from bsclient.bank.ports import Activation, BankKeys, CertificateRecord, EnrolmentRecord, Incoming
from bsclient.bench.load import Load, Measure, Span
from bsclient.bench.office import ACCOUNT, payments
from bsclient.crypto import cms, keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.signer import SoftwareSigner
from bsclient.domain import checks
from bsclient.domain.canonical import Signed
from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.identity import new_id
from bsclient.formats import ed807
from bsclient.protocol.messages import Envelope

_CLIENT, _USER, _BIC = "c1", "u1", "044525888"
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
    for client, inn, tail in ((_CLIENT, "0917154555", 11), ("c2", "7707083893", 22)):
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
    prototype = _Prototype(load, town)
    ready = [(e, *_attributes(e)) for e in envelopes]
    with Span() as span:
        for start in range(0, len(ready), size):
            prototype.accept(ready[start : start + size])
    return span


def _attributes(envelope: Envelope) -> tuple[bytes, bytes]:
    """Take a container apart beforehand: the raw side has no reader of CMS."""
    parts = cms.parse(envelope.signatures[0])
    profile = cms.Profile(parts.certificate_der)
    signed = cms.signed_bytes(profile.attributes(hashlib.sha256(envelope.body).digest(), parts.signing_time))
    return signed, parts.signature


class _Prototype:
    """The least that makes the same promises for this one path."""

    def __init__(self, load: Load, town: Town) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._public: Any = town.signer.certificate.handle.public_key()
        self._context = Context(clock.business_day(clock.now()), ed807.builtin_banks())
        self._base = base = sqlite3.connect(load.folder / "raw.db", isolation_level=None)
        base.execute("PRAGMA journal_mode=TRUNCATE")
        base.execute("PRAGMA synchronous=EXTRA")
        for statement in _SCHEMA:
            base.execute(statement)
        base.execute("INSERT INTO account VALUES (?, ?), (?, 0)", (town.payer, _OPENING, town.payee))
        self._seq = 0

    def accept(self, batch: list[tuple[Envelope, bytes, bytes]]) -> None:
        prepared = [
            (e, self._look(e, attributes, signature), self._receipt(e)) for e, attributes, signature in batch
        ]
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        for envelope, fields, receipt in prepared:
            if base.execute("SELECT 1 FROM document WHERE id = ?", (envelope.id,)).fetchone():
                continue
            twin = (
                fields["payer_account"],
                fields["number"],
                fields["date"],
                fields["amount"],
                fields["payee_account"],
            )
            if base.execute(_TWIN, twin).fetchone():
                raise RuntimeError("duplicate")
            self._post(envelope, fields, receipt, twin)
        base.execute("COMMIT")

    def _look(self, envelope: Envelope, attributes: bytes, signature: bytes) -> dict[str, str]:
        tree = json.loads(envelope.body)
        if (
            json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            != envelope.body
        ):
            raise RuntimeError("not canonical")
        if hashlib.sha256(envelope.body).digest() not in attributes:
            raise RuntimeError("digest")
        self._public.verify(signature, attributes, ec.ECDSA(SHA256()))
        fields: dict[str, str] = tree["fields"]
        PaymentOrder.check(fields, self._context)
        return fields

    def _receipt(self, envelope: Envelope) -> bytes:
        told = json.dumps(
            {"id": envelope.id, "sha256": hashlib.sha256(envelope.body).hexdigest()}, sort_keys=True
        )
        return self._key.sign(told.encode(), ec.ECDSA(SHA256()))

    def _post(
        self, envelope: Envelope, fields: dict[str, str], receipt: bytes, twin: tuple[str, ...]
    ) -> None:
        base, minor = self._base, int(fields["amount"].replace(".", ""))
        debit, credit = fields["payer_account"], fields["payee_account"]
        base.execute(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (envelope.id, envelope.body, *twin, "executed", 1),
        )
        base.execute("INSERT INTO signature VALUES (?, ?)", (envelope.id, envelope.signatures[0]))
        base.execute("INSERT INTO receipt VALUES (?, ?)", (envelope.id, receipt))
        taken = base.execute(
            "UPDATE account SET balance = balance - ? WHERE number = ? AND balance >= ?",
            (minor, debit, minor),
        )
        if taken.rowcount != 1:
            raise RuntimeError("funds")
        base.execute("UPDATE account SET balance = balance + ? WHERE number = ?", (minor, credit))
        base.execute("INSERT INTO transfer VALUES (?, ?, ?, ?)", (envelope.id, debit, credit, minor))
        events = ("receipt", "accepted", "executed", "entry", "balance", "entry2", "balance2")
        rows = [(self._seq + place, envelope.id, kind) for place, kind in enumerate(events)]
        self._seq += len(rows)
        base.executemany("INSERT INTO event VALUES (?, ?, ?)", rows)


_SCHEMA = (
    "CREATE TABLE account (number TEXT PRIMARY KEY, balance INTEGER CHECK (balance >= 0))",
    "CREATE TABLE document (id TEXT PRIMARY KEY, body BLOB, payer TEXT, number TEXT, day TEXT, amount TEXT, payee TEXT, state TEXT, v INT)",
    "CREATE INDEX twin ON document (payer, number, day)",
    "CREATE TABLE signature (id TEXT PRIMARY KEY, cms BLOB)",
    "CREATE TABLE receipt (id TEXT PRIMARY KEY, cms BLOB)",
    "CREATE TABLE transfer (id TEXT PRIMARY KEY, debit TEXT, credit TEXT, amount INTEGER CHECK (amount > 0))",
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, id TEXT, kind TEXT)",
)
_TWIN = "SELECT 1 FROM document WHERE payer = ? AND number = ? AND day = ? AND amount = ? AND payee = ?"

OURS: dict[str, Measure] = {
    "accept-100": lambda load: _ours(load, 100),
    "accept-1": lambda load: _ours(load, 1),
}
RAW: dict[str, Measure] = {
    "accept-100": lambda load: _raw(load, 100),
    "accept-1": lambda load: _raw(load, 1),
}
