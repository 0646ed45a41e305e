"""Signatures of users over the canonical bytes of a document: one each."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.rows.signing import SignatureRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_INSERT: Final = (
    "INSERT INTO signature (row, user_id, certificate_serial, cms, signed_at)"
    " VALUES ((SELECT row FROM document WHERE id = ?), ?, ?, ?, ?)"
)
_SELECT: Final = (
    "SELECT s.user_id, s.certificate_serial, s.cms, s.signed_at FROM document d"
    " JOIN signature s ON s.row = d.row WHERE d.id = ? ORDER BY s.signed_at, s.user_id"
)
_DELETE: Final = (
    "DELETE FROM signature WHERE row = (SELECT row FROM document WHERE id = ?) AND (? = '' OR user_id = ?)"
)
_RECOUNT: Final = "UPDATE document SET signatures = (SELECT count(*) FROM signature s WHERE s.row = document.row) WHERE id = ?"

_MINE: Final = (
    "SELECT count(*), coalesce(sum(d.amount), 0) FROM document d JOIN signature s ON s.row = d.row"
    " WHERE d.state = 'partly_signed' AND d.type = ? AND s.user_id = ?"
)


def add(work: UnitOfWork, document_id: str, signature: SignatureRow) -> None:
    """Keep a signature; a user signs a document once (the primary key refuses a second)."""
    stamp = clock.stamp(signature.signed_at)
    work.run(_INSERT, (document_id, signature.user_id, signature.certificate_serial, signature.cms, stamp))
    work.run(_RECOUNT, (document_id,))
    work.touch(document_id)


def remove(work: UnitOfWork, document_id: str, user_id: str = "") -> int:
    """Take off the signature of a user, or all if none is named; return how many."""
    done = work.run(_DELETE, (document_id, user_id, user_id))
    work.run(_RECOUNT, (document_id,))
    work.touch(document_id)
    return done.rowcount


def of(reader: Reader, document_id: str) -> list[SignatureRow]:
    """Return the signatures of a document, the oldest first."""
    return [
        SignatureRow(user_id=user, certificate_serial=serial, cms=cms, signed_at=clock.parse(at))
        for user, serial, cms, at in reader.all(_SELECT, (document_id,))
    ]


def partly_signed_by(reader: Reader, kind: str, user_id: str) -> tuple[int, Decimal]:
    """Return how many partly signed documents of a type this user has signed already, and their sum."""
    count, total = reader.one(_MINE, (kind, user_id))
    return int(count), values.amount(total)
