"""The bank's signed word for what became of documents: read back from the feed, listed in one signed act for a batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, bindparam, select

from bsclient import clock
from bsclient.bank.ports import BankKeys
from bsclient.bank.schema.tables import document, event
from bsclient.bank.store import Store
from bsclient.crypto.hashes import sha256_hex
from bsclient.protocol.extracts import ExtractAct, ExtractBatch, ExtractWish, Status, StatusExtract
from bsclient.protocol.messages import Kind, StatusData

_DOCUMENTS: Final = select(document.c.id, document.c.sha256, document.c.state).where(
    document.c.client_id == bindparam("client"), document.c.id.in_(bindparam("ids", expanding=True))
)
_EVENTS: Final = select(event.c.seq, event.c.at, event.c.data).where(
    event.c.client_id == bindparam("client"),
    event.c.kind == Kind.STATUS.value,
    event.c.seq.in_(bindparam("seqs", expanding=True)),
)
_LOT: Final = 500

_status = msgspec.json.Decoder(StatusData).decode


class Extracts:
    """The extracts of a bank; `core.Bank` makes them."""

    store: Store
    clock: clock.Clock
    keys: BankKeys

    def extracts(self, client_id: str, wishes: Sequence[ExtractWish]) -> ExtractBatch:
        """Return extracts of a client's documents under one signature.

        Left out is what the bank does not vouch for: a document of somebody else, an event that is no status of it.
        """
        at = self.clock()
        with self.store.read() as connection:
            made = _made(connection, client_id, wishes, at)
        bodies = [extract.encode() for extract in made]
        act = ExtractAct(client_id, at, tuple(sha256_hex(body) for body in bodies)).encode()
        return ExtractBatch(act=act, signature=self.keys.signer.sign(act, at), extracts=bodies)


def _made(
    connection: Connection, client_id: str, wishes: Sequence[ExtractWish], at: datetime
) -> list[StatusExtract]:
    rows = connection.execute(_DOCUMENTS, {"client": client_id, "ids": [wish.id for wish in wishes]})
    known = {row.id: row for row in rows}
    told = _told(connection, client_id, sorted({seq for wish in wishes for seq in wish.statuses}))
    made = []
    for wish in wishes:
        row = known.get(wish.id)
        found = [told.get(seq) for seq in sorted(set(wish.statuses))]
        if row is None or any(one is None or one[0] != wish.id for one in found):
            continue
        statuses = tuple(one[1] for one in found if one is not None)
        made.append(StatusExtract(row.id, row.sha256, client_id, at, row.state, statuses))
    return made


def _told(connection: Connection, client_id: str, seqs: Sequence[int]) -> dict[int, tuple[str, Status]]:
    """Return the statuses of the feed by their number, with the ids of their documents."""
    found: dict[int, tuple[str, Status]] = {}
    for start in range(0, len(seqs), _LOT):
        rows: Any = connection.execute(
            _EVENTS, {"client": client_id, "seqs": list(seqs[start : start + _LOT])}
        )
        for row in rows:
            data = _status(row.data)
            time = clock.parse(row.at)
            status = Status(row.seq, time, data.state, data.code, data.facts, data.note)
            found[row.seq] = (data.document_id, status)
    return found
