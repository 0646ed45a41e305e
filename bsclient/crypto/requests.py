"""Certificate requests: PKCS#10 (RFC 2986) with proof that the sender holds the private key."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.hashes import SHA256

from bsclient.crypto import names
from bsclient.crypto.certificate import UNREADABLE
from bsclient.crypto.der import CONTEXT_0, INTEGER, SEQUENCE, signed, tlv
from bsclient.crypto.hashes import sha256
from bsclient.crypto.keys import PublicKey, as_p256, spki_of
from bsclient.crypto.providers import PrivateKeyLike
from bsclient.errors import BadInput, BadSignature

MAX_BYTES = 16 * 1024
_VERSION = tlv(INTEGER, b"\x00")


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose signature holds: the sender has the key; the names are only what he says of himself."""

    common_name: str
    organisation: str
    spki_sha256: bytes
    public_key: PublicKey
    der: bytes


def make_request(private_key: PrivateKeyLike, common_name: str, organisation: str = "") -> bytes:
    """Return PKCS#10 DER for a P-256 key, wherever it lives.

    Names longer than 64 characters are cut; BadInput if no name can be made of them.
    """
    subject = names.subject(common_name, organisation)
    if not subject.fits():
        raise BadInput("certificate_name")
    body = tlv(
        SEQUENCE, _VERSION, subject.encode().public_bytes(), private_key.spki_der, tlv(CONTEXT_0)
    )  # RFC 2986, 4.1; without attributes
    return signed(body, private_key.sign(body))


def check_request(der: bytes) -> Request:
    """Read a request from outside and check the proof of possession.

    BadInput (not a request, other key than P-256, names that cannot be shown), BadSignature (key not possessed).
    """
    if len(der) > MAX_BYTES:
        raise BadInput("request_form")
    try:
        parsed = x509.load_der_x509_csr(der)
        key = _key(parsed)
        subject = names.read(parsed.subject)
        plain = parsed.subject == subject.encode() if subject.fits() else False
        asks_more = len(parsed.extensions) > 0 or len(parsed.attributes) > 0
    except UNREADABLE as reason:
        raise BadInput("request_form") from reason
    public_key = as_p256(key)
    if not plain:
        raise BadInput("certificate_name")
    if asks_more:
        raise BadInput("request_form")
    if not _possessed(parsed):
        raise BadSignature("request_signature")
    if signed(parsed.tbs_certrequest_bytes, parsed.signature) != der:
        raise BadInput("request_form")
    return Request(subject.common_name, subject.organisation, sha256(spki_of(public_key)), public_key, der)


def _key(parsed: x509.CertificateSigningRequest) -> object:
    """Return the public key of a request. BadInput if the library does not know its kind: GOST R 34.10-2012, for one."""
    try:
        return parsed.public_key()
    except UnsupportedAlgorithm as reason:
        raise BadInput("key_algorithm_unknown") from reason


def _possessed(parsed: x509.CertificateSigningRequest) -> bool:
    try:
        return isinstance(parsed.signature_hash_algorithm, SHA256) and parsed.is_signature_valid
    except (*UNREADABLE, InvalidSignature):
        return False
