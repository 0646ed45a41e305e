"""Who may come in, kept in the base: activation codes, enrolments, certificates, challenges, sessions (`ports.Register`).

Each call is a transaction of its own. One-time things (codes, nonces) are used up by the very statement that finds them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bsclient import clock
from bsclient.bank import rights
from bsclient.bank.feed import Feed
from bsclient.bank.ports import (
    Activation,
    CertificateRecord,
    EnrolmentRecord,
    NonceRecord,
    SessionRecord,
)
from bsclient.bank.schema_access import (
    activation,
    approval,
    certificate,
    client,
    enrolment,
    nonce,
    session,
    user,
)
from bsclient.bank.store import Store
from bsclient.crypto.names import Subject, subject
from bsclient.errors import NotAllowed
from bsclient.protocol.messages import EnrolmentState, Kind

_ACTIVATION = select(activation).where(activation.c.code_hash == bindparam("of"))
_USE = (
    update(activation)
    .where(activation.c.code_hash == bindparam("of"), activation.c.used.is_(False))
    .values(used=True)
)
_ENROLMENT = (
    select(enrolment, certificate.c.pem)
    .outerjoin(certificate, certificate.c.serial == enrolment.c.serial)
    .order_by(enrolment.c.created, enrolment.c.id)
)
_ONE_ENROLMENT = _ENROLMENT.where(enrolment.c.id == bindparam("of"))
_PENDING = _ENROLMENT.where(enrolment.c.state == EnrolmentState.PENDING.value)
_APPROVALS = (
    select(approval.c.operator).where(approval.c.enrolment_id == bindparam("of")).order_by(approval.c.at)
)
_DECIDE = update(enrolment).where(
    enrolment.c.id == bindparam("of"), enrolment.c.state == EnrolmentState.PENDING.value
)
_CERTIFICATE = select(certificate).where(certificate.c.serial == bindparam("of"))
_REVOKED = select(certificate.c.serial, certificate.c.revoked).where(certificate.c.revoked != "")
_NONCE = select(nonce).where(nonce.c.nonce_hash == bindparam("of"))
_SESSION = select(session).where(session.c.token_hash == bindparam("of"))
_TOUCH = update(session).where(session.c.token_hash == bindparam("of")).values(used=bindparam("new"))
_PERSON = (
    select(user.c.name, client.c.name.label("organisation"), client.c.inn)
    .join(client, client.c.id == user.c.client_id)
    .where(client.c.id == bindparam("client"), user.c.id == bindparam("of"))
)

_SWEPT = timedelta(hours=1)
"""So much older than one that is used, a nonce is long past its time; younger ones may be another log-in's."""


class Register:
    """The register of a bank; `core.Bank` is one."""

    store: Store
    clock: clock.Clock

    def _published(self, clients: frozenset[str]) -> None:
        raise NotImplementedError

    def add_activation(self, code: Activation) -> None:
        """Keep a code. NotAllowed("bank_user_unknown") unless it is for a user of the client."""
        with self.store.write() as connection:
            _person(connection, code.client_id, code.user_id)
            connection.execute(
                insert(activation).values(
                    code_hash=code.code_hash,
                    client_id=code.client_id,
                    user_id=code.user_id,
                    expires=clock.stamp(code.expires),
                    automatic=code.automatic,
                    used=code.used,
                )
            )

    def activation(self, code_hash: str) -> Activation | None:
        with self.store.read() as connection:
            row = connection.execute(_ACTIVATION, {"of": code_hash}).one_or_none()
        if row is None:
            return None
        expires = clock.parse(row.expires)
        return Activation(row.code_hash, row.client_id, row.user_id, expires, row.automatic, row.used)

    def add_enrolment(self, code_hash: str, record: EnrolmentRecord) -> bool:
        """Store an enrolment and use up its code; False if the code was used meanwhile."""
        with self.store.write() as connection:
            if connection.execute(_USE, {"of": code_hash}).rowcount != 1:
                return False
            connection.execute(
                insert(enrolment).values(
                    id=record.id,
                    client_id=record.client_id,
                    user_id=record.user_id,
                    device=record.device,
                    request=record.request,
                    spki_sha256=record.spki_sha256,
                    created=clock.stamp(record.created),
                    state=record.state.value,
                    code=record.code,
                )
            )
        return True

    def enrolment(self, enrolment_id: str) -> EnrolmentRecord | None:
        with self.store.read() as connection:
            row = connection.execute(_ONE_ENROLMENT, {"of": enrolment_id}).one_or_none()
            return None if row is None else _enrolment(connection, row)

    def pending_enrolments(self) -> list[EnrolmentRecord]:
        """Return the requests that wait, the oldest first."""
        with self.store.read() as connection:
            return [_enrolment(connection, row) for row in connection.execute(_PENDING).all()]

    def approve_enrolment(self, enrolment_id: str, operator: str) -> EnrolmentRecord:
        """Note an operator's approval; the same operator counts once. NotAllowed for an unknown enrolment."""
        with self.store.write() as connection:
            row = connection.execute(_ONE_ENROLMENT, {"of": enrolment_id}).one_or_none()
            if row is None:
                raise NotAllowed("enrolment_unknown")
            if operator not in connection.execute(_APPROVALS, {"of": enrolment_id}).scalars().all():
                at = clock.stamp(self.clock())
                connection.execute(
                    insert(approval).values(enrolment_id=enrolment_id, operator=operator, at=at)
                )
            return _enrolment(connection, row)

    def refuse_enrolment(self, enrolment_id: str, code: str) -> None:
        """Refuse a request that waits; nothing happens to one that is decided."""
        with self.store.write() as connection:
            values = {"state": EnrolmentState.REFUSED.value, "code": code}
            connection.execute(_DECIDE.values(values), {"of": enrolment_id})

    def issue(self, enrolment_id: str, record: CertificateRecord) -> None:
        """Register a certificate and tell its client. NotAllowed("enrolment_not_pending") if that was decided before."""
        with self.store.write() as connection:
            values = {"state": EnrolmentState.ISSUED.value, "serial": record.serial}
            connection.execute(insert(certificate).values(_certificate_row(record)))
            if connection.execute(_DECIDE.values(values), {"of": enrolment_id}).rowcount != 1:
                raise NotAllowed("enrolment_not_pending")
            feed = Feed(connection, self.clock())
            feed.put(record.client_id, Kind.CERTIFICATE, rights.certificate_data(record))
            feed.put(record.client_id, Kind.RIGHTS, rights.read(connection, record.client_id))
            clients = feed.flush()
        self._published(clients)

    def certificate(self, serial: str) -> CertificateRecord | None:
        with self.store.read() as connection:
            row = connection.execute(_CERTIFICATE, {"of": serial}).one_or_none()
        return None if row is None else _certificate(row)

    def person(self, client_id: str, user_id: str) -> Subject:
        """Return the names for a user's certificate. NotAllowed("bank_user_unknown")."""
        with self.store.read() as connection:
            row = _person(connection, client_id, user_id)
        private = row.name == row.organisation
        return subject(row.name, "" if private else row.organisation)

    def revoke(self, serial: str, at: datetime) -> None:
        """Mark a certificate revoked, drop its sessions, tell its client; a second time changes nothing."""
        clients: frozenset[str] = frozenset()
        with self.store.write() as connection:
            row = connection.execute(_CERTIFICATE, {"of": serial}).one_or_none()
            if row is None:
                raise NotAllowed("certificate_unknown", serial=serial)
            connection.execute(delete(session).where(session.c.serial == serial))
            if not row.revoked:
                stamp = clock.stamp(at)
                connection.execute(
                    update(certificate).where(certificate.c.serial == serial).values(revoked=stamp)
                )
                feed = Feed(connection, self.clock())
                fresh = connection.execute(_CERTIFICATE, {"of": serial}).one()
                feed.put(row.client_id, Kind.CERTIFICATE, rights.certificate_data(_certificate(fresh)))
                clients = feed.flush()
        self._published(clients)

    def revoked(self) -> dict[str, datetime]:
        """Return all revoked serials and since when."""
        with self.store.read() as connection:
            return {row.serial: clock.parse(row.revoked) for row in connection.execute(_REVOKED)}

    def add_nonce(self, nonce_hash: str, record: NonceRecord) -> None:
        with self.store.write() as connection:
            connection.execute(
                insert(nonce).values(
                    nonce_hash=nonce_hash,
                    serial=record.serial,
                    device=record.device,
                    expires=clock.stamp(record.expires),
                )
            )

    def take_nonce(self, nonce_hash: str) -> NonceRecord | None:
        """Return and delete it in one step, so that only one log-in can use it; old ones are swept out."""
        with self.store.write() as connection:
            row = connection.execute(_NONCE, {"of": nonce_hash}).one_or_none()
            if row is None:
                return None
            gone = connection.execute(delete(nonce).where(nonce.c.nonce_hash == nonce_hash)).rowcount
            long_past = clock.stamp(clock.parse(row.expires) - _SWEPT)
            connection.execute(delete(nonce).where(nonce.c.expires < long_past))
        if gone != 1:  # another process took it at the same time
            return None
        return NonceRecord(row.serial, row.device, clock.parse(row.expires))

    def add_session(self, token_hash: str, record: SessionRecord) -> None:
        with self.store.write() as connection:
            connection.execute(
                insert(session).values(
                    token_hash=token_hash,
                    client_id=record.client_id,
                    user_id=record.user_id,
                    serial=record.serial,
                    device=record.device,
                    used=clock.stamp(record.used),
                )
            )

    def session(self, token_hash: str) -> SessionRecord | None:
        with self.store.read() as connection:
            row = connection.execute(_SESSION, {"of": token_hash}).one_or_none()
        if row is None:
            return None
        return SessionRecord(row.client_id, row.user_id, row.serial, row.device, clock.parse(row.used))

    def touch_session(self, token_hash: str, at: datetime) -> None:
        with self.store.write() as connection:
            connection.execute(_TOUCH, {"of": token_hash, "new": clock.stamp(at)})

    def drop_session(self, token_hash: str) -> None:
        with self.store.write() as connection:
            connection.execute(delete(session).where(session.c.token_hash == token_hash))


def _person(connection: Connection, client_id: str, user_id: str) -> Any:
    row = connection.execute(_PERSON, {"client": client_id, "of": user_id}).one_or_none()
    if row is None:
        raise NotAllowed("bank_user_unknown", client=client_id, user=user_id)
    return row


def _enrolment(connection: Connection, row: Row[Any]) -> EnrolmentRecord:
    return EnrolmentRecord(
        id=row.id,
        client_id=row.client_id,
        user_id=row.user_id,
        device=row.device,
        request=bytes(row.request),
        spki_sha256=bytes(row.spki_sha256),
        created=clock.parse(row.created),
        state=EnrolmentState(row.state),
        code=row.code,
        certificate=row.pem or "",
        approvals=tuple(connection.execute(_APPROVALS, {"of": row.id}).scalars()),
    )


def _certificate(row: Row[Any]) -> CertificateRecord:
    return CertificateRecord(
        serial=row.serial,
        client_id=row.client_id,
        user_id=row.user_id,
        device=row.device,
        pem=row.pem,
        not_before=clock.parse(row.not_before),
        not_after=clock.parse(row.not_after),
        revoked=clock.parse(row.revoked) if row.revoked else None,
    )


def _certificate_row(record: CertificateRecord) -> dict[str, object]:
    return {
        "serial": record.serial,
        "client_id": record.client_id,
        "user_id": record.user_id,
        "device": record.device,
        "pem": record.pem,
        "not_before": clock.stamp(record.not_before),
        "not_after": clock.stamp(record.not_after),
        "revoked": clock.stamp(record.revoked) if record.revoked else "",
    }
