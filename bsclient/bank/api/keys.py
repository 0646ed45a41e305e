"""Calls about keys: whose a code is, the next certificate, the end of one, the list of ended ones (`protocol.keys`)."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from bsclient.bank.api import answers, bodies
from bsclient.bank.api.parts import SMALL_BODY, Parts
from bsclient.bank.keys import calls as key_calls
from bsclient.bank.keys import enrolment
from bsclient.bank.ports import SessionRecord
from bsclient.protocol.keys import Activation, Renewal, RevocationRequest

CRL_TYPE = "application/pkix-crl"
_activation = msgspec.json.Decoder(Activation)
_renewal = msgspec.json.Decoder(Renewal)
_revocation = msgspec.json.Decoder(RevocationRequest)


async def identify(request: Request, parts: Parts) -> Response:
    """Say whose an activation code is; the code stays good."""
    asked = await bodies.read(request, _activation, SMALL_BODY)
    return answers.as_json(await asyncio.to_thread(enrolment.identify, parts.core, asked, parts.clock))


async def renew(request: Request, parts: Parts, session: SessionRecord) -> Response:
    """Take a request for the next certificate, signed by the present key: 202, whether it waits or is issued at once."""
    asked = await bodies.read(request, _renewal, 2 * SMALL_BODY)
    answer = await asyncio.to_thread(key_calls.renew, parts.core, session, asked, parts.clock)
    return answers.as_json(answer, 202, {"Location": f"/v1/enrolments/{answer.id}"})


async def revoke(request: Request, parts: Parts) -> Response:
    """End a certificate by a signed act or by the word for the phone; its sessions end with it."""
    asked = await bodies.read(request, _revocation, SMALL_BODY)
    answer = await asyncio.to_thread(key_calls.revoke, parts.core, asked, parts.clock)
    parts.doors.forget(answer.serial)
    return answers.as_json(answer)


async def crl(request: Request, parts: Parts) -> Response:
    """Give the list of ended certificates, 304 when the caller has it."""
    found = await asyncio.to_thread(parts.core.crl, parts.clock())
    tag = f'"{found.sha256}"'
    if tag in (
        known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")
    ):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(found.der, 200, {"ETag": tag}, CRL_TYPE)
