"""How much work a key file of another program asks for, read before the work is done.

The parameters of PBKDF2, scrypt, the older PKCS#5 and PKCS#12 derivations and the PKCS#12 MAC stand in clear. They are
found by their object identifiers wherever they are, so that neither nesting nor the looser BER of old programs hides them.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from bsclient.errors import BadInput

MOST_ITERATIONS = 10_000_000  # some five seconds; good programs write 600,000
MOST_MEMORY = 1 << 30  # octets, as much as a key container may ask for
MOST_SCRYPT_WORK = 1 << 25  # N · r · p: some ten seconds

_PBKDF2 = bytes.fromhex("06092a864886f70d01050c")
_SCRYPT = bytes.fromhex("06092b06010401da47040b")
_PBES1 = re.compile(re.escape(bytes.fromhex("06092a864886f70d0105")) + rb"[\x01\x03\x04\x06\x0a\x0b]")
_PKCS12 = re.compile(re.escape(bytes.fromhex("060a2a864886f70d010c01")) + rb"[\x01-\x06]")
_MAC = re.compile(rb"\x04[\x01-\x7f].{1,127}\x02([\x01-\x08])(.{1,8}?)(?:\x00\x00)*\Z", re.DOTALL)
_PEM = re.compile(rb"-----BEGIN [A-Z0-9 ]+-----(.*?)-----END", re.DOTALL)
_SEQUENCE, _OCTETS, _INTEGER, _INDEFINITE = 0x30, 0x04, 0x02, 0x80
_SCRYPT_NUMBERS = 3


def check(blob: bytes) -> None:
    """Refuse a file whose opening would take too long or too much memory. BadInput with `keyfile_cost`."""
    for der in _ders(blob):
        for iterations in _iterations(der):
            if iterations > MOST_ITERATIONS:
                raise BadInput("keyfile_cost", cost=str(iterations))
        for match in re.finditer(re.escape(_SCRYPT), der):
            n, r, p = _numbers(der, match.end(), _SCRYPT_NUMBERS)
            if n * r * 128 > MOST_MEMORY or n * r * p > MOST_SCRYPT_WORK:
                raise BadInput("keyfile_cost", cost=str(n * r * p))


def _ders(blob: bytes) -> Iterator[bytes]:
    yield blob
    for match in _PEM.finditer(blob):
        try:
            yield base64.b64decode(b"".join(match.group(1).split()), validate=True)
        except binascii.Error:
            continue  # with old headers inside, or no PEM at all: the library says so


def _iterations(der: bytes) -> Iterator[int]:
    starts = [match.end() for match in re.finditer(re.escape(_PBKDF2), der)]
    starts += [match.end() for pattern in (_PBES1, _PKCS12) for match in pattern.finditer(der)]
    for start in starts:
        yield _numbers(der, start, 1)[0]
    mac = _MAC.search(der)
    if mac is not None and len(mac.group(2)) == mac.group(1)[0]:
        yield int.from_bytes(mac.group(2), "big")


def _numbers(der: bytes, start: int, count: int) -> list[int]:
    """Return the numbers that follow a salt: SEQUENCE { OCTET STRING, INTEGER … }. BadInput where that is not so."""
    _, at = _header(der, start, _SEQUENCE)
    length, at = _header(der, at, _OCTETS)
    at += length
    found = []
    for _ in range(count):
        length, at = _header(der, at, _INTEGER)
        found.append(int.from_bytes(der[at : at + length], "big"))
        at += length
    return found


def _header(der: bytes, at: int, tag: int) -> tuple[int, int]:
    """Return the length of a value (0 if it is indefinite) and where its contents begin."""
    if der[at : at + 1] != bytes((tag,)) or at + 1 >= len(der):
        raise BadInput("keyfile_form")
    first = der[at + 1]
    if first <= _INDEFINITE:
        return first % _INDEFINITE, at + 2
    end = at + 2 + first - _INDEFINITE
    return int.from_bytes(der[at + 2 : end], "big"), end
