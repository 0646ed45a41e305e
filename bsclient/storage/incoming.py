"""Documents that the bank made: rows of `document` like others, the bank's signature beside the canonical bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bsclient import clock
from bsclient.domain import states
from bsclient.domain.document import Raw
from bsclient.domain.states import State
from bsclient.storage import documents, values
from bsclient.storage.rows.documents import Happening, Narrow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_PUT: Final = (
    "INSERT INTO incoming (row, signature, signed_at) VALUES ((SELECT row FROM document WHERE id = ?), ?, ?)"
)
_GET: Final = (
    "SELECT b.canonical, i.signature, i.signed_at FROM document d JOIN incoming i ON i.row = d.row"
    " JOIN body b ON b.row = d.row WHERE d.id = ?"
)
_COUNT: Final = "SELECT count(*) FROM document d JOIN incoming i ON i.row = d.row WHERE d.state = ?"
_BODIES: Final = (
    "SELECT d.type, b.canonical FROM incoming i JOIN document d ON d.row = i.row JOIN body b ON b.row = i.row"
    " WHERE d.type IN (SELECT value FROM json_each(?))"
)
_TYPES: Final = "SELECT DISTINCT d.type FROM incoming i JOIN document d ON d.row = i.row ORDER BY d.type"
_ANSWERED: Final = (
    "SELECT DISTINCT t.id FROM incoming i JOIN document t ON t.row = i.row JOIN link l ON l.target = t.id"
    " JOIN document s ON s.id = l.source WHERE l.field <> '' AND t.state IN ('incoming', 'read')"
    " AND s.state IN (SELECT value FROM json_each(?)) ORDER BY t.id"
)
_ANSWERS: Final = (
    "SELECT s.id FROM link l JOIN document s ON s.id = l.source WHERE l.target = ? AND l.field <> ''"
    " AND s.state <> 'deleted' ORDER BY s.row"
)
_TOOK: Final = tuple(str(state) for state in (*states.AT_BANK, State.EXECUTED, State.PARTLY_EXECUTED))
"""States of an answer that the bank has and has not refused."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the bank signed: the canonical bytes, its detached signature, the instant it told with them."""

    canonical: bytes
    signature: bytes
    at: dt.datetime


def keep(
    work: UnitOfWork, document_id: str, told: tuple[Narrow, Raw], proof: Proof, birth: Happening
) -> State:
    """Keep a document of the bank: its columns and texts, the proof; raises `Conflict("document_exists")`."""
    shown, raw = told
    state = documents.add(work, document_id, shown, raw, birth)
    documents.keep_canonical(work, document_id, proof.canonical, hashlib.sha256(proof.canonical).hexdigest())
    work.run(_PUT, (document_id, proof.signature, clock.stamp(proof.at)))
    return state


def proof(reader: Reader, document_id: str) -> Proof | None:
    """Return what the bank signed, or None for a document that is not the bank's."""
    found = reader.one(_GET, (document_id,))
    return None if found is None else Proof(found[0], found[1], clock.parse(found[2]))


def count(reader: Reader, state: State) -> int:
    """Return how many documents of the bank stand in a state."""
    return int(reader.scalar(_COUNT, (state,)))


def types(reader: Reader) -> list[str]:
    """Return the types of which the bank has sent documents."""
    return [str(found[0]) for found in reader.all(_TYPES)]


def bodies(reader: Reader, types: Sequence[str]) -> list[tuple[str, bytes]]:
    """Return type and canonical bytes of the bank's documents of some types."""
    return [(str(kind), bytes(body)) for kind, body in reader.all(_BODIES, (values.json_text(list(types)),))]


def answered(reader: Reader) -> list[str]:
    """Return the bank's documents that are answered by now: a document that names them is at the bank."""
    return [str(found[0]) for found in reader.all(_ANSWERED, (values.json_text(list(_TOOK)),))]


def answers(reader: Reader, document_id: str) -> list[str]:
    """Return the own documents whose fields name this one, the oldest first."""
    return [str(found[0]) for found in reader.all(_ANSWERS, (document_id,))]
