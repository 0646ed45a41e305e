"""From an activation code on paper to a certificate, and from a certificate to the next: what the calls and operators do.

The key is made on the client's machine and never leaves it. The printed act shows the SHA-256 of the public key in 16 groups of
4 digits: one operator types them in from the paper, another one looks at name, organisation and fingerprint and
confirms. Codes marked automatic (demo) skip the operators. What must hold is enforced by `certificates`, in transactions.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from bsclient.bank.api.problems import CallRefused
from bsclient.bank.keys import block_words
from bsclient.bank.keys.certificates import AUTOMATIC, BY_CODE, OPERATORS, RENEWAL, named
from bsclient.bank.ports import Activation, Core, EnrolmentRecord
from bsclient.clock import Clock
from bsclient.crypto.certificates import Request, check_request
from bsclient.crypto.hashes import sha256, sha256_hex
from bsclient.crypto.keys import fingerprint_groups
from bsclient.errors import BadInput, BadSignature, NotAllowed
from bsclient.protocol.keys import Activated, Step
from bsclient.protocol.keys import Activation as ActivationRequest
from bsclient.protocol.messages import Code, Enrolment, EnrolmentRequest, EnrolmentState

CODE_LIFE = timedelta(days=30)
LONGEST_DEVICE = 64
LONGEST_NOTE = 500
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0, 1, I, O: read from paper
_CODE_LENGTH = 16
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """What an operator looks at before he confirms; `check` stands for all of it, `waits` is a `protocol.keys.Step`."""

    id: str
    client_id: str
    user_id: str
    name: str
    organisation: str
    device: str
    fingerprint: str
    kind: str
    state: str
    waits: str
    approvals: tuple[str, ...]
    check: str


def new_activation(core: Core, client_id: str, user_id: str, clock: Clock, *, automatic: bool = False) -> str:
    """Make an activation code of 80 random bits for a user; the bank keeps only its hash.

    `automatic` issues without operators: NotAllowed("automatic_needs_demo") outside a demo. The word that blocks the
    user's keys by phone goes with the code (`block_words.word_of`).
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


def identify(core: Core, asked: ActivationRequest, clock: Clock) -> Activated:
    """Say whose a code is, without using it up; CallRefused: activation_unknown."""
    return core.activated(_good(core, asked.activation_code, clock))


def enrol(core: Core, asked: EnrolmentRequest, clock: Clock) -> Enrolment:
    """Take a request for a certificate; CallRefused: activation_unknown, request_invalid, bad_request.

    The same code with the same request again gives the same enrolment: a lost answer costs nothing.
    """
    if not (asked.device.strip() and asked.device.isprintable() and len(asked.device) <= LONGEST_DEVICE):
        raise CallRefused(Code.BAD_REQUEST, {"field": "device"})
    word = block_words.word_of(asked.activation_code)
    known = core.enrolment(_enrolment_id(asked))
    if known is not None:
        return view(core, known, word)
    activation = _good(core, asked.activation_code, clock)
    request = checked(asked.request)
    record = EnrolmentRecord(
        id=_enrolment_id(asked),
        client_id=activation.client_id,
        user_id=activation.user_id,
        device=asked.device,
        request=asked.request,
        spki_sha256=request.spki_sha256,
        created=clock(),
        kind=AUTOMATIC if activation.automatic else BY_CODE,
    )
    if not core.add_enrolment(activation.code_hash, record, word):
        raise CallRefused(Code.ACTIVATION_UNKNOWN)
    if activation.automatic:
        core.issue_automatic(record.id, clock())
    return view(core, core.enrolment(record.id) or record, word)


def state(core: Core, enrolment_id: str) -> Enrolment:
    """Return how far an enrolment is. CallRefused when there is none."""
    record = core.enrolment(enrolment_id)
    if record is None:
        raise CallRefused(Code.NOT_FOUND)
    return view(core, record)


def view(core: Core, record: EnrolmentRecord, word: str = "") -> Enrolment:
    """Return a record as the client sees it."""
    issued = record.state is EnrolmentState.ISSUED
    return Enrolment(
        id=record.id,
        state=record.state,
        fingerprint=_fingerprint(record),
        code=record.code,
        certificate=record.certificate,
        chain=core.keys.authority.certificate.pem.decode("ascii") if issued else "",
        client_id=record.client_id if issued else "",
        user_id=record.user_id if issued else "",
        step=step(record),
        note=record.note,
        block_word=word,
    )


def step(record: EnrolmentRecord) -> str:
    """Return what a pending request waits for, "" for a decided one."""
    if record.state is not EnrolmentState.PENDING:
        return ""
    if record.kind == RENEWAL:
        return Step.OPERATOR.value
    return (Step.SECOND if record.approvals else Step.PAPER).value


def show(core: Core, enrolment_id: str) -> Shown:
    """Return what the second operator looks at. NotAllowed("enrolment_unknown")."""
    record = core.enrolment(enrolment_id)
    if record is None:
        raise NotAllowed("enrolment_unknown")
    who = core.person(record.client_id, record.user_id)
    return Shown(
        id=record.id,
        client_id=record.client_id,
        user_id=record.user_id,
        name=who.common_name,
        organisation=who.organisation,
        device=record.device,
        fingerprint=_fingerprint(record),
        kind=record.kind,
        state=record.state.value,
        waits=step(record),
        approvals=record.approvals,
        check=core.check_of(record.id),
    )


def approve(core: Core, enrolment_id: str, operator: str, groups: str) -> EnrolmentRecord:
    """Take the first operator's typing of the groups from the printed act. NotAllowed: see `certificates.type_groups`."""
    return core.type_groups(enrolment_id, operator, groups)


def confirm(core: Core, enrolment_id: str, operator: str, check: str, clock: Clock) -> EnrolmentRecord:
    """Issue by the second operator's word (the only one's for a renewal). NotAllowed: see `certificates.confirm_enrolment`."""
    return core.confirm_enrolment(enrolment_id, operator, check.strip().lower(), clock())


def refuse(
    core: Core, enrolment_id: str, operator: str, code: str = "refused_by_operator", note: str = ""
) -> None:
    """Refuse a request that waits; one operator is enough. The client reads the note."""
    record = core.enrolment(enrolment_id)
    if record is None:
        raise NotAllowed("enrolment_unknown")
    if record.state is not EnrolmentState.PENDING:
        raise NotAllowed("enrolment_not_pending", state=record.state.value)
    named(operator)
    core.refuse_enrolment(enrolment_id, code, note.strip()[:LONGEST_NOTE])


def checked(request: bytes) -> Request:
    """Read a request and check the proof of possession; CallRefused(request_invalid)."""
    try:
        return check_request(request)
    except (BadInput, BadSignature) as error:
        raise CallRefused(Code.REQUEST_INVALID, {"reason": error.code}) from error


def _good(core: Core, code: str, clock: Clock) -> Activation:
    """Return the activation of a code that may still be used."""
    activation = core.activation(code_hash(code))
    if activation is None or activation.used or activation.expires < clock():
        raise CallRefused(Code.ACTIVATION_UNKNOWN)
    return activation


def _fingerprint(record: EnrolmentRecord) -> str:
    return " ".join(fingerprint_groups(record.spki_sha256))


def _enrolment_id(asked: EnrolmentRequest) -> str:
    """Derive an id that nobody guesses (the code is secret) and that a repeated call finds again."""
    return sha256_hex(b"enrolment:" + sha256(_plain(asked.activation_code).encode()) + asked.request)[:32]


def _plain(code: str) -> str:
    return "".join(code.replace("-", " ").split()).upper()


__all__ = [
    "OPERATORS",
    "Shown",
    "approve",
    "confirm",
    "enrol",
    "identify",
    "new_activation",
    "refuse",
    "show",
    "state",
    "view",
]
