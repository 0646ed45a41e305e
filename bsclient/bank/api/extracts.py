"""Extracts of statuses that the bank signs on request."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api import answers, bodies
from bsclient.bank.api.parts import LIMITS, Parts
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.ports import SessionRecord
from bsclient.protocol.extracts import BATCH, MOST_STATUSES, ExtractRequest
from bsclient.protocol.messages import Code

_HIGHEST = 1 << 62
_request = msgspec.json.Decoder(ExtractRequest)


async def extracts(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Give signed extracts of documents of this client."""
    asked = await bodies.read(request, _request, LIMITS.body)
    seqs = [seq for wish in asked.documents for seq in wish.statuses]
    if not 0 < len(asked.documents) <= BATCH or any(
        len(wish.statuses) > MOST_STATUSES for wish in asked.documents
    ):
        raise CallRefused(Code.BAD_REQUEST, {"field": "documents"})
    ids = [wish.id for wish in asked.documents]
    if len(set(ids)) != len(ids):  # else a small question has a huge answer
        raise CallRefused(Code.BAD_REQUEST, {"field": "documents", "reason": "repeated"})
    if any(not 0 < seq < _HIGHEST for seq in seqs):
        raise CallRefused(Code.BAD_REQUEST, {"field": "statuses"})
    return answers.as_json(await asyncio.to_thread(parts.core.extracts, session.client_id, asked.documents))
