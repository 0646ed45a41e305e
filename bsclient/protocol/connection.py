"""What a client must know of a bank before the first call: the connection file (`.bsbank`) and the QR of the bank's letter.

The file is JSON: name, BIC, address, the authority's certificate (PEM), its fingerprint, correspondent account, town. Nothing
in it proves itself: a person compares the fingerprint, in 16 groups of 4, with the letter of the bank. The QR is
short: address, BIC and fingerprint; the rest is fetched from the address and believed only if it fits the fingerprint.
Errors: `BadInput` with a code that begins with `connection_`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from bsclient.errors import BadInput

SUFFIX: Final = ".bsbank"
FORMAT: Final = "bsbank/1"
LARGEST: Final = 16 * 1024
"""Bytes of a connection file; a root certificate takes one thousand."""
LONGEST_CODE: Final = 400
_SCHEME: Final = "bsbank1:"
_LONGEST_URL: Final = 200
_HIGHEST_PORT: Final = 65535
_BIC: Final = re.compile(r"[0-9]{9}")
_ACCOUNT: Final = re.compile(r"([0-9]{20})?")
_PRINT: Final = re.compile(r"[0-9a-f]{64}")
_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\]")
_PEM: Final = re.compile(
    r"\s*-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*", re.ASCII
)
_KEYS: Final = {"u", "b", "f"}


class Connection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a profile of a bank starts from; `ca_fingerprint` is the SHA-256 of the certificate (DER), lower hex."""

    format: str = FORMAT
    bank: str
    bic: str
    url: str
    ca_pem: str
    ca_fingerprint: str
    correspondent_account: str = ""
    town: str = ""

    @property
    def pointer(self) -> Pointer:
        """What stands in the QR."""
        return Pointer(url=self.url, bic=self.bic, ca_fingerprint=self.ca_fingerprint)


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """Where a bank is and how to know it; `bic` may be "" when the address was typed."""

    url: str
    ca_fingerprint: str
    bic: str = ""


def make(bank: str, bic: str, url: str, ca_pem: str, *, place: tuple[str, str] = ("", "")) -> Connection:
    """Return a checked connection with its fingerprint; `place`: correspondent account and town."""
    account, town = place
    return checked(
        Connection(
            bank=bank, bic=bic, url=url, ca_pem=ca_pem, ca_fingerprint=fingerprint_of(ca_pem),
            correspondent_account=account, town=town,
        )
    )  # fmt: skip


def encode(connection: Connection) -> bytes:
    """Write a connection as a file."""
    return msgspec.json.format(msgspec.json.encode(connection), indent=2) + b"\n"


def decode(data: bytes) -> Connection:
    """Read a connection file. connection_too_large, connection_form, connection_version and those of `checked`."""
    if len(data) > LARGEST:
        raise BadInput("connection_too_large", limit=str(LARGEST // 1024))
    try:
        return checked(msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Connection))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise BadInput("connection_form") from error


def checked(connection: Connection) -> Connection:
    """Return a connection whose parts are well-formed and whose certificate has the fingerprint it names."""
    if connection.format != FORMAT:
        raise BadInput("connection_version", value=connection.format[:20])
    _text("bank", connection.bank, 160, empty=False)
    _text("town", connection.town, 100, empty=True)
    if not _BIC.fullmatch(connection.bic):
        raise BadInput("connection_bic", value=connection.bic[:20])
    if not _ACCOUNT.fullmatch(connection.correspondent_account):
        raise BadInput("connection_field", field="correspondent_account")
    demand_url(connection.url)
    if fingerprint_of(connection.ca_pem) != connection.ca_fingerprint:
        raise BadInput("connection_fingerprint")
    return connection


def demand_url(url: str) -> str:
    """Return an address of a bank as it is kept: https, a host, perhaps a port, nothing else."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.netloc.removesuffix(f":{port}") if port is not None else parts.netloc
    except ValueError as error:
        raise BadInput("connection_url", value=url[:80]) from error
    fine = (
        parts.scheme == "https"
        and len(url) <= _LONGEST_URL
        and _HOST.fullmatch(host)
        and (port is None or 0 < port <= _HIGHEST_PORT)
        and parts.path in {"", "/"}
        and not (parts.query or parts.fragment or "?" in url or "#" in url)
    )
    if not fine:
        raise BadInput("connection_url", value=url[:80])
    return url.rstrip("/")


def fingerprint_of(ca_pem: str) -> str:
    """Return the SHA-256 of the only certificate in a PEM text; connection_certificate if there is not just one."""
    found = _PEM.fullmatch(ca_pem) if len(ca_pem) <= LARGEST else None
    try:
        der = base64.b64decode("".join(found.group(1).split()), validate=True) if found else b""
    except (binascii.Error, ValueError):
        der = b""
    if not der:
        raise BadInput("connection_certificate")
    return hashlib.sha256(der).hexdigest()


def read_fingerprint(typed: str) -> str:
    """Return a fingerprint typed from paper as 64 hex digits; blanks, hyphens, colons and case do not matter."""
    digits = re.sub(r"[\s:\-]", "", typed).lower()
    if not _PRINT.fullmatch(digits):
        raise BadInput("connection_fingerprint_form", count=str(len(digits)))
    return digits


def groups(fingerprint: str) -> tuple[str, ...]:
    """Return a fingerprint in 16 groups of 4, as the letter of the bank has it."""
    return tuple(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def encode_code(pointer: Pointer) -> str:
    """Return the text of the QR."""
    fields = {"u": pointer.url, "b": pointer.bic, "f": pointer.ca_fingerprint}
    return _SCHEME + urlencode(fields, safe=":/")


def decode_code(text: str) -> Pointer:
    """Read the text of a QR. connection_code: it is no code of a bank."""
    if len(text) > LONGEST_CODE or not text.startswith(_SCHEME):
        raise BadInput("connection_code")
    try:
        pairs = parse_qsl(text.removeprefix(_SCHEME), strict_parsing=True, max_num_fields=len(_KEYS))
    except ValueError as error:
        raise BadInput("connection_code") from error
    fields = dict(pairs)
    if len(pairs) != len(_KEYS) or fields.keys() != _KEYS:
        raise BadInput("connection_code")
    if not _BIC.fullmatch(fields["b"]):
        raise BadInput("connection_bic", value=fields["b"][:20])
    if not _PRINT.fullmatch(fields["f"]):
        raise BadInput("connection_code")
    return Pointer(url=demand_url(fields["u"]), bic=fields["b"], ca_fingerprint=fields["f"])


def _text(name: str, value: str, longest: int, *, empty: bool) -> None:
    if (not value.strip() and not empty) or len(value) > longest or not value.isprintable():
        raise BadInput("connection_field", field=name)
