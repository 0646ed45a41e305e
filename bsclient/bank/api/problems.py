"""Refusals of a call as RFC 9457 problems with a code from the closed list; no text of an exception ever leaves."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bsclient.errors import BadInput, BadSignature, BsError, Conflict, NotAllowed, StorageFailed
from bsclient.protocol.messages import Code, Problem

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 1
BODY_READ = "body_read"
_DRAIN_BYTES = 1024 * 1024
_DRAIN_SECONDS = 2.0
_BODILESS = frozenset({"GET", "HEAD"})

STATUS = {
    Code.BAD_REQUEST: 400,
    Code.TOO_LARGE: 413,
    Code.NOT_FOUND: 404,
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.CONFLICT: 409,
    Code.BUSY: 429,
    Code.HASH_MISMATCH: 422,
    Code.ACTIVATION_UNKNOWN: 403,
    Code.REQUEST_INVALID: 422,
    Code.NONCE_INVALID: 403,
    Code.LOGIN_REFUSED: 403,
    Code.CERTIFICATE_UNKNOWN: 403,
    Code.CERTIFICATE_REVOKED: 403,
    Code.VERSION_UNSUPPORTED: 426,
    Code.SERVER_ERROR: 500,
}
_BY_CAUSE: tuple[tuple[type[BsError], Code], ...] = (
    (Conflict, Code.CONFLICT),
    (NotAllowed, Code.FORBIDDEN),
    (BadInput, Code.BAD_REQUEST),
    (BadSignature, Code.BAD_REQUEST),
    (StorageFailed, Code.BUSY),
)
_BY_STATUS = {404: Code.NOT_FOUND, 413: Code.TOO_LARGE}

_encoder = msgspec.json.Encoder()
_log = logging.getLogger(__name__)


class CallRefused(BsError):
    """A call is refused with one of the codes of the protocol, and a status where it is not the code's usual one."""

    def __init__(self, code: Code, facts: Mapping[str, str] | None = None, *, status: int = 0) -> None:
        super().__init__(code.value, **dict(facts or {}))
        self.status = status or STATUS[code]


def problem_of(error: BsError) -> Problem:
    """Return the problem to send for an error of ours; causes without a code of the protocol are our own fault."""
    if isinstance(error, CallRefused):
        return Problem(status=error.status, code=error.code, facts=dict(error.facts))
    code = next((code for cause, code in _BY_CAUSE if isinstance(error, cause)), Code.SERVER_ERROR)
    if code is Code.SERVER_ERROR:
        _log.error("call failed: %s", error.code)
        return problem(code)
    reason = {"reason": error.code} if error.code not in set(Code) else {}
    return problem(code, reason | dict(error.facts))


def problem(code: Code, facts: Mapping[str, str] | None = None) -> Problem:
    return Problem(status=STATUS[code], code=code.value, facts=dict(facts or {}))


def answer(sent: Problem, *, close: bool = False) -> Response:
    """Return a problem as a response."""
    headers = {}
    if sent.status == STATUS[Code.BUSY]:
        headers["Retry-After"] = sent.facts.get("seconds", str(RETRY_SECONDS))
    if sent.status == STATUS[Code.UNAUTHENTICATED]:
        headers["WWW-Authenticate"] = "Bearer"
    if close:
        headers["Connection"] = "close"
    return Response(_encoder.encode(sent), sent.status, headers, MEDIA_TYPE)


async def on_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for errors of ours, and for bugs."""
    if isinstance(error, BsError):
        return answer(problem_of(error), close=not await _drained(request))
    # After a bug the server ends the connection: said so, that the client does not take it for a cut line.
    return answer(problem(Code.SERVER_ERROR), close=True)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Starlette's handler for its own refusals: no such path, no such method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = _BY_STATUS.get(status, Code.BAD_REQUEST)
    return answer(Problem(status=status, code=code.value), close=not await _drained(request))


async def _drained(request: Request) -> bool:
    """Read what is left of a body, up to a bound, so that the sender gets to read the answer; False if more comes.

    A connection that is closed on a sender in full flow is reset, and the answer is lost.
    """
    if request.method in _BODILESS or getattr(request.state, BODY_READ, False):
        return True
    room = _DRAIN_BYTES
    try:
        async with asyncio.timeout(_DRAIN_SECONDS):
            while room > 0:
                message = await request.receive()
                if not message.get("more_body", False):
                    return True
                room -= len(message.get("body", b""))
    except TimeoutError:
        pass
    return False
