"""Logging in: a challenge, a signed answer, a bearer token; and what a token is worth at each call.

The signed bytes name the nonce, this server and the TLS certificate that the client saw, so an answer given to somebody in the
middle is of no use here. A nonce is used up by the first try, good or bad. Tokens and nonces are stored as SHA-256 only.
"""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from bsclient.bank.api.problems import CallRefused
from bsclient.bank.ports import CertificateRecord, NonceRecord, Register, SessionRecord
from bsclient.clock import Clock, stamp
from bsclient.crypto.certificates import Certificate, load
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import BadInput, BadSignature, NotAllowed
from bsclient.protocol.acts import Login
from bsclient.protocol.messages import Challenge, ChallengeRequest, Code, Session, SessionRequest

NONCE_LIFE = timedelta(seconds=60)
IDLE = timedelta(minutes=10)
SKEW = timedelta(minutes=5)
_BYTES = 32
_TOKEN_LENGTH = 2 * _BYTES
_FRESH = timedelta(seconds=2)
_TOUCH = timedelta(seconds=30)
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Server:
    """Who this server is to those who log in: its id and the SHA-256 of its TLS certificate, in hex."""

    id: str
    certificate_sha256: str


@dataclass(slots=True)
class _Known:
    """A session as last read from the base, and when."""

    session: SessionRecord
    read: datetime


class Doorkeeper:
    """Lets in whom the register knows. Safe for threads; blocking, like the register behind it."""

    def __init__(self, register: Register, authority: Certificate, server: Server, clock: Clock) -> None:
        self._register = register
        self._server = server
        self._clock = clock
        self._verifier = Verifier(Trust(authority))
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._lock = Lock()

    def challenge(self, asked: ChallengeRequest) -> Challenge:
        """Give a nonce for a certificate that may log in from this device."""
        self._certificate(asked.serial, asked.device)
        nonce = secrets.token_hex(_BYTES)
        expires = self._clock() + NONCE_LIFE
        self._register.add_nonce(_hash(nonce), NonceRecord(asked.serial, asked.device, expires))
        return Challenge(nonce=nonce, server=self._server.id, expires=expires)

    def log_in(self, asked: SessionRequest) -> tuple[Session, SessionRecord]:
        """Check a signed answer and give a token."""
        try:
            login = Login.decode(asked.login)
        except BadInput as error:
            raise CallRefused(Code.BAD_REQUEST, {"reason": error.code}) from error
        now = self._clock()
        nonce = self._register.take_nonce(_hash(login.nonce))
        if nonce is None or nonce.expires < now:
            raise CallRefused(Code.NONCE_INVALID)
        self._check_circumstances(login, now)
        record = self._certificate(nonce.serial, nonce.device)
        self._check_signature(asked, record, now)
        token = secrets.token_hex(_BYTES)
        session = SessionRecord(record.client_id, record.user_id, record.serial, record.device, now)
        try:
            self._register.add_session(_hash(token), session)
        except NotAllowed as error:  # it ended a moment ago
            raise CallRefused(Code.CERTIFICATE_REVOKED) from error
        answer = Session(
            token=token,
            idle_seconds=int(IDLE.total_seconds()),
            client_id=session.client_id,
            user_id=session.user_id,
        )
        return answer, session

    def known(self, token: str) -> SessionRecord | None:
        """Return a session from memory if it was read a moment ago: saves the way to the base."""
        key = _hash(token)
        now = self._clock()
        with self._lock:
            known = self._known.get(key)
            if known is None or now - known.read > _FRESH or now - known.session.used > IDLE:
                return None
            known.session = replace(known.session, used=now)
            return known.session

    def session(self, token: str) -> SessionRecord:
        """Return the session of a token and note its use; CallRefused when there is none or it idled too long."""
        if len(token) != _TOKEN_LENGTH:
            raise CallRefused(Code.UNAUTHENTICATED)
        key = _hash(token)
        now = self._clock()
        session = self._register.session(key)
        with self._lock:
            before = self._known.pop(key, None)
        if session is None:
            raise CallRefused(Code.UNAUTHENTICATED)
        used = max(session.used, before.session.used) if before else session.used
        if now - used > IDLE:
            self._register.drop_session(key)
            raise CallRefused(Code.UNAUTHENTICATED, {"reason": "idle"})
        record = self._register.certificate(session.serial)
        if record is None or record.revoked is not None:
            self._register.drop_session(key)
            raise CallRefused(Code.CERTIFICATE_REVOKED, status=401)
        if record.not_after < now:
            raise CallRefused(Code.UNAUTHENTICATED, {"reason": "certificate_expired"})
        if now - session.used > _TOUCH:
            self._register.touch_session(key, now)
        session = replace(session, used=now)
        with self._lock:
            self._known[key] = _Known(session, now)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return session

    def forget(self, serial: str) -> None:
        """Drop what is remembered of the sessions of a certificate that has ended: they die at once."""
        with self._lock:
            for key in [key for key, known in self._known.items() if known.session.serial == serial]:
                del self._known[key]

    def log_out(self, token: str) -> None:
        key = _hash(token)
        with self._lock:
            self._known.pop(key, None)
        self._register.drop_session(key)

    def _certificate(self, serial: str, device: str) -> CertificateRecord:
        record = self._register.certificate(serial)
        if record is None:
            raise CallRefused(Code.CERTIFICATE_UNKNOWN)
        if record.revoked is not None:
            raise CallRefused(Code.CERTIFICATE_REVOKED)
        if not hmac.compare_digest(record.device.encode(), device.encode()):
            raise CallRefused(Code.LOGIN_REFUSED, {"reason": "device"})
        return record

    def _check_circumstances(self, login: Login, now: datetime) -> None:
        if not hmac.compare_digest(login.server.encode(), self._server.id.encode()):
            raise CallRefused(Code.LOGIN_REFUSED, {"reason": "server"})
        seen, ours = login.server_certificate.encode(), self._server.certificate_sha256.encode()
        if not hmac.compare_digest(seen, ours):
            raise CallRefused(Code.LOGIN_REFUSED, {"reason": "server_certificate"})
        if abs(now - login.time) > SKEW:
            raise CallRefused(Code.LOGIN_REFUSED, {"reason": "time", "bank_time": stamp(now)})

    def _check_signature(self, asked: SessionRequest, record: CertificateRecord, now: datetime) -> None:
        try:
            verified = self._verifier.verify(asked.login, asked.signature, now)
        except BadSignature as error:
            raise CallRefused(Code.LOGIN_REFUSED, {"reason": error.code}) from error
        if not hmac.compare_digest(verified.certificate.der, load(record.pem).der):
            raise CallRefused(Code.LOGIN_REFUSED, {"reason": "certificate"})


def _hash(secret: str) -> str:
    return sha256_hex(secret.encode())
