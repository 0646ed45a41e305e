"""Everything about certificates in one place: reading, requests, the authority, lists of revoked ones."""

from __future__ import annotations

from bsclient.crypto.authority import CertificateAuthority, Ended
from bsclient.crypto.certificate import Certificate, Role, load
from bsclient.crypto.names import Subject
from bsclient.crypto.requests import Request, check_request, make_request
from bsclient.crypto.revocation import RevocationList, check_crl

__all__ = [
    "Certificate",
    "CertificateAuthority",
    "Ended",
    "Request",
    "RevocationList",
    "Role",
    "Subject",
    "check_crl",
    "check_request",
    "load",
    "make_request",
]
