"""Calls before there is a session, and those that make and end one."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api import answers, bodies
from bsclient.bank.api.parts import LIMITS, SMALL_BODY, Parts, token_of
from bsclient.bank.information import introduction
from bsclient.bank.keys import enrolment
from bsclient.bank.ports import SessionRecord
from bsclient.protocol import VERSION
from bsclient.protocol.messages import (
    ChallengeRequest,
    EnrolmentRequest,
    EnrolmentState,
    Hello,
    Session,
    SessionRequest,
)

_enrolment = msgspec.json.Decoder(EnrolmentRequest)
_challenge = msgspec.json.Decoder(ChallengeRequest)
_session = msgspec.json.Decoder(SessionRequest)


async def hello(_: Request, parts: Parts) -> Response:
    """Say who the bank is and what it takes."""
    core = parts.core
    return answers.as_json(
        Hello(
            bank=core.name,
            bic=core.bic,
            protocol_min=VERSION,
            protocol_max=VERSION,
            time=parts.clock(),
            limits=LIMITS,
            ca_fingerprint=core.keys.authority.certificate.fingerprint_sha256.hex(),
        )
    )


async def connection(request: Request, parts: Parts) -> Response:
    """Give what a new client must know, for the address it came by; it believes the fingerprint of the letter alone."""
    url = f"https://{request.headers.get('host', '')}"
    return answers.as_json(introduction.connection(parts.core.profile, parts.core.keys, url))


async def enrol(request: Request, parts: Parts) -> Response:
    """Take an activation code and a certificate request: 202, whether it waits or is issued at once."""
    asked = await bodies.read(request, _enrolment, SMALL_BODY)
    answer = await asyncio.to_thread(enrolment.enrol, parts.core, asked, parts.clock)
    return answers.as_json(answer, 202, {"Location": f"/v1/enrolments/{answer.id}"})


async def enrolment_state(request: Request, parts: Parts) -> Response:
    """Say how far an enrolment is; while it waits, when to ask again."""
    answer = await asyncio.to_thread(enrolment.state, parts.core, request.path_params["id"])
    headers = {"Retry-After": "5"} if answer.state is EnrolmentState.PENDING else {}
    return answers.as_json(answer, 200, headers)


async def challenge(request: Request, parts: Parts) -> Response:
    """Give a nonce."""
    asked = await bodies.read(request, _challenge, SMALL_BODY)
    return answers.as_json(await asyncio.to_thread(parts.doors.challenge, asked), 201)


async def log_in(request: Request, parts: Parts) -> Response:
    """Check the signed answer to a challenge and give a token."""
    asked = await bodies.read(request, _session, 2 * SMALL_BODY)
    return answers.as_json(await asyncio.to_thread(_log_in, parts, asked), 201)


def _log_in(parts: Parts, asked: SessionRequest) -> Session:
    session, record = parts.doors.log_in(asked)
    known = parts.core.journal_head(record)
    return msgspec.structs.replace(session, journal_sequence=known.sequence, journal_head=known.head)


async def log_out(request: Request, parts: Parts, _: SessionRecord) -> Response:
    """Forget the token."""
    await asyncio.to_thread(parts.doors.log_out, token_of(request))
    return Response(status_code=204)
