"""Who may come in, kept in the base: activation codes, enrolments, certificates, challenges, sessions (`ports.Register`).

Each call is a transaction of its own. One-time things (codes, nonces) are used up by the very statement that finds them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bsclient import clock
from bsclient.bank.bankclock import BankClock
from bsclient.bank.keys import block_words, revoking
from bsclient.bank.ports import (
    Activation,
    CertificateRecord,
    EnrolmentRecord,
    NonceRecord,
    SessionRecord,
)
from bsclient.bank.schema.access import (
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
from bsclient.bank.work.transaction import Work
from bsclient.crypto.names import Subject, subject
from bsclient.errors import NotAllowed
from bsclient.protocol.keys import Activated
from bsclient.protocol.messages import EnrolmentState

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
ONE_ENROLMENT = _ENROLMENT.where(enrolment.c.id == bindparam("of"))
_PENDING = _ENROLMENT.where(enrolment.c.state == EnrolmentState.PENDING.value)
_APPROVALS = (
    select(approval.c.operator)
    .where(approval.c.enrolment_id == bindparam("of"))
    .order_by(approval.c.at, approval.c.step)
)
_CERTIFICATE = select(certificate).where(certificate.c.serial == bindparam("of"))
_LOCKED = (
    select(certificate.c.revoked)
    .where(certificate.c.serial == bindparam("of"))
    .with_for_update(key_share=True)
)
_REVOKED = select(certificate.c.serial, certificate.c.revoked).where(certificate.c.revoked != "")
_NONCE = select(nonce).where(nonce.c.nonce_hash == bindparam("of"))
_SESSION = select(session).where(session.c.token_hash == bindparam("of"))
_TOUCH = update(session).where(session.c.token_hash == bindparam("of")).values(used=bindparam("new"))
_PERSON = (
    select(
        user.c.name,
        user.c.position,
        user.c.group_,
        client.c.name.label("organisation"),
        client.c.inn,
        client.c.kpp,
        client.c.scheme,
    )
    .join(client, client.c.id == user.c.client_id)
    .where(client.c.id == bindparam("client"), user.c.id == bindparam("of"))
)

_SWEPT = timedelta(hours=1)
"""So much older than one that is used, a nonce is long past its time; younger ones may be another log-in's. A session that was not used for
as long has idled away: `auth.IDLE` is shorter, and uses are noted within a minute."""

_OLD_NONCES = delete(nonce).where(nonce.c.expires < bindparam("past"))
_OLD_SESSIONS = delete(session).where(session.c.used < bindparam("past"))


class Register:
    """The register of a bank; `core.Bank` is one."""

    store: Store
    clock: BankClock
    _swept_access: datetime | None = None

    def _work(self, decide: Callable[[Work], None], at: datetime | None = None) -> None:
        raise NotImplementedError

    def add_activation(self, code: Activation) -> None:
        """Keep a code. NotAllowed("bank_user_unknown") unless it is for a user of the client."""
        with self.store.write() as connection:
            person_row(connection, code.client_id, code.user_id)
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

    def add_enrolment(self, code_hash: str, record: EnrolmentRecord, word: str = "") -> bool:
        """Store an enrolment, with the word that blocks the user's keys, and use up its code.

        False if the code was used meanwhile.
        """
        with self.store.write() as connection:
            if connection.execute(_USE, {"of": code_hash}).rowcount != 1:
                return False
            put_enrolment(connection, record)
            if word:
                block_words.keep(connection, record.user_id, word)
        return True

    def enrolment(self, enrolment_id: str) -> EnrolmentRecord | None:
        with self.store.read() as connection:
            row = connection.execute(ONE_ENROLMENT, {"of": enrolment_id}).one_or_none()
            return None if row is None else enrolment_of(connection, row)

    def pending_enrolments(self) -> list[EnrolmentRecord]:
        """Return the requests that wait, the oldest first."""
        with self.store.read() as connection:
            return [enrolment_of(connection, row) for row in connection.execute(_PENDING).all()]

    def certificate(self, serial: str) -> CertificateRecord | None:
        with self.store.read() as connection:
            row = connection.execute(_CERTIFICATE, {"of": serial}).one_or_none()
        return None if row is None else revoking.record_of(row)

    def person(self, client_id: str, user_id: str) -> Subject:
        """Return the names for a user's certificate. NotAllowed("bank_user_unknown")."""
        with self.store.read() as connection:
            return person_of(connection, client_id, user_id)

    def activated(self, code: Activation) -> Activated:
        """Return whose a code is. NotAllowed("bank_user_unknown")."""
        with self.store.read() as connection:
            row = person_row(connection, code.client_id, code.user_id)
        return Activated(
            client_id=code.client_id,
            user_id=code.user_id,
            name=row.name,
            position=row.position,
            group=row.group_,
            organisation=row.organisation,
            inn=row.inn,
            kpp=row.kpp,
            scheme=row.scheme,
            expires=code.expires,
        )

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

    def sweep_access(self) -> None:
        """Remove challenges that nobody answered and sessions that nobody ended; looks once an hour."""
        now = self.clock.real()
        if self._swept_access is not None and timedelta() <= now - self._swept_access < _SWEPT:
            return
        self._swept_access = now
        past = {"past": clock.stamp(now - _SWEPT)}
        with self.store.write() as connection:
            connection.execute(_OLD_NONCES, past)
            connection.execute(_OLD_SESSIONS, past)

    def add_session(self, token_hash: str, record: SessionRecord) -> None:
        """Keep a session; the first one of a certificate ends the certificate that it replaces.

        NotAllowed("certificate_revoked") if the certificate ended while its holder logged in.
        """
        row = {"token_hash": token_hash, "client_id": record.client_id, "user_id": record.user_id}
        row |= {"serial": record.serial, "device": record.device, "used": clock.stamp(record.used)}

        def enter(work: Work) -> None:
            ended = work.connection.execute(_LOCKED, {"of": record.serial}).scalar()
            if ended:
                raise NotAllowed("certificate_revoked", serial=record.serial)
            work.connection.execute(insert(session).values(row))
            revoking.first_use(work, [record.serial], record.used)

        self._work(enter)

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


def put_enrolment(connection: Connection, record: EnrolmentRecord) -> None:
    """Add the row of a request."""
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
            kind=record.kind,
            replaces=record.replaces,
        )
    )


def person_of(connection: Connection, client_id: str, user_id: str) -> Subject:
    """Return the names for a user's certificate. NotAllowed("bank_user_unknown")."""
    row = person_row(connection, client_id, user_id)
    private = row.name == row.organisation
    return subject(row.name, "" if private else row.organisation)


def person_row(connection: Connection, client_id: str, user_id: str) -> Any:
    row = connection.execute(_PERSON, {"client": client_id, "of": user_id}).one_or_none()
    if row is None:
        raise NotAllowed("bank_user_unknown", client=client_id, user=user_id)
    return row


def enrolment_of(connection: Connection, row: Row[Any]) -> EnrolmentRecord:
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
        kind=row.kind,
        replaces=row.replaces,
        note=row.note,
    )
