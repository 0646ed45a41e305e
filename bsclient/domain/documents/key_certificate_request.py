"""Request for a certificate of a signature key (63-ФЗ, article 14): sent under the key that still holds."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import choice, code, day, doc_number, lines, person, text
from bsclient.domain.rules import common, requests

_REASONS = {
    "renewal": "The certificate is about to expire",
    "replacement": "Planned change of the key",
    "person": "Change of name or position",
    "new": "Key for another person of the organisation",
}


class KeyCertificateRequest(
    Document,
    code="key_certificate_request",
    title="Certificate request",
    family=Family.REQUESTS,
    listing=Listing(counterparty="holder", purpose="fingerprint"),
    groups={"holder": "Holder of the key", "key": "Key"},
    templates=False,
    rules=(common.term(), requests.certificate_request("request")),
):
    """Carries a PKCS#10 request; two operators compare its fingerprint with the printed act before they issue."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    reason: str = choice("Reason", tuple(_REASONS), words=_REASONS, default="renewal", group="holder")
    holder: str = person("Holder", group="holder", listed=True, directory="employees")
    position: str = text("Position", longest=120, group="holder")
    device: str = text("Device", longest=64, group="key", hint="A name by which you know this computer.")
    request: str = lines("Request (PKCS#10, PEM)", longest=8000, group="key")
    fingerprint: str = code(
        "Fingerprint of the key (SHA-256)",
        r"[0-9a-f]{64}",
        "bad_hash",
        required=True,
        group="key",
        listed=True,
    )
