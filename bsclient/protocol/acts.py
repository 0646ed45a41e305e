"""Canonical bytes of acts that are not documents: login, receipt, the next key, the end of a key.

One purpose each, no signature serves two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bsclient import clock
from bsclient.domain import canonical
from bsclient.errors import BadInput

LOGIN = "bsclient.login/1"
RECEIPT = "bsclient.receipt/1"
BANK_DOCUMENT = "bsclient.bank_document/1"
JOURNAL_HEAD = "bsclient.journal_head/1"
CERTIFICATE_REQUEST = "bsclient.certificate_request/1"
REVOCATION = "bsclient.revocation/1"


@dataclass(frozen=True, slots=True)
class Login:
    """What a client signs to log in: nonce and server id of the challenge, the TLS certificate it saw, its time."""

    nonce: str
    server: str
    server_certificate: str
    time: datetime

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        return canonical.encode(
            {
                "purpose": LOGIN,
                "nonce": self.nonce,
                "server": self.server,
                "server_certificate": self.server_certificate,
                "time": clock.stamp(self.time),
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> Login:
        """Read canonical bytes; raises `BadInput("not_canonical")`."""
        tree = _read(data, LOGIN, {"nonce", "server", "server_certificate", "time"})
        return cls(tree["nonce"], tree["server"], tree["server_certificate"], _time(tree["time"]))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the bank signs when it has stored a document: id, SHA-256 of its bytes, bank's time and sequence."""

    id: str
    sha256: str
    time: datetime
    sequence: int

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        return canonical.encode(
            {
                "purpose": RECEIPT,
                "id": self.id,
                "sha256": self.sha256,
                "time": clock.stamp(self.time),
                "sequence": str(self.sequence),
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> Receipt:
        """Read canonical bytes; raises `BadInput("not_canonical")`."""
        tree = _read(data, RECEIPT, {"id", "sha256", "time", "sequence"})
        return cls(tree["id"], tree["sha256"], _time(tree["time"]), _number(tree["sequence"]))


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """What the holder of a valid key signs to get the next one: who, on which device, by which certificate, SHA-256 of the PKCS#10."""

    client: str
    user: str
    device: str
    serial: str
    request_sha256: str
    time: datetime

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        return _encode(self, CERTIFICATE_REQUEST)

    @classmethod
    def decode(cls, data: bytes) -> CertificateRequest:
        """Read canonical bytes; raises `BadInput("not_canonical")`."""
        tree = _read(
            data, CERTIFICATE_REQUEST, {"client", "user", "device", "serial", "request_sha256", "time"}
        )
        at = _time(tree["time"])
        return cls(tree["client"], tree["user"], tree["device"], tree["serial"], tree["request_sha256"], at)


@dataclass(frozen=True, slots=True)
class Revocation:
    """What the holder of a key signs to have it blocked for good: whose, which certificate, why."""

    client: str
    user: str
    serial: str
    reason: str
    time: datetime

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        return _encode(self, REVOCATION)

    @classmethod
    def decode(cls, data: bytes) -> Revocation:
        """Read canonical bytes; raises `BadInput("not_canonical")`."""
        tree = _read(data, REVOCATION, {"client", "user", "serial", "reason", "time"})
        return cls(tree["client"], tree["user"], tree["serial"], tree["reason"], _time(tree["time"]))


def _encode(act: CertificateRequest | Revocation, purpose: str) -> bytes:
    texts = {name: value for name in act.__slots__ if isinstance(value := getattr(act, name), str)}
    return canonical.encode({"purpose": purpose, "time": clock.stamp(act.time), **texts})


@dataclass(frozen=True, slots=True)
class KeptHead:
    """The bank's word for the head of a client's audit journal: whose, on which device, which row, its hash, when.

    `bank_sequence` and `bank_head` are of the bank's own chain over all heads it was told.
    """

    client: str
    user: str
    device: str
    sequence: int
    head: str
    bank_sequence: int
    bank_head: str
    time: datetime

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        return canonical.encode(
            {
                "purpose": JOURNAL_HEAD,
                "client": self.client,
                "user": self.user,
                "device": self.device,
                "sequence": str(self.sequence),
                "head": self.head,
                "bank_sequence": str(self.bank_sequence),
                "bank_head": self.bank_head,
                "time": clock.stamp(self.time),
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> KeptHead:
        """Read canonical bytes; raises `BadInput("not_canonical")`."""
        tree = _read(data, JOURNAL_HEAD, set(cls.__slots__))
        numbers = (_number(tree["sequence"]), _number(tree["bank_sequence"]))
        return cls(
            tree["client"], tree["user"], tree["device"], numbers[0], tree["head"], numbers[1], tree["bank_head"],
            _time(tree["time"]),
        )  # fmt: skip


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):  # noqa: PLR2004 -- 64 bit
        raise BadInput("not_canonical", reason="sequence")
    return int(text)


def _read(data: bytes, purpose: str, keys: set[str]) -> dict[str, str]:
    tree = canonical.decode(data)
    if tree.get("purpose") != purpose or tree.keys() != keys | {"purpose"}:
        raise BadInput("not_canonical", reason="purpose")
    if not all(isinstance(value, str) and "\x00" not in value for value in tree.values()):
        raise BadInput("not_canonical", reason="keys")  # no base keeps or looks for a zero character
    return tree


def _time(text: str) -> datetime:
    try:
        return clock.parse(text)
    except ValueError as error:
        raise BadInput("not_canonical", reason="time") from error
