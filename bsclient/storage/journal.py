"""The audit journal: a chain of hashes, written in the transaction of the act it tells of.

hash = SHA-256(tag ‖ prev ‖ seq ‖ SHA-256(row)): so a part of the chain can be shown to others with the digests of rows that are
none of their business. Rows before the setting `journal.digests` hold SHA-256(tag ‖ prev ‖ seq ‖ length ‖ row) of the first
release. A changed, missing, added or moved row breaks the chain; a cut at the end and a chain made anew are found
by comparing with the heads that the bank keeps and has signed. Triggers refuse UPDATE and DELETE.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bsclient import clock
from bsclient.domain import chain
from bsclient.domain.chain import START
from bsclient.storage import values
from bsclient.storage.rows.journal import JournalRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_FIRST_TAG: Final = b"bsclient.journal/1"
_DIGESTS: Final = "SELECT value FROM setting WHERE key = 'journal.digests'"
_HEAD: Final = "SELECT seq, hash FROM main.journal ORDER BY seq DESC LIMIT 1"
_INSERT: Final = (
    "INSERT INTO journal (seq, at, actor, device, action, object, object_hash, facts, prev, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_AFTER: Final = (
    "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM main.journal"
    " WHERE seq > ? ORDER BY seq LIMIT ?"
)
_PAGE: Final = (
    "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM journal"
    " ORDER BY seq DESC LIMIT ? OFFSET ?"
)
_OF: Final = "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM main.journal WHERE seq = ?"
_ABOUT: Final = "SELECT seq FROM main.journal WHERE object = ? ORDER BY seq"
_BETWEEN: Final = (
    "SELECT seq, at, actor, device, action, object, object_hash, facts, prev, hash FROM main.journal"
    " WHERE seq BETWEEN ? AND ? ORDER BY seq"
)
_FORGET_HEADS: Final = "DELETE FROM main.journal_head WHERE substr(at, 1, 10) = ? AND seq <= ?"
_KEEP_HEAD: Final = "INSERT OR REPLACE INTO journal_head (seq, body, signature, at) VALUES (?, ?, ?, ?)"
_SIGNED_HEAD: Final = "SELECT seq, body, signature FROM main.journal_head WHERE seq >= ? ORDER BY seq LIMIT 1"
_COUNT: Final = "SELECT count(*) FROM main.journal"
_SHOWN: Final = "SELECT count(*) FROM journal"
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
        linked = chain.link(prev, seq, chain.digest(row))
        rows.append((seq, *row, prev, linked))
        prev = linked
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
    digests = digests_from(reader)
    while rows := reader.all(_AFTER, (seq, _BLOCK)):
        for row in rows:
            if not _follows(row, seq, prev, digests):
                return Chain(seq, prev, seq + 1)
            seq, prev = row[0], row[-1]
    stray = reader.scalar(_COUNT)
    return Chain(seq, prev, None if stray == seq else 1)


def page(reader: Reader, start: int, count: int) -> list[JournalRow]:
    """Return rows, the newest first."""
    return [_row(found) for found in reader.all(_PAGE, (count, start))]


def shown(reader: Reader) -> int:
    """Return how many rows `page` has in all; the chain has no gaps, but a user need not see all of it."""
    return int(reader.scalar(_SHOWN)) if reader.narrowed else head(reader)[0]


def _first_link(prev: str, seq: int, row: Iterable[str]) -> str:
    """Return the hash of a row as the first release wrote it."""
    told = values.json_text(list(row)).encode()
    block = (_FIRST_TAG, bytes.fromhex(prev), seq.to_bytes(8, "big"), len(told).to_bytes(8, "big"), told)
    return hashlib.sha256(b"".join(block)).hexdigest()


def _follows(row: Any, seq: int, prev: str, digests: int) -> bool:
    number, texts = row[0], row[1:8]
    if number != seq + 1 or row[8] != prev:
        return False
    if number < digests:
        return bool(row[9] == _first_link(prev, number, texts))
    return bool(row[9] == chain.link(prev, number, chain.digest(texts)))


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


def keep_head(work: UnitOfWork, seq: int, body: bytes, signature: bytes) -> None:
    """Keep the bank's signed word for a head; of one day only the last stays."""
    work.run(_FORGET_HEADS, (work.stamp[: len("2026-11-22")], seq))
    work.run(_KEEP_HEAD, (seq, body, signature, work.stamp))


def signed_head(reader: Reader, least: int) -> tuple[int, bytes, bytes] | None:
    """Return the bank's word for the first head that covers a row: sequence, bytes, CMS."""
    found = reader.one(_SIGNED_HEAD, (least,))
    return None if found is None else (int(found[0]), bytes(found[1]), bytes(found[2]))


def of_object(reader: Reader, identity: str) -> list[int]:
    """Return the numbers of the rows about an object."""
    return [int(row[0]) for row in reader.all(_ABOUT, (identity,))]


def between(reader: Reader, first: int, last: int) -> list[JournalRow]:
    """Return the rows from one number to another."""
    return [_row(found) for found in reader.all(_BETWEEN, (first, last))]


def digests_from(reader: Reader) -> int:
    """Return the first row whose hash is over the digest of its text."""
    return int(reader.scalar(_DIGESTS) or 1)


def texts(row: JournalRow) -> list[str]:
    """Return a row as the chain has it."""
    told = values.json_text(dict(row.facts))
    return [clock.stamp(row.at), row.actor, row.device, row.action, row.object, row.object_hash, told]
