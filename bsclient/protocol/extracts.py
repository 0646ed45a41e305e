"""Extracts of a document's statuses, signed by the bank: what was told in the feed, in a form that proves it later.

One signature covers a batch: the signed act lists the SHA-256 of each extract, so that an extract can be shown to a third
person without the others of its batch. `POST /v1/extracts` takes a `ExtractRequest` and answers with a `ExtractBatch`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

import msgspec

from bsclient import clock
from bsclient.domain import canonical
from bsclient.errors import BadInput

EXTRACT: Final = "bsclient.status_extract/1"
ACT: Final = "bsclient.status_extracts/1"
BATCH: Final = 500
MOST_STATUSES: Final = 1000
_STATUS_KEYS: Final = {"seq", "time", "state", "code", "facts", "note"}


class ExtractWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document and the sequence numbers of the feed's events with its statuses, rising."""

    id: str
    statuses: list[int]


class ExtractRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Up to `BATCH` documents of the client."""

    documents: list[ExtractWish]


class ExtractBatch(msgspec.Struct, frozen=True, kw_only=True):
    """Extracts in the order of the wishes, the act that lists their hashes, and the bank's CMS over the act."""

    act: bytes
    signature: bytes
    extracts: list[bytes]


@dataclass(frozen=True, slots=True)
class Status:
    """A status as the feed told it."""

    seq: int
    time: datetime
    state: str
    code: str = ""
    facts: Mapping[str, str] | None = None
    note: str = ""

    def tree(self) -> dict[str, canonical.Tree]:
        """Return it as canonical bytes have it."""
        return {
            "seq": str(self.seq),
            "time": clock.stamp(self.time),
            "state": self.state,
            "code": self.code,
            "facts": dict(self.facts or {}),
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class StatusExtract:
    """What the bank says of a document at an instant: the SHA-256 of its bytes, its state, how it came to it."""

    id: str
    sha256: str
    client: str
    time: datetime
    state: str
    statuses: tuple[Status, ...]

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        return canonical.encode({
            "purpose": EXTRACT,
            "id": self.id,
            "sha256": self.sha256,
            "client": self.client,
            "time": clock.stamp(self.time),
            "state": self.state,
            "statuses": [status.tree() for status in self.statuses],
        })  # fmt: skip

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read canonical bytes; raises `BadInput("not_canonical")`."""
        tree = _read(data, EXTRACT, {"id", "sha256", "client", "time", "state", "statuses"})
        with _Reading():
            return cls(
                _text(tree["id"]),
                _text(tree["sha256"]),
                _text(tree["client"]),
                clock.parse(_text(tree["time"])),
                _text(tree["state"]),
                tuple(_status(one) for one in tree["statuses"]),
            )


@dataclass(frozen=True, slots=True)
class ExtractAct:
    """What the bank signs for a batch: the SHA-256 (lower hex) of each extract."""

    client: str
    time: datetime
    hashes: tuple[str, ...]

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        time = clock.stamp(self.time)
        return canonical.encode(
            {"purpose": ACT, "client": self.client, "time": time, "extracts": list(self.hashes)}
        )

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read canonical bytes; raises `BadInput("not_canonical")`."""
        tree = _read(data, ACT, {"client", "time", "extracts"})
        with _Reading():
            hashes = tuple(_text(one) for one in tree["extracts"])
            return cls(_text(tree["client"]), clock.parse(_text(tree["time"])), hashes)


class _Reading:
    """Turns whatever a badly made tree raises into `not_canonical`."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if kind is not None and issubclass(kind, ValueError | TypeError | KeyError | AttributeError):
            raise BadInput("not_canonical", reason=kind.__name__) from error


def _read(data: bytes, purpose: str, keys: set[str]) -> dict[str, Any]:
    tree = canonical.decode(data)
    if tree.get("purpose") != purpose or tree.keys() != keys | {"purpose"}:
        raise BadInput("not_canonical", reason="purpose")
    return tree


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _status(tree: Mapping[str, Any]) -> Status:
    if tree.keys() != _STATUS_KEYS:
        raise ValueError(tree)
    texts: Sequence[str] = [_text(tree[name]) for name in ("seq", "time", "state", "code", "note")]
    facts = {name: _text(value) for name, value in tree["facts"].items()}
    if not (texts[0].isascii() and texts[0].isdecimal()):
        raise ValueError(texts[0])
    return Status(int(texts[0]), clock.parse(texts[1]), texts[2], texts[3], facts, texts[4])
