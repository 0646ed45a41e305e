"""The shape of a detached CMS signature with GOST R 34.10-2012, held to one form (RFC 5652, RFC 9215, CAdES-BES).

What `openssl cms -sign -cades -nosmimecap` and CryptoPro (1C:DirectBank) write: one signer, one certificate, attributes
content-type, signing-time, message-digest and signing-certificate-v2, nothing unsigned. `openssl` ignores fields that are not signed;
here the container is written anew from its signed parts and compared, so that no octet is left unchecked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bsclient.crypto import cms, der, envelopes
from bsclient.crypto.der import tlv
from bsclient.crypto.envelopes import MAX_BYTES, Parts

__all__ = ["MAX_BYTES", "Parts", "build", "signing_time", "take_apart"]

_DIGESTS: Final = {
    64: "2a85030701010202",
    128: "2a85030701010203",
}  # Streebog-256, -512 by octets of the signature
_KEYS: Final = {64: "2a85030701010101", 128: "2a85030701010102"}
_NULL: Final = b"\x05\x00"


def take_apart(container: bytes) -> Parts:
    """Take a container apart and demand that it is the one form of its parts; ValueError otherwise."""
    parts = envelopes.parse(container)
    if len(parts.signature) not in _KEYS:
        raise ValueError("not a signature of GOST R 34.10-2012")
    if envelopes.attributes(parts.attributes).keys() != envelopes.CADES:
        raise ValueError("other attributes than those of the profile")
    if container not in (build(parts, _NULL), build(parts, b"")):
        raise ValueError("a field that is not signed differs")
    return parts


def signing_time(parts: Parts) -> datetime:
    """Return the time that the signer claims; ValueError if it is not in whole seconds of UTC."""
    written = envelopes.attributes(parts.attributes)[envelopes.SIGNING_TIME]
    return cms.parse_time(envelopes.value(written))


def build(parts: Parts, parameters: bytes) -> bytes:
    """Write the container; algorithms carry `parameters`, NULL or nothing, all of them the same."""
    octets = len(parts.signature)
    digest, algorithm = (
        tlv(der.SEQUENCE, tlv(der.OBJECT, bytes.fromhex(names[octets])), parameters)
        for names in (_DIGESTS, _KEYS)
    )
    return envelopes.build(parts, digest, algorithm)
