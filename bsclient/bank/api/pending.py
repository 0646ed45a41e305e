"""Documents that wait for the signatures of colleagues: offered, signed by one more, taken back or refused."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api import answers, bodies
from bsclient.bank.api.documents import LONGEST_SIGNATURE, demand_form, is_sha256
from bsclient.bank.api.parts import LIMITS, SMALL_BODY, Parts
from bsclient.bank.api.problems import CallRefused
from bsclient.bank.ports import Outcome, SessionRecord
from bsclient.protocol.messages import Code
from bsclient.protocol.pending import PendingAnswer, PendingEnd, PendingOffer, PendingSignature

_offer = msgspec.json.Decoder(PendingOffer)
_signature = msgspec.json.Decoder(PendingSignature)
_end = msgspec.json.Decoder(PendingEnd)


async def put(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Take up an offer: the same again gets the same answer, other bytes under its id are a conflict."""
    told = bodies.decode(await bodies.whole(request, LIMITS.body), _offer)
    demand_form(told.envelope)
    if told.envelope.id != request.path_params["id"]:
        raise CallRefused(Code.BAD_REQUEST, {"field": "id"})
    return await _answered(lambda: parts.core.offer(session.client_id, session.user_id, told))


async def sign(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Take one signature more."""
    identity: str = request.path_params["id"]
    told = bodies.decode(await bodies.whole(request, 2 * LONGEST_SIGNATURE), _signature)
    if not is_sha256(told.sha256) or not 0 < len(told.signature) <= LONGEST_SIGNATURE:
        raise CallRefused(Code.BAD_REQUEST, {"field": "signature"})
    return await _answered(
        lambda: parts.core.add_signature(session.client_id, session.user_id, identity, told)
    )


async def end(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Take an offer back, or refuse somebody else's with a reason."""
    identity: str = request.path_params["id"]
    told = bodies.decode(await bodies.whole(request, SMALL_BODY), _end)
    return await _answered(lambda: parts.core.end_offer(session.client_id, session.user_id, identity, told))


async def _answered(call: Callable[[], PendingAnswer | Outcome]) -> Response:
    answer = await asyncio.to_thread(call)
    if isinstance(answer, Outcome):
        raise CallRefused(answer.code or Code.SERVER_ERROR, dict(answer.facts))
    return answers.as_json(answer)
