"""The act of a key as a paper: of a request that waits at the bank, and of a certificate that it has issued."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bsclient import clock
from bsclient.crypto.certificates import Certificate, check_request
from bsclient.crypto.keys import as_p256, fingerprint_groups, spki_of
from bsclient.errors import NotAllowed
from bsclient.formats import qr
from bsclient.printing import key_act, watermark
from bsclient.printing.canvas import Page
from bsclient.printing.key_act import KeyAct
from bsclient.services.keys import enrolments
from bsclient.services.keys import life as key_life
from bsclient.services.profiles import Profile, User

ALGORITHM: Final = "ECDSA P-256 / SHA-256"
CODE: Final = "bscert1:"
"""What the QR of a certificate's act begins with; its number and the fingerprint follow."""
_DEMO: Final = {"ru": "ДЕМОНСТРАЦИЯ", "en": "DEMONSTRATION"}


def of_certificate(profile: Profile, user: User, certificate: Certificate, today: dt.date) -> KeyAct:
    """Return the act of a key whose certificate is there."""
    groups = tuple(fingerprint_groups(certificate.spki_sha256))
    return KeyAct(
        organisation=profile.organisation.name, inn=profile.organisation.inn, kpp=profile.organisation.kpp,
        client=profile.client_id, bank=profile.bank.name, bic=profile.bank.bic, holder=user.name,
        position=user.position, user=user.id, device=profile.device, algorithm=ALGORITHM, fingerprint=groups,
        public_key=spki_of(as_p256(certificate.handle.public_key())).hex(), made=today, serial=certificate.serial,
        valid_from=clock.business_day(certificate.not_before), valid_to=clock.business_day(certificate.not_after),
        code=qr.matrix(f"{CODE}{certificate.serial}:{''.join(groups)}"),
    )  # fmt: skip


def of_request(profile: Profile, user: User) -> KeyAct:
    """Return the act of a key whose request waits at the bank. NotAllowed("enrolment_none")."""
    told = enrolments.act(profile, user)
    return KeyAct(
        organisation=told.organisation, inn=told.inn, kpp=told.kpp, client=told.client_id, bank=told.bank,
        bic=told.bic, holder=told.name, position=told.position, user=told.user_id, device=told.device,
        algorithm=told.algorithm, fingerprint=told.fingerprint, public_key=_asked_key(profile, user).hex(),
        made=clock.business_day(told.created), code=qr.matrix(told.qr),
    )  # fmt: skip


def request_pages(profile: Profile, user: User, language: str = "ru") -> list[Page]:
    """Return the paper of a request that waits."""
    return pages(of_request(profile, user), demo=profile.demo, language=language)


def _asked_key(profile: Profile, user: User) -> bytes:
    """Return the public key of the request that waits (DER)."""
    waiting = key_life.load(profile, user).waiting
    if waiting is None:
        raise NotAllowed("enrolment_none", name=user.name)
    return spki_of(check_request(waiting.request).public_key)


def pages(act: KeyAct, *, demo: bool, language: str = "ru") -> list[Page]:
    """Return the act as pages; the demo's says that it is the demo's."""
    return watermark.under([key_act.page(act)], _DEMO.get(language, _DEMO["en"]) if demo else "")
