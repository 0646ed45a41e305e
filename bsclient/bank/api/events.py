"""Events out: by cursor with a long poll, or as a stream of server-sent events. Both look into the same feed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bsclient.bank.api import answers
from bsclient.bank.api.hub import pause
from bsclient.bank.api.parts import LIMITS, Parts, number, session_of
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.ports import SessionRecord
from bsclient.protocol.messages import Code, Event, Kind

HIGHEST = 2**53
BEAT = 15.0
LONGEST_STREAM = 3600.0
_PAGE = 200


async def poll(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Give the events after a cursor; wait for the first one, if asked to, and answer with none in the end."""
    after = number(request, "after", 0, HIGHEST)
    limit = number(request, "limit", LIMITS.events, LIMITS.events)
    wait = number(request, "wait", 0, LIMITS.wait_seconds)
    if wait:
        events = await _await_events(parts, session.client_id, after, limit, wait)
    else:
        events = await _look(parts, session.client_id, after, limit)
    return await answers.as_lines(request, events)


async def _await_events(parts: Parts, client_id: str, after: int, limit: int, wait: int) -> list[Event]:
    end = asyncio.get_running_loop().time() + wait
    _demand_seat(parts, client_id)
    with parts.hub.seat(client_id) as woken:
        while True:
            events = await _look(parts, client_id, after, limit)
            left = end - asyncio.get_running_loop().time()
            if events or left <= 0 or parts.hub.closing:
                return events
            await pause(woken, min(left, parts.hub.poll))


async def stream(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Give all events after a cursor, and each new one as it comes, as server-sent events (id = seq)."""
    last = request.headers.get("last-event-id", "")
    if last and not (last.isascii() and last.isdecimal() and int(last[:17]) <= HIGHEST):
        raise CallRefused(Code.BAD_REQUEST, {"field": "last-event-id"})
    after = int(last[:17]) if last else number(request, "after", 0, HIGHEST)
    _demand_seat(parts, session.client_id)
    return StreamingResponse(_flow(request, parts, session.client_id, after), media_type="text/event-stream")


async def _flow(request: Request, parts: Parts, client_id: str, after: int) -> AsyncIterator[bytes]:
    """Write events until the session ends, the server stops or an hour is over; a comment each quarter of a minute."""
    loop = asyncio.get_running_loop()
    end = loop.time() + LONGEST_STREAM
    beat = loop.time() + BEAT
    with parts.hub.seat(client_id) as woken:
        yield b": open\n\n"
        while loop.time() < end and not parts.hub.closing:
            events = await _look(parts, client_id, after, _PAGE)
            for event in events:
                after = event.seq
                yield b"id: %d\ndata: %s\n\n" % (event.seq, answers.encoder.encode(event))
            told = any(event.kind == Kind.CERTIFICATE for event in events)  # perhaps the end of this very key
            if told or loop.time() >= beat:
                beat = loop.time() + BEAT
                yield b": beat\n\n"
                try:
                    await session_of(request, parts)
                except CallRefused:
                    return
            if not events:
                await pause(woken, min(parts.hub.poll, BEAT))


def _demand_seat(parts: Parts, client_id: str) -> None:
    if parts.hub.seats(client_id) >= parts.caps.client_waiting:
        raise CallRefused(Code.BUSY, {"seconds": "5"})


async def _look(parts: Parts, client_id: str, after: int, limit: int) -> list[Event]:
    return await asyncio.to_thread(parts.core.events, client_id, after, limit)
