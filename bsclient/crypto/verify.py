"""Strict verification of signature containers.

Order: size, shape, digest, rebuild and compare, low s, chain, role, validity, revocation, signature. The container is
built anew from certificate, digest of the content, signing-time and signature, and must be the same to the byte:
so no field of it can be changed, added or left out, signed or not. (OpenSSL accepts changes in unsigned fields.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from bsclient.clock import business_day
from bsclient.crypto import certificate, cms, der, keys
from bsclient.crypto.certificate import UNREADABLE, Certificate, Role
from bsclient.crypto.hashes import sha256
from bsclient.errors import BadInput, BadSignature

CACHED = 65_536

CLIENTS = frozenset({Role.CLIENT})
BANK = frozenset({Role.BANK})
ANYONE = CLIENTS | BANK  # for showing who signed; never for deciding what to do

Revoked = frozenset[str] | Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom to believe: the authority, what it has revoked (serials in lower-case hex, or a question), in which roles.

    The roles are part of the trust: a client's certificate must not sign the bank's receipts, nor the other way round.
    """

    ca: Certificate
    revoked: Revoked = frozenset()
    roles: frozenset[Role] = CLIENTS

    def is_revoked(self, serial: str) -> bool:
        return self.revoked(serial) if callable(self.revoked) else serial in self.revoked


@dataclass(frozen=True, slots=True)
class Verified:
    """A signature that holds: whose it is and when its maker says it was made."""

    certificate: Certificate
    signing_time: datetime


@dataclass(frozen=True, slots=True)
class _Known:
    """A certificate whose chain holds, with what is costly to make from it."""

    certificate: Certificate
    key: keys.PublicKey
    profile: cms.Profile = field(repr=False)


class Verifier:
    """Verifies many signatures under one trust; safe for threads.

    Remembers certificates whose chain held (only those, so a flood of forged ones costs no memory); validity and
    revocation are asked each time.
    """

    def __init__(self, trust: Trust) -> None:
        if trust.ca.role is not Role.AUTHORITY:
            raise BadInput("certificate_not_authority")
        self.trust = trust
        self._known: dict[bytes, _Known] = {}

    def verify(self, content: bytes, container: bytes, at: datetime) -> Verified:
        """Return whose signature it is; BadSignature with one of the codes of this module, nothing else."""
        if len(container) > cms.MAX_BYTES:
            raise BadSignature("signature_too_large")
        known = self._known.get(cms.certificate_in(container))
        try:
            parts = (known and known.profile.cut(container)) or cms.parse(container)
            profile = known.profile if known else cms.Profile(parts.certificate_der)
            attributes = profile.attributes(sha256(content), parts.signing_time)
        except (ValueError, OverflowError) as reason:
            raise BadSignature("signature_form") from reason
        if profile.container(attributes, parts.signature) != container:
            raise BadSignature(_difference(container))
        try:
            s = keys.s_of(parts.signature)
        except ValueError as reason:
            raise BadSignature("signature_form") from reason
        if s > keys.HALF_ORDER:
            raise BadSignature("signature_high_s")
        if known is None:
            known = self._chain(parts.certificate_der, profile)
        self._check_now(known.certificate, at)
        if not keys.holds(known.key, parts.signature, cms.signed_bytes(attributes)):
            raise BadSignature("signature_wrong")
        return Verified(known.certificate, parts.signing_time)

    def trusted(self, holder: Certificate, at: datetime) -> None:
        """Check chain, role, validity and revocation of a certificate by itself; BadSignature."""
        try:
            profile = cms.Profile(holder.der)
        except ValueError as reason:
            raise BadSignature("certificate_untrusted") from reason
        self._check_now(self._chain(holder.der, profile).certificate, at)

    def _chain(self, certificate_der: bytes, profile: cms.Profile) -> _Known:
        try:
            holder = certificate.load(certificate_der)
            key = keys.as_p256(holder.handle.public_key())
            holder.handle.verify_directly_issued_by(self.trust.ca.handle)
        except (BadInput, InvalidSignature, *UNREADABLE) as reason:
            raise BadSignature("certificate_untrusted") from reason
        if der.signed(holder.handle.tbs_certificate_bytes, holder.handle.signature) != certificate_der:
            raise BadSignature("certificate_untrusted")
        if holder.role not in self.trust.roles or not _usage_holds(holder.handle):
            raise BadSignature("certificate_usage", role=holder.role.value)
        known = _Known(holder, key, profile)
        if len(self._known) >= CACHED:
            self._known.clear()
        self._known[holder.der] = known
        return known

    def _check_now(self, holder: Certificate, at: datetime) -> None:
        ca = self.trust.ca
        if at < holder.not_before or at < ca.not_before:
            raise BadSignature("certificate_not_yet_valid", since=business_day(holder.not_before).isoformat())
        if at > holder.not_after or at > ca.not_after:
            raise BadSignature("certificate_expired", until=business_day(holder.not_after).isoformat())
        if self.trust.is_revoked(holder.serial):
            raise BadSignature("certificate_revoked", serial=holder.serial)


def verify(content: bytes, container: bytes, trust: Trust, at: datetime) -> Verified:
    """Verify one signature; for many take a `Verifier`. BadSignature."""
    return Verifier(trust).verify(content, container, at)


def _difference(container: bytes) -> str:
    """Tell a signature of other content from a changed container and from one of another shape."""
    try:
        parts = cms.parse(container)
        profile = cms.Profile(parts.certificate_der)
        attributes = profile.attributes(parts.digest, parts.signing_time)
    except (ValueError, OverflowError):
        return "signature_form"
    same = profile.container(attributes, parts.signature) == container
    return "signature_digest" if same else "signature_not_rebuilt"


_EXPECTED = {
    x509.BasicConstraints.oid,
    x509.KeyUsage.oid,
    x509.ExtendedKeyUsage.oid,
    x509.SubjectKeyIdentifier.oid,
    x509.AuthorityKeyIdentifier.oid,
}


def _usage_holds(parsed: x509.Certificate) -> bool:
    """Check the profile of signing certificates: both signature usages, nothing else, no unknown extension."""
    extensions = parsed.extensions
    usage = certificate.extension(extensions, x509.KeyUsage)
    if usage is None or {item.oid for item in extensions} != _EXPECTED:
        return False
    return (
        usage.digital_signature
        and usage.content_commitment
        and not (usage.key_encipherment or usage.data_encipherment or usage.key_agreement)
        and not (usage.key_cert_sign or usage.crl_sign)
    )
