"""Canonical bytes of acts that are not documents: login and receipt. One purpose each, no signature serves two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bsclient import clock
from bsclient.domain import canonical
from bsclient.errors import BadInput

LOGIN = "bsclient.login/1"
RECEIPT = "bsclient.receipt/1"
BANK_DOCUMENT = "bsclient.bank_document/1"


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
        sequence = tree["sequence"]
        if not (sequence.isascii() and sequence.isdecimal() and len(sequence) <= 18):  # noqa: PLR2004 -- 64 bit
            raise BadInput("not_canonical", reason="sequence")
        return cls(tree["id"], tree["sha256"], _time(tree["time"]), int(sequence))


def _read(data: bytes, purpose: str, keys: set[str]) -> dict[str, str]:
    tree = canonical.decode(data)
    if tree.get("purpose") != purpose or tree.keys() != keys | {"purpose"}:
        raise BadInput("not_canonical", reason="purpose")
    if not all(isinstance(value, str) for value in tree.values()):
        raise BadInput("not_canonical", reason="keys")
    return tree


def _time(text: str) -> datetime:
    try:
        return clock.parse(text)
    except ValueError as error:
        raise BadInput("not_canonical", reason="time") from error
