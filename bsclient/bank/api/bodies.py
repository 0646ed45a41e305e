"""Reading what a client sends: bounded while it arrives, unpacked with a bound, decoded strictly.

A declared length is never trusted. A sender must keep a pace: it has `GRACE` seconds and then one more for each `PACE` bytes
that came. JSON is UTF-8 without twin keys and zero characters, which PostgreSQL keeps in no text; unknown fields are refused by the
structures themselves.
"""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request

from bsclient.bank.api.problems import BODY_READ, CallRefused
from bsclient.protocol.messages import Code

GRACE = 10.0
PACE = 16 * 1024
_GZIP = 16 + zlib.MAX_WBITS

T = TypeVar("T", bound=msgspec.Struct)


async def whole(request: Request, limit: int) -> bytes:
    """Read the body, unpacked; CallRefused when it is larger than `limit` bytes, too slow or not gzip as it says."""
    parts = bytearray()
    async for piece in pieces(request, limit):
        parts += piece
    return bytes(parts)


async def pieces(request: Request, limit: int) -> AsyncIterator[bytes]:
    """Give the body piece by piece, unpacked, under the same bounds."""
    unpack = _unpacker(request)
    size = packed = 0
    loop = asyncio.get_running_loop()
    start = loop.time()
    more = True
    while more:
        piece, more = await _receive(request, start + GRACE + packed / PACE)
        packed += len(piece)
        if unpack is not None:
            piece = unpack.take(piece, limit - size)
        size += len(piece)
        if size > limit:
            raise CallRefused(Code.TOO_LARGE, {"limit": str(limit)})
        if piece:
            yield piece
    if unpack is not None and not unpack.ended:
        raise CallRefused(Code.BAD_REQUEST, {"reason": "gzip"})


async def _receive(request: Request, until: float) -> tuple[bytes, bool]:
    """Wait for the next piece; returns it and whether more follows. CallRefused when it is late or the line is cut."""
    try:
        async with asyncio.timeout_at(until):
            message = await request.receive()
    except TimeoutError as error:
        raise CallRefused(Code.BAD_REQUEST, {"reason": "slow"}, status=408) from error
    if message["type"] != "http.request":
        raise CallRefused(Code.BAD_REQUEST, {"reason": "cut"})
    more = message.get("more_body", False)
    if not more:
        setattr(request.state, BODY_READ, True)
    return message.get("body", b""), more


class _Unpacker:
    """Unpacks gzip, never more than was asked for: a bomb costs no memory."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(_GZIP)

    @property
    def ended(self) -> bool:
        return self._inflate.eof

    def take(self, packed: bytes, room: int) -> bytes:
        """Unpack; one byte more than `room` comes back when there is more."""
        if self._inflate.eof and packed:
            raise CallRefused(Code.BAD_REQUEST, {"reason": "gzip"})
        try:
            out = self._inflate.decompress(packed, room + 1)
        except zlib.error as error:
            raise CallRefused(Code.BAD_REQUEST, {"reason": "gzip"}) from error
        if self._inflate.unused_data:
            raise CallRefused(Code.BAD_REQUEST, {"reason": "gzip"})
        return out


def _unpacker(request: Request) -> _Unpacker | None:
    coding = request.headers.get("content-encoding", "identity").lower()
    if coding == "identity":
        return None
    if coding == "gzip":
        return _Unpacker()
    raise CallRefused(Code.BAD_REQUEST, {"reason": "encoding"}, status=415)


def decode(data: bytes, decoder: msgspec.json.Decoder[T]) -> T:
    """Read one JSON object as a structure; CallRefused says what is wrong without repeating what was sent."""
    try:
        value = decoder.decode(data)
        json.loads(data.decode("utf-8"), object_pairs_hook=_plain)
    except (ValueError, RecursionError) as error:
        raise CallRefused(Code.BAD_REQUEST, {"reason": "json"}) from error
    return value


async def read(request: Request, decoder: msgspec.json.Decoder[T], limit: int) -> T:
    """Read the body as one structure."""
    return decode(await whole(request, limit), decoder)


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise ValueError("twin keys")
    if any(isinstance(value, str) and "\x00" in value for value in tree.values()):
        raise ValueError("zero character")
    return tree
