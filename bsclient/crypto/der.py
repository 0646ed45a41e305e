"""The few DER rules (X.690) that signatures need: write a value, walk over values strictly.

A walk refuses what DER forbids in the headers (indefinite and over-long lengths, tags above 30) with ValueError;
contents are the caller's matter. Kept by hand because building bytes from ready pieces is several times faster than a
general encoder and because the verifier compares whole containers byte by byte anyway.
"""

from __future__ import annotations

INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
OBJECT = 0x06
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31
CONTEXT_0 = 0xA0
CONTEXT_4 = 0xA4

_LONG = 0x80
_HIGH_TAG = 0x1F
_LENGTH_OCTETS = 4


def header(tag: int, length: int) -> bytes:
    """Return the identifier and length octets."""
    if length < _LONG:
        return bytes((tag, length))
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG | len(octets))) + octets


def tlv(tag: int, *parts: bytes) -> bytes:
    """Return one value: header and the joined parts."""
    body = b"".join(parts)
    return header(tag, len(body)) + body


ECDSA_SHA256 = tlv(SEQUENCE, tlv(OBJECT, bytes.fromhex("2a8648ce3d040302")))


def signed(body: bytes, signature: bytes) -> bytes:
    """Return the one form of a signed X.509 object (certificate, request, list) for its body and ECDSA signature.

    Libraries ignore the count of unused bits before the signature, so that one object has several forms: compare.
    """
    return tlv(SEQUENCE, body, ECDSA_SHA256, tlv(BIT_STRING, b"\x00", signature))


class Walk:
    """A position in DER bytes; each step takes one value and moves on, ValueError where the bytes differ."""

    __slots__ = ("_data", "_end", "_position")

    def __init__(self, data: bytes, start: int = 0, end: int | None = None) -> None:
        self._data = data
        self._position = start
        self._end = len(data) if end is None else end

    def enter(self, tag: int) -> Walk:
        """Step over a value and return a walk over its contents."""
        start, end = self._step(tag)
        return Walk(self._data, start, end)

    def take(self, tag: int) -> bytes:
        """Return the contents of the next value."""
        start, end = self._step(tag)
        return self._data[start:end]

    def whole(self, tag: int) -> bytes:
        """Return the next value with its header."""
        first = self._position
        _, end = self._step(tag)
        return self._data[first:end]

    def peek(self) -> int:
        """Return the next tag, or -1 at the end."""
        return self._data[self._position] if self._position < self._end else -1

    def finish(self) -> None:
        """Refuse bytes that were not taken."""
        if self._position != self._end:
            raise ValueError("bytes after the last value")

    def _step(self, tag: int) -> tuple[int, int]:
        data, position = self._data, self._position
        if position + 2 > self._end or data[position] != tag or tag & _HIGH_TAG == _HIGH_TAG:
            raise ValueError("another tag is expected")
        length = data[position + 1]
        start = position + 2
        if length >= _LONG:
            count = length - _LONG
            start += count
            if not 0 < count <= _LENGTH_OCTETS or start > self._end:
                raise ValueError("length not allowed in DER")
            length = int.from_bytes(data[start - count : start], "big")
            if length < _LONG or length >> (8 * (count - 1)) == 0:
                raise ValueError("length longer than needed")
        end = start + length
        if end > self._end:
            raise ValueError("value cut off")
        self._position = end
        return start, end
