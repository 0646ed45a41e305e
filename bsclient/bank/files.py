"""Files of clients: sent ahead of what names them, bounded while nothing does, removed if nothing comes to.

A file that no document and no letter of the bank names has a row in `upload`. Who names it ends that row for ever (`claim`); an offer
or a repeated upload renews it (`renew`); the sweep locks rows that are old before it looks whether an offer needs them. So each of them
waits for the others at the same row, and whoever comes after the sweep finds the file `Gone`. Ages are by the real clock, not the bank's.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from bsclient import clock
from bsclient.bank import settings
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.schema.pending import pending
from bsclient.bank.schema.tables import blob
from bsclient.bank.schema.uploads import upload
from bsclient.errors import BadInput, StorageFailed
from bsclient.protocol.messages import UPLOAD_QUOTA, Code
from bsclient.protocol.pending import PendingState

File = tuple[str, str]
"""Whose, and its SHA-256 in hex."""

MEGABYTE: Final = 1024 * 1024
LEAST_MEGABYTES: Final = 160
"""A document with ten files of the largest size after a portion of others (`BATCH_FILES` of a program): with less it would never go."""
MOST_MEGABYTES: Final = 1024 * 1024
MOST_DAYS: Final = 365

_NAME: Final = "uploads"
_LOT: Final = 10

_LOCK = text("SELECT pg_advisory_xact_lock(724032, hashtext(:client))")  # uploads of one client take turns
_HERE = select(blob.c.client_id, blob.c.sha256).where(
    blob.c.client_id.in_(bindparam("clients", expanding=True)),
    blob.c.sha256.in_(bindparam("hashes", expanding=True)),
)
_WAITING = select(func.coalesce(func.sum(upload.c.size), 0)).where(upload.c.client_id == bindparam("client"))
_NOTE = text("INSERT INTO upload (client_id, sha256, size, at) VALUES (:client, :of, :size, :now)")
_KEEP = text(
    "INSERT INTO blob (client_id, sha256, size, content) VALUES (:client, :of, :size, :content) ON CONFLICT DO NOTHING"
)
_ROW = (upload.c.client_id == bindparam("client"), upload.c.sha256 == bindparam("of"))
_CLAIM = delete(upload).where(*_ROW)
_RENEW = update(upload).where(*_ROW).values(at=bindparam("now"))
_REMOVE = delete(blob).where(blob.c.client_id == bindparam("client"), blob.c.sha256 == bindparam("of"))
_OLD = (
    select(upload.c.client_id, upload.c.sha256)
    .where(upload.c.at < bindparam("before"))
    .order_by(upload.c.at)
    .limit(_LOT)
)
_OFFERED = select(pending.c.client_id, pending.c.attachments).where(
    pending.c.client_id.in_(bindparam("clients", expanding=True)),
    pending.c.state == PendingState.WAITING.value,
    pending.c.attachments != "[]",
)


class Gone(StorageFailed):
    """A file that was there a moment ago has been removed: what names it must be looked at anew. If that happens too often, it fails."""

    def __init__(self) -> None:
        super().__init__("bank_write_failed")


class Keeping(msgspec.Struct, frozen=True):
    """How many bytes of files of one organisation may wait to be named, and for how many days each of them."""

    bytes: int = 256 * MEGABYTE
    days: int = 7


def keeping(connection: Connection) -> Keeping:
    """Return what the bank has set."""
    said = settings.get(connection, _NAME)
    return msgspec.json.decode(said, type=Keeping) if said else Keeping()


def set_keeping(connection: Connection, megabytes: int, days: int) -> None:
    """Set it; BadInput("uploads_limits")."""
    if not (LEAST_MEGABYTES <= megabytes <= MOST_MEGABYTES and 1 <= days <= MOST_DAYS):
        facts = {"least": LEAST_MEGABYTES, "most": MOST_MEGABYTES, "days": MOST_DAYS}
        raise BadInput("uploads_limits", **{name: str(value) for name, value in facts.items()})
    settings.put(connection, _NAME, msgspec.json.encode(Keeping(megabytes * MEGABYTE, days)).decode())


def demand_room(connection: Connection, client_id: str, size: int) -> None:
    """Refuse a file (`upload_quota`) that would make too many bytes that nothing names."""
    limit = keeping(connection).bytes
    if int(connection.execute(_WAITING, {"client": client_id}).scalar_one()) + size > limit:
        facts = {"reason": UPLOAD_QUOTA, "limit": str(limit)}
        raise CallRefused(Code.TOO_LARGE, facts)


def take(connection: Connection, file: File, data: bytes, at: datetime) -> bool:
    """Keep a file that a client sends; False if he has it, though it came a moment ago. CallRefused (`upload_quota`)."""
    _lock(connection, file[0])
    try:
        renew(connection, [file], at)
    except Gone:
        demand_room(connection, file[0], len(data))
        if not _keep(connection, file, data):
            return False
        connection.execute(_NOTE, {**_values(file), "size": len(data), "now": clock.stamp(at)})
        return True
    return False


def give(connection: Connection, file: File, data: bytes) -> None:
    """Keep a file that a letter of the bank names; the client may have sent the same."""
    _lock(connection, file[0])
    connection.execute(_CLAIM, _values(file))
    _keep(connection, file, data)


def claim(connection: Connection, named: Collection[File]) -> None:
    """Keep for ever what a document names. Gone if it was removed meanwhile."""
    if named:
        connection.execute(_CLAIM, [_values(file) for file in sorted(set(named))])
        demand_here(connection, named)


def renew(connection: Connection, named: Collection[File], at: datetime) -> None:
    """Keep for another term what is offered, or sent again. Gone if it was removed meanwhile."""
    if named:
        now = clock.stamp(at)
        connection.execute(_RENEW, [{**_values(file), "now": now} for file in sorted(set(named))])
        demand_here(connection, named)


def due(connection: Connection, at: datetime) -> bool:
    """Whether a file has waited for too long."""
    return connection.execute(_OLD, _before(connection, at)).first() is not None


def sweep(connection: Connection, at: datetime) -> int:
    """Remove files that have waited for too long, a lot at a time; what a waiting offer names gets another term.

    Returns how many were looked at.
    """
    rows = connection.execute(_OLD.with_for_update(skip_locked=True), _before(connection, at)).all()
    old = [(row.client_id, row.sha256) for row in rows]
    needed = offered(connection, {client_id for client_id, _ in old}) if old else set()
    kept = [{**_values(file), "now": clock.stamp(at)} for file in old if file in needed]
    if kept:
        connection.execute(_RENEW, kept)
    gone = [_values(file) for file in old if file not in needed]
    if gone:
        connection.execute(_REMOVE, gone)
        connection.execute(_CLAIM, gone)
    return len(old)


def offered(connection: Connection, clients: Iterable[str]) -> set[File]:
    """Return the files that documents name which wait for the signatures of colleagues."""
    rows = connection.execute(_OFFERED, {"clients": sorted(clients)})
    return {(row.client_id, sha256) for row in rows for sha256 in json.loads(row.attachments)}


def _before(connection: Connection, at: datetime) -> dict[str, str]:
    return {"before": clock.stamp(at - timedelta(days=keeping(connection).days))}


def _keep(connection: Connection, file: File, data: bytes) -> bool:
    row = {**_values(file), "size": len(data), "content": data}
    return connection.execute(_KEEP, row).rowcount == 1


def demand_here(connection: Connection, named: Collection[File]) -> None:
    """Demand that files are here. Gone.

    Where others may remove them this comes after a statement that waits for them: only so PostgreSQL sees what they did.
    """
    asked = {
        "clients": sorted({client_id for client_id, _ in named}),
        "hashes": sorted({of for _, of in named}),
    }
    here = {(row.client_id, row.sha256) for row in connection.execute(_HERE, asked)}
    if not here.issuperset(named):
        raise Gone


def _lock(connection: Connection, client_id: str) -> None:
    if connection.dialect.name == "postgresql":  # on SQLite every write takes turns
        connection.execute(_LOCK, {"client": client_id})


def _values(file: File) -> dict[str, str]:
    return {"client": file[0], "of": file[1]}
