"""What goes back: JSON and NDJSON, packed with gzip where the client takes it and it pays."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections.abc import Iterable, Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

JSON = "application/json"
NDJSON = "application/x-ndjson"
_WORTH = 1024
_LONG = 64 * 1024
_LEVEL = 1
_GZIP = 16 + zlib.MAX_WBITS
_REFUSED = re.compile(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")

encoder = msgspec.json.Encoder()


def as_json(value: msgspec.Struct, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with one structure, short by nature: never packed."""
    return Response(encoder.encode(value), status, headers, JSON)


async def as_lines(request: Request, values: Iterable[msgspec.Struct]) -> Response:
    """Answer with one structure a line."""
    data = encoder.encode_lines(list(values))
    return await packed(request, data, {}, NDJSON)


async def packed(request: Request, data: bytes, headers: Mapping[str, str], media: str) -> Response:
    """Answer with bytes, with gzip if the client takes it; long ones are packed off the event loop."""
    headers = dict(headers) | {"Vary": "Accept-Encoding"}
    if len(data) >= _WORTH and takes_gzip(request):
        data = await asyncio.to_thread(_pack, data) if len(data) > _LONG else _pack(data)
        headers["Content-Encoding"] = "gzip"
    return Response(data, 200, headers, media)


def takes_gzip(request: Request) -> bool:
    wanted = request.headers.get("accept-encoding", "").lower()
    return "gzip" in wanted and not _REFUSED.search(wanted)


def _pack(data: bytes) -> bytes:
    pack = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return pack.compress(data) + pack.flush()
