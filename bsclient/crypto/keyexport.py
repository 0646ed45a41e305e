"""Private keys to files that other programs read, on explicit wish: PKCS#8 and PKCS#12, always encrypted.

PKCS#8 is closed by scrypt and AES-256 (RFC 7914, RFC 8018), with as much memory as `openssl` allows and the rest of the
cost in passes. PKCS#12 by PBKDF2 and AES-256; the library writes its MAC with 2,048 iterations, by which a password is
guessed thousands of times a second whatever the encryption costs: the MAC is made anew with as many iterations as the rest.
The passphrase should still be a generated one (`strength.propose`): such a file outlives its owner's care.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from bsclient.crypto import der
from bsclient.crypto.certificate import Certificate
from bsclient.crypto.der import tlv
from bsclient.crypto.keys import PrivateKey
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput

SCRYPT_N, SCRYPT_R, SCRYPT_P = 1 << 14, 8, 16  # 16 MiB; openssl's own reader refuses 32 MiB and more
ITERATIONS = 600_000
_SALT = 16
_KEY = 32
_BLOCK = 64  # octets of a block of SHA-256

_PBES2 = tlv(der.OBJECT, bytes.fromhex("2a864886f70d01050d"))
_SCRYPT = tlv(der.OBJECT, bytes.fromhex("2b06010401da47040b"))
_AES256_CBC = tlv(der.OBJECT, bytes.fromhex("60864801650304012a"))
_SHA256 = tlv(der.SEQUENCE, tlv(der.OBJECT, bytes.fromhex("608648016503040201")), b"\x05\x00")
_PEM = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n{}-----END ENCRYPTED PRIVATE KEY-----\n"
_LINE = 48


def write_pkcs8(key: PrivateKey, secret: Secret) -> bytes:
    """Return encrypted PKCS#8 as PEM. BadInput with `passphrase_empty`."""
    salt, start = os.urandom(_SALT), os.urandom(_SALT)
    kdf = Scrypt(salt=salt, length=_KEY, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P)
    derived = kdf.derive(_octets(secret))
    padder = PKCS7(AES256.block_size).padder()
    padded = padder.update(key.to_der()) + padder.finalize()
    encryptor = Cipher(AES256(derived), CBC(start)).encryptor()
    numbers = b"".join(_integer(number) for number in (SCRYPT_N, SCRYPT_R, SCRYPT_P))
    derivation = tlv(der.SEQUENCE, _SCRYPT, tlv(der.SEQUENCE, tlv(der.OCTET_STRING, salt), numbers))
    cipher = tlv(der.SEQUENCE, _AES256_CBC, tlv(der.OCTET_STRING, start))
    scheme = tlv(der.SEQUENCE, _PBES2, tlv(der.SEQUENCE, derivation, cipher))
    closed = encryptor.update(padded) + encryptor.finalize()
    return _pem(tlv(der.SEQUENCE, scheme, tlv(der.OCTET_STRING, closed)))


def write_pkcs12(key: PrivateKey, holder: Certificate, secret: Secret, name: str) -> bytes:
    """Return a PKCS#12 with the key and its certificate. BadInput: `passphrase_empty`, `certificate_of_other_key`."""
    if holder.spki_sha256 != key.spki_sha256:
        raise BadInput("certificate_of_other_key")
    password = _octets(secret)
    closing = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ITERATIONS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(password)
    )
    made = pkcs12.serialize_key_and_certificates(name.encode(), key.handle, holder.handle, None, closing)
    return _with_strong_mac(made, password)


def _with_strong_mac(made: bytes, password: bytes) -> bytes:
    """Replace the MAC (RFC 7292, section 4 and appendix B) by one that costs as much as the encryption."""
    file = der.Walk(made).enter(der.SEQUENCE)
    version = file.whole(der.INTEGER)
    safe = file.whole(der.SEQUENCE)
    content = der.Walk(safe).enter(der.SEQUENCE)
    content.take(der.OBJECT)
    octets = content.enter(der.CONTEXT_0).take(der.OCTET_STRING)
    salt = os.urandom(_SALT)
    code = hmac.digest(_mac_key(password, salt), octets, "sha256")
    digest_info = tlv(der.SEQUENCE, _SHA256, tlv(der.OCTET_STRING, code))
    mac = tlv(der.SEQUENCE, digest_info, tlv(der.OCTET_STRING, salt), _integer(ITERATIONS))
    return tlv(der.SEQUENCE, version, safe, mac)


def _mac_key(password: bytes, salt: bytes) -> bytes:
    """Derive the MAC key: RFC 7292, B.2 with purpose 3, of which one round of SHA-256 gives all octets."""
    text = password.decode().encode("utf-16-be") + b"\x00\x00"
    block = bytes((3,)) * _BLOCK + _filled(salt) + _filled(text)
    for _ in range(ITERATIONS):
        block = hashlib.sha256(block).digest()
    return block


def _filled(octets: bytes) -> bytes:
    """Repeat octets up to a whole number of blocks."""
    size = -(-len(octets) // _BLOCK) * _BLOCK
    return (octets * (size // len(octets) + 1))[:size]


def _octets(secret: Secret) -> bytes:
    with secret.reading() as octets:
        if not octets:
            raise BadInput("passphrase_empty")
        return bytes(octets)


def _integer(value: int) -> bytes:
    return tlv(der.INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _pem(data: bytes) -> bytes:
    from base64 import b64encode

    lines = (b64encode(data[at : at + _LINE]).decode("ascii") for at in range(0, len(data), _LINE))
    return _PEM.format("".join(f"{line}\n" for line in lines)).encode("ascii")
