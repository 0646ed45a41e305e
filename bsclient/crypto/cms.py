"""The signature container: detached CMS SignedData (RFC 5652) in the profile CAdES-BES (ETSI EN 319 122-1).

One signer, one certificate, SHA-256, ECDSA P-256; signed attributes content-type, signing-time (whole seconds), message-digest
and signing-certificate-v2, no unsigned ones. With the certificate, the digest, the time and the signature given, every
byte follows: there is one container for them and `Profile` writes it. `openssl cms -sign -cades -nosmimecap` writes the same.

`parse` walks any container; `Profile.cut` takes one of a known certificate apart by position, ten times faster. Neither
proves anything: the caller rebuilds the container from the parts and compares all bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from bsclient.crypto import der
from bsclient.crypto.der import tlv
from bsclient.crypto.hashes import sha256

MAX_BYTES = 64 * 1024

_SIGNED_DATA = tlv(der.OBJECT, bytes.fromhex("2a864886f70d010702"))
_DATA = tlv(der.OBJECT, bytes.fromhex("2a864886f70d010701"))
_CONTENT_TYPE = tlv(der.OBJECT, bytes.fromhex("2a864886f70d010903"))
_MESSAGE_DIGEST = tlv(der.OBJECT, bytes.fromhex("2a864886f70d010904"))
_SIGNING_TIME = tlv(der.OBJECT, bytes.fromhex("2a864886f70d010905"))
_SIGNING_CERTIFICATE_V2 = tlv(der.OBJECT, bytes.fromhex("2a864886f70d010910022f"))
_SHA256 = tlv(der.SEQUENCE, tlv(der.OBJECT, bytes.fromhex("608648016503040201")))
_VERSION_1 = tlv(der.INTEGER, b"\x01")

_CONTENT_TYPE_ATTRIBUTE = tlv(der.SEQUENCE, _CONTENT_TYPE, tlv(der.SET, _DATA))
_DIGEST_START = tlv(der.SEQUENCE, _MESSAGE_DIGEST, tlv(der.SET, tlv(der.OCTET_STRING, bytes(32))))[:-32]

_UTC_TIME_START = tlv(der.SEQUENCE, _SIGNING_TIME, tlv(der.SET, tlv(der.UTC_TIME, bytes(13))))[:-13]
_GENERALIZED_TIME_START = tlv(
    der.SEQUENCE, _SIGNING_TIME, tlv(der.SET, tlv(der.GENERALIZED_TIME, bytes(15)))
)[:-15]
_UTC_LENGTH = 13
_DIGEST = 32
_TIME_AT = len(_CONTENT_TYPE_ATTRIBUTE) + len(_UTC_TIME_START)
_BEFORE_CERTIFICATE = _TIME_AT + _UTC_LENGTH + len(_DIGEST_START) + _DIGEST
_USUAL_SIGNATURE = 71
_MAX_FRAMES = 32  # lengths of signatures come from outside
_MAX_TIMES = 1024  # signatures of a batch are made within few seconds
_CERTIFICATE_AT = 58  # all headers before it have a fixed size in containers of 256 to 65,535 octets
_CERTIFICATE_HEADER = 4

_UTC_YEARS = range(1950, 2050)
_UTC_TEXT = re.compile(rb"[0-9]{12}Z")
_GENERALIZED_TEXT = re.compile(rb"[0-9]{14}Z")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a container carries apart from the fixed bytes of the profile."""

    certificate_der: bytes
    signing_time: datetime
    digest: bytes
    signature: bytes


class Profile:
    """The container's bytes that follow from a certificate; ValueError if its DER cannot be walked."""

    __slots__ = (
        "_certificate_attribute",
        "_certificate_der",
        "_frames",
        "_signed_data_start",
        "_signer_start",
    )

    def __init__(self, certificate_der: bytes) -> None:
        issuer, serial = issuer_and_serial(certificate_der)
        general_names = tlv(der.SEQUENCE, tlv(der.CONTEXT_4, issuer))
        identifier = tlv(
            der.SEQUENCE,
            tlv(der.OCTET_STRING, sha256(certificate_der)),
            tlv(der.SEQUENCE, general_names, serial),
        )
        signing_certificate = tlv(der.SEQUENCE, tlv(der.SEQUENCE, identifier))
        self._certificate_attribute = tlv(
            der.SEQUENCE, _SIGNING_CERTIFICATE_V2, tlv(der.SET, signing_certificate)
        )
        self._signed_data_start = b"".join(
            (
                _VERSION_1,
                tlv(der.SET, _SHA256),
                tlv(der.SEQUENCE, _DATA),
                tlv(der.CONTEXT_0, certificate_der),
            )
        )
        self._signer_start = b"".join((_VERSION_1, tlv(der.SEQUENCE, issuer, serial), _SHA256))
        self._certificate_der = certificate_der
        self._frames: dict[tuple[int, int], tuple[bytes, bytes]] = {}

    def attributes(self, digest: bytes, signing_time: datetime) -> bytes:
        """Return the members of the signed attributes. Their DER order is fixed: each is longer than the one before."""
        return b"".join(
            (
                _CONTENT_TYPE_ATTRIBUTE,
                _time_attribute(signing_time),
                _DIGEST_START,
                digest,
                self._certificate_attribute,
            )
        )

    def container(self, attributes: bytes, signature: bytes) -> bytes:
        """Return the whole container for these attributes and their signature."""
        start, middle = self._frame(len(attributes), len(signature))
        return b"".join((start, attributes, middle, signature))

    def cut(self, container: bytes) -> Parts | None:
        """Take apart a container that claims this certificate; None if its signing-time is not a usual one."""
        start = len(self._frame(len(self._certificate_attribute) + _BEFORE_CERTIFICATE, _USUAL_SIGNATURE)[0])
        text = container[start + _TIME_AT : start + _TIME_AT + _UTC_LENGTH]
        if not _UTC_TEXT.fullmatch(text):
            return None
        digest_at = start + _BEFORE_CERTIFICATE - _DIGEST
        end = start + _BEFORE_CERTIFICATE + len(self._certificate_attribute) + len(der.ECDSA_SHA256) + 2
        digest = container[digest_at : digest_at + _DIGEST]
        return Parts(self._certificate_der, _utc_time(text), digest, container[end:])

    def _frame(self, attributes: int, signature: int) -> tuple[bytes, bytes]:
        """Return what stands before the attributes and between them and the signature, for their lengths."""
        frame = self._frames.get((attributes, signature))
        if frame is None:
            frame = self._make_frame(attributes, signature)
            if len(self._frames) < _MAX_FRAMES:
                self._frames[attributes, signature] = frame
        return frame

    def _make_frame(self, attributes: int, signature: int) -> tuple[bytes, bytes]:
        middle = der.ECDSA_SHA256 + der.header(der.OCTET_STRING, signature)
        start = self._signer_start + der.header(der.CONTEXT_0, attributes)
        rest = attributes + len(middle) + signature
        for tag, before in (
            (der.SEQUENCE, b""),
            (der.SET, self._signed_data_start),
            (der.SEQUENCE, b""),
            (der.CONTEXT_0, _SIGNED_DATA),
            (der.SEQUENCE, b""),
        ):
            start = before + der.header(tag, len(start) + rest) + start
        return start, middle


def signed_bytes(attributes: bytes) -> bytes:
    """Return what the signature is made over: the attributes as a SET OF (RFC 5652, 5.4)."""
    return tlv(der.SET, attributes)


def certificate_in(container: bytes) -> bytes:
    """Return the octets where the certificate stands in a well-formed container: a key to look it up by."""
    start = _CERTIFICATE_AT + _CERTIFICATE_HEADER
    length = int.from_bytes(container[start - 2 : start], "big")
    return container[_CERTIFICATE_AT : start + length]


def parse(container: bytes) -> Parts:
    """Take the four changing parts out of a container; ValueError if its shape is not the profile's.

    Fixed fields are stepped over unread.
    """
    top = der.Walk(container)
    content_info = top.enter(der.SEQUENCE)
    top.finish()
    content_info.take(der.OBJECT)
    signed_data = content_info.enter(der.CONTEXT_0).enter(der.SEQUENCE)
    content_info.finish()
    signed_data.take(der.INTEGER)
    signed_data.take(der.SET)
    signed_data.take(der.SEQUENCE)
    certificates = signed_data.enter(der.CONTEXT_0)
    certificate_der = certificates.whole(der.SEQUENCE)
    certificates.finish()
    signers = signed_data.enter(der.SET)
    signed_data.finish()
    signer = signers.enter(der.SEQUENCE)
    signers.finish()
    return _parse_signer(signer, certificate_der)


def _parse_signer(signer: der.Walk, certificate_der: bytes) -> Parts:
    signer.take(der.INTEGER)
    signer.take(der.SEQUENCE)
    signer.take(der.SEQUENCE)
    attributes = signer.enter(der.CONTEXT_0)
    signer.take(der.SEQUENCE)
    signature = signer.take(der.OCTET_STRING)
    signer.finish()
    attributes.take(der.SEQUENCE)
    signing_time = parse_time(_attribute_value(attributes))
    digest = _attribute_value(attributes).take(der.OCTET_STRING)
    attributes.take(der.SEQUENCE)
    attributes.finish()
    return Parts(certificate_der, signing_time, digest, signature)


def _attribute_value(attributes: der.Walk) -> der.Walk:
    attribute = attributes.enter(der.SEQUENCE)
    attribute.take(der.OBJECT)
    return attribute.enter(der.SET)


def issuer_and_serial(certificate_der: bytes) -> tuple[bytes, bytes]:
    """Return the two values as they stand in the certificate, with their headers (RFC 5280, 4.1)."""
    body = der.Walk(certificate_der).enter(der.SEQUENCE).enter(der.SEQUENCE)
    if body.peek() == der.CONTEXT_0:
        body.take(der.CONTEXT_0)
    serial = body.whole(der.INTEGER)
    body.take(der.SEQUENCE)
    return body.whole(der.SEQUENCE), serial


@lru_cache(maxsize=_MAX_TIMES)
def _time_attribute(instant: datetime) -> bytes:
    """Return signing-time: UTCTime up to 2049, GeneralizedTime after (RFC 5652, 11.3)."""
    utc = instant.astimezone(UTC)
    text = f"{utc.year:04}{utc.month:02}{utc.day:02}{utc.hour:02}{utc.minute:02}{utc.second:02}Z".encode(
        "ascii"
    )
    if utc.year in _UTC_YEARS:
        return _UTC_TIME_START + text[2:]
    return _GENERALIZED_TIME_START + text


def parse_time(value: der.Walk) -> datetime:
    if value.peek() == der.UTC_TIME:
        text = value.take(der.UTC_TIME)
        if _UTC_TEXT.fullmatch(text):
            return _utc_time(text)
    else:
        text = value.take(der.GENERALIZED_TIME)
        if _GENERALIZED_TEXT.fullmatch(text):
            return _time(text)
    raise ValueError("not a time in whole seconds of UTC")


@lru_cache(maxsize=_MAX_TIMES)
def _utc_time(text: bytes) -> datetime:
    return _time((b"19" if int(text[:2]) >= _UTC_YEARS.start % 100 else b"20") + text)


def _time(text: bytes) -> datetime:
    return datetime.fromisoformat(f"{text[:8].decode('ascii')}T{text[8:].decode('ascii')}")
