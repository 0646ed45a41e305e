"""Private keys and raw signatures: ECDSA on P-256 with SHA-256 (FIPS 186-5).

Of the two equal forms of an ECDSA signature, (r, s) and (r, n - s), only the one with s <= n/2 is made and accepted:
otherwise anybody could turn one valid signature into another. A key never shows itself in `repr` and is never pickled.
"""

from __future__ import annotations

from typing import NoReturn

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from bsclient.crypto.hashes import sha256
from bsclient.errors import BadInput

ORDER = 0xFFFFFFFF_00000000_FFFFFFFF_FFFFFFFF_BCE6FAAD_A7179E84_F3B9CAC2_FC632551
HALF_ORDER = ORDER // 2
GROUP = 4
ECDSA_SHA256 = ec.ECDSA(SHA256())

PublicKey = ec.EllipticCurvePublicKey


class PrivateKey:
    """A P-256 private key in memory. Errors: BadInput from `from_der`."""

    __slots__ = ("_key", "_spki")

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self._spki = spki_of(key.public_key())

    @classmethod
    def from_der(cls, der: bytes) -> PrivateKey:
        """Read PKCS#8 DER without encryption."""
        try:
            key = load_der_private_key(der, None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as reason:
            raise BadInput("private_key_form") from reason
        if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
            raise BadInput("key_algorithm_unknown")
        return cls(key)

    def to_der(self) -> bytes:
        """Return PKCS#8 DER in clear: for the key container, never for a file."""
        return self._key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())

    def to_pem(self) -> bytes:
        """Return PKCS#8 PEM in clear: for the key file of a TLS server."""
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def spki_der(self) -> bytes:
        """SubjectPublicKeyInfo: what the certificate binds to a name."""
        return self._spki

    @property
    def spki_sha256(self) -> bytes:
        return sha256(self._spki)

    @property
    def handle(self) -> ec.EllipticCurvePrivateKey:
        """The library's key, for building certificates inside this package."""
        return self._key

    def sign(self, data: bytes) -> bytes:
        """Return the DER of a low-s ECDSA signature over SHA-256 of the data."""
        signature = self._key.sign(data, ECDSA_SHA256)
        r, s = decode_dss_signature(signature)
        return signature if s <= HALF_ORDER else encode_dss_signature(r, ORDER - s)

    def __repr__(self) -> str:
        return f"PrivateKey(spki_sha256={self.spki_sha256.hex()})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is never pickled")


def generate(algorithm: str = "p256") -> PrivateKey:
    """Make a new key; the only algorithm is `p256`."""
    if algorithm != "p256":
        raise BadInput("key_algorithm_unknown")
    return PrivateKey(ec.generate_private_key(ec.SECP256R1()))


def spki_of(key: PublicKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def as_p256(key: object) -> PublicKey:
    """Return a public key of the library if it is a P-256 one. BadInput."""
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    raise BadInput("key_algorithm_unknown")


def s_of(signature: bytes) -> int:
    """Return s of a DER signature; ValueError if it is not DER or a number is out of its range."""
    r, s = decode_dss_signature(signature)
    if not (0 < r < ORDER and 0 < s < ORDER):
        raise ValueError("number outside the group")
    return s


def holds(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """Tell whether the signature is the key's over the data; says nothing on low s."""
    try:
        key.verify(signature, data, ECDSA_SHA256)
    except InvalidSignature:
        return False
    return True


def fingerprint_groups(spki_sha256: bytes) -> list[str]:
    """Return a key's SHA-256 as 16 groups of 4 hex digits: printed on the act, compared by eye."""
    digits = spki_sha256.hex()
    return [digits[at : at + GROUP] for at in range(0, len(digits), GROUP)]


def fingerprint_matches(typed: str, spki_sha256: bytes) -> bool:
    """Compare groups keyed in from paper; spaces, hyphens and case do not matter."""
    return "".join(typed.replace("-", " ").split()).lower() == spki_sha256.hex()
