"""The act of a key as a paper: of a request that waits at the bank, and of a certificate that it has issued."""

from __future__ import annotations

import datetime as dt
from typing import Final

from bsclient import clock
from bsclient.crypto.certificates import Certificate
from bsclient.crypto.keys import as_p256, fingerprint_groups, spki_of
from bsclient.formats import qr
from bsclient.printing import key_act, watermark
from bsclient.printing.canvas import Page
from bsclient.printing.key_act import KeyAct
from bsclient.services.profiles import Profile, User

ALGORITHM: Final = "ECDSA P-256, SHA-256"
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
        code=qr.matrix(code_text(profile, user, groups)),
    )  # fmt: skip


def code_text(profile: Profile, user: User, groups: tuple[str, ...]) -> str:
    """Return what the QR says: whose key and its fingerprint, in groups as they stand on the paper."""
    return "\n".join(("bskey1", profile.bank.bic, profile.client_id, user.id, " ".join(groups)))


def pages(act: KeyAct, *, demo: bool, language: str = "ru") -> list[Page]:
    """Return the act as pages; the demo's says that it is the demo's."""
    return watermark.under([key_act.page(act)], _DEMO.get(language, _DEMO["en"]) if demo else "")
