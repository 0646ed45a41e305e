"""Calls about letters: that one was read, and how content the client is with the answers of a conversation."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api import answers, bodies
from bsclient.bank.api.parts import SMALL_BODY, Parts
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.ports import SessionRecord
from bsclient.domain.identity import is_id
from bsclient.protocol.letters import LetterMark, LetterRead
from bsclient.protocol.messages import Code

_read = msgspec.json.Decoder(LetterRead)
_mark = msgspec.json.Decoder(LetterMark)


async def read(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Note that the user has read a letter of the bank: 204, however often it is told."""
    await bodies.read(request, _read, SMALL_BODY)
    identity = _id(request, "id")
    known = await asyncio.to_thread(parts.core.letter_read, session.client_id, session.user_id, identity)
    if not known:
        raise CallRefused(Code.NOT_FOUND)
    return Response(status_code=204)


async def mark(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Keep a mark for a conversation that was answered; it may be changed for a day."""
    told = await bodies.read(request, _mark, SMALL_BODY)
    thread = _id(request, "thread")
    kept = await asyncio.to_thread(parts.core.letter_mark, session.client_id, session.user_id, thread, told)
    if kept is None:
        raise CallRefused(Code.NOT_FOUND)
    return answers.as_json(kept)


def _id(request: Request, name: str) -> str:
    identity: str = request.path_params[name]
    if not is_id(identity):
        raise CallRefused(Code.BAD_REQUEST, {"field": name})
    return identity
