"""Attachments: sent in one piece or in several that follow each other, fetched whole or by range (RFC 9110, 14).

`PUT` with `Content-Range: bytes 0-999/5000` adds a piece: 202 with `Range: bytes=0-999` says what is here. A piece that does not
follow: 409 with the offset to go on from. `Content-Range: bytes */5000` with an empty body asks how much is here. The last piece:
201, or 200 when the bank had the attachment. The hash is checked at the end.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api import bodies
from bsclient.bank.api.documents import is_sha256
from bsclient.bank.api.parts import LIMITS, Parts
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.ports import SessionRecord
from bsclient.crypto.hashes import sha256_hex
from bsclient.protocol.messages import Code

MEDIA = "application/octet-stream"
_PIECE = re.compile(r"bytes ([0-9]{1,12})-([0-9]{1,12})/([0-9]{1,12})")
_ASK = re.compile(r"bytes \*/([0-9]{1,12})")
_RANGE = re.compile(r"bytes=([0-9]{1,12})-([0-9]{0,12})")


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` up to but without `end`, of `total`."""

    start: int
    end: int
    total: int


async def put(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Take an attachment, or a piece of one."""
    sha256 = _name(request)
    if await asyncio.to_thread(parts.core.renew_blob, session.client_id, sha256):
        await bodies.whole(request, LIMITS.attachment)
        return Response(status_code=200)
    header = request.headers.get("content-range")
    if header is None:
        data = await bodies.whole(request, LIMITS.attachment)
        if sha256_hex(data) != sha256:
            raise CallRefused(Code.HASH_MISMATCH)
        return await _store(parts, session, sha256, data)
    if asked := _ASK.fullmatch(header):
        _demand_size(int(asked[1]))
        return _progress(await asyncio.to_thread(parts.uploads.held, session.client_id, sha256))
    span = _span(header)
    data = await bodies.whole(request, span.end - span.start)
    if len(data) != span.end - span.start:
        raise CallRefused(Code.BAD_REQUEST, {"field": "content-range"})
    held = await asyncio.to_thread(_append, parts, (session.client_id, sha256), span, data)
    if held < span.total:
        return _progress(held)
    whole = await asyncio.to_thread(parts.uploads.finish, session.client_id, sha256)
    return await _store(parts, session, sha256, whole)


async def get(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Give an attachment, or the range of it that is asked for."""
    sha256 = _name(request)
    data = await asyncio.to_thread(parts.core.blob, session.client_id, sha256)
    if data is None:
        raise CallRefused(Code.NOT_FOUND)
    headers = {"Accept-Ranges": "bytes", "ETag": f'"{sha256}"'}
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None:
        return Response(data, 200, headers, MEDIA)
    start = int(asked[1])
    end = min(int(asked[2]) + 1, len(data)) if asked[2] else len(data)
    if start >= end:
        raise CallRefused(Code.BAD_REQUEST, {"field": "range", "size": str(len(data))}, status=416)
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{len(data)}"
    return Response(data[start:end], 206, headers, MEDIA)


def _append(parts: Parts, file: tuple[str, str], span: Span, data: bytes) -> int:
    parts.core.demand_room(file[0], parts.uploads.beside(*file) + span.total)
    return parts.uploads.append(*file, span.start, data)


async def _store(parts: Parts, session: SessionRecord, sha256: str, data: bytes) -> Response:
    new = await asyncio.to_thread(parts.core.put_blob, session.client_id, sha256, data)
    return Response(status_code=201 if new else 200)


def _progress(held: int) -> Response:
    return Response(status_code=202, headers={"Range": f"bytes=0-{held - 1}"} if held else {})


def _name(request: Request) -> str:
    sha256: str = request.path_params["sha256"]
    if not is_sha256(sha256):
        raise CallRefused(Code.BAD_REQUEST, {"field": "sha256"})
    return sha256


def _span(header: str) -> Span:
    found = _PIECE.fullmatch(header)
    if found is None:
        raise CallRefused(Code.BAD_REQUEST, {"field": "content-range"})
    span = Span(int(found[1]), int(found[2]) + 1, int(found[3]))
    if not span.start < span.end <= span.total:
        raise CallRefused(Code.BAD_REQUEST, {"field": "content-range"})
    _demand_size(span.total)
    return span


def _demand_size(total: int) -> None:
    if total > LIMITS.attachment:
        raise CallRefused(Code.TOO_LARGE, {"limit": str(LIMITS.attachment)})
