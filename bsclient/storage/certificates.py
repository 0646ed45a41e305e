"""Certificates that the bank told of, its lists of revoked ones, and what becomes of documents when a key ends.

A list that was kept stays: it is evidence. The newest by its number is the one that counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from bsclient import clock
from bsclient.domain.states import By, Event
from bsclient.storage import documents, outbox, signatures
from bsclient.storage.rows.documents import Happening
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_COLUMNS: Final = "serial, user_id, not_before, not_after, pem, revoked, reason, replaces, refused"
_PUT: Final = (
    f"INSERT INTO certificate ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"  # noqa: S608 -- own names
    " user_id = excluded.user_id, not_before = excluded.not_before, not_after = excluded.not_after,"
    " pem = CASE WHEN excluded.pem = '' THEN pem ELSE excluded.pem END,"
    " revoked = CASE WHEN revoked = '' THEN excluded.revoked ELSE revoked END,"
    " reason = CASE WHEN revoked = '' THEN excluded.reason ELSE reason END,"
    " replaces = excluded.replaces, refused = excluded.refused"
)
_END: Final = (
    "INSERT INTO certificate (serial, user_id, not_before, not_after, revoked, reason) VALUES (?, ?, '', '', ?, ?)"
    " ON CONFLICT DO UPDATE SET revoked = excluded.revoked, reason = excluded.reason WHERE revoked = ''"
)
_ALL: Final = f"SELECT {_COLUMNS} FROM certificate ORDER BY not_before, serial"  # noqa: S608 -- own names
_SIGNED: Final = (
    "SELECT d.id, s.certificate_serial, c.reason FROM document d INDEXED BY document_unsent"
    " CROSS JOIN signature s ON s.row = d.row"
    " JOIN certificate c ON c.serial = s.certificate_serial AND c.revoked <> ''"
    " WHERE d.state IN ('partly_signed', 'signed', 'queued')"
    " AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.row = d.row AND p.stage IN ('offering', 'waiting'))"
    " ORDER BY d.row"
)
_MARK: Final = "UPDATE document SET status_code = ?, status_note = '' WHERE id = ?"
_ADD_LIST: Final = (
    "INSERT INTO crl (number, issued, next_update, fetched, sha256, der) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)
_NEWEST: Final = "SELECT number, issued, next_update, fetched, sha256 FROM crl ORDER BY number DESC LIMIT 1"
_CHECKED: Final = "UPDATE crl SET fetched = ? WHERE number = ?"
_DER: Final = "SELECT der FROM crl WHERE number = ?"
_AT: Final = "SELECT der FROM crl WHERE issued <= ? ORDER BY number DESC LIMIT 1"
SUPERSEDED: Final = "superseded"


@dataclass(frozen=True, slots=True)
class ToldCertificate:
    """A certificate of one of the organisation's users; `revoked` None while it holds, `refused` why it is not believed."""

    serial: str
    user_id: str
    not_before: dt.datetime | None
    not_after: dt.datetime | None
    pem: str = ""
    revoked: dt.datetime | None = None
    reason: str = ""
    replaces: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list of revoked certificates without its bytes; `fetched` is when the bank confirmed last that it is the newest."""

    number: int
    issued: dt.datetime
    next_update: dt.datetime
    fetched: dt.datetime
    sha256: str


def put(work: UnitOfWork, told: ToldCertificate) -> None:
    """Keep what the bank told; an end once told stays."""
    row = (
        told.serial, told.user_id, _stamp(told.not_before), _stamp(told.not_after), told.pem, _stamp(told.revoked),
        told.reason, told.replaces, told.refused,
    )  # fmt: skip
    work.run(_PUT, row)


def end(work: UnitOfWork, serial: str, user_id: str, at: dt.datetime, reason: str) -> None:
    """Keep that a certificate has ended, known or not; the first word stays."""
    work.run(_END, (serial, user_id, clock.stamp(at), reason))


def told(reader: Reader) -> list[ToldCertificate]:
    """Return all certificates that the bank told of, the oldest first."""
    return [_row(*row) for row in reader.all(_ALL)]


def void_signatures(work: UnitOfWork, actor: str) -> list[str]:
    """Give documents back to be signed anew that the bank has not got and that an ended key has signed; returns their ids.

    All their signatures go. Those that colleagues are signing now through the bank come back by the bank's word.
    """
    done: list[str] = []
    for identity, serial, reason in work.all(_SIGNED):
        if identity in done:
            continue
        code = "key_replaced" if reason == SUPERSEDED else "key_revoked"
        happening = Happening(
            event=Event.VOID, by=By.CLIENT, actor=actor, code=code, facts={"serial": serial}
        )
        signatures.remove(work, identity)
        documents.move(work, identity, happening)
        documents.keep_canonical(work, identity, b"", "")
        work.run(_MARK, (code, identity))
        outbox.remove(work, identity)
        done.append(identity)
    return done


def add_list(work: UnitOfWork, kept: KeptList, der: bytes) -> None:
    """Keep a list."""
    stamps = (clock.stamp(kept.issued), clock.stamp(kept.next_update), clock.stamp(kept.fetched))
    work.run(_ADD_LIST, (kept.number, *stamps, kept.sha256, der))


def confirm_list(work: UnitOfWork, number: int) -> None:
    """Note that the bank has no newer list."""
    work.run(_CHECKED, (work.stamp, number))


def newest_list(reader: Reader) -> KeptList | None:
    """Return the list that counts, None before the first one came."""
    found = reader.one(_NEWEST)
    if found is None:
        return None
    number, issued, next_update, fetched, sha256 = found
    return KeptList(number, clock.parse(issued), clock.parse(next_update), clock.parse(fetched), sha256)


def list_bytes(reader: Reader, number: int) -> bytes:
    """Return the DER of a kept list, b"" if there is none of this number."""
    found = reader.scalar(_DER, (number,))
    return b"" if found is None else bytes(found)


def list_at(reader: Reader, at: dt.datetime) -> bytes:
    """Return the DER of the newest list made at or before an instant, b"" if none was kept: evidence."""
    found = reader.scalar(_AT, (clock.stamp(at),))
    return b"" if found is None else bytes(found)


def _stamp(at: dt.datetime | None) -> str:
    return clock.stamp(at) if at else ""


def _row(*row: Any) -> ToldCertificate:
    serial, user_id, not_before, not_after, pem, revoked, reason, replaces, refused = row
    begins, ends, ended = (clock.parse(text) if text else None for text in (not_before, not_after, revoked))
    return ToldCertificate(serial, user_id, begins, ends, pem, ended, reason, replaces, refused)
