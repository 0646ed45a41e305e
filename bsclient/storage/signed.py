"""Many documents signed at once: what stands before the signatures, and all that signing writes, a table at a time.

It leaves the same rows as `documents.keep_canonical`, `signatures.add` and `documents.move` one after the other would.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bsclient import clock
from bsclient.domain import states
from bsclient.domain.document import Raw
from bsclient.domain.states import By, Event, State
from bsclient.storage import documents, moving, values
from bsclient.storage.rows.signing import SignatureRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_UNSIGNED: Final = (
    "SELECT d.id, d.type, d.number, d.day, d.state, d.version, b.raw, b.canonical,"
    " (SELECT e.actor FROM event e WHERE e.row = d.row AND e.event IN ('save_invalid', 'save_valid', 'save_imported')"
    " ORDER BY e.step DESC LIMIT 1)"
    " FROM json_each(?) j JOIN document d ON d.id = j.value JOIN body b ON b.row = d.row ORDER BY j.key"
)
_SIGNERS: Final = (
    "SELECT d.id, s.user_id FROM json_each(?) j JOIN document d ON d.id = j.value JOIN signature s ON s.row = d.row"
    " WHERE d.signatures > 0 ORDER BY s.signed_at, s.user_id"
)
_STANDING: Final = (
    "SELECT d.id, d.row, d.type, d.number, d.state, d.version, b.canonical"
    " FROM json_each(?) j JOIN document d ON d.id = j.value JOIN body b ON b.row = d.row"
)
_CANONICAL: Final = "UPDATE body SET canonical = ?, sha256 = ? WHERE row = ?"
_SIGNATURE: Final = (
    "INSERT INTO signature (row, user_id, certificate_serial, cms, signed_at) VALUES (?, ?, ?, ?, ?)"
)
_MOVE: Final = (
    "UPDATE document SET state = ?, updated = ?,"
    " status_code = CASE WHEN status_code IN ('key_revoked', 'key_replaced') THEN '' ELSE status_code END,"
    " signatures = (SELECT count(*) FROM signature s WHERE s.row = document.row) WHERE row = ?"
)
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A document that is asked to be signed: its draft, and its canonical bytes if somebody signed it already.

    `writer` is the name of the user who saved it last: whose words they are.
    """

    id: str
    type: str
    number: str
    day: dt.date | None
    state: State
    version: int
    raw: Raw
    canonical: bytes
    signers: tuple[str, ...]
    writer: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A document as it stands at the moment of signing; `signers` are the users who signed it already."""

    id: str
    row: int
    type: str
    number: str
    state: State
    version: int
    canonical: bytes
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A signature to keep: over which bytes, and what it makes of the document."""

    standing: Standing
    event: Event
    canonical: bytes
    sha256: str
    signature: SignatureRow


def unsigned(reader: Reader, ids: Iterable[str]) -> list[Unsigned]:
    """Return documents in the order of the ids; unknown ids are left out."""
    wanted = list(ids)
    signed = signers(reader, wanted)
    found: list[Unsigned] = []
    for part in documents.batches(wanted, _BATCH):
        for one, kind, number, day, state, version, raw, canonical, writer in reader.all(
            _UNSIGNED, (values.json_text(part),)
        ):
            draft, users = values.json_value(raw), tuple(signed.get(one, ()))
            found.append(
                Unsigned(
                    one,
                    kind,
                    number,
                    values.day(day),
                    State(state),
                    version,
                    draft,
                    canonical or b"",
                    users,
                    writer or "",
                )
            )
    return found


def signers(reader: Reader, ids: Iterable[str]) -> dict[str, list[str]]:
    """Return who signed each document, the first one first; documents without signatures are left out."""
    found: dict[str, list[str]] = {}
    for part in documents.batches(list(ids), _BATCH):
        for one, user in reader.all(_SIGNERS, (values.json_text(part),)):
            found.setdefault(one, []).append(user)
    return found


def standing(reader: Reader, ids: Sequence[str]) -> dict[str, Standing]:
    """Return what the documents are now, by id."""
    signed = signers(reader, ids)
    found: dict[str, Standing] = {}
    for part in documents.batches(ids, _BATCH):
        for one, row, kind, number, state, version, canonical in reader.all(
            _STANDING, (values.json_text(part),)
        ):
            users = tuple(signed.get(one, ()))
            found[one] = Standing(one, row, kind, number, State(state), version, canonical or b"", users)
    return found


def keep(work: UnitOfWork, marks: Sequence[Mark], actor: str) -> list[State]:
    """Keep signatures and return the states after them.

    Raises `NotAllowed("step_not_allowed")` before anything is written; a second signature of the same user is refused
    by the primary key.
    """
    after = [states.after(mark.standing.state, mark.event) for mark in marks]
    work.run_many(_CANONICAL, [(mark.canonical, mark.sha256, mark.standing.row) for mark in marks])
    work.run_many(_SIGNATURE, [(mark.standing.row, *_signature(mark.signature)) for mark in marks])
    work.run_many(
        _MOVE, [(state, work.stamp, mark.standing.row) for mark, state in zip(marks, after, strict=True)]
    )
    moved = [
        moving.Moved(mark.standing.id, mark.standing.row, mark.sha256, mark.event, state)
        for mark, state in zip(marks, after, strict=True)
    ]
    moving.note_all(work, moved, (By.USER, actor))
    return after


def _signature(kept: SignatureRow) -> tuple[str, str, bytes, str]:
    return (kept.user_id, kept.certificate_serial, kept.cms, clock.stamp(kept.signed_at))
