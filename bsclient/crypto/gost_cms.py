"""The shape of a detached CMS signature with GOST R 34.10-2012, held to one form (RFC 5652, RFC 9215, CAdES-BES).

What `openssl cms -sign -cades -nosmimecap` and CryptoPro (1C:DirectBank) write: one signer, one certificate, attributes
content-type, signing-time, message-digest and signing-certificate-v2, nothing unsigned. `openssl` ignores fields that are not signed;
here the container is written anew from its signed parts and compared, so that no octet is left unchecked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bsclient.crypto import cms, der
from bsclient.crypto.der import tlv

MAX_BYTES: Final = cms.MAX_BYTES
_DIGESTS: Final = {
    64: "2a85030701010202",
    128: "2a85030701010203",
}  # Streebog-256, -512 by octets of the signature
_KEYS: Final = {64: "2a85030701010101", 128: "2a85030701010102"}
_NULL: Final = b"\x05\x00"
_ATTRIBUTES: Final = tuple(
    tlv(der.OBJECT, bytes.fromhex(value))
    for value in ("2a864886f70d010903", "2a864886f70d010905", "2a864886f70d010904", "2a864886f70d010910022f")
)

_SIGNING_TIME: Final = _ATTRIBUTES[1]


@dataclass(frozen=True, slots=True)
class Parts:
    """The certificate, the signed attributes as they stand, the signature of 64 or 128 octets."""

    certificate_der: bytes
    attributes: bytes
    signature: bytes


def take_apart(container: bytes) -> Parts:
    """Take a container apart and demand that it is the one form of its parts; ValueError otherwise."""
    parts = _parse(container)
    if len(parts.signature) not in _KEYS:
        raise ValueError("not a signature of GOST R 34.10-2012")
    _demand_attributes(parts.attributes)
    if container not in (build(parts, _NULL), build(parts, b"")):
        raise ValueError("a field that is not signed differs")
    return parts


def signing_time(parts: Parts) -> datetime:
    """Return the time that the signer claims; ValueError if it is not in whole seconds of UTC."""
    walk = der.Walk(parts.attributes)
    while walk.peek() == der.SEQUENCE:
        attribute = walk.enter(der.SEQUENCE)
        if tlv(der.OBJECT, attribute.take(der.OBJECT)) == _SIGNING_TIME:
            return cms.parse_time(attribute.enter(der.SET))
    raise ValueError("no signing-time")


def build(parts: Parts, parameters: bytes) -> bytes:
    """Write the container; algorithms carry `parameters`, NULL or nothing, all of them the same."""
    digest = tlv(der.SEQUENCE, _object(_DIGESTS[len(parts.signature)]), parameters)
    key = tlv(der.SEQUENCE, _object(_KEYS[len(parts.signature)]), parameters)
    issuer, serial = cms.issuer_and_serial(parts.certificate_der)
    one = tlv(der.INTEGER, b"\x01")
    signer = tlv(
        der.SEQUENCE,
        one,
        tlv(der.SEQUENCE, issuer, serial),
        digest,
        tlv(der.CONTEXT_0, parts.attributes),
        key,
        tlv(der.OCTET_STRING, parts.signature),
    )
    signed = tlv(
        der.SEQUENCE,
        one,
        tlv(der.SET, digest),
        tlv(der.SEQUENCE, _object("2a864886f70d010701")),
        tlv(der.CONTEXT_0, parts.certificate_der),
        tlv(der.SET, signer),
    )
    return tlv(der.SEQUENCE, _object("2a864886f70d010702"), tlv(der.CONTEXT_0, signed))


def _parse(container: bytes) -> Parts:
    top = der.Walk(container)
    info = top.enter(der.SEQUENCE)
    top.finish()
    info.take(der.OBJECT)
    signed = info.enter(der.CONTEXT_0).enter(der.SEQUENCE)
    for tag in (der.INTEGER, der.SET, der.SEQUENCE):
        signed.take(tag)
    certificate_der = signed.enter(der.CONTEXT_0).whole(der.SEQUENCE)
    signer = signed.enter(der.SET).enter(der.SEQUENCE)
    for tag in (der.INTEGER, der.SEQUENCE, der.SEQUENCE):
        signer.take(tag)
    attributes = signer.take(der.CONTEXT_0)
    signer.take(der.SEQUENCE)
    return Parts(certificate_der, attributes, signer.take(der.OCTET_STRING))


def _demand_attributes(attributes: bytes) -> None:
    """Demand the four attributes, once each, in the order of DER, each with one value."""
    walk = der.Walk(attributes)
    found = []
    written = []
    while walk.peek() == der.SEQUENCE:
        whole = walk.whole(der.SEQUENCE)
        written.append(whole)
        attribute = der.Walk(whole).enter(der.SEQUENCE)
        found.append(tlv(der.OBJECT, attribute.take(der.OBJECT)))
        values = attribute.enter(der.SET)
        attribute.finish()
        values.take(values.peek())
        values.finish()
    walk.finish()
    if sorted(found) != sorted(_ATTRIBUTES) or written != sorted(written):
        raise ValueError("other attributes than those of the profile")


def _object(octets: str) -> bytes:
    return tlv(der.OBJECT, bytes.fromhex(octets))
