"""The bank's certificate authority: one root, which issues directly, with a strict profile (RFC 5280).

What it has issued and revoked is the bank's register, kept in the bank's store: this object holds the key and the serials
revoked so far, and is handed them on start.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from bsclient.crypto import certificate, names
from bsclient.crypto.certificate import USAGES, Certificate, Role
from bsclient.crypto.keys import PrivateKey, PublicKey, generate
from bsclient.crypto.names import Subject
from bsclient.crypto.requests import check_request
from bsclient.errors import BadInput

CRL_LIFE = timedelta(days=1)
_SERIAL_BITS = 128
_HOST_TEXT = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_SERIAL_TEXT = re.compile(r"[0-9a-f]{1,40}")
_FLAGS = {
    "key_compromise": x509.ReasonFlags.key_compromise,
    "key_lost": x509.ReasonFlags.key_compromise,
    "block_word": x509.ReasonFlags.key_compromise,
    "superseded": x509.ReasonFlags.superseded,
    "left": x509.ReasonFlags.affiliation_changed,
    "card_change": x509.ReasonFlags.privilege_withdrawn,
}
"""What the list says of a reason; of any other it says nothing (RFC 5280, 5.3.1)."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Since when a certificate is revoked, and why: a `protocol.keys.Reason`, "" when it is not told."""

    since: datetime
    reason: str = ""


class CertificateAuthority:
    """Issues and revokes certificates. Instants are aware; lives are in whole days and end with the root's at the latest."""

    def __init__(
        self, root: Certificate, key: PrivateKey, revoked: Mapping[str, datetime] | None = None
    ) -> None:
        if root.role is not Role.AUTHORITY:
            raise BadInput("certificate_not_authority")
        if root.spki_sha256 != key.spki_sha256:
            raise BadInput("certificate_of_other_key")
        self.certificate = root
        self._key = key
        self._revoked = dict(revoked or {})

    @classmethod
    def create(cls, name: str, at: datetime, days: int) -> CertificateAuthority:
        """Make a new root. BadInput if the name cannot stand in a certificate."""
        key = generate()
        subject = _subject(Subject(name))
        start = at.replace(microsecond=0)
        builder = (
            _builder(subject, key.handle.public_key())
            .issuer_name(subject)
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_key_usage(signs=False), critical=True)
        )
        return cls(certificate.wrap(builder.sign(key.handle, SHA256())), key)

    @classmethod
    def from_parts(
        cls, cert_pem: bytes, key_der: bytes, revoked: Mapping[str, datetime] | None = None
    ) -> CertificateAuthority:
        """Take up a stored authority; `revoked` comes from the bank's register. BadInput."""
        return cls(certificate.load(cert_pem), PrivateKey.from_der(key_der), revoked)

    def to_parts(self) -> tuple[bytes, bytes]:
        """Return the root as PEM and its private key as PKCS#8 DER in clear; keep the second in a key container."""
        return self.certificate.pem, self._key.to_der()

    def issue(
        self, request_der: bytes, *, at: datetime, days: int, subject: Subject | None = None
    ) -> Certificate:
        """Issue a client's certificate for a checked request; `subject` replaces the names asked for."""
        request = check_request(request_der)
        wanted = subject or Subject(request.common_name, request.organisation)
        return self._sign(_builder(_subject(wanted), request.public_key), Role.CLIENT, at, days)

    def issue_bank_signer(
        self, name: str, *, at: datetime, days: int, organisation: str = ""
    ) -> tuple[Certificate, PrivateKey]:
        """Make a key for the bank's receipts, statements and letters, with its certificate."""
        key = generate()
        builder = _builder(_subject(Subject(name, organisation)), key.handle.public_key())
        return self._sign(builder, Role.BANK, at, days), key

    def issue_server(self, hosts: Iterable[str], at: datetime, days: int) -> tuple[bytes, bytes]:
        """Make a TLS key for host names and IP addresses: certificate PEM and private key PEM in clear."""
        listed = list(hosts)
        if not listed:
            raise BadInput("certificate_name")
        key = generate()
        alternative = x509.SubjectAlternativeName([_general_name(host) for host in listed])
        builder = _builder(_subject(Subject(listed[0])), key.handle.public_key())
        issued = self._sign(builder.add_extension(alternative, critical=False), Role.SERVER, at, days)
        return issued.pem, key.to_pem()

    def revoke(self, serial: str, at: datetime) -> None:
        """Put a serial on the list; a second revocation keeps the first instant. BadInput if it is no serial."""
        if not _SERIAL_TEXT.fullmatch(serial):
            raise BadInput("certificate_serial", serial=serial)
        self._revoked.setdefault(serial, at)

    @property
    def revoked(self) -> frozenset[str]:
        return frozenset(self._revoked)

    def crl(self, at: datetime, ended: Mapping[str, Ended] | None = None, number: int = 0) -> bytes:
        """Return the list of revoked certificates as DER, fresh for a day.

        `ended` is the bank's register instead of what this object was handed; numbers of lists rise.
        """
        start = at.replace(microsecond=0)
        listed = {serial: Ended(since) for serial, since in self._revoked.items()} | dict(ended or {})
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.handle.subject)
            .last_update(start)
            .next_update(start + CRL_LIFE)
            .add_extension(x509.CRLNumber(number or int(at.timestamp() * 1_000_000)), critical=False)
            .add_extension(self._authority_key(), critical=False)
        )
        for serial, end in sorted(listed.items()):
            builder = builder.add_revoked_certificate(_entry(serial, end))
        return builder.sign(self._key.handle, SHA256()).public_bytes(Encoding.DER)

    def _sign(self, builder: x509.CertificateBuilder, role: Role, at: datetime, days: int) -> Certificate:
        start = at.replace(microsecond=0)
        root = self.certificate
        if days < 1 or not root.not_before <= start < root.not_after:
            raise BadInput("certificate_life", days=str(days))
        usage = sorted(USAGES[role], key=lambda kind: kind.dotted_string)
        builder = (
            builder.issuer_name(root.handle.subject)
            .not_valid_before(start)
            .not_valid_after(min(start + timedelta(days=days), root.not_after))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(signs=True, documents=role is not Role.SERVER), critical=True)
            .add_extension(x509.ExtendedKeyUsage(usage), critical=False)
            .add_extension(self._authority_key(), critical=False)
        )
        return certificate.wrap(builder.sign(self._key.handle, SHA256()))

    def _authority_key(self) -> x509.AuthorityKeyIdentifier:
        return x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.handle.public_key())


def _entry(serial: str, end: Ended) -> x509.RevokedCertificate:
    entry = x509.RevokedCertificateBuilder(int(serial, 16), end.since.replace(microsecond=0))
    flag = _FLAGS.get(end.reason)
    if flag is not None:
        entry = entry.add_extension(x509.CRLReason(flag), critical=False)
    return entry.build()


def _builder(subject: x509.Name, key: PublicKey) -> x509.CertificateBuilder:
    serial = secrets.randbits(_SERIAL_BITS) | 1 << (_SERIAL_BITS - 1)  # always 32 hex digits
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key)
        .serial_number(serial)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _subject(wanted: Subject) -> x509.Name:
    tidy = names.subject(wanted.common_name, wanted.organisation)
    if not tidy.fits():
        raise BadInput("certificate_name")
    return tidy.encode()


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        pass
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError as reason:
        raise BadInput("certificate_host", host=host) from reason
    if not _HOST_TEXT.fullmatch(name):
        raise BadInput("certificate_host", host=host)
    return x509.DNSName(name)


def _key_usage(*, signs: bool, documents: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs,
        crl_sign=not signs,
        encipher_only=False,
        decipher_only=False,
    )
