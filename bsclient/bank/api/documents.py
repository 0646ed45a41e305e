"""Documents in: one envelope, or many in one NDJSON body. Each stands alone; each is answered by receipt or problem."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api import answers, bodies
from bsclient.bank.api.parts import LIMITS, Parts
from bsclient.bank.api.problems import STATUS, CallRefused, problem, problem_of
from bsclient.bank.intake.group_commit import QueueFull
from bsclient.bank.ports import Incoming, Outcome, SessionRecord
from bsclient.domain.canonical import LIMIT as LONGEST_DOCUMENT
from bsclient.domain.identity import is_id
from bsclient.protocol.messages import BatchLine, Code, Envelope

TOGETHER = 250
"""Documents of a batch that go into one transaction: single payments of others need not wait for all of a long one."""
MOST_SIGNATURES = 16
LONGEST_SIGNATURE = 64 * 1024
MOST_ATTACHMENTS = 32
_HASH_LENGTH = 64
_HEX = frozenset("0123456789abcdef")

_envelope = msgspec.json.Decoder(Envelope)


async def put(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Store one document: 201 with its receipt, 200 with the stored one for a repeat, 409 for other bytes."""
    envelope = decode(await bodies.whole(request, LIMITS.body))
    if envelope.id != request.path_params["id"]:
        raise CallRefused(Code.BAD_REQUEST, {"field": "id"})
    (outcome,) = await _submit(parts, [Incoming(session.client_id, session.user_id, envelope)])
    if outcome.receipt is None:
        raise CallRefused(outcome.code or Code.SERVER_ERROR, dict(outcome.facts))
    return answers.as_json(outcome.receipt, 200 if outcome.repeated else 201)


async def batch(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Store many documents: a line of answer for each line, in the same order."""
    data = await bodies.whole(request, LIMITS.batch)
    lines = data.split(b"\n", LIMITS.batch_documents)  # eight million empty ones would be a list of them
    if lines and not lines[-1].strip():
        lines.pop()
    if not lines or len(lines) > LIMITS.batch_documents:
        raise CallRefused(
            Code.TOO_LARGE if lines else Code.BAD_REQUEST, {"limit": str(LIMITS.batch_documents)}
        )
    read = await asyncio.to_thread(lambda: [_read_line(line) for line in lines])
    incoming = [
        Incoming(session.client_id, session.user_id, item) for item in read if isinstance(item, Envelope)
    ]
    outcomes = iter(
        [
            outcome
            for start in range(0, len(incoming), TOGETHER)
            for outcome in await _submit(parts, incoming[start : start + TOGETHER])
        ]
    )
    return await answers.as_lines(
        request, [_line(next(outcomes)) if isinstance(item, Envelope) else item for item in read]
    )


def decode(data: bytes) -> Envelope:
    """Read an envelope and check its outer shape; what is inside is the core's matter. CallRefused."""
    if len(data) > LIMITS.body:
        raise CallRefused(Code.TOO_LARGE, {"limit": str(LIMITS.body)})
    envelope = bodies.decode(data, _envelope)
    demand_form(envelope)
    return envelope


def demand_form(envelope: Envelope) -> None:
    """Check the outer shape of an envelope. CallRefused."""
    if not is_id(envelope.id):
        raise CallRefused(Code.BAD_REQUEST, {"field": "id"})
    if not 0 < len(envelope.signatures) <= MOST_SIGNATURES:
        raise CallRefused(Code.BAD_REQUEST, {"field": "signatures"})
    if len(envelope.body) > LONGEST_DOCUMENT or max(map(len, envelope.signatures)) > LONGEST_SIGNATURE:
        raise CallRefused(Code.TOO_LARGE, {"limit": str(LONGEST_DOCUMENT)})
    if len(envelope.attachments) > MOST_ATTACHMENTS or not all(map(is_sha256, envelope.attachments)):
        raise CallRefused(Code.BAD_REQUEST, {"field": "attachments"})


def is_sha256(text: str) -> bool:
    return len(text) == _HASH_LENGTH and _HEX.issuperset(text)


async def _submit(parts: Parts, incoming: list[Incoming]) -> list[Outcome]:
    try:
        return await parts.commits.submit(incoming)
    except QueueFull as error:
        raise CallRefused(Code.BUSY, {"seconds": "1"}) from error


def _read_line(line: bytes) -> Envelope | BatchLine:
    """Read one line of a batch; a bad one becomes its own answer, with the id if that much can be read."""
    try:
        return decode(line)
    except CallRefused as error:
        return BatchLine(id=_id_in(line), problem=problem_of(error))


def _id_in(line: bytes) -> str:
    try:
        found = msgspec.json.decode(line, type=_OnlyId).id
    except (ValueError, RecursionError):
        return ""
    return found if is_id(found) else ""


class _OnlyId(msgspec.Struct, frozen=True):
    """As much of a bad envelope as tells whose answer a problem is."""

    id: str = ""


def _line(outcome: Outcome) -> BatchLine:
    if outcome.receipt is not None:
        return BatchLine(id=outcome.id, receipt=outcome.receipt)
    code = outcome.code if outcome.code in STATUS else Code.SERVER_ERROR
    return BatchLine(id=outcome.id, problem=problem(code or Code.SERVER_ERROR, dict(outcome.facts)))
