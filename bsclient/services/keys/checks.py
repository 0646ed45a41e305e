"""Whether a certificate that came from the bank is what was asked for: own key, own name, the pinned authority, usage, time.

What fails is told with an own code and kept as evidence (`life.Refused`); nothing of it is believed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bsclient.crypto import names
from bsclient.crypto.certificates import Certificate, load
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import BadSignature, BsError
from bsclient.services.keys import life as key_life
from bsclient.services.keys.life import Refused

if TYPE_CHECKING:
    from bsclient.services.profiles import Profile, User

SLOW_CLOCK: Final = timedelta(minutes=10)
"""A clock of this PC may be so much behind the bank's that the certificate seems to begin later."""


def believe(profile: Profile, user: User, pem: str, spki_sha256: bytes, now: datetime) -> Certificate:
    """Return the certificate if it is the user's own for this key; else keep it as evidence and raise.

    BadInput("certificate_form"); BadSignature: certificate_of_other_key, certificate_of_other_user,
    certificate_untrusted, certificate_usage, certificate_expired, certificate_not_yet_valid.
    """
    try:
        found = load(pem)
        demand(profile, user, found, spki_sha256, now)
    except BsError as error:
        key_life.refuse(profile, user, Refused(at=now, code=error.code, pem=pem[:20_000]))
        raise
    return found


def demand(profile: Profile, user: User, found: Certificate, spki_sha256: bytes, now: datetime) -> None:
    """Refuse a certificate that is not the user's own for this key, from the pinned authority."""
    if found.spki_sha256 != spki_sha256:
        raise BadSignature("certificate_of_other_key")
    at = now
    if now < found.not_before <= now + SLOW_CLOCK:
        at = found.not_before
    Verifier(Trust(load(profile.bank.ca_pem))).trusted(found, at)
    wanted = names.subject(user.name).common_name
    if found.subject_name != wanted:
        raise BadSignature("certificate_of_other_user", name=found.subject_name, expected=wanted)


def demand_chain(profile: Profile, chain: str) -> None:
    """Refuse an answer that names another authority than the pinned one. BadSignature("certificate_untrusted")."""
    if chain and load(chain).der != load(profile.bank.ca_pem).der:
        raise BadSignature("certificate_untrusted")
