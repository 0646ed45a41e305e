"""What a holder asks for with his key or his word: the next certificate, or the end of this one.

An act counts for a day and for the very bytes: the same again gets the same answer, so a lost answer costs nothing and a
replay changes nothing. Whether the key still holds is decided in the transaction (`certificates`), not here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bsclient.bank.api.problems import CallRefused
from bsclient.bank.keys import enrolment
from bsclient.bank.keys.certificates import RENEWAL
from bsclient.bank.ports import CertificateRecord, Core, EnrolmentRecord, SessionRecord
from bsclient.clock import Clock
from bsclient.crypto.certificates import Certificate, load
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import BadInput, BadSignature, NotAllowed
from bsclient.protocol.acts import CertificateRequest, Revocation
from bsclient.protocol.keys import OWN_REASONS, Reason, Renewal, RevocationRequest, Revoked
from bsclient.protocol.messages import Code, Enrolment

ACT_LIFE = timedelta(days=1)


def renew(core: Core, session: SessionRecord, asked: Renewal, clock: Clock) -> Enrolment:
    """Take a request for the next certificate; CallRefused: bad_request, request_invalid, forbidden with a reason."""
    try:
        act = CertificateRequest.decode(asked.act)
    except BadInput as error:
        raise CallRefused(Code.BAD_REQUEST, {"reason": error.code}) from error
    if (act.client, act.user, act.device) != (session.client_id, session.user_id, session.device):
        raise CallRefused(Code.FORBIDDEN, {"reason": "act_of_other"})
    if act.request_sha256 != sha256_hex(asked.request):
        raise CallRefused(Code.REQUEST_INVALID, {"reason": "request_of_other_act"})
    identity = sha256_hex(b"renewal:" + asked.act)[:32]
    known = core.enrolment(identity)
    if known is not None:
        return enrolment.view(core, known)
    now = clock()
    _demand_fresh(act.time, now)
    holder = _signer(core, asked.act, asked.signature, now)
    request = enrolment.checked(asked.request)
    if holder.serial != act.serial:
        raise CallRefused(Code.FORBIDDEN, {"reason": "act_of_other"})
    if holder.spki_sha256 == request.spki_sha256:
        raise CallRefused(Code.REQUEST_INVALID, {"reason": "key_known"})
    record = EnrolmentRecord(
        id=identity,
        client_id=act.client,
        user_id=act.user,
        device=act.device,
        request=asked.request,
        spki_sha256=request.spki_sha256,
        created=now,
        kind=RENEWAL,
        replaces=act.serial,
    )
    try:
        return enrolment.view(core, core.add_renewal(record, now))
    except NotAllowed as error:
        raise CallRefused(Code.FORBIDDEN, {"reason": error.code}) from error


def revoke(core: Core, asked: RevocationRequest, clock: Clock) -> Revoked:
    """End a certificate by the holder's act, or all of his by his word; CallRefused, NotAllowed for a wrong word."""
    by_act = bool(asked.act and asked.signature) and not (asked.serial or asked.word)
    by_word = bool(asked.serial and asked.word) and not (asked.act or asked.signature)
    if by_act:
        record = _by_act(core, asked, clock())
    elif by_word:
        record = _known(core, asked.serial)
        core.block(record.user_id, asked.word, clock())
    else:
        raise CallRefused(Code.BAD_REQUEST, {"field": "act"})
    done = _known(core, record.serial)
    return Revoked(serial=done.serial, revoked=done.revoked or clock(), reason=done.reason)


def _by_act(core: Core, asked: RevocationRequest, now: datetime) -> CertificateRecord:
    try:
        act = Revocation.decode(asked.act)
    except BadInput as error:
        raise CallRefused(Code.BAD_REQUEST, {"reason": error.code}) from error
    if act.reason not in OWN_REASONS:
        raise CallRefused(Code.BAD_REQUEST, {"field": "reason"})
    holder = _signer(core, asked.act, asked.signature, now)
    record = _known(core, act.serial)
    if holder.serial != act.serial or (record.client_id, record.user_id) != (act.client, act.user):
        raise CallRefused(Code.FORBIDDEN, {"reason": "act_of_other"})
    if record.revoked is None:
        _demand_fresh(act.time, now)
        core.revoke(record.serial, now, Reason(act.reason))
    return record


def _signer(core: Core, act: bytes, signature: bytes, now: datetime) -> Certificate:
    """Return the registered certificate whose key signed an act; whether it has ended is asked elsewhere."""
    try:
        holder = Verifier(Trust(core.keys.authority.certificate)).verify(act, signature, now).certificate
    except BadSignature as error:
        raise CallRefused(Code.FORBIDDEN, {"reason": error.code}) from error
    if load(_known(core, holder.serial).pem).der != holder.der:
        raise CallRefused(Code.FORBIDDEN, {"reason": "act_of_other"})
    return holder


def _known(core: Core, serial: str) -> CertificateRecord:
    record = core.certificate(serial)
    if record is None:
        raise CallRefused(Code.CERTIFICATE_UNKNOWN)
    return record


def _demand_fresh(time: datetime, now: datetime) -> None:
    if abs(now - time) > ACT_LIFE:
        raise CallRefused(Code.REQUEST_INVALID, {"reason": "act_time"})
