"""Signatures that another program made for the same certificates: for showing and evidence, never for carrying out.

`openssl cms -sign -cades` writes our profile with two liberties: half of its signatures have the high s, and it adds the attribute
S/MIME capabilities unless told not to. Both are safe to read: the attribute is signed, and the second form of a signature says
nothing else than the first. They are not accepted where a signature's octets must be the only ones, that is by the bank and
in the client's base: there `bsclient.crypto.verify` stays as strict as it is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bsclient.crypto import certificate, cms, der, envelopes, keys
from bsclient.crypto.der import tlv
from bsclient.crypto.envelopes import CADES
from bsclient.crypto.hashes import sha256
from bsclient.crypto.verify import Trust, Verified, Verifier
from bsclient.errors import BadInput, BadSignature

CAPABILITIES: Final = bytes.fromhex("2a864886f70d01090f")
_SHA256: Final = tlv(der.SEQUENCE, tlv(der.OBJECT, bytes.fromhex("608648016503040201")))
_SETS: Final = frozenset({CADES, CADES | {CAPABILITIES}})


def verify(content: bytes, container: bytes, trust: Trust, at: datetime) -> Verified:
    """Return whose signature it is, of our profile or with one of the two liberties. BadSignature as `verify.verify`."""
    verifier = Verifier(trust)
    if len(container) > envelopes.MAX_BYTES:
        raise BadSignature("signature_too_large")
    try:
        parts = envelopes.parse(container)
        members = envelopes.attributes(parts.attributes)
        if frozenset(members) not in _SETS:
            raise BadSignature("signature_form")
        signing_time = cms.parse_time(envelopes.value(members[envelopes.SIGNING_TIME]))
        claimed = envelopes.value(members[envelopes.MESSAGE_DIGEST]).take(der.OCTET_STRING)
        ours = cms.Profile(parts.certificate_der).attributes(claimed, signing_time)
        keys.s_of(parts.signature)  # in range; either half
    except (ValueError, OverflowError) as reason:
        raise BadSignature("signature_form") from reason
    bare = b"".join(octets for kind, octets in members.items() if kind != CAPABILITIES)
    if bare != ours or envelopes.build(parts, _SHA256, der.ECDSA_SHA256) != container:
        raise BadSignature("signature_not_rebuilt")
    if claimed != sha256(content):
        raise BadSignature("signature_digest")
    try:
        holder = certificate.load(parts.certificate_der)
        key = keys.as_p256(holder.handle.public_key())
    except BadInput as reason:
        raise BadSignature("certificate_untrusted") from reason
    verifier.trusted(holder, at)
    if not keys.holds(key, parts.signature, cms.signed_bytes(parts.attributes)):
        raise BadSignature("signature_wrong")
    return Verified(holder, signing_time)
