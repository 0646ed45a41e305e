"""What the calls work with, and the two guards around them: for anybody, and for those with a session."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api.caps import Buckets, Caps, Flights
from bsclient.bank.api.hub import Hub
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.api.uploads import Uploads
from bsclient.bank.intake.group_commit import GroupCommit
from bsclient.bank.keys.auth import Doorkeeper, Server
from bsclient.bank.letters import limits as letter_limits
from bsclient.bank.ports import Core, SessionRecord
from bsclient.clock import Clock
from bsclient.protocol.messages import Code, Limits

LIMITS = Limits(
    body=5 * 1024 * 1024,
    batch=8 * 1024 * 1024,
    batch_documents=1000,
    attachment=letter_limits.LARGEST,
    events=1000,
    wait_seconds=25,
    attachments=letter_limits.MOST,
    attachments_total=letter_limits.TOTAL,
)
SMALL_BODY = 64 * 1024
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that a running server consists of."""

    core: Core
    doors: Doorkeeper
    server: Server
    commits: GroupCommit
    hub: Hub
    uploads: Uploads
    clock: Clock
    caps: Caps
    client_calls: Buckets
    address_calls: Buckets
    flights: Flights
    large_flights: Flights


Handler = Callable[[Request], Awaitable[Response]]
OpenCall = Callable[[Request, Parts], Awaitable[Response]]
Call = Callable[[Request, Parts, SessionRecord], Awaitable[Response]]


def anybody(call: OpenCall, parts: Parts) -> Handler:
    """Guard a call that needs no session: only the rate of the caller's address counts."""

    async def handler(request: Request) -> Response:
        parts.address_calls.take(request.client.host if request.client else "")
        _demand_path(request)
        return await call(request, parts)

    return handler


def client(call: Call, parts: Parts, *, waits: bool = False, large: bool = False) -> Handler:
    """Guard a call that needs a session; `waits` for those that hold a connection and are counted elsewhere, `large` for much memory."""
    flights = parts.large_flights if large else parts.flights

    async def handler(request: Request) -> Response:
        session = await session_of(request, parts)
        parts.client_calls.take(session.client_id)
        _demand_path(request)
        if waits:
            return await call(request, parts, session)
        with flights.one(session.client_id):
            return await call(request, parts, session)

    return handler


def _demand_path(request: Request) -> None:
    """Refuse a zero character in the path, as `bodies` does in a body: no base looks for one."""
    if "\x00" in request.scope["path"]:
        raise CallRefused(Code.NOT_FOUND)


async def session_of(request: Request, parts: Parts) -> SessionRecord:
    """Return the caller's session; CallRefused without a good token."""
    token = token_of(request)
    known = parts.doors.known(token)
    return known if known is not None else await asyncio.to_thread(parts.doors.session, token)


def token_of(request: Request) -> str:
    header = request.headers.get("authorization", "")
    if header[: len(_BEARER)].lower() != _BEARER:
        raise CallRefused(Code.UNAUTHENTICATED)
    return header[len(_BEARER) :].strip()


def number(request: Request, name: str, default: int, most: int) -> int:
    """Read a whole number from the query, 0 … `most`."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most):
        raise CallRefused(Code.BAD_REQUEST, {"field": name})
    return int(text)
