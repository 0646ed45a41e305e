"""From an activation code on paper to a certificate: request, two operators who compare the key's fingerprint, issue.

The key is made on the client's machine and never leaves it. The printed act shows the SHA-256 of the public key in 16 groups of
4 digits; two different operators key them in from the paper. Codes marked automatic (demo) skip the operators.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from bsclient.bank.api.problems import CallRefused
from bsclient.bank.ports import Activation, CertificateRecord, Core, EnrolmentRecord
from bsclient.clock import Clock
from bsclient.crypto.certificates import check_request
from bsclient.crypto.hashes import sha256, sha256_hex
from bsclient.crypto.keys import fingerprint_groups, fingerprint_matches
from bsclient.errors import BadInput, BadSignature, NotAllowed
from bsclient.protocol.messages import Code, Enrolment, EnrolmentRequest, EnrolmentState

CODE_LIFE = timedelta(days=30)
CERTIFICATE_DAYS = 365
OPERATORS = 2
LONGEST_DEVICE = 64
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0, 1, I, O: read from paper
_CODE_LENGTH = 16
_GROUP = 4


def new_activation(core: Core, client_id: str, user_id: str, clock: Clock, *, automatic: bool = False) -> str:
    """Make an activation code of 80 random bits for a user; the bank keeps only its hash.

    `automatic` issues without operators: NotAllowed("automatic_needs_demo") outside a demo.
    """
    if automatic and not core.demo:
        raise NotAllowed("automatic_needs_demo")
    digits = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    expires = clock() + CODE_LIFE
    core.add_activation(Activation(code_hash(digits), client_id, user_id, expires, automatic))
    return "-".join(digits[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def code_hash(code: str) -> str:
    """Return the hash under which a code is kept; blanks, hyphens and case do not matter."""
    return sha256_hex(_plain(code).encode())


def enrol(core: Core, asked: EnrolmentRequest, clock: Clock) -> Enrolment:
    """Take a request for a certificate; CallRefused: activation_unknown, request_invalid, bad_request.

    The same code with the same request again gives the same enrolment: a lost answer costs nothing.
    """
    if not (asked.device.strip() and asked.device.isprintable() and len(asked.device) <= LONGEST_DEVICE):
        raise CallRefused(Code.BAD_REQUEST, {"field": "device"})
    known = core.enrolment(_enrolment_id(asked))
    if known is not None:
        return view(core, known)
    now = clock()
    activation = core.activation(code_hash(asked.activation_code))
    if activation is None or activation.used or activation.expires < now:
        raise CallRefused(Code.ACTIVATION_UNKNOWN)
    try:
        request = check_request(asked.request)
    except (BadInput, BadSignature) as error:
        raise CallRefused(Code.REQUEST_INVALID, {"reason": error.code}) from error
    record = EnrolmentRecord(
        id=_enrolment_id(asked),
        client_id=activation.client_id,
        user_id=activation.user_id,
        device=asked.device,
        request=asked.request,
        spki_sha256=request.spki_sha256,
        created=now,
    )
    if not core.add_enrolment(activation.code_hash, record):
        raise CallRefused(Code.ACTIVATION_UNKNOWN)
    if activation.automatic:
        _issue(core, record, clock)
    return state(core, record.id)


def state(core: Core, enrolment_id: str) -> Enrolment:
    """Return how far an enrolment is. CallRefused when there is none."""
    record = core.enrolment(enrolment_id)
    if record is None:
        raise CallRefused(Code.NOT_FOUND)
    return view(core, record)


def view(core: Core, record: EnrolmentRecord) -> Enrolment:
    """Return a record as the client sees it."""
    issued = record.state is EnrolmentState.ISSUED
    return Enrolment(
        id=record.id,
        state=record.state,
        fingerprint=" ".join(fingerprint_groups(record.spki_sha256)),
        code=record.code,
        certificate=record.certificate,
        chain=core.keys.authority.certificate.pem.decode("ascii") if issued else "",
        client_id=record.client_id if issued else "",
        user_id=record.user_id if issued else "",
    )


def approve(core: Core, enrolment_id: str, operator: str, groups: str, clock: Clock) -> EnrolmentRecord:
    """Note that an operator compared the printed act; the second one's approval issues the certificate.

    NotAllowed: enrolment_unknown, enrolment_not_pending, operator_unnamed, fingerprint_differs.
    """
    record = _pending(core, enrolment_id)
    if not fingerprint_matches(groups, record.spki_sha256):
        raise NotAllowed("fingerprint_differs")
    record = core.approve_enrolment(enrolment_id, _operator(operator))
    if len(set(record.approvals)) >= OPERATORS and record.state is EnrolmentState.PENDING:
        _issue(core, record, clock)
    return core.enrolment(enrolment_id) or record


def refuse(core: Core, enrolment_id: str, operator: str, code: str = "refused_by_operator") -> None:
    """Refuse a request that waits; one operator is enough."""
    _pending(core, enrolment_id)
    _operator(operator)
    core.refuse_enrolment(enrolment_id, code)


def _issue(core: Core, record: EnrolmentRecord, clock: Clock) -> None:
    now = clock()
    subject = core.person(record.client_id, record.user_id)
    issued = core.keys.authority.issue(record.request, at=now, days=CERTIFICATE_DAYS, subject=subject)
    core.issue(
        record.id,
        CertificateRecord(
            serial=issued.serial,
            client_id=record.client_id,
            user_id=record.user_id,
            device=record.device,
            pem=issued.pem.decode("ascii"),
            not_before=issued.not_before,
            not_after=issued.not_after,
        ),
    )


def _pending(core: Core, enrolment_id: str) -> EnrolmentRecord:
    record = core.enrolment(enrolment_id)
    if record is None:
        raise NotAllowed("enrolment_unknown")
    if record.state is not EnrolmentState.PENDING:
        raise NotAllowed("enrolment_not_pending", state=record.state.value)
    return record


def _operator(name: str) -> str:
    """Return an operator's name in one spelling, so that one person is never counted as two."""
    name = " ".join(name.split()).casefold()
    if not name:
        raise NotAllowed("operator_unnamed")
    return name


def _enrolment_id(asked: EnrolmentRequest) -> str:
    """Derive an id that nobody guesses (the code is secret) and that a repeated call finds again."""
    return sha256_hex(b"enrolment:" + sha256(_plain(asked.activation_code).encode()) + asked.request)[:32]


def _plain(code: str) -> str:
    return "".join(code.replace("-", " ").split()).upper()
