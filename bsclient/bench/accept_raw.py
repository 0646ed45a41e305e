"""The raw side of `accept`: a prototype by the database driver and `cryptography` alone that keeps the same promises.

It serves in-bank payments of one client with one certificate and nothing else. It checks what the bank checks: the
container to the byte, low s, validity, the signature, canonical bytes, identity, the payment order's rules (the domain's
code on both sides), the signer and his group in the register, duplicates, the stop list, the payee's INN, limit and funds.
It signs receipts and writes documents, signatures, receipts, transfers with both balances, and the feeds of both clients
in one transaction, with the driver and the durability of the bank.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from bsclient import clock, durability
from bsclient.bank.information.banks import all_banks
from bsclient.bench.load import Load
from bsclient.crypto import cms, der
from bsclient.crypto.certificate import Certificate
from bsclient.crypto.keys import HALF_ORDER
from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.identity import is_id
from bsclient.domain.series import Series
from bsclient.protocol.messages import Envelope

_ECDSA = ec.ECDSA(SHA256())
_TIME = 13
_LISTED = "SELECT reason FROM stop_list WHERE account = ?"
_TWIN = "SELECT 1 FROM document WHERE twin = ?"
_INSERT = {
    "document": "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "signature": "INSERT INTO signature VALUES (?, ?, ?)",
    "receipt": "INSERT INTO receipt VALUES (?, ?, ?, ?)",
    "transfer": "INSERT INTO transfer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "event": "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)",
}
_SCHEMA = (
    "CREATE TABLE client (id TEXT PRIMARY KEY, inn TEXT, seq INTEGER)",
    "CREATE TABLE signer (serial TEXT PRIMARY KEY, client TEXT REFERENCES client, grp INTEGER, active INTEGER, revoked TEXT)",
    (
        "CREATE TABLE account (number TEXT PRIMARY KEY, client TEXT REFERENCES client, balance INTEGER CHECK (balance >= 0),"
        " day_limit INTEGER, day TEXT, spent INTEGER, closed TEXT)"
    ),
    (
        "CREATE TABLE document (id TEXT PRIMARY KEY, client TEXT REFERENCES client, number TEXT, day TEXT, amount INTEGER,"
        " twin TEXT UNIQUE, sha256 TEXT, body BLOB, received TEXT, state TEXT, changed TEXT)"
    ),
    "CREATE INDEX document_client ON document (client, received)",
    "CREATE TABLE signature (id TEXT PRIMARY KEY REFERENCES document, serial TEXT, cms BLOB)",
    "CREATE TABLE receipt (id TEXT PRIMARY KEY REFERENCES document, seq INTEGER UNIQUE, body BLOB, signature BLOB)",
    (
        "CREATE TABLE transfer (id INTEGER PRIMARY KEY, document TEXT UNIQUE, debit TEXT REFERENCES account, credit TEXT REFERENCES account,"
        " amount INTEGER CHECK (amount > 0), day TEXT, posted TEXT, debit_balance INTEGER, credit_balance INTEGER)"
    ),
    "CREATE INDEX transfer_debit ON transfer (debit, day, id)",
    "CREATE INDEX transfer_credit ON transfer (credit, day, id)",
    (
        "CREATE TABLE event (client TEXT REFERENCES client, seq INTEGER, kind TEXT, at TEXT, document TEXT, transfer INTEGER, data TEXT,"
        " PRIMARY KEY (client, seq))"
    ),
    "CREATE TABLE stop_list (account TEXT PRIMARY KEY, reason TEXT)",
)


class Parties(NamedTuple):
    """Who pays whom in the bench: ids, INN, accounts; the payer's opening balance; his certificate; the bank."""

    payer: str
    payer_account: str
    payee: str
    payee_inn: str
    payee_account: str
    opening: int
    holder: Certificate
    bic: str


@dataclass(slots=True)
class _Side:
    """An account at work."""

    number: str
    client: str
    balance: int
    limit: int | None
    day: str
    spent: int
    closed: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """The fixed bytes of a container of one length, and where the changing ones stand."""

    start: int
    time: int
    digest: int
    signature: int
    fixed: tuple[bytes, bytes, bytes]


class Prototype:
    """The least that makes the same promises for this one path. RuntimeError if anything is wrong."""

    def __init__(self, load: Load, parties: Parties, samples: list[bytes]) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._parties = parties
        self._public: Any = parties.holder.handle.public_key()
        self._shapes = {len(sample): _shape(sample) for sample in samples}
        self._day = clock.business_day(clock.now())
        self._series = Series(PaymentOrder, Context(self._day, all_banks()))
        self._sequence = 0
        driver = durability.driver()
        self._base = driver.connect(str(load.folder / "raw.db"), isolation_level=None)
        mode = durability.mode_for(driver.sqlite_version_info)
        durability.apply(self._base, mode)
        durability.check(self._base, mode)
        self._found()

    def close(self) -> int:
        """Return how many payments were made."""
        made = int(self._base.execute("SELECT count(*) FROM transfer").fetchone()[0])
        self._base.close()
        return made

    def accept(self, batch: list[Envelope]) -> list[bytes]:
        """Check, store and execute a batch; returns its receipts."""
        now = clock.stamp(clock.now())
        prepared = [(envelope, *self._check(envelope, now)) for envelope in batch]
        receipts = [self._receipt(envelope, sha256, now) for envelope, sha256, _ in prepared]
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        asked = ",".join("?" * len(batch))
        ids = [envelope.id for envelope in batch]
        if base.execute(f"SELECT 1 FROM document WHERE id IN ({asked})", ids).fetchone():  # noqa: S608 -- only marks
            raise RuntimeError("known")
        payments = _Payments(base, self._parties, self._day.isoformat(), now)
        for (envelope, sha256, fields), (sequence, body, signature) in zip(prepared, receipts, strict=True):
            payments.take(envelope, sha256, fields)
            payments.rows["receipt"].append((envelope.id, sequence, body, signature))
        payments.write()
        base.execute("COMMIT")
        return [signature for _, _, signature in receipts]

    def _found(self) -> None:
        base, who = self._base, self._parties
        for statement in _SCHEMA:
            base.execute(statement)
        base.execute("INSERT INTO client VALUES (?, '', 0), (?, ?, 0)", (who.payer, who.payee, who.payee_inn))
        base.execute("INSERT INTO signer VALUES (?, ?, 1, 1, '')", (who.holder.serial, who.payer))
        for number, client, balance in (
            (who.payer_account, who.payer, who.opening),
            (who.payee_account, who.payee, 0),
        ):
            base.execute("INSERT INTO account VALUES (?, ?, ?, NULL, '', 0, '')", (number, client, balance))

    def _check(self, envelope: Envelope, now: str) -> tuple[str, dict[str, str]]:
        digest = hashlib.sha256(envelope.body)
        self._verify(envelope.signatures[0], digest.digest())
        text = envelope.body.decode()
        tree = json.loads(text)
        again = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if again != text or not unicodedata.is_normalized("NFC", text):
            raise RuntimeError("not canonical")
        told = (tree["purpose"], tree["type"], tree["version"], tree["id"], tree["bank"], tree["client"])
        expected = (
            PaymentOrder.signed_as,
            PaymentOrder.code,
            PaymentOrder.version,
            envelope.id,
            self._parties.bic,
            self._parties.payer,
        )
        if told != expected or not is_id(envelope.id) or tree["valid_until"] < now:
            raise RuntimeError("identity")
        fields: dict[str, str] = tree["fields"]
        document, _ = self._series.examine(fields)
        if document is None or document.texts() != fields:
            raise RuntimeError("details")
        return digest.hexdigest(), fields

    def _verify(self, container: bytes, digest: bytes) -> None:
        shape = self._shapes[len(container)]
        fixed = (
            container[: shape.time],
            container[shape.time + _TIME : shape.digest],
            container[shape.digest + len(digest) : shape.signature],
        )
        if fixed != shape.fixed or container[shape.digest : shape.digest + len(digest)] != digest:
            raise RuntimeError("container")
        signature, holder, now = container[shape.signature :], self._parties.holder, clock.now()
        if (
            decode_dss_signature(signature)[1] > HALF_ORDER
            or not holder.not_before <= now <= holder.not_after
        ):
            raise RuntimeError("signature")
        attributes = b"\x31" + container[shape.start + 1 : shape.signature - _MIDDLE]
        self._public.verify(signature, attributes, _ECDSA)

    def _receipt(self, envelope: Envelope, sha256: str, now: str) -> tuple[int, bytes, bytes]:
        self._sequence += 1
        told = {"id": envelope.id, "sequence": str(self._sequence), "sha256": sha256, "time": now}
        body = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
        return self._sequence, body, self._key.sign(body, _ECDSA)


_MIDDLE = len(der.ECDSA_SHA256) + 2  # between the attributes and the signature


def _shape(container: bytes) -> _Shape:
    parts = cms.parse(container)
    attributes = cms.Profile(parts.certificate_der).attributes(parts.digest, parts.signing_time)
    signed = cms.signed_bytes(attributes)
    start = container.index(attributes) - (len(signed) - len(attributes))
    time = container.index(f"{parts.signing_time:%y%m%d%H%M%SZ}".encode(), start)
    digest, signature = container.index(parts.digest, time), len(container) - len(parts.signature)
    fixed = (
        container[:time],
        container[time + _TIME : digest],
        container[digest + len(parts.digest) : signature],
    )
    return _Shape(start, time, digest, signature, fixed)


class _Payments:
    """The part of a transaction that needs the base."""

    def __init__(self, base: Any, parties: Parties, day: str, now: str) -> None:
        self._base, self._who, self._day, self._now = base, parties, day, now
        numbers = (parties.payer_account, parties.payee_account)
        found = base.execute("SELECT * FROM account WHERE number IN (?, ?)", numbers)
        self._sides = {row[0]: _Side(*row) for row in found}
        found = base.execute(
            "SELECT id, seq, inn FROM client WHERE id IN (?, ?)", (parties.payer, parties.payee)
        )
        self._heads, self._inn = {}, {}
        for client, seq, inn in found:
            self._heads[client], self._inn[client] = seq, inn
        found = base.execute(
            "SELECT client, grp, active, revoked FROM signer WHERE serial = ?", (parties.holder.serial,)
        )
        if found.fetchone() != (parties.payer, 1, 1, ""):
            raise RuntimeError("signer")
        self._transfer = base.execute("SELECT coalesce(max(id), 0) FROM transfer").fetchone()[0]
        self._twins: set[str] = set()
        self.rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _INSERT}

    def take(self, envelope: Envelope, sha256: str, fields: dict[str, str]) -> None:
        """Decide on one payment and post it."""
        minor = int(fields["amount"].replace(".", ""))
        payer, payee = self._sides[fields["payer_account"]], self._sides[fields["payee_account"]]
        names = ("payer_account", "number", "date", "amount", "payee_bic", "payee_account")
        twin = "|".join(map(fields.__getitem__, names))
        self._allow(payer, payee, twin, minor, fields)
        self._twins.add(twin)
        payer.balance, payer.day, payer.spent = payer.balance - minor, self._day, self._spent(payer) + minor
        payee.balance += minor
        self._transfer += 1
        rows, (day, now) = self.rows, (self._day, self._now)
        rows["document"].append(
            (
                envelope.id,
                payer.client,
                fields["number"],
                fields["date"],
                minor,
                twin,
                sha256,
                envelope.body,
                now,
                "executed",
                now,
            )
        )
        rows["signature"].append((envelope.id, self._who.holder.serial, envelope.signatures[0]))
        sides = (payer.number, payee.number, minor, day, now, payer.balance, payee.balance)
        rows["transfer"].append((self._transfer, envelope.id, *sides))
        self._tell(payer.client, "receipt", document=envelope.id)
        for state in ("accepted", "executed"):
            self._tell(payer.client, "status", data=json.dumps({"document_id": envelope.id, "state": state}))
        for side in (payer, payee):
            self._tell(side.client, "entry", transfer=self._transfer)

    def write(self) -> None:
        """Write everything."""
        for side in self._sides.values():
            told = {"account": side.number, "balance": side.balance, "time": self._now}
            self._tell(side.client, "balance", data=json.dumps(told))
        base = self._base
        base.executemany(
            "UPDATE account SET balance = ?, day = ?, spent = ? WHERE number = ?",
            [(side.balance, side.day, side.spent, side.number) for side in self._sides.values()],
        )
        for table, statement in _INSERT.items():
            base.executemany(statement, self.rows[table])
        base.executemany(
            "UPDATE client SET seq = ? WHERE id = ?", [(seq, key) for key, seq in self._heads.items()]
        )

    def _allow(self, payer: _Side, payee: _Side, twin: str, minor: int, fields: dict[str, str]) -> None:
        base = self._base
        wrong = {
            "account": payer.client != self._who.payer or bool(payer.closed or payee.closed),
            "duplicate": twin in self._twins or base.execute(_TWIN, (twin,)).fetchone() is not None,
            "stopped": base.execute(_LISTED, (payee.number,)).fetchone() is not None,
            "inn": self._inn[payee.client] != fields["payee_inn"],
            "limit": payer.limit is not None and self._spent(payer) + minor > payer.limit,
            "funds": payer.balance < minor,
        }
        if any(wrong.values()):
            raise RuntimeError(", ".join(name for name, found in wrong.items() if found))

    def _spent(self, payer: _Side) -> int:
        return payer.spent if payer.day == self._day else 0

    def _tell(
        self,
        client: str,
        kind: str,
        document: str | None = None,
        transfer: int | None = None,
        data: str | None = None,
    ) -> None:
        self._heads[client] += 1
        self.rows["event"].append((client, self._heads[client], kind, self._now, document, transfer, data))
