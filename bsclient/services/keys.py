"""Enrolment: a key made on this PC, a request to the bank, a certificate back, checked before it is believed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from bsclient import clock
from bsclient.crypto import container, keys
from bsclient.crypto.certificates import Certificate, load
from bsclient.crypto.secret import Secret
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import BadInput, BadSignature, NotAllowed
from bsclient.protocol.messages import Enrolment, EnrolmentRequest, EnrolmentState
from bsclient.services.profiles import Profile, User, save_profile, with_user
from bsclient.services.unlocking import make_key


class EnrolmentLine(Protocol):
    """The two calls of the bank that enrolment needs."""

    def enrol(self, request: EnrolmentRequest) -> Enrolment: ...
    def enrolment(self, identity: str) -> Enrolment: ...


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that the bank has: its id, and the fingerprint of the public key in groups of four."""

    id: str
    fingerprint: str


def begin(
    line: EnrolmentLine, profile: Profile, user: User, secret: tuple[str, Secret | str]
) -> Pending:  # secret: activation code, passphrase
    """Make a key, keep it sealed, ask the bank for a certificate; nothing secret leaves the PC.

    Raises `NotAllowed("key_in_use")` rather than write over a key that has its certificate, and
    `BadSignature("request_of_other_key")` when the bank got another key than was sent.
    """
    if user.certificate_pem and profile.key_file(user).exists():
        raise NotAllowed("key_in_use", name=user.name)
    code, passphrase = secret
    key = make_key(user, profile.organisation.name, passphrase)
    profile.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    container.write(profile.key_file(user), key.container)
    answer = line.enrol(EnrolmentRequest(activation_code=code, request=key.request, device=profile.device))
    if not keys.fingerprint_matches(answer.fingerprint, key.spki_sha256):
        raise BadSignature("request_of_other_key")
    return Pending(answer.id, " ".join(keys.fingerprint_groups(key.spki_sha256)))


def finish(line: EnrolmentLine, profile: Profile, user: User, pending: Pending) -> Profile:
    """Fetch the certificate if it is there; checks that it is for our key. NotAllowed while it is pending."""
    answer = line.enrolment(pending.id)
    if answer.state is not EnrolmentState.ISSUED:
        raise NotAllowed(f"enrolment_{answer.state}", reason=answer.code)
    if answer.user_id != user.id:  # rights and signatures go by the bank's name of a user
        raise BadInput("enrolment_other_user", value=answer.user_id, expected=user.id)
    certificate = load(answer.certificate)
    _demand_own(profile, user, certificate)
    known = replace(user, id=user.id, certificate_pem=answer.certificate)
    changed = replace(with_user(profile, known), client_id=answer.client_id)
    save_profile(changed)
    return changed


def _demand_own(profile: Profile, user: User, certificate: Certificate) -> None:
    head = container.header(container.read(profile.key_file(user)))
    if head.spki_sha256 != certificate.spki_sha256:
        raise BadSignature("certificate_of_other_key")
    Verifier(Trust(load(profile.bank.ca_pem))).trusted(certificate, clock.now())
