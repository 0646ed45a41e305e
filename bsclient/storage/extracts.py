"""The bank's signed extracts of statuses: one for each document that is done, and of which one is still to be fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bsclient import clock
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_DUE: Final = (
    "SELECT d.id, coalesce(b.sha256, '') FROM extract_due x JOIN document d ON d.row = x.row"
    " JOIN body b ON b.row = d.row ORDER BY x.row LIMIT ?"
)
_SEQS: Final = (
    "SELECT e.seq FROM document d JOIN event e ON e.row = d.row WHERE d.id = ? AND e.seq > 0 ORDER BY e.seq"
)
_ACT: Final = "INSERT INTO extract_act (act, signature, at) VALUES (?, ?, ?)"
_KEEP: Final = (
    "INSERT INTO extract (row, body, act) SELECT row, ?, ? FROM document WHERE id = ?"
    " ON CONFLICT (row) DO UPDATE SET body = excluded.body, act = excluded.act"
)
_DONE: Final = "DELETE FROM extract_due WHERE row = (SELECT row FROM document WHERE id = ?)"
_OF: Final = (
    "SELECT x.body, a.act, a.signature FROM document d JOIN extract x ON x.row = d.row"
    " JOIN extract_act a ON a.id = x.act WHERE d.id = ?"
)


@dataclass(frozen=True, slots=True)
class Extract:
    """The canonical bytes of an extract, the signed act that lists its hash, and the bank's CMS over the act."""

    body: bytes
    act: bytes
    signature: bytes


def due(reader: Reader, limit: int) -> list[tuple[str, str]]:
    """Return documents of which an extract is to be fetched: id and SHA-256 of the signed bytes."""
    return [(str(identity), str(sha256)) for identity, sha256 in reader.all(_DUE, (limit,))]


def statuses(reader: Reader, document_id: str) -> list[int]:
    """Return the feed's numbers of what the bank said of a document."""
    return [int(row[0]) for row in reader.all(_SEQS, (document_id,))]


def keep(
    work: UnitOfWork, found: Sequence[tuple[str, bytes]], act: tuple[bytes, bytes], at: datetime
) -> None:
    """Keep extracts by the ids of their documents, and the act with its signature."""
    made = work.run(_ACT, (*act, clock.stamp(at))).lastrowid
    work.run_many(_KEEP, [(body, made, identity) for identity, body in found])


def settle(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Ask for these no more."""
    work.run_many(_DONE, [(identity,) for identity in ids])


def of(reader: Reader, document_id: str) -> Extract | None:
    """Return the extract of a document, if there is one."""
    found = reader.one(_OF, (document_id,))
    return None if found is None else Extract(bytes(found[0]), bytes(found[1]), bytes(found[2]))
