"""Private keys from files of other programs: PKCS#12 (RFC 7292), PKCS#8 (RFC 5958) and SEC 1 (RFC 5915), PEM or DER.

Bytes in, a key out; used by the signer process. A file decides how much work its opening is, so its costs are read and held
under a ceiling first. Only P-256 keys are taken: others are named, so that their owner knows what he holds.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import InternalError, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    load_der_private_key,
    load_pem_private_key,
    pkcs12,
)

from bsclient.crypto import certificate, filecosts
from bsclient.crypto.certificate import UNREADABLE, Certificate
from bsclient.crypto.keys import PrivateKey
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, WrongPassphrase

MAX_BYTES = 64 * 1024
_LABEL = re.compile(rb"-----BEGIN ((?:ENCRYPTED |EC |RSA |DSA |OPENSSH )?PRIVATE KEY)-----")
_GOST = (
    (bytes.fromhex("06082a85030701010101"), "GOST R 34.10-2012 (256)"),
    (bytes.fromhex("06082a85030701010102"), "GOST R 34.10-2012 (512)"),
    (bytes.fromhex("06062a8503020213"), "GOST R 34.10-2001"),
)
_SEQUENCE, _INTEGER, _INDEFINITE = 0x30, 0x02, 0x80
_VERSION_PKCS12 = 3


class Form(StrEnum):
    """Which standard a file follows."""

    PKCS12 = "pkcs12"
    PKCS8 = "pkcs8"
    SEC1 = "sec1"


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is, seen without a password. A PKCS#12 may have an empty one."""

    form: Form
    encrypted: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A key that was read, with its own certificate if the file holds one (read, not trusted)."""

    key: PrivateKey
    certificate: Certificate | None


def look(blob: bytes) -> Look:
    """Tell what a file is. BadInput: `keyfile_size`, `keyfile_form` (no key file), `keyfile_kind`."""
    if not 0 < len(blob) <= MAX_BYTES:
        raise BadInput("keyfile_size", most=str(MAX_BYTES // 1024))
    label = _LABEL.search(blob)
    if label is not None:
        return _look_pem(blob, label.group(1))
    at = _into(blob)
    if blob[at : at + 1] == bytes((_SEQUENCE,)):
        return Look(Form.PKCS8, encrypted=True)
    if blob[at : at + 2] != bytes((_INTEGER, 1)):
        raise BadInput("keyfile_form")
    if blob[at + 2 : at + 3] == bytes((_VERSION_PKCS12,)):
        return Look(Form.PKCS12, encrypted=True)
    kind = _gost_in(blob)
    if kind:  # no password will make another key of it
        raise BadInput("keyfile_kind", kind=kind)
    following = blob[at + 3 : at + 4]
    return Look(Form.PKCS8 if following == bytes((_SEQUENCE,)) else Form.SEC1, encrypted=False)


def read_key(blob: bytes, secret: Secret | None = None) -> Found:
    """Read a key with the password of its file.

    BadInput: `keyfile_size`, `keyfile_form`, `keyfile_cost` (its opening would take too much time or memory), `keyfile_no_key`,
    `keyfile_kind` (another kind of key, named), `keyfile_password_needed`. WrongPassphrase: `keyfile_password`.
    """
    seen = look(blob)
    filecosts.check(blob)
    password = _octets(secret)
    if seen.encrypted and not password and seen.form is not Form.PKCS12:
        raise BadInput("keyfile_password_needed")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of old ciphers that the file, not we, chose
            if seen.form is Form.PKCS12:
                return _read_pkcs12(blob, password)
            key = _load(blob, password if seen.encrypted else None)
    except UnsupportedAlgorithm as reason:
        raise BadInput("keyfile_kind", kind=_gost_in(blob) or "?") from reason
    except InternalError as reason:  # numbers of a derivation that OpenSSL itself refuses
        raise BadInput("keyfile_form") from reason
    except (ValueError, TypeError) as reason:
        raise _failure(blob, seen, password) from reason
    return Found(_p256(key), _certificate_beside(blob, key))


def kind_of(key: object) -> str:
    """Name the kind of a key as its owner knows it."""
    if isinstance(key, rsa.RSAPrivateKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return f"ECDSA {key.curve.name}"
    if isinstance(key, dsa.DSAPrivateKey):
        return f"DSA {key.key_size}"
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "Ed25519"
    return "Ed448" if isinstance(key, ed448.Ed448PrivateKey) else type(key).__name__


def _look_pem(blob: bytes, label: bytes) -> Look:
    if label == b"ENCRYPTED PRIVATE KEY":
        return Look(Form.PKCS8, encrypted=True)
    if label == b"PRIVATE KEY":
        return Look(Form.PKCS8, encrypted=False)
    if label == b"EC PRIVATE KEY":
        return Look(Form.SEC1, encrypted=b"ENCRYPTED" in blob)
    raise BadInput("keyfile_kind", kind=label.decode("ascii").removesuffix(" PRIVATE KEY"))


def _into(blob: bytes) -> int:
    """Return where the contents of the outer SEQUENCE begin; old programs write it with an indefinite length."""
    if len(blob) < 5 or blob[0] != _SEQUENCE:  # noqa: PLR2004 -- two headers and one octet
        raise BadInput("keyfile_form")
    length = blob[1]
    return 2 if length <= _INDEFINITE else 2 + length - _INDEFINITE


def _octets(secret: Secret | None) -> bytes:
    if secret is None:
        return b""
    with secret.reading() as octets:
        return bytes(octets)


def _load(blob: bytes, password: bytes | None) -> object:
    if blob.lstrip().startswith(b"-----") or _LABEL.search(blob):
        return load_pem_private_key(blob, password)
    return load_der_private_key(blob, password)


def _read_pkcs12(blob: bytes, password: bytes) -> Found:
    """Read with the password; an empty one is written in two ways, so both are tried."""
    try:
        key, holder, _ = pkcs12.load_key_and_certificates(blob, password or None)
    except ValueError:
        if password:
            raise
        key, holder, _ = pkcs12.load_key_and_certificates(blob, b"")
    if key is None:
        raise BadInput("keyfile_no_key")
    return Found(_p256(key), _own(holder, key))


def _p256(key: object) -> PrivateKey:
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return PrivateKey(key)
    raise BadInput("keyfile_kind", kind=kind_of(key))


def _certificate_beside(blob: bytes, key: object) -> Certificate | None:
    """Return the certificate that stands in the same PEM file."""
    if b"-----BEGIN CERTIFICATE-----" not in blob:
        return None
    try:
        holders = x509.load_pem_x509_certificates(blob)
    except ValueError:
        return None
    return next((found for found in (_own(holder, key) for holder in holders) if found), None)


def _own(holder: x509.Certificate | None, key: object) -> Certificate | None:
    """Wrap a certificate if it is the key's."""
    if holder is None or not isinstance(key, ec.EllipticCurvePrivateKey):
        return None
    try:
        found = certificate.wrap(holder)
    except UNREADABLE:
        return None
    return found if found.spki_sha256 == PrivateKey(key).spki_sha256 else None


def _failure(blob: bytes, seen: Look, password: bytes) -> BadInput | WrongPassphrase:
    kind = _gost_in(blob)
    if kind:
        return BadInput("keyfile_kind", kind=kind)
    if seen.form is Form.PKCS12 and not password:
        return BadInput("keyfile_password_needed")
    return WrongPassphrase("keyfile_password") if seen.encrypted else BadInput("keyfile_form")


def _gost_in(blob: bytes) -> str:
    return next((name for mark, name in _GOST if mark in blob), "")
