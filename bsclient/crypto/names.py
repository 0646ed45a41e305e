"""Names in certificates: common name and organisation, as plain text (RFC 5280, X.520).

X.520 gives a common name 64 characters and the library counts them as UTF-8 octets, which is 32 Cyrillic letters: too few
for many people. A longer one stands whole in the attribute `name` (2.5.4.41), and cut in the common name.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import NameOID

LONGEST_NAME = 128
LONGEST_ORGANISATION = 64
_COMMON_NAME_OCTETS = 64
_FULL_NAME = x509.ObjectIdentifier("2.5.4.41")
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a certificate is for. Organisation is empty for a private person."""

    common_name: str
    organisation: str = ""

    def fits(self) -> bool:
        """Tell whether both can be shown as they are: no control or invisible characters, not empty, not too long."""
        return bool(self.common_name) and all(
            text == text.strip() and text.isprintable() and len(text) <= longest
            for text, longest in (
                (self.common_name, LONGEST_NAME),
                (self.organisation, LONGEST_ORGANISATION),
            )
        )

    def encode(self) -> x509.Name:
        """Build the X.500 name; call `fits` first."""
        short = _cut_octets(self.common_name)
        attributes = [x509.NameAttribute(NameOID.COMMON_NAME, short)]
        if short != self.common_name:
            attributes.append(x509.NameAttribute(_FULL_NAME, self.common_name))
        if self.organisation:
            attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, self.organisation))
        return x509.Name(attributes)


def subject(common_name: str, organisation: str = "") -> Subject:
    """Tidy two names for a certificate: NFC, single spaces, cut with `…` at 128 and 64 characters.

    The bank's register, not the certificate, holds the full name of an organisation.
    """
    return Subject(_tidy(common_name, LONGEST_NAME), _tidy(organisation, LONGEST_ORGANISATION))


def read(name: x509.Name) -> Subject:
    """Take the name and the organisation of any X.500 name; what is absent is empty."""
    full = _first(name, _FULL_NAME) or _first(name, NameOID.COMMON_NAME)
    return Subject(full, _first(name, NameOID.ORGANIZATION_NAME))


def _tidy(text: str, longest: int) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + _CUT


def _cut_octets(text: str) -> str:
    octets = text.encode()
    if len(octets) <= _COMMON_NAME_OCTETS:
        return text
    return octets[: _COMMON_NAME_OCTETS - len(_CUT.encode())].decode(errors="ignore").rstrip() + _CUT


def _first(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    if not found:
        return ""
    value = found[0].value
    return value if isinstance(value, str) else ""
