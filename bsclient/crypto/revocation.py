"""Lists of revoked certificates (CRL, RFC 5280 section 5) as the client reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509

from bsclient.clock import business_day
from bsclient.crypto.certificate import UNREADABLE, Certificate, extension
from bsclient.crypto.der import signed
from bsclient.crypto.keys import as_p256
from bsclient.errors import BadInput, BadSignature

MAX_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A list that the authority signed: serials (lower-case hex), when it was made, until when it is fresh, its number."""

    serials: frozenset[str]
    issued: datetime
    next_update: datetime
    number: int = 0
    since: Mapping[str, datetime] = field(default_factory=dict)
    """When each was revoked."""

    def stale(self, at: datetime) -> bool:
        """Whether a newer list should have come by now."""
        return at > self.next_update


def check_crl(der: bytes, authority: Certificate, at: datetime) -> RevocationList:
    """Read a list and check signature and freshness. BadInput (not a list), BadSignature (not the authority's, stale)."""
    found = read_crl(der, authority)
    if not found.issued <= at <= found.next_update:
        raise BadSignature("crl_stale", issued=business_day(found.issued).isoformat())
    return found


def read_crl(der: bytes, authority: Certificate) -> RevocationList:
    """Read a list of any age and check that the authority made it. BadInput, BadSignature("crl_untrusted")."""
    if len(der) > MAX_BYTES:
        raise BadInput("crl_form")
    try:
        parsed = x509.load_der_x509_crl(der)
        key = as_p256(authority.handle.public_key())
        ours = parsed.issuer == authority.handle.subject and parsed.is_signature_valid(key)
        until = parsed.next_update_utc
        issued = parsed.last_update_utc
        since = {format(entry.serial_number, "x"): entry.revocation_date_utc for entry in parsed}
    except UNREADABLE as reason:
        raise BadInput("crl_form") from reason
    if signed(parsed.tbs_certlist_bytes, parsed.signature) != der:
        raise BadInput("crl_form")
    if not ours:
        raise BadSignature("crl_untrusted")
    number = extension(parsed.extensions, x509.CRLNumber)  # the authority's own word from here on
    if until is None or until < issued:
        raise BadSignature("crl_stale", issued=business_day(issued).isoformat())
    return RevocationList(frozenset(since), issued, until, number.crl_number if number else 0, since)
