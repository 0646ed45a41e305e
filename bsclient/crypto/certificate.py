"""X.509 certificates as the rest of the program sees them (RFC 5280)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from bsclient.crypto import names
from bsclient.crypto.hashes import sha256
from bsclient.errors import BadInput

MAX_BYTES = 64 * 1024
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


class Role(StrEnum):
    """What a certificate may be used for; follows from its extended key usage alone."""

    CLIENT = "client"  # signs documents and logins of a client
    BANK = "bank"  # signs receipts, statements and letters of the bank
    SERVER = "server"  # TLS of the bank's server
    AUTHORITY = "authority"  # issues the others
    OTHER = "other"  # none of ours


USAGES = {
    Role.CLIENT: frozenset({ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.CLIENT_AUTH}),
    Role.BANK: frozenset({ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING}),
    Role.SERVER: frozenset({ExtendedKeyUsageOID.SERVER_AUTH}),
}
# emailProtection is there because `openssl cms -verify` asks for it by default.

T = TypeVar("T", bound=x509.ExtensionType)

# What the library raises on DER that parses only from outside.
UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension, x509.InvalidVersion)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that was read, not yet trusted: trust is `verify`'s matter. Instants are aware, UTC.

    `serial` is lower-case hex without leading zeros; `spki_sha256` and `fingerprint_sha256` are 32 raw bytes.
    """

    der: bytes = field(repr=False)
    serial: str = field(compare=False)
    subject_name: str = field(compare=False)
    organisation: str = field(compare=False)
    not_before: datetime = field(compare=False)
    not_after: datetime = field(compare=False)
    spki_sha256: bytes = field(compare=False, repr=False)
    role: Role = field(compare=False)
    handle: x509.Certificate = field(compare=False, repr=False)

    @property
    def pem(self) -> bytes:
        return self.handle.public_bytes(Encoding.PEM)

    @property
    def fingerprint_sha256(self) -> bytes:
        return sha256(self.der)


def load(pem_or_der: bytes | str) -> Certificate:
    """Read one certificate, PEM or DER. BadInput."""
    if len(pem_or_der) > MAX_BYTES:
        raise BadInput("certificate_form")
    try:
        data = pem_or_der.encode("ascii") if isinstance(pem_or_der, str) else pem_or_der
        if b"-----BEGIN" in data:
            parsed = x509.load_pem_x509_certificate(data)
        else:
            parsed = x509.load_der_x509_certificate(data)
        return wrap(parsed)
    except UNREADABLE as reason:
        raise BadInput("certificate_form") from reason


def wrap(parsed: x509.Certificate) -> Certificate:
    """Read the fields of a certificate of the library; one of `UNREADABLE` if it is only half well-formed."""
    subject = names.read(parsed.subject)
    key = parsed.public_key()
    return Certificate(
        der=parsed.public_bytes(Encoding.DER),
        serial=format(parsed.serial_number, "x"),
        subject_name=subject.common_name,
        organisation=subject.organisation,
        not_before=parsed.not_valid_before_utc,
        not_after=parsed.not_valid_after_utc,
        spki_sha256=sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)),
        role=_role(parsed.extensions),
        handle=parsed,
    )


def _role(extensions: x509.Extensions) -> Role:
    constraints = extension(extensions, x509.BasicConstraints)
    if constraints is not None and constraints.ca:
        return Role.AUTHORITY
    usage = extension(extensions, x509.ExtendedKeyUsage)
    found = frozenset(usage or ())
    return next((role for role, wanted in USAGES.items() if wanted == found), Role.OTHER)


def extension(extensions: x509.Extensions, kind: type[T]) -> T | None:
    """Return an extension's value, None if there is none."""
    try:
        return extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
