"""Documents on their way to the bank: what waits, when it is tried again, what exactly is sent.

The bytes are those that were signed; nothing is rebuilt from columns. A document leaves the outbox when its receipt
is stored (or when the user takes it back before the first send).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

from bsclient import clock
from bsclient.domain.states import State
from bsclient.errors import Corrupt
from bsclient.storage import values
from bsclient.storage.rows.signing import OutboxRow, Parcel
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_INSERT: Final = (
    "INSERT INTO outbox (row, queued_at) SELECT row, ? FROM document WHERE id = ? ON CONFLICT DO NOTHING"
)
_DELETE: Final = "DELETE FROM outbox WHERE row = (SELECT row FROM document WHERE id = ?)"
_TRIED: Final = (
    "UPDATE outbox SET attempts = attempts + 1, last_try = ?, next_try = ?, error = ?"
    " WHERE row = (SELECT row FROM document WHERE id = ?)"
)
_ALL: Final = (
    "SELECT d.id, d.state, o.queued_at, o.attempts, o.last_try, o.next_try, o.error"
    " FROM outbox o JOIN document d ON d.row = o.row ORDER BY o.queued_at, o.row"
)
_DUE: Final = (
    "SELECT d.id, d.state, o.queued_at, o.attempts, o.last_try, o.next_try, o.error"
    " FROM outbox o JOIN document d ON d.row = o.row WHERE o.next_try <= ? ORDER BY o.queued_at, o.row LIMIT ?"
)
_FIRST: Final = (
    "SELECT d.id, d.state, o.queued_at, o.attempts, o.last_try, o.next_try, o.error"
    " FROM outbox o JOIN document d ON d.row = o.row WHERE d.id NOT IN (SELECT value FROM json_each(?))"
    " ORDER BY o.queued_at, o.row LIMIT ?"
)
_ONE: Final = (
    "SELECT d.id, d.state, o.queued_at, o.attempts, o.last_try, o.next_try, o.error"
    " FROM document d JOIN outbox o ON o.row = d.row WHERE d.id = ?"
)
_SIZE: Final = "SELECT count(*) FROM outbox"
_COUNT: Final = "SELECT d.state, count(*) FROM outbox o JOIN document d ON d.row = o.row GROUP BY d.state"
_PARCELS: Final = (
    "SELECT d.id, d.type, b.canonical, b.sha256, s.cms FROM json_each(?) j JOIN document d ON d.id = j.value"
    " JOIN body b ON b.row = d.row LEFT JOIN signature s ON s.row = d.row"
    " WHERE b.canonical IS NOT NULL ORDER BY j.key, s.signed_at, s.user_id"
)


def add(work: UnitOfWork, document_id: str) -> None:
    """Put a document into the outbox."""
    work.run(_INSERT, (work.stamp, document_id))
    work.touch(document_id)


def remove(work: UnitOfWork, document_id: str) -> None:
    """Take a document out of the outbox."""
    work.run(_DELETE, (document_id,))
    work.touch(document_id)


def remove_all(work: UnitOfWork, ids: Sequence[str]) -> None:
    """Take documents out of the outbox."""
    work.run_many(_DELETE, [(one,) for one in ids])
    work.touch(*ids)


def tried(work: UnitOfWork, document_id: str, next_try: dt.datetime | None, error: str = "") -> None:
    """Note an attempt and when the next one may be made."""
    work.run(_TRIED, (work.stamp, values.stamp_text(next_try), error, document_id))


def being_tried(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Note an attempt of many, none of which has an answer yet."""
    work.run_many(_TRIED, [(work.stamp, "", "", one) for one in ids])


def add_all(work: UnitOfWork, ids: Sequence[str]) -> None:
    """Put documents into the outbox."""
    work.run_many(_INSERT, [(work.stamp, one) for one in ids])
    work.touch(*ids)


def size(reader: Reader) -> int:
    """Return how many documents wait."""
    return int(reader.scalar(_SIZE))


def first(reader: Reader, limit: int, but: Iterable[str] = ()) -> list[OutboxRow]:
    """Return those that wait longest, at most `limit`, without the named ones."""
    return [_row(found) for found in reader.all(_FIRST, (values.json_text(list(but)), limit))]


def find(reader: Reader, document_id: str) -> OutboxRow | None:
    """Return what waits of one document, or None."""
    found = reader.one(_ONE, (document_id,))
    return None if found is None else _row(found)


def waiting(reader: Reader) -> list[OutboxRow]:
    """Return everything in the outbox, the oldest first."""
    return [_row(found) for found in reader.all(_ALL)]


def due(reader: Reader, now: dt.datetime, limit: int = 1000) -> list[OutboxRow]:
    """Return what may be tried now, the oldest first."""
    return [_row(found) for found in reader.all(_DUE, (clock.stamp(now), limit))]


def counts(reader: Reader) -> dict[State, int]:
    """Return how many documents of each state wait."""
    return {State(state): int(count) for state, count in reader.all(_COUNT)}


def parcels(reader: Reader, ids: list[str]) -> list[Parcel]:
    """Return the stored bytes and signatures of signed documents, in the order of the ids."""
    found: dict[str, tuple[str, bytes, str, list[bytes]]] = {}
    for document_id, kind, canonical, sha256, cms in reader.all(_PARCELS, (values.json_text(ids),)):
        parcel = found.setdefault(document_id, (kind, canonical, sha256, []))
        if cms is not None:
            parcel[3].append(cms)
    return [
        Parcel(id=one, type=kind, canonical=canonical, sha256=sha256, signatures=tuple(signatures))
        for one, (kind, canonical, sha256, signatures) in found.items()
    ]


def _row(found: Any) -> OutboxRow:
    """Return a row; Corrupt when somebody wrote into the base what is neither a state nor an instant."""
    try:
        return OutboxRow(
            id=found[0],
            state=State(found[1]),
            queued_at=clock.parse(found[2]),
            attempts=found[3],
            last_try=values.instant_or_none(found[4]),
            next_try=values.instant_or_none(found[5]),
            error=found[6],
        )
    except ValueError as reason:
        raise Corrupt("storage_damaged") from reason
