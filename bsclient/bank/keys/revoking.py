"""The end of certificates within a transaction, and what follows from it at once.

Sessions of the serial are dropped, requests and certificates that the ended key asked for end with it, the client is told.
Documents that wait for further signatures are given back by the next tick (`pending_store`). Documents that were accepted go
on: the signature held when it was checked; an operator may still reject them. Those that wait for their payee's sake are
refused when the wait ends, if the key is in doubt (`payees.release`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from bsclient import clock
from bsclient.bank import bulk
from bsclient.bank.ports import CertificateRecord
from bsclient.bank.rights import signatories as rights
from bsclient.bank.schema.access import certificate, enrolment, session
from bsclient.bank.work.transaction import Work
from bsclient.errors import NotAllowed
from bsclient.protocol.keys import Reason
from bsclient.protocol.messages import EnrolmentState, Kind

_ONE = select(certificate).where(certificate.c.serial == bindparam("of")).with_for_update()
_END = (
    update(certificate)
    .where(certificate.c.serial == bindparam("of"))
    .values(revoked=bindparam("at"), reason=bindparam("why"), revoked_by=bindparam("who"))
)
_OF_USER = (
    select(certificate.c.serial)
    .where(certificate.c.user_id == bindparam("of"), certificate.c.revoked == "")
    .order_by(certificate.c.serial)
)
_UNUSED_NEXT = (
    select(certificate.c.serial)
    .where(certificate.c.replaces == bindparam("of"), certificate.c.revoked == "", certificate.c.used == "")
    .order_by(certificate.c.serial)
)
_DROP_REQUESTS = (
    update(enrolment)
    .where(enrolment.c.replaces == bindparam("of"), enrolment.c.state == EnrolmentState.PENDING.value)
    .values(state=EnrolmentState.REFUSED.value, code="renewed_key_ended", decided=bindparam("at"))
)
_FRESH = bulk.Query(
    "SELECT serial FROM certificate WHERE used = '' AND serial IN :serials ORDER BY serial", locks=True
)
_USE = (
    update(certificate)
    .where(certificate.c.serial == bindparam("of"), certificate.c.used == "")
    .values(used=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class End:
    """When, why and by whom a certificate ends; `by` is an operator, "" for the holder himself and for the rules."""

    at: datetime
    reason: Reason
    by: str = ""


def end(work: Work, serial: str, how: End) -> bool:
    """End a certificate; False if it had ended before. NotAllowed("certificate_unknown")."""
    row = work.connection.execute(_ONE, {"of": serial}).one_or_none()
    if row is None:
        raise NotAllowed("certificate_unknown", serial=serial)
    work.connection.execute(delete(session).where(session.c.serial == serial))
    if row.revoked:
        return False
    stamp = clock.stamp(how.at)
    work.connection.execute(_END, {"of": serial, "at": stamp, "why": how.reason.value, "who": how.by})
    fresh = work.connection.execute(_ONE, {"of": serial}).one()
    work.feed.put(row.client_id, Kind.CERTIFICATE, rights.certificate_data(record_of(fresh)))
    if how.reason is not Reason.SUPERSEDED:
        _end_successors(work, serial, how)
    return True


def end_all(work: Work, user_id: str, how: End) -> list[str]:
    """End every certificate of a user; returns their serials."""
    serials = list(work.connection.execute(_OF_USER, {"of": user_id}).scalars())
    return [serial for serial in serials if end(work, serial, how)]


def first_use(work: Work, serials: Collection[str], at: datetime) -> None:
    """Note the first use of certificates; the one that each replaces ends by it."""
    if not serials:
        return
    for (serial,) in list(_FRESH.rows(work.connection, serials=sorted(serials))):
        done = work.connection.execute(_USE, {"of": serial, "at": clock.stamp(at)})
        row = work.connection.execute(_ONE, {"of": serial}).one()
        if done.rowcount == 1 and row.replaces:
            end(work, row.replaces, End(at, Reason.SUPERSEDED))


def _end_successors(work: Work, serial: str, how: End) -> None:
    """Who stole a key may have asked for the next one with it."""
    work.connection.execute(_DROP_REQUESTS, {"of": serial, "at": clock.stamp(how.at)})
    for successor in list(work.connection.execute(_UNUSED_NEXT, {"of": serial}).scalars()):
        end(work, successor, how)


def record_of(row: Any) -> CertificateRecord:
    """Read a row of the register."""
    return CertificateRecord(
        serial=row.serial,
        client_id=row.client_id,
        user_id=row.user_id,
        device=row.device,
        pem=row.pem,
        not_before=clock.parse(row.not_before),
        not_after=clock.parse(row.not_after),
        revoked=clock.parse(row.revoked) if row.revoked else None,
        reason=row.reason,
        replaces=row.replaces,
        used=clock.parse(row.used) if row.used else None,
    )
