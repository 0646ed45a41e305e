"""The audit journal: a chain of hashes, written in the transaction of the act it tells of.

hash = SHA-256(tag ‖ prev ‖ seq ‖ length ‖ row). A changed, missing, added or moved row breaks the chain; a cut at the
end is found by comparing with the head that the bank keeps. Triggers refuse UPDATE and DELETE.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows import JournalRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_TAG: Final = b"bsclient.journal/1"
START: Final = "0" * 64
"""What the first row has for the row before it."""

_HEAD: Final = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
_INSERT: Final = (
    "INSERT INTO journal (seq, at, actor, device, action, object, object_hash, facts, prev, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_AFTER: Final = (
    "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM journal"
    " WHERE seq > ? ORDER BY seq LIMIT ?"
)
_PAGE: Final = (
    "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM journal"
    " ORDER BY seq DESC LIMIT ? OFFSET ?"
)
_OF: Final = (
    "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM journal WHERE seq = ?"
)
_COUNT: Final = "SELECT count(*) FROM journal"
_BLOCK: Final = 2000


@dataclass(frozen=True, slots=True)
class Act:
    """What is told: who did what to which object, and the hash of the object's bytes, if it has any."""

    actor: str
    action: str
    object: str = ""
    object_hash: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chain:
    """Result of a check: `broken_at` is the first sequence number that does not hold, None if all do."""

    count: int
    head: str
    broken_at: int | None


def append(work: UnitOfWork, act: Act) -> None:
    """Write one row in the transaction of the act."""
    append_all(work, (act,))


def append_all(work: UnitOfWork, acts: Iterable[Act]) -> None:
    """Write rows of many acts, in their order."""
    seq, prev = work.journal_head or head(work)
    rows: list[tuple[Any, ...]] = []
    for act in acts:
        seq += 1
        told = values.json_text(dict(act.facts))
        row = (work.stamp, act.actor, work.device, act.action, act.object, act.object_hash, told)
        digest = row_hash(prev, seq, row)
        rows.append((seq, *row, prev, digest))
        prev = digest
    work.run_many(_INSERT, rows)
    work.journal_head = (seq, prev)


def head(reader: Reader) -> tuple[int, str]:
    """Return sequence and hash of the last row; (0, START) of an empty journal."""
    found = reader.one(_HEAD)
    return (0, START) if found is None else (int(found[0]), str(found[1]))


def hash_at(reader: Reader, seq: int) -> str:
    """Return the hash of one row; START for 0, "" when there is no such row."""
    if seq == 0:
        return START
    found = reader.one(_OF, (seq,))
    return "" if found is None else str(found[-1])


def check(reader: Reader) -> Chain:
    """Compute the whole chain anew."""
    seq, prev = 0, START
    while rows := reader.all(_AFTER, (seq, _BLOCK)):
        for row in rows:
            if not _follows(row, seq, prev):
                return Chain(seq, prev, seq + 1)
            seq, prev = row[0], row[-1]
    stray = reader.scalar(_COUNT)
    return Chain(seq, prev, None if stray == seq else 1)


def page(reader: Reader, start: int, count: int) -> list[JournalRow]:
    """Return rows, the newest first."""
    return [_row(found) for found in reader.all(_PAGE, (count, start))]


def row_hash(prev: str, seq: int, row: Iterable[str]) -> str:
    """Return the hash of a row: at, actor, device, action, object, object hash, facts."""
    told = values.json_text(list(row)).encode()
    block = (_TAG, bytes.fromhex(prev), seq.to_bytes(8, "big"), len(told).to_bytes(8, "big"), told)
    return hashlib.sha256(b"".join(block)).hexdigest()


def _follows(row: Any, seq: int, prev: str) -> bool:
    return bool(row[0] == seq + 1 and row[8] == prev and row[9] == row_hash(prev, row[0], row[1:8]))


def _row(found: Any) -> JournalRow:
    return JournalRow(
        seq=found[0],
        at=clock.parse(found[1]),
        actor=found[2],
        device=found[3],
        action=found[4],
        object=found[5],
        object_hash=found[6],
        facts=values.facts(found[7]),
        prev=found[8],
        hash=found[9],
    )
