"""Detached CMS SignedData with one signer and one certificate, of any algorithm: taken apart and written anew (RFC 5652).

Everything that is not signed follows from the parts; who takes a container apart builds it again and compares, so that no
octet is left unchecked. What the attributes say is the caller's matter; here they are only demanded once each, in the order
of DER, with one value. Our own profile has a faster and narrower way (`bsclient.crypto.cms`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bsclient.crypto import cms, der
from bsclient.crypto.der import tlv

MAX_BYTES: Final = cms.MAX_BYTES
CONTENT_TYPE: Final = bytes.fromhex("2a864886f70d010903")
MESSAGE_DIGEST: Final = bytes.fromhex("2a864886f70d010904")
SIGNING_TIME: Final = bytes.fromhex("2a864886f70d010905")
SIGNING_CERTIFICATE_V2: Final = bytes.fromhex("2a864886f70d010910022f")
CADES: Final = frozenset({CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_TIME, SIGNING_CERTIFICATE_V2})
DATA: Final = bytes.fromhex("2a864886f70d010701")
_SIGNED_DATA: Final = bytes.fromhex("2a864886f70d010702")
_ONE: Final = tlv(der.INTEGER, b"\x01")


@dataclass(frozen=True, slots=True)
class Parts:
    """The certificate, the signed attributes as they stand, the octets of the signature."""

    certificate_der: bytes
    attributes: bytes
    signature: bytes


def parse(container: bytes) -> Parts:
    """Take a container apart, fixed fields unread; ValueError. Build it again and compare."""
    info = der.Walk(container).enter(der.SEQUENCE)
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


def build(parts: Parts, digest: bytes, algorithm: bytes) -> bytes:
    """Write the container with these algorithm identifiers, of the digest and of the signature."""
    issuer, serial = cms.issuer_and_serial(parts.certificate_der)
    signer = tlv(
        der.SEQUENCE,
        _ONE,
        tlv(der.SEQUENCE, issuer, serial),
        digest,
        tlv(der.CONTEXT_0, parts.attributes),
        algorithm,
        tlv(der.OCTET_STRING, parts.signature),
    )
    signed = tlv(
        der.SEQUENCE,
        _ONE,
        tlv(der.SET, digest),
        tlv(der.SEQUENCE, tlv(der.OBJECT, DATA)),
        tlv(der.CONTEXT_0, parts.certificate_der),
        tlv(der.SET, signer),
    )
    return tlv(der.SEQUENCE, tlv(der.OBJECT, _SIGNED_DATA), tlv(der.CONTEXT_0, signed))


def attributes(octets: bytes) -> dict[bytes, bytes]:
    """Return attribute -> its octets, in their order; ValueError if they are not the one DER form of a set of them."""
    walk = der.Walk(octets)
    found: dict[bytes, bytes] = {}
    while walk.peek() == der.SEQUENCE:
        whole = walk.whole(der.SEQUENCE)
        kind, _ = _kind_and_value(whole)
        if kind in found:
            raise ValueError("an attribute stands twice")
        found[kind] = whole
    walk.finish()
    if list(found.values()) != sorted(found.values()):
        raise ValueError("attributes are not in the order of DER")
    return found


def value(attribute: bytes) -> der.Walk:
    """Return a walk over the only value of an attribute; ValueError."""
    return der.Walk(_kind_and_value(attribute)[1])


def _kind_and_value(whole: bytes) -> tuple[bytes, bytes]:
    attribute = der.Walk(whole).enter(der.SEQUENCE)
    kind = attribute.take(der.OBJECT)
    values = attribute.enter(der.SET)
    attribute.finish()
    only = values.whole(values.peek())
    values.finish()
    return kind, only
