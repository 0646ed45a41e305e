"""Documents that the bank made: rows of `document` like others, the bank's signature beside the canonical bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final

from bsclient import clock
from bsclient.domain.document import Raw
from bsclient.domain.states import State
from bsclient.storage import documents
from bsclient.storage.rows import Happening, Narrow
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
    "SELECT b.canonical FROM incoming i JOIN body b ON b.row = i.row"
    " WHERE instr(b.raw, '\"attachments\":[{') > 0"
)


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


def with_attachments(reader: Reader) -> list[bytes]:
    """Return the canonical bytes of the bank's documents that name files."""
    return [bytes(found[0]) for found in reader.all(_BODIES)]
